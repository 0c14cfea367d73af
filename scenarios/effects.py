"""What a delegation changed: its world beside the same world with a passive diplomat in its seat, unscaled.

A reference world is one draw, and so is what differs from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from demarche.scenarios.compile import Game
from demarche.scenarios.goals import ADOPTED
from demarche.sim.letters import net_backing
from demarche.sim.outcome import text_as_decided
from demarche.sim.record import World
from demarche.sim.secrets import FULL
from demarche.sim.terms import ABSENT, NO_WORD, Ballot


@dataclass(frozen=True, slots=True)
class Worded:
    """A clause that says something else than without the seat. ABSENT where it does not stand."""

    draft: int
    clause: int
    without: int
    wording: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A ballot of another state on a whole draft that differs. signed: whether it had signed a letter of this seat."""

    draft: int
    seat: int
    without: Ballot
    ballot: Ballot
    signed: bool


@dataclass(frozen=True, slots=True)
class LetterSent:
    """A letter of this seat: for what, who signed, how many more than against it, and whether the text says so now."""

    draft: int
    clause: int
    wording: int
    names: tuple[int, ...]
    net: int
    stands: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A ballot that another state promised this seat, and whether it cast it."""

    draft: int
    seat: int
    promised: Ballot
    kept: bool


@dataclass(frozen=True, slots=True)
class Effects:
    """All that differs. decided: drafts that are adopted in one of the two worlds only, True where in this one.

    sponsors (draft, seat, joined)      signed  pacts by place, True where only here
    named    accusations of this seat in public, here less without      trust  seat -> thousandths, likewise
    """

    words: tuple[Worded, ...]
    ballots: tuple[Moved, ...]
    letters: tuple[LetterSent, ...]
    deals: tuple[Kept, ...]
    decided: tuple[tuple[int, bool], ...]
    sponsors: tuple[tuple[int, int, bool], ...]
    signed: tuple[tuple[int, bool], ...]
    named: int
    trust: dict[int, int]


LEAST_TRUST = FULL // 20
"""Change of trust that is told, in thousandths; chosen."""


def effects(game: Game, seat: int, world: World, without: World) -> Effects:
    """What the seat changed in one finished world."""
    r, o = world.record, without.record
    adopted, adopted_without = (np.isin(one.status[0], ADOPTED) for one in (r, o))
    return Effects(
        words=tuple(words_placed(game, world, without)),
        ballots=tuple(ballots_moved(seat, world, without)),
        letters=tuple(letters_sent(game, seat, world)),
        deals=tuple(deals_held(seat, world)),
        decided=tuple((int(d), bool(adopted[d])) for d in np.flatnonzero(adopted != adopted_without)),
        sponsors=tuple(
            (int(d), int(s), bool(r.sponsor[0, d, s]))
            for d, s in np.argwhere(r.sponsor[0] != o.sponsor[0])
            if int(s) != seat
        ),
        signed=tuple((int(d), bool(r.in_force[0, d])) for d in np.flatnonzero(r.in_force[0] != o.in_force[0])),
        named=int(r.accused[0, :, seat].sum()) - int(o.accused[0, :, seat].sum()) if r.accused.size else 0,
        trust=trust_changed(seat, world, without),
    )


def words_placed(game: Game, world: World, without: World) -> Iterable[Worded]:
    """Clauses of texts as they were decided that say something else."""
    now, then = (text_as_decided(game.rules, one.record)[0] for one in (world, without))
    for draft, clause in np.argwhere(now != then).tolist():
        if draft < game.rules.texts:
            yield Worded(draft, clause, int(then[draft, clause]), int(now[draft, clause]))


def ballots_moved(seat: int, world: World, without: World) -> Iterable[Moved]:
    """Ballots of other states on whole drafts that both worlds voted on."""
    now, then = world.record.final[0], without.record.final[0]
    for draft, other in np.argwhere((now != then) & (now != Ballot.UNCAST) & (then != Ballot.UNCAST)).tolist():
        if other != seat:
            signed = bool(world.record.signatory[0, other, draft] == seat)
            yield Moved(draft, other, Ballot(int(then[draft, other])), Ballot(int(now[draft, other])), signed)


def letters_sent(game: Game, seat: int, world: World) -> Iterable[LetterSent]:
    """The letters of this seat as they were at the end of informals."""
    r = world.record
    for draft in range(game.rules.texts):
        clause, wording = (int(item) for item in r.letter[0, seat, draft])
        if clause == NO_WORD:
            continue
        names = tuple(np.flatnonzero(r.signatory[0, :, draft] == seat).tolist())
        net = net_backing(r, np.array([draft]))[0, clause]
        stands = int(r.wording[0, draft, clause]) == wording
        place = len(net) - 1 if wording == ABSENT else wording
        yield LetterSent(draft, clause, wording, names, int(net[place]), stands)


def deals_held(seat: int, world: World) -> Iterable[Kept]:
    """Ballots promised to this seat, of drafts that were voted on."""
    promised, cast = world.dealings.promise[0], world.record.final[0]
    for other, draft in np.argwhere(world.dealings.promisee[0] == seat).tolist():
        if cast[draft, other] != Ballot.UNCAST:
            ballot = Ballot(int(promised[other, draft]))
            yield Kept(draft, other, ballot, bool(cast[draft, other] == ballot))


def trust_changed(seat: int, world: World, without: World) -> dict[int, int]:
    """By how much more each state believes that this one honours its pledges, where by a twentieth or more."""
    if not world.secrets.trust.size:
        return {}
    change = world.secrets.trust[0, :, seat].astype(int) - without.secrets.trust[0, :, seat].astype(int)
    return {int(s): int(change[s]) for s in np.flatnonzero(np.abs(change) >= LEAST_TRUST) if int(s) != seat}
