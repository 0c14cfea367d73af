"""Files that a lesson is given beside its scenario: who is expected, news, how marks are reckoned.

They are named on the command line, or uploaded on the teacher's page.  What was uploaded is kept in the lesson, and
counts where no file is named.
"""

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from demarche.sim.terms import Unreadable
from demarche.ui.classroom.injects import Inject, read_script
from demarche.ui.classroom.marks import OURS, Rubric, read_rubric
from demarche.ui.classroom.people import Listed, read_roster

MOST_BYTES = 200_000
"""Of an uploaded file: a roster of a thousand names has thirty thousand."""


class What(StrEnum):
    """A file that may be given."""

    ROSTER = "roster"
    INJECTS = "injects"
    RUBRIC = "rubric"


ENDING = {What.ROSTER: ".csv", What.INJECTS: ".toml", What.RUBRIC: ".toml"}


@dataclass(frozen=True, slots=True)
class Given:
    """What was read from the files that were given."""

    script: Sequence[Inject]
    roster: tuple[Listed, ...]
    rubric: Rubric


def read_given(named: Mapping[What, Path | None], uploaded: Mapping[str, str], seats: tuple[str, ...]) -> Given:
    """The files that were named, or else those that were uploaded, checked against the seats there are."""
    texts = {what: text for what in What if (text := uploaded.get(what)) and not named.get(what)}
    with tempfile.TemporaryDirectory() if texts else nullcontext("") as folder:
        paths = {what: named.get(what) or laid_down(what, texts.get(what, ""), Path(folder)) for what in What}
        roster, script = paths[What.ROSTER], paths[What.INJECTS]
        return Given(
            script=read_script(script, seats) if script else (),
            roster=read_roster(roster, seats) if roster else (),
            rubric=read_rubric(paths[What.RUBRIC] or OURS),
        )


def laid_down(what: What, text: str, folder: Path) -> Path | None:
    """A file that holds an uploaded text, for the readers of files; None where there is none."""
    if not text:
        return None
    path = folder / f"{what}{ENDING[what]}"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def read_upload(what: What, text: str, seats: tuple[str, ...]) -> Given:
    """A text that is uploaded, read. Raises Unreadable in the words of a file of that name."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            return read_given({what: laid_down(what, text, Path(folder))}, {}, seats)
        except Unreadable as error:
            raise Unreadable(str(error).replace(f"{folder}/", "").replace(f"{folder}\\", "")) from None
