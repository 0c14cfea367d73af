"""A quarter between sessions: pacts on offer are signed, parties choose their conduct, things happen, capitals answer.

demarche.sim.aftermath.stages says in which order.
"""

from dataclasses import replace

import numpy as np

from demarche.sim.acts import Part, asked_in
from demarche.sim.aftermath.bonds import alike, bound, delivers, parties
from demarche.sim.aftermath.nature import Events
from demarche.sim.aftermath.stages import next_question, onward
from demarche.sim.conduct import MEASURES
from demarche.sim.engine import also_compiled, restated
from demarche.sim.few import a_few, rows
from demarche.sim.formulas import believed, contested, of_full
from demarche.sim.record import Record, World
from demarche.sim.rules import Rules
from demarche.sim.secrets import (
    AMONG,
    CONTESTED,
    DELIVERED,
    DUE,
    FALSE,
    FULL,
    INSIDE,
    KINDS,
    KNOWN,
    LETTER,
    OPERATIONS,
    WORD,
    Secrets,
)
from demarche.sim.tally import at, cast, verb_is
from demarche.sim.terms import Ballot, Bools, Ints, Item, Stage, Status, Verb

MOST_COUNTED = np.iinfo(np.int16).max
"""A sum of a quarter stops here; only settings at the end of their range bring a full room to it."""


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
    """Open to whoever has seen something; consulting and denouncing to the parties of a pact."""
    seen = here[:, None] & (world.secrets.signal > 0).any(axis=2)
    for verb in (*asked_in(Stage.RESPONSES, Part.STATE), Verb.PASS):
        may[..., verb] |= seen
    for verb in asked_in(Stage.RESPONSES, Part.PACT):
        may[..., verb] |= seen & parties(world).any(axis=1)


