"""The types of what stands in the files of a user: bounds, names, lists of seats, tables without unknown keys."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from demarche.sim.visible import only_seen, visible

Iso3 = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Share = Annotated[float, Field(ge=0, le=1)]
Position = Annotated[float, Field(ge=-1, le=1)]


def _label(text: str) -> str:
    """A name or title: something to be seen, on one line."""
    if not any(letter.isprintable() and not letter.isspace() for letter in text):
        raise ValueError("should not be empty")
    if "\n" in text:
        raise ValueError("should be on one line")
    return text


Label = Annotated[str, Field(max_length=200), AfterValidator(_label)]
"""A name or title, as it is shown in lists and sentences."""
MOST_SEATS = 300


def _as_tuple(value: Any) -> Any:
    """A list of a file as the tuple it becomes; anything else must be the one word that stands for every member."""
    if isinstance(value, list | tuple):
        if len(value) > MOST_SEATS:
            raise ValueError(f"should have at most {MOST_SEATS} seats")
        return tuple(value)
    if value == "all":
        return value
    raise ValueError("should be 'all' or a list of three-letter codes")


def _shown(value: Any) -> Any:
    """A text, or a list or table of texts, with control characters as their escapes; tables check their own."""
    if isinstance(value, list | tuple):
        return type(value)(_visible_text(one) for one in value)
    if isinstance(value, dict):
        return {key: _visible_text(one) for key, one in value.items()}
    return _visible_text(value)


def _visible_text(value: Any) -> Any:
    """A text with control characters as their escapes, and empty where it has nothing else; anything else as it is."""
    if not isinstance(value, str):
        return value
    return visible(value) if only_seen(value).strip() else ""


def _positions(value: Any) -> Any:
    """A table of positions, or the word that says whose they are."""
    if isinstance(value, dict) or value in ("own", "doctrine"):
        return value
    raise ValueError("should be 'own', 'doctrine' or a table of positions by dimension")


Positions = Annotated[dict[str, Position] | Literal["own", "doctrine"], BeforeValidator(_positions)]
"""Positions set otherwise by dimension, or whose a state has in all: its own, or those of its doctrine."""
Seats = Annotated[Literal["all"] | tuple[Iso3, ...], BeforeValidator(_as_tuple)]
"""Every member of the United Nations, or the seats named, in the order they are seated."""


class Strict(BaseModel):
    """A table of a scenario file: no unknown keys, no silent conversion of types."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _visible(cls, table: Any) -> Any:
        """Every text without control sequences, so that nothing that shows it needs to think of them."""
        return {key: _shown(value) for key, value in table.items()} if isinstance(table, dict) else table
