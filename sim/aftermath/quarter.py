"""A quarter between sessions: pacts on offer are signed, parties choose their conduct, things happen, capitals answer.

demarche.sim.aftermath.stages says in which order.
"""

from dataclasses import replace

import numpy as np

from demarche.sim.acts import Part, asked_in
from demarche.sim.aftermath import threats
from demarche.sim.aftermath.beliefs import hear, remember
from demarche.sim.aftermath.bonds import parties
from demarche.sim.aftermath.events import Count, Events
from demarche.sim.aftermath.stages import entered, next_question, onward
from demarche.sim.aftermath.sums import sums_of
from demarche.sim.conduct import MEASURES
from demarche.sim.in_public import Pairs
from demarche.sim.levels import APART, GENERAL, unpacked
from demarche.sim.numbers import places
from demarche.sim.record import Record, World
from demarche.sim.rules import Rules
from demarche.sim.secrets import BROADLY
from demarche.sim.tally import at, cast, verb_is
from demarche.sim.terms import Accusation, Ballot, Bools, Ints, Item, Stage, Status, Verb
from demarche.sim.terms_of_pacts import notice

MOST_WAITING = np.iinfo(np.int8).max
"""Reported operations that wait to be named stop here."""
_OF_LAST_QUARTER = ("signal", "count", "breach")
_WRITTEN_ON = (*_OF_LAST_QUARTER, "waiting", "ready", "trust", "broke", "saw", "avenges")
"""Secrets that a quarter writes on in place, where nobody needs the world before it any more."""


