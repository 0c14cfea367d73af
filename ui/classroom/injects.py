"""Injects: news that the facilitator brings into the room, by a script or as it comes to mind.

They are words and change no number of the simulation; what becomes of them is up to those who read them.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from demarche.scenarios.fields import Strict
from demarche.scenarios.load import first_fault
from demarche.scenarios.reading.toml import read_toml
from demarche.sim.terms import Phase, Unreadable

LONGEST = 600


class Inject(Strict):
    """One piece of news. Without a phase it waits for the facilitator; round counts rounds of informals, or quarters.

    to  seat codes; nobody named means everybody
    """

    title: Annotated[str, Field(min_length=1, max_length=80)]
    text: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    to: tuple[str, ...] = Field(default=(), strict=False)
    phase: Literal["debate", "informals", "table", "action", "explain", "aftermath"] | None = None
    round: Annotated[int, Field(ge=1, le=80)] = 1

    def is_due(self, phase: Phase, round: int) -> bool:
        """Whether it belongs to that phase, and to that round where it has rounds."""
        if self.phase is None or self.phase != phase.name.lower():
            return False
        return self.round == round if phase in (Phase.INFORMALS, Phase.AFTERMATH) else True


class Script(Strict):
    """A file of injects."""

    injects: tuple[Inject, ...] = Field(strict=False, min_length=1, max_length=100)


def read_script(path: Path, seats: tuple[str, ...]) -> tuple[Inject, ...]:
    """The injects of a TOML file, in order. Raises Unreadable naming the file, the key and what would be right."""
    try:
        script = Script.model_validate(read_toml(path))
    except ValidationError as error:
        raise Unreadable(f"{path}: {first_fault(error)}") from None
    for number, inject in enumerate(script.injects):
        for code in inject.to:
            if code not in seats:
                few = ", ".join(seats[:12])
                raise Unreadable(f"{path}: injects.{number}.to: there is no seat {code}; there are {few}")
    return script.injects
