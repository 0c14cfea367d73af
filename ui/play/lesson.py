"""Lessons: short games with a word of advice at every step. It follows from the room, and from nothing else.

Whoever does something else than advised simply comes to another step: there is no script to fall out of.
"""

from collections.abc import Collection
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from demarche.scenarios.reading.toml import read_toml
from demarche.ui.play.levels import LEVELS, Level
from demarche.ui.seat.shown import Room

FOLDER = Path(__file__).parent / "lessons"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class When(_Strict):
    """What must hold of a room for a step to fit. What is not said may be anything."""

    stage: str | None = None
    round: int | None = None
    quarter: int | None = None
    final: bool = False

    def fits(self, room: Room) -> bool:
        """Whether all of it holds."""
        said = {key: value for key, value in self.model_dump().items() if value is not None}
        return all(getattr(room, key) == value for key, value in said.items())


class Step(_Strict):
    """One word of advice. point: the part of the screen it speaks of        suggest: the act it teaches, in notation.

    act  the verb of that act; none where the step is only read
    """

    id: str
    when: When
    point: str
    title: str
    text: str
    act: str = ""
    suggest: str = ""


class Chapter(_Strict):
    """A lesson: the game it is played as, and its steps in the order in which they come."""

    id: str
    title: str
    minutes: int
    scenario: str
    settings: tuple[str, ...]
    seat: str
    seed: int
    about: str
    steps: tuple[Step, ...] = Field(min_length=1)

    @property
    def source(self) -> str:
        """What Table.new takes as its scenario: an id of the library, or the path of a file of the lessons."""
        return str(FOLDER / self.scenario) if self.scenario.endswith(".toml") else self.scenario

    @property
    def level(self) -> Level:
        """Lessons are played at the easiest level."""
        return LEVELS[0]

    def step(self, room: Room, read: Collection[str] = ()) -> Step | None:
        """The advice for a moment: the first step that fits and was not read. None where there is none.

        read  ids of those steps without an act that the player has put away
        """
        return next((step for step in self.steps if step.id not in read and self._fits(step, room)), None)

    def _fits(self, step: Step, room: Room) -> bool:
        return step.when.fits(room) and (room.asked or room.final)


@cache
def chapters() -> tuple[Chapter, ...]:
    """The lessons in their order."""
    found = read_toml(FOLDER / "lessons.toml")
    return tuple(Chapter.model_validate(chapter) for chapter in found["chapters"])
