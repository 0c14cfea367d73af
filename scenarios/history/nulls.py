"""What somebody would expect of an event who knew only how such texts had come out before the scenario's day.

null = ((k + 1) / (n + 2)) ^ texts        k of n precedents came out so; Laplace's rule of succession
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from demarche.scenarios.history.events import EVENTS, NARROW, ON_BOTH
from demarche.scenarios.precedents import Precedent, earlier, opening_day
from demarche.scenarios.schema import Scenario
from demarche.scenarios.tables import members

Test = Callable[[Precedent], bool]


@dataclass(frozen=True, slots=True)
class Null:
    """Which precedents are such texts, which of them came out so, and how many texts have to."""

    such: str
    so: Test
    texts: int = 1


@dataclass(frozen=True, slots=True)
class BaseRate:
    """k of n precedents, and the chance that follows."""

    k: int
    n: int
    chance: float


def _result(*results: str) -> Test:
    return lambda one: one.result in results


def _adopted(one: Precedent) -> bool:
    """Every resolution of the table that was put was adopted, by vote or without one."""
    return one.result in ("vote", "consensus")


def _narrowly(one: Precedent) -> bool:
    return one.yes is not None and one.no is not None and one.yes < NARROW * (one.yes + one.no)


def _many(one: Precedent) -> bool:
    """So many yes that two such texts must share ON_BOTH states, or no vote."""
    return one.result == "consensus" or (one.yes is not None and 2 * one.yes - len(members()) >= ON_BOTH)


KINDS: Mapping[str, tuple[str, ...]] = {
    "texts sent to the Assembly": ("resolution", "code"),
    "resolutions put to the Assembly": ("resolution",),
    "reports of groups": ("report",),
    "pacts": ("pact",),
}
_NOT_PUT = Null("texts sent to the Assembly", _result("not-put"))
_SIGNED = Null("pacts", _result("signed"))
_BOTH = Null("resolutions put to the Assembly", _adopted, 2)
_NULLS: Mapping[str, tuple[Null | None, ...]] = {
    "sco-2009": (_SIGNED,),
    "code-2011": (_NOT_PUT,),
    "us-china-2013": (_SIGNED,),
    "code-2015": (_NOT_PUT,),
    "pact-2015": (_SIGNED, None),
    "us-china-2015": (_SIGNED, None),
    "gge-2017": (Null("reports of groups", _result("failed")),),
    "dual-track-2018": (_BOTH, Null("resolutions put to the Assembly", _many, 2)),
    "cybercrime-2019": (_BOTH, Null("resolutions put to the Assembly", _narrowly)),
    "joint-2021": (Null("resolutions put to the Assembly", _result("consensus")),),
    "poa-2022": (_BOTH,),
    "oewg-2025": (
        Null("reports of groups", _result("consensus")),
        Null("reports of groups", lambda one: one.dissociated),
    ),
}
"""By scenario, in the order of its events; None where no table says how such things come out."""


def null_of(scenario: Scenario, event: str) -> BaseRate | None:
    """The base rate of an event of a scenario; None where no table has one."""
    null = _NULLS[scenario.id][list(EVENTS[scenario.id]).index(event)]
    return None if null is None else base_rate(null, earlier(opening_day(scenario)))


def base_rate(null: Null, past: Sequence[Precedent]) -> BaseRate:
    """How such texts came out among those of the past."""
    such = [one for one in past if one.kind in KINDS[null.such]]
    k = sum(null.so(one) for one in such)
    return BaseRate(k, len(such), float(((k + 1) / (len(such) + 2)) ** null.texts))
