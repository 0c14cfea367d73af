"""What one delegation did, promised and kept: the part of a debrief that a teacher gives to a student, as data."""

from collections import Counter
from dataclasses import dataclass

from demarche.scenarios.compile import Game
from demarche.sim.notation import say
from demarche.sim.session import Session
from demarche.sim.terms import NONE, PHASE_OF, Item, Phase, Verb
from demarche.ui.acts import COUNTED, PHRASES
from demarche.ui.report.promises import Became, promises
from demarche.ui.report.score import Score, score
from demarche.ui.words import Words

QUIET = (Verb.SILENT, Verb.PASS)


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing it did: when, in notation, and whether the clock did it for it."""

    tick: int
    phase: str
    act: str
    by_clock: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A promise it gave or was given. from_me: by this delegation; other: the code of whom, empty for several."""

    from_me: bool
    other: str
    what: str
    became: str
    how: str


@dataclass(frozen=True, slots=True)
class Person:
    """One delegation of a session, finished or not.

    deeds     everything that it did, but for passing        promises given and received, with what became of them
    counts    how often it did what; passed, and clocked: how often it was asked and had nothing to say, or was late
    """

    code: str
    name: str
    score: Score
    deeds: tuple[Deed, ...]
    promises: tuple[Given, ...]
    counts: dict[str, int]

    @property
    def kept(self) -> int:
        """Promises of its own that it kept."""
        return sum(one.from_me and one.became == Became.KEPT for one in self.promises)

    @property
    def broken(self) -> int:
        """Promises of its own that it broke."""
        return sum(one.from_me and one.became == Became.BROKEN for one in self.promises)


def person(game: Game, session: Session, seat: int) -> Person:
    """What a seat did and promised, and what became of it."""
    words = Words(game)
    names, counts = words.rules.roster.names, Counter(dict.fromkeys([*COUNTED, "passed", "clocked"], 0))
    deeds = []
    for tick in session.ticks:
        act, late = tick.act[seat], seat in tick.clocked
        verb = Verb(int(act[Item.VERB]))
        counts["clocked"] += late
        counts["passed"] += verb == Verb.PASS and not late
        if verb not in QUIET:
            phase = Phase(int(PHASE_OF[tick.stage])).name.lower()
            deeds.append(Deed(tick.number, phase, say(words.rules, act), late))
            if PHRASES[verb].counts and not late:
                counts[PHRASES[verb].counts] += 1
    given = tuple(
        Given(
            from_me=one.by == seat,
            other=_code(names, one.to if one.by == seat else one.by),
            what=one.what,
            became=one.became.value,
            how=one.how,
        )
        for one in promises(words, session)
        if seat in (one.by, one.to)
    )
    return Person(names[seat], words.state(seat), score(game, session, seat), tuple(deeds), given, dict(counts))


def _code(names: tuple[str, ...], seat: int) -> str:
    return names[seat] if seat != NONE else ""
