"""The quarters as they are played against the record: what is reported, what is false, what is named, what is answered.

Rates are those of FORECAST, from the record before it; the default doctrine sits in every seat.  A closed cohort is
what is reported in one quarter, with nothing waiting before it and nothing run after it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from demarche.scenarios import tables
from demarche.scenarios.aftermath import begun, play, quarters_of
from demarche.scenarios.compile import Game, game
from demarche.scenarios.history.pattern import Pattern
from demarche.scenarios.rates.record import level
from demarche.sim import engine
from demarche.sim.aftermath.events import Count, Events
from demarche.sim.aftermath.nature import happen
from demarche.sim.conduct import TABLE
from demarche.sim.parameter import set_to
from demarche.sim.record import World
from demarche.sim.terms import Accusation, Bools, Floats, Ints, Item, Stage, Verb

FORECAST = 2019
"""The year whose rates are played: from the record before 2019."""
WORLDS, COHORTS, BATCH, SEED = 200, 800, 50, 1
"""Worlds of a year and of a cohort, and how many are played at once."""
OTHER_YEARS, LEVEL_SLACK = (2013, 2016, 2022), 0.3
"""Years beside FORECAST in which what is reported is compared with the level of the record before them."""
AT_QUARTERS = (4, 12)
"""Quarters after the one in which an operation begins, at which the record of naming is read."""
NAMED = {"all": (0.156, 0.232), "USA": (0.214, 0.371), "other NATO or EU": (0.194, 0.250), "others": (0.118, 0.164)}
"""Share of reported operations whose author a government has named by then, by who suffered them: EuRepoC, 2010-23."""
RECEIVERS = {"USA": 185, "other NATO or EU": 113, "others": 328}
"""Reported operations of the record by who suffered them; 102 more, named least, are of unknown receivers."""
UNKNOWN, UNKNOWN_EVER = 102, 0.11
"""Reported operations against receivers that are no state, which the game does not have, and the share ever named."""
RESPONDED = (0.553, 0.063)
"""Share of operations answered in any way beyond naming, where their author was named and where not; 2021-23."""
PACTS_OF_RUSSIA = ("BLR", "CUB", "BRA", "CHN", "IND", "VNM", "ZAF", "TKM")
"""Partners of as many bilateral agreements as a scenario can hold."""


class Played(NamedTuple):
    """Of WORLDS worlds of all members over a year, with pacts: sums of events, and answers by kind.

    reported, right, wrong (WORLDS,) operations of the year        answers  how often each was given
    """

    reported: Ints
    right: Ints
    wrong: Ints
    answers: dict[str, int]

    @property
    def false_share(self) -> float:
        """False signals among all signals."""
        return float(self.wrong.sum() / (self.wrong.sum() + self.right.sum()))

    def answered(self, *, named: bool) -> float:
        """Share of the states suspected that are answered beyond being named, where they are named and where not."""
        given = self.answers
        if named:
            more = given["statement"] + given["indictment"] + given["sanction"]
            return more / max(more + given["naming"], 1)
        more = given["protest"] + given["consult"] + given["retaliate"]
        return more / max(more + given["pass"], 1)


def batches(worlds: int, partners: Sequence[str], **settings: float) -> Iterator[Game]:
    """All members in the year FORECAST, with Russia's agreements with those partners, so many worlds in batches.

    Without information operations, which are not in the record.
    """
    pacts = [{"wordings": {"NAP": "NAP.a"}, "standing": ["RUS", partner]} for partner in partners]
    scenario = quarters_of(FORECAST, "all", 1 + AT_QUARTERS[-1], pacts, settings={"information": 0.0, **settings})
    for first in range(0, worlds, BATCH):
        yield game(scenario, SEED, range(first, first + BATCH))


def a_year() -> Played:
    """Four quarters of every world, by the doctrine."""
    sums: list[Ints] = []
    answers = dict.fromkeys(
        ("naming", "statement", "indictment", "sanction", "protest", "consult", "retaliate", "pass"), 0
    )
    with engine.using(engine.best()):
        for made in batches(WORLDS, PACTS_OF_RUSSIA):
            found = np.zeros((3, BATCH), np.int64)

            def watch(world: World, act: Ints, events: Events | None, found: Ints = found) -> None:
                if events is not None:
                    for row, column in zip(found, (Count.REPORTED, Count.RIGHT, Count.WRONG), strict=True):
                        np.add.at(row, events.world, events.of(column))
                for name, number in _answers(world, act).items():
                    answers[name] += number

            play(made, begun(made), 4, watch)
            sums.append(found)
    reported, right, wrong = np.concatenate(sums, axis=1)
    return Played(reported, right, wrong, answers)


def _answers(world: World, act: Ints) -> dict[str, int]:
    """How many states gave each answer to one that they suspect, where that is what they are asked."""
    s, verb = world.secrets, act[..., Item.VERB]
    here = (world.record.stage == Stage.RESPONSES)[:, None]
    named = here & np.isin(verb, (Verb.ACCUSE, Verb.SANCTION))
    accused = here & (verb == Verb.ACCUSE)
    suspects = here & ~named & (s.signal > 0).any(axis=2)
    manner = act[..., Item.WORDING]
    found = {
        "naming": accused & (manner == Accusation.NAMING),
        "statement": accused & (manner == Accusation.STATEMENT),
        "indictment": accused & (manner == Accusation.INDICTMENT),
        "sanction": here & (verb == Verb.SANCTION),
        "protest": suspects & (verb == Verb.PROTEST),
        "consult": suspects & (verb == Verb.CONSULT),
        "retaliate": suspects & (verb == Verb.RETALIATE),
        "pass": suspects & (verb == Verb.PASS),
    }
    return {name: int(which.sum()) for name, which in found.items()}


@dataclass(slots=True)
class Cohort:
    """A closed cohort of COHORTS worlds, by who suffered it: published, and named by each quarter after."""

    published: dict[str, int]
    named: dict[str, Ints]

    def share(self, receiver: str, quarters: int) -> float:
        """The share named so many quarters after."""
        return float(self.named[receiver][: quarters + 1].sum() / max(self.published[receiver], 1))

    def pooled(self, quarters: int) -> float:
        """All receivers, mixed as in the record; those that are no state are named as slowly as the others."""
        whole = sum(RECEIVERS.values()) + UNKNOWN
        unknown = UNKNOWN * UNKNOWN_EVER / set_to(TABLE, {}, "named_others") * self.share("others", quarters)
        return (sum(many * self.share(name, quarters) for name, many in RECEIVERS.items()) + unknown) / whole


def receivers(names: tuple[str, ...]) -> dict[str, Bools]:
    """Which seats each class of receivers has, (S,) each."""
    allied = np.isin(names, list(tables.members_of("nato_2024") | tables.members_of("eu_2024")))
    usa = np.array(names) == "USA"
    return {"USA": usa, "other NATO or EU": allied & ~usa, "others": ~allied}


def a_cohort() -> Cohort:
    """One quarter of operations, and what is named of those reported in it and in AT_QUARTERS[-1] quarters after."""
    published = dict.fromkeys(RECEIVERS, 0)
    named: dict[str, Ints] = {name: np.zeros(1 + AT_QUARTERS[-1], np.int64) for name in RECEIVERS}
    with engine.using(engine.best()):
        for made in batches(COHORTS, (), misread=0.0):
            classes = receivers(made.rules.roster.names)

            def watch(world: World, act: Ints, events: Events | None, classes: dict[str, Bools] = classes) -> None:
                if events is not None:
                    for name, who in classes.items():
                        published[name] += int(events.of(Count.REPORTED)[who[events.victim]].sum())
                b, s = np.nonzero(np.isin(act[..., Item.VERB], (Verb.ACCUSE, Verb.SANCTION)))
                told = world.secrets.ready[b, s, act[b, s, Item.PARTNER]]
                for name, who in classes.items():
                    np.add.at(named[name], world.record.quarter[b], told * who[s])

            world = play(made, begun(made), 1, watch)
            play(silent(made), world, 1 + AT_QUARTERS[-1], watch)
    return Cohort(published, named)


def silent(made: Game) -> Game:
    """The same worlds from now on without any operation."""
    conduct = made.rules.conduct
    none: Floats = np.zeros_like(conduct.rate[:1])
    rate = np.broadcast_to(none, conduct.rate.shape)
    return replace(made, rules=replace(made.rules, conduct=replace(conduct, rate=rate)))


def reported_in(year: int) -> float:
    """Operations reported in that year of all members, mean of WORLDS worlds, without pacts."""
    made = game(quarters_of(year, "all", 4, settings={"information": 0.0}), SEED, range(WORLDS))
    world, every = begun(made), np.ones(WORLDS, bool)
    with engine.using(engine.best()):
        whole = 0
        for quarter in range(4):
            now = world.now(world.record.but(every, quarter=quarter, stage=Stage.NATURE))
            whole += int(happen(made.rules, now, SEED, made.luck.replicate).of(Count.REPORTED).sum())
    return whole / WORLDS


def patterns() -> list[Pattern]:
    """What is reported, false, named and answered in play, beside the record."""
    year, cohort = a_year(), a_cohort()
    early, late = AT_QUARTERS
    named = [
        Pattern(f"named after {q} quarters, {said}", record, model, record - slack, record + slack)
        for q, place in ((early, 0), (late, 1))
        for said, record, model, slack in (
            ("all", NAMED["all"][place], cohort.pooled(q), 0.03),
            ("USA", NAMED["USA"][place], cohort.share("USA", q), 0.04),
        )
    ]
    others = [(year, level(year), reported_in(year)) for year in OTHER_YEARS]
    return [
        Pattern(f"reported a year, played for {FORECAST}", 92.6, float(year.reported.mean()), 65, 130),
        *(
            Pattern(
                f"the same, played for {when}", before, found, before * (1 - LEVEL_SLACK), before * (1 + LEVEL_SLACK)
            )
            for when, before, found in others
        ),
        Pattern("false share of signals", None, year.false_share, 0, 0.35),
        *named,
        Pattern("answered if the author is named", RESPONDED[0], year.answered(named=True), 0.52, 0.58),
        Pattern("answered if not", RESPONDED[1], year.answered(named=False), 0.03, 0.09),
    ]