def may_sign(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to the parties of a pact on offer: in a body of unanimity, all who have a vote in it."""
    may[..., Verb.CAST] |= here[:, None] & rules.voters


def may_keep(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to the parties of the pact whose turn it is."""
    # Worlds that are at something else may have gone past their last draft.
    turn = np.clip(world.record.turn, 0, len(rules.pen) - 1)
    bound = parties(world)[np.arange(world.record.worlds), turn]
    may[..., Verb.KEEP] |= here[:, None] & bound


def may_respond(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to whoever has seen something; consulting and denouncing to every party to a pact, whatever it has seen."""
    s, seen = world.secrets, np.zeros(may.shape[:2], bool)
    victims = places(s.signal | s.waiting | s.ready)[:2]
    seen[victims] = here[victims[0]]
    bound = here[:, None] & parties(world).any(axis=1)
    for verb in (*asked_in(Stage.RESPONSES, Part.STATE), Verb.ACCUSE):
        may[..., verb] |= seen
    for verb in asked_in(Stage.RESPONSES, Part.PACT):
        may[..., verb] |= bound
    may[..., Verb.PASS] |= seen | bound


def is_known(world: World, b: Ints, victim: Ints, doer: Ints) -> Bools:
    """Whether each victim knows of something that it can answer the doer for, (N,). b, victim, doer (N,)."""
    s, at_victim = world.secrets, (b, victim, doer)
    return np.asarray((s.signal[at_victim] > 0) | (s.waiting[at_victim] > 0) | (s.ready[at_victim] > 0))


def sign_now(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """A pact on offer is signed once every party does, all in the same quarter."""
    r = world.record
    ballots = cast(rules, act)
    signed = here & ((ballots == Ballot.YES) | ~rules.voters).all(axis=1)
    r = r.but(here, ballots=ballots)
    draft = at(r.turn, len(rules.pen)) & signed[:, None]
    r = r.but(
        signed,
        status=np.where(draft, Status.SIGNED, r.status),
        signed=r.signed | (draft[..., None] & rules.voters),
    )
    r = entered(rules, r, draft)
    return world.now(next_question(rules, r.but(here, turn=r.turn + 1), here))


def keep(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """Conduct is chosen: restraint in private, measures in the open."""
    r, s = world.record, world.secrets
    mine = at(r.turn, len(rules.pen))[..., None] & verb_is(act, Verb.KEEP)[:, None]
    given = act[:, None, :, Item.CLAUSE]
    s = s.but(
        here,
        restraint=np.where(mine[..., None], unpacked(act, GENERAL)[:, None], s.restraint).astype(np.int8),
        singled=np.where(mine, act[:, None, :, Item.PARTNER], s.singled),
        toward=np.where(mine[..., None], unpacked(act, APART)[:, None], s.toward).astype(np.int8),
        broad=np.where(mine, given // BROADLY, s.broad),
    )
    r = r.but(here, delivered=np.where(mine, given % BROADLY, r.delivered))
    return world.now(next_question(rules, r.but(here, turn=r.turn + 1), here), secrets=s)


def befall(rules: Rules, world: World, events: Events, here: Bools, *, spend: bool = False) -> World:
    """What happened in the quarter is entered where it belongs: signals with the victims, the truth with nobody.

    spend: the beliefs and histories of the world given may be written on, as nobody reads them any more.
    """
    s, r = world.secrets, world.record
    at_victim, at_doer = (events.world, events.victim, events.doer), (events.world, events.doer, events.victim)
    s = s.but(here, **sums_of(rules, world, events))
    s = s if spend else replace(s, **{name: getattr(s, name).copy() for name in _WRITTEN_ON})
    for name in (*_OF_LAST_QUARTER, "avenges"):
        getattr(s, name)[slice(None) if here.all() else here] = 0
    s.signal[at_victim] = events.of(Count.RIGHT) + events.of(Count.WRONG)
    s.count[at_doer], s.breach[at_doer] = events.operations, events.of(Count.CLEAR)
    more = {"waiting": events.of(Count.WAITING) - events.of(Count.DRAWN), "ready": events.of(Count.READY)}
    for name, number in more.items():
        table = getattr(s, name)
        table[at_victim] = np.minimum(table[at_victim] + number, MOST_WAITING)
    remember(rules, s, world, events, here)
    r = r.but(here, consulted=False)
    r = r.but(here, in_force=r.in_force | events.ratified)
    return world.now(onward(rules, r, here), secrets=s)


def respond(rules: Rules, world: World, act: Ints, here: Bools, *, spend: bool = False) -> World:
    """Accusations and sanctions are public, protests and retaliation are not; the quarter ends. spend: as in befall."""
    r, s = world.record, world.secrets

    def toward(verb: Verb) -> Pairs:
        b, doer = np.nonzero(verb_is(act, verb))
        return b, doer, act[b, doer, Item.PARTNER].astype(np.intp)

    def under(verb: Verb) -> Bools:
        drafts = np.arange(len(rules.pen))[:, None]
        return np.asarray(verb_is(act, verb)[:, None] & (act[:, None, :, Item.DRAFT] == drafts))

    sanctions, accusations, leaves = toward(Verb.SANCTION), toward(Verb.ACCUSE), under(Verb.DENOUNCE)
    avenged = toward(Verb.RETALIATE)
    named: Pairs = (
        np.concatenate([sanctions[0], accusations[0]]),
        np.concatenate([sanctions[1], accusations[1]]),
        np.concatenate([sanctions[2], accusations[2]]),
    )
    if named[0].size or avenged[0].size:
        if not spend:
            s = replace(s, **{name: getattr(s, name).copy() for name in _WRITTEN_ON})
            r = replace(r, **{name: getattr(r, name).copy() for name in ("accused", "sanctioned", *threats.WRITTEN_ON)})
        hear(rules, s, world, named, here)
        s.avenges[avenged] = 1
        # What can be named is named; only where nothing can be yet, what waits is.
        s.waiting[named] *= s.ready[named] > 0
        s.ready[named] = 0
        r.accused[named] += 1
        r.sanctioned[sanctions] = True
        indicts = act[*accusations[:2], Item.WORDING] == Accusation.INDICTMENT
        p = rules.conduct.numbers()
        indicted: Pairs = (accusations[0][indicts], accusations[1][indicts], accusations[2][indicts])
        threats.make(rules, r, indicted, p.indicted.take(indicted[0], mode="clip"), threats.PROSECUTED)
        threats.make(rules, r, sanctions, p.sanctioned.take(sanctions[0], mode="clip"), threats.SANCTIONED)
    r = r.but(here, consulted=under(Verb.CONSULT).any(axis=2))
    if leaves.any():
        over = (r.quarter + 1)[:, None, None] + notice(rules, r)[..., None]
        left_in = np.where(leaves & ~r.denounced, over, r.left_in)
        r = r.but(here, left_in=left_in, denounced=r.denounced | leaves)
    return world.now(onward(rules, r, here), secrets=s)


def dues(rules: Rules, record: Record) -> Ints:
    """Measures promised under each pact as bits, (B, L)."""
    bits = rules.conduct.promises(record.wording) << np.arange(len(MEASURES))
    return np.asarray(bits.sum(axis=2))