def sign_now(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """A pact on offer is signed once every party does, all in the same quarter."""
    r = world.record
    draft = at(r.turn, len(rules.pen))
    ballots = cast(rules, act)
    signed = here & ((ballots == Ballot.YES) | ~rules.voters).all(axis=1)
    r = r.but(here, ballots=ballots)
    r = r.but(
        signed,
        status=np.where(draft, Status.SIGNED, r.status),
        signed=r.signed | (draft[..., None] & rules.voters),
    )
    return world.now(next_question(rules, r.but(here, turn=r.turn + 1), here))


@restated("demarche.scenarios.playout_capitals:keep")
def keep(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """Conduct is chosen: restraint in private, measures in the open."""
    r, s = world.record, world.secrets
    mine = at(r.turn, len(rules.pen))[..., None] & verb_is(act, Verb.KEEP)[:, None]
    s = s.but(
        here,
        restraint=np.where(mine, act[:, None, :, Item.WORDING], s.restraint),
        singled=np.where(mine, act[:, None, :, Item.PARTNER], s.singled),
        toward=np.where(mine, act[:, None, :, Item.WORDING2], s.toward),
        letter=np.where(mine, act[:, None, :, Item.CLAUSE] // LETTER, s.letter),
    )
    r = r.but(here, delivered=np.where(mine, act[:, None, :, Item.CLAUSE] % LETTER, r.delivered))
    return world.now(next_question(rules, r.but(here, turn=r.turn + 1), here), secrets=s)


@restated("demarche.scenarios.playout:_pass", "demarche.scenarios.playout_sums:enter")
def befall(rules: Rules, world: World, events: Events, here: Bools, *, spend: bool = False) -> World:
    """What happened in the quarter is entered where it belongs: signals with the victims, the truth with nobody.

    spend: the beliefs and histories of the world given may be written on, as nobody reads them any more.
    """
    s = world.secrets
    signal = np.swapaxes(events.right + events.wrong, 1, 2)
    s = s.but(here, count=events.count, inside=events.inside, signal=signal, avenges=0, **sums_of(rules, world, events))
    s = s if spend else replace(s, trust=s.trust.copy(), broke=s.broke.copy(), saw=s.saw.copy())
    remember(rules, s, world, here)
    return world.now(onward(rules, world.record.but(here, consulted=False), here), secrets=s)


@restated("demarche.sim.fast.quarters:believe", "demarche.scenarios.playout_sums:enter")
@also_compiled("demarche.sim.fast.quarters:remember")
def remember(rules: Rules, s: Secrets, world: World, here: Bools) -> None:
    """Write what the quarter leaves into the histories and beliefs of s, of those whom a pact binds to each other.

    Beliefs are rounded to thousandths, so what becomes of each is worked out once and looked up.
    """
    quarter, p = world.record.quarter, rules.conduct.numbers(1)
    before = of_full(np.arange(FULL + 1, dtype=np.float32))
    becomes = [believed(before, signal, p.false_alarm, p.surprise, p.forget, p.prior) for signal in (False, True)]
    same = np.broadcast_to(np.arange(FULL + 1), becomes[0].shape)
    table = np.concatenate([same, *becomes], axis=1).astype(np.int16)
    begins = table.shape[1] * (np.arange(len(here)) % len(table))  # one table where all worlds have the same numbers
    tied = bound(parties(world)) & ~np.eye(rules.seats, dtype=bool)
    for now in np.unique(quarter[here]).tolist():
        word, bit = now // WORD, np.array(1 << (now % WORD)).astype(np.int16)
        for few in a_few(np.flatnonzero(here & (quarter == now)), rules.seats):
            heard = tied[few] & (s.signal[few] > 0)
            state = (tied[few].view(np.int8) + heard.view(np.int8)).astype(np.int16)  # not bound, bound, and heard of
            state *= np.int16(FULL + 1)
            state += s.trust[few]
            s.trust[few] = table.take(state if len(table) == 1 else begins[few, None, None] + state)
            s.saw[few, word] |= heard * bit
            s.broke[few, word] |= ((s.inside[few] > 0) & tied[few]) * bit


@also_compiled("demarche.sim.fast.quarters:within")
def within(who: Bools, events: Events) -> tuple[Ints, Ints]:
    """Sums of operations, those inside, right and wrong signals between two of each pact, (4, B, L).

    And operations between states that share none, (B,).
    """
    bound_by, kind = alike(who)
    by_pact, outside = np.zeros((4, *who.shape[:2]), np.int64), np.zeros(len(who), np.int64)
    for few in rows(len(who), who.shape[2] ** 2):
        party = who[few].astype(np.float32)
        of_kind = (kind[few, None] == np.arange(len(bound_by))[:, None]).astype(np.float32)
        for number, table in enumerate((events.count, events.inside, events.right, events.wrong)):
            # Whole numbers below 2**24, whose sums are exact in any order: by kind of doer, then by pact.
            done = of_kind @ table[few].astype(np.float32)
            by_pact[number, few] = ((bound_by.T @ done) * party).sum(axis=2)
            if table is events.count:
                outside[few] = (done * (bound_by @ party == 0)).sum(axis=(1, 2))
    return by_pact, outside


@restated("demarche.scenarios.playout_sums:sum_up")
def among(parties: Bools, count: Ints) -> Ints:
    """Operations of some states against each other, (B, L). parties (L, S), count (B, S, S)."""
    party, found = parties.astype(np.float32), np.zeros((len(count), len(parties)), np.int64)
    for few in rows(len(count), parties.shape[1] ** 2):  # whole numbers below 2**24: exact in any order
        found[few] = ((party @ count[few].astype(np.float32)) * party).sum(axis=2)
    return found


@restated("demarche.scenarios.playout_sums:sum_up", "demarche.scenarios.playout:_sign")
def sums_of(rules: Rules, world: World, events: Events) -> dict[str, Ints]:
    """What the quarter adds to the sums, for the debrief: the truth about each pact, and effort spent abroad."""
    s, r = world.secrets, world.record
    # Whoever signed is counted to the end, so that what follows a denunciation is told with what went before.
    who_signed = r.signed & (r.signed.sum(axis=2, keepdims=True) > 1)
    (count, inside, right, wrong), elsewhere = within(who_signed, events)
    who = parties(world)
    promised = rules.conduct.promises(r.wording) & np.asarray(who.any(axis=2))[..., None]
    given = sum((delivers(r.delivered, m) & who).sum(axis=2) * promised[..., m] for m in range(len(MEASURES)))
    kinds = {OPERATIONS: count, INSIDE: inside, CONTESTED: contested(right, inside), KNOWN: right, FALSE: wrong}
    kinds |= {DUE: promised.sum(axis=2) * who.sum(axis=2), DELIVERED: np.asarray(given)}
    kinds[AMONG] = among(rules.may_be_parties, events.count)
    added = np.minimum(np.stack([kinds[place] for place in range(KINDS)], axis=2), MOST_COUNTED)
    now = np.arange(rules.conduct.quarters) == r.quarter[:, None]
    abroad = np.minimum(elsewhere, MOST_COUNTED)
    return {
        "sums": np.where(now[:, None, :, None], added[:, :, None], s.sums),
        "abroad": np.where(now, abroad[:, None], s.abroad),
    }


@restated("demarche.scenarios.playout_capitals:respond")
def respond(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """Accusations and sanctions are public, protests and retaliation are not; the quarter ends."""
    r, s = world.record, world.secrets

    def toward(verb: Verb) -> Bools:
        pairs = np.zeros(s.avenges.shape, bool)
        b, doer = np.nonzero(verb_is(act, verb))
        pairs[b, doer, act[b, doer, Item.PARTNER]] = True
        return pairs

    def under(verb: Verb) -> Bools:
        drafts = np.arange(len(rules.pen))[:, None]
        return np.asarray(verb_is(act, verb)[:, None] & (act[:, None, :, Item.DRAFT] == drafts))

    s = s.but(here, avenges=toward(Verb.RETALIATE))
    r = r.but(
        here,
        accused=r.accused + toward(Verb.ACCUSE),
        sanctioned=r.sanctioned | toward(Verb.SANCTION),
        consulted=under(Verb.CONSULT).any(axis=2),
        denounced=r.denounced | under(Verb.DENOUNCE),
    )
    return world.now(onward(rules, r, here), secrets=s)


def dues(rules: Rules, record: Record) -> Ints:
    """Measures promised under each pact as bits, (B, L)."""
    bits = rules.conduct.promises(record.wording) << np.arange(len(MEASURES))
    return np.asarray(bits.sum(axis=2))
