"""A lesson opened as it was typed: begun in a new file, or gone on with from the file that keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demarche.scenarios.compile import game
from demarche.scenarios.load import load, parse
from demarche.scenarios.schema import Scenario
from demarche.ui.classroom.injects import Inject, read_script
from demarche.ui.classroom.lesson import Lesson
from demarche.ui.classroom.marks import OURS, Rubric, read_rubric
from demarche.ui.classroom.people import Listed, read_roster
from demarche.ui.classroom.presets import PRESETS, fitted
from demarche.ui.classroom.store import Head, Store
from demarche.ui.classroom.tokens import new_code, new_token
from demarche.ui.refused import Refused
from demarche.ui.version import version


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed. file: where the lesson is kept; pace: how much faster than real its clocks run."""

    scenario: str
    preset: int
    seed: int
    port: int
    lan: bool
    file: Path
    new: bool = False
    as_json: bool = False
    roster: Path | None = None
    injects: Path | None = None
    rubric: Path | None = None
    pace: float = 1.0


@dataclass(frozen=True, slots=True)
class Opened:
    """A lesson that is opened, who is expected, and how they are marked."""

    lesson: Lesson
    roster: tuple[Listed, ...]
    rubric: Rubric


def opened(wanted: Wanted) -> Opened:
    """The lesson of a file, begun or gone on with. What is wrong in what was named is found before it is begun."""
    preset = PRESETS[wanted.preset]
    scenario = fitted(load(wanted.scenario), preset)
    made = game(scenario, wanted.seed)
    seats = made.rules.roster.names
    script: Sequence[Inject] = read_script(wanted.injects, seats) if wanted.injects else ()
    roster = read_roster(wanted.roster, seats) if wanted.roster else ()
    rubric = read_rubric(wanted.rubric or OURS)
    store = Store.go_on(wanted.file) if wanted.file.exists() else Store.begin(wanted.file, new_head(wanted, scenario))
    try:
        require_same(store, wanted, scenario)
        if store.head.scenario != document_of(scenario):  # the file has changed since: the lesson has not
            made = game(parse(store.head.scenario, where=str(wanted.file)), wanted.seed)
        return Opened(Lesson(made, store, preset, script, wanted.pace), roster, rubric)
    except BaseException:
        store.close()
        raise


def document_of(scenario: Scenario) -> dict[str, Any]:
    """A scenario as a lesson keeps it."""
    return scenario.model_dump(mode="json", exclude_unset=True)


def new_head(wanted: Wanted, scenario: Scenario) -> Head:
    """The head of a new lesson, with new secrets."""
    return Head(document_of(scenario), wanted.seed, wanted.preset, new_code(), new_token(), new_token(), version())


def require_same(store: Store, wanted: Wanted, scenario: Scenario) -> None:
    """Raises Refused where the file holds another lesson than the one that was typed."""
    head = store.head
    kept, typed = (head.scenario["id"], head.preset, head.seed), (scenario.id, wanted.preset, wanted.seed)
    if kept != typed:
        raise Refused(
            f"{store.path}: holds a lesson of {kept[0]}, preset {kept[1]}, seed {kept[2]}, not of {typed[0]}, preset "
            f"{typed[1]}, seed {typed[2]}; go on with that one, begin another with --new, or name another --file"
        )
