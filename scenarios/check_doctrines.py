"""What is wrong in what a scenario says of doctrines, behaviours and pledge strategies: names, blocs, positions."""

from collections.abc import Iterable, Iterator

from demarche.agents.doctrine.profiles import DOCTRINES
from demarche.agents.named import Registry
from demarche.agents.registry import BEHAVIOURS, BY_DOCTRINE
from demarche.agents.strategies.registry import STRATEGIES
from demarche.scenarios import tables
from demarche.scenarios.doctrines import members_here, said
from demarche.scenarios.schema import Scenario
from demarche.sim.terms import Unreadable


def doctrine_faults(scenario: Scenario, seats: Iterable[str]) -> Iterator[str]:
    """Names in no registry, blocs that are none or say two things, positions that cannot be had."""
    here = set(seats)
    yield from _name_faults(scenario)
    yield from _bloc_faults(scenario, here)
    for iso3 in sorted(here & {*tables.members(), *scenario.fictional}):
        try:
            of_it = said(scenario, iso3)
        except Unreadable as error:
            yield str(error)
            continue
        if of_it.of_doctrine:
            yield from _position_faults(scenario, iso3, of_it.doctrine)
    for iso3, state in scenario.fictional.items():
        if state.positions == "own":
            yield f"fictional.{iso3}.positions: an invented state has none of its own; give a table, or 'doctrine'"


def _name_faults(scenario: Scenario) -> Iterator[str]:
    """Doctrines, behaviours and pledge strategies that there are not."""
    yield from _fault("doctrine", DOCTRINES, scenario.doctrine)
    for bloc, given in scenario.blocs.items():
        yield from _fault(f"blocs.{bloc}.doctrine", DOCTRINES, given.doctrine)
    for key, overrides in (
        ("states", scenario.states),
        ("hindsight", scenario.hindsight),
        ("fictional", scenario.fictional),
    ):
        for iso3, state in overrides.items():
            yield from _fault(f"{key}.{iso3}.doctrine", DOCTRINES, state.doctrine)
            yield from _fault(f"{key}.{iso3}.strategy", STRATEGIES, state.strategy)
            yield from _fault(f"{key}.{iso3}.behaviour", BEHAVIOURS, state.behaviour)
            plugged = state.behaviour is not None and ":" in state.behaviour
            if state.behaviour in BEHAVIOURS and state.behaviour not in BY_DOCTRINE and not plugged:
                yield f"{key}.{iso3}.behaviour: a scenario can give {', '.join(BY_DOCTRINE)}, not {state.behaviour}"


def _fault(where: str, among: Registry, name: str | None) -> Iterator[str]:  # type: ignore[type-arg]
    """The one thing wrong with a name, if anything."""
    if name is not None:
        try:
            among.named(name)
        except Unreadable as error:
            yield f"{where}: {error}"


def _bloc_faults(scenario: Scenario, here: set[str]) -> Iterator[str]:
    """Blocs that are none, or of which nobody is in the room."""
    for bloc in scenario.blocs:
        try:
            members = members_here(scenario, bloc)
        except ValueError as error:
            yield f"blocs.{bloc}: {error}"
            continue
        if not members & here:
            yield f"blocs.{bloc}: none of its members has a seat"


def _position_faults(scenario: Scenario, iso3: str, doctrine: str | None) -> Iterator[str]:
    """Positions of a doctrine that cannot be worked out."""
    if scenario.ideal_points is None:
        yield f"positions: those of a doctrine ({iso3}) need a window of ideal_points, such as prior5_2018"
    if doctrine is None and iso3 in scenario.fictional:
        yield f"fictional.{iso3}.doctrine: give one; its positions are to be those of its doctrine"
