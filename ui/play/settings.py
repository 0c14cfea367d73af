"""What a player has set for the window, kept between starts in a file beside the saves."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from demarche.scenarios.load import first_fault
from demarche.scenarios.reading.toml import read_toml
from demarche.scenarios.writing import write_whole
from demarche.sim.terms import Unreadable
from demarche.ui.play.asking import Ask
from demarche.ui.play.home import home

SCALES = (100, 125, 150, 200)
FILE = "settings.toml"


class Settings(BaseModel):
    """How the window looks, sounds and asks. text_scale: per cent; width, height: of the window, in pixels.

    show_model: whether reasons and wordings are shown with the numbers of the model
    lessons_done: ids of the lessons that were played to their end, with blanks between
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    text_scale: Literal[100, 125, 150, 200] = 100
    theme: Literal["light", "dark", "contrast"] = "dark"
    reduce_motion: bool = False
    sound: bool = True
    ambience: bool = False
    width: int = Field(default=1280, ge=640, le=7680)
    height: int = Field(default=720, ge=480, le=4320)
    full_screen: bool = False
    ask: Ask = Ask.MATTERS
    show_model: bool = False
    lessons_done: str = ""

    def done(self) -> frozenset[str]:
        """Ids of the lessons that were played to their end."""
        return frozenset(self.lessons_done.split())

    def with_done(self, lesson: str) -> str:
        """What `lessons_done` is once that lesson is done too."""
        return " ".join(sorted(self.done() | {lesson}))


def read_settings(path: Path | None = None) -> tuple[Settings, str]:
    """What was kept, and what the player should be told. A file that cannot be read gives the defaults, and says so."""
    path = path or home() / FILE
    try:
        return (Settings.model_validate(read_toml(path)) if path.exists() else Settings()), ""
    except ValidationError as error:
        fault = first_fault(error, Settings)
    except (OSError, Unreadable) as error:
        fault = str(error).removeprefix(f"{path}: ")
    return Settings(), f"Your settings could not be read, and are as at first. ({path.name}: {fault})"


def keep_settings(settings: Settings, path: Path | None = None) -> None:
    """Write them, whole or not at all. Raises Unreadable where they cannot be written."""
    path = path or home() / FILE
    lines = [f"{key} = {_toml(value)}\n" for key, value in settings.model_dump(mode="json").items()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, "".join(lines).encode())
    except OSError as error:
        raise Unreadable(f"Your settings could not be kept: {error.strerror}. ({path})") from None


def _toml(value: bool | int | str) -> str:
    """A value as TOML writes it; none of ours holds a quotation mark."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else f'"{value}"'
