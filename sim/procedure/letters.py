"""Letters in informals: a seat gathers names for one wording of a draft, and those it asks sign or do not.

A seat names up to four others in a round, and once a session four more in the same round: a caucus.  It has one letter
a draft, and one signs one letter a draft: to begin another, or to sign another, is to leave the first.
"""

import numpy as np

from demarche.sim.faults import Judge, draft_named, first_fault, names_wrongly, wording_faults
from demarche.sim.letters import ASKED
from demarche.sim.numbers import places
from demarche.sim.record import ASKED_AT_ONCE, Record, World
from demarche.sim.rules import Rules
from demarche.sim.tally import verb_is
from demarche.sim.terms import NONE, Bools, Ints, Item, Refusal, Stage, Status, Verb


def may_caucus(record: Record) -> Bools:
    """Who may gather names a second time in this round, (B, S)."""
    return np.asarray((record.call[..., 0] != NONE) & ~record.caucused)


def may_sign(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to those who are named in a letter of this round."""
    asked = here[:, None] & asked_to_sign(world.record)
    may[..., Verb.COSIGN] |= asked
    may[..., Verb.PASS] |= asked


def asked_to_sign(record: Record) -> Bools:
    """Who is asked to sign any letter in this round, (B, S)."""
    asked = np.zeros(record.caucused.shape, bool)
    b, caller, place = np.nonzero(record.call[..., 1:] != NONE)
    asked[b, record.call[b, caller, 1 + place]] = True
    return asked


def gather(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """Letters are begun, or gone on with, and those named are asked to sign them."""
    b, s = places(verb_is(act, Verb.GATHER) & here[:, None])
    if not b.size:
        return world
    r, made = world.record, act[b, s]
    draft = made[:, Item.DRAFT].astype(np.intp)
    letter, signatory, call, caucused = (x.copy() for x in (r.letter, r.signatory, r.call, r.caucused))
    again = call[b, s, 0] != NONE
    words = made[:, [Item.CLAUSE, Item.WORDING]]
    another = np.flatnonzero((letter[b, s, draft] != words).any(axis=1))
    for i in another:  # those who signed its letter before did not sign this one
        of_world = signatory[b[i], :, draft[i]]
        of_world[of_world == s[i]] = NONE
    letter[b, s, draft] = words
    signatory[b, s, draft] = s
    call[b, s, 0] = draft
    for place, item in enumerate(ASKED):
        call[b, s, 1 + place + ASKED_AT_ONCE * again] = made[:, item]
    caucused[b, s] |= again
    return world.now(r.but(here, letter=letter, signatory=signatory, call=call, caucused=caucused))


def sign_letters(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """Names are put to letters; the pen-holders are asked next."""
    r = world.record
    b, s = places(verb_is(act, Verb.COSIGN) & here[:, None])
    caller, signatory = act[b, s, Item.PARTNER], r.signatory.copy()
    signatory[b, s, r.call[b, caller, 0]] = caller
    return world.now(r.but(here, signatory=signatory, stage=Stage.PEN))


def judge_gathering(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """A wording of an open draft, and up to four other delegations who have not signed that letter.

    A second call in a round is for the same letter, and asks others.
    """
    r = world.record
    draft, bad = draft_named(rules, act)
    words, asked = act[:, [Item.CLAUSE, Item.WORDING]], act[:, ASKED]
    named = asked != NONE
    seat = np.where(named & (asked >= 0) & (asked < rules.seats), asked, 0)
    stranger = named & ((asked < 0) | (asked >= rules.seats) | (asked == s[:, None]) | ~rules.delegations[seat])
    same = (r.letter[b, s, draft] == words).all(axis=1)
    signed = named & same[:, None] & (r.signatory[b[:, None], seat, draft[:, None]] == s[:, None])
    again = r.stage[b] == Stage.ANSWERS
    before = np.where(again[:, None], r.call[b, s, 1:], NONE)
    twice = (named[:, :, None] & (asked[:, :, None] == before[:, None])).any(axis=(1, 2))
    for place in range(1, len(ASKED)):
        twice |= (named[:, place, None] & (asked[:, :place] == asked[:, place, None])).any(axis=1)
    gap = (named[:, 1:] & ~named[:, :-1]).any(axis=1)
    return first_fault(
        (bad, Refusal.NO_SUCH_DRAFT),
        (r.status[b, draft] != Status.OPEN, Refusal.DRAFT_NOT_OPEN),
        *wording_faults(rules, act[:, Item.CLAUSE], act[:, Item.WORDING]),
        (~named.any(axis=1) | stranger.any(axis=1), Refusal.NO_SUCH_SEAT),
        (gap, Refusal.OUT_OF_PLACE),
        (twice, Refusal.NAMED_TWICE),
        (signed.any(axis=1), Refusal.SIGNED_ALREADY),
        (again & ((r.call[b, s, 0] != draft) | ~same), Refusal.OTHER_LETTER),
    )


def judge_signing(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """Only a letter that the state named asks it to sign in this round."""
    caller = np.clip(act[:, Item.PARTNER], 0, rules.seats - 1)
    asked = (world.record.call[b, caller, 1:] == s[:, None]).any(axis=1)
    return first_fault(
        (names_wrongly(rules, s, act, allow_none=False), Refusal.NO_SUCH_SEAT), (~asked, Refusal.NO_LETTER)
    )


JUDGES: dict[Verb, Judge] = {Verb.GATHER: judge_gathering, Verb.COSIGN: judge_signing}
"""The judges of what is said here; each is as a Judge in demarche.sim.faults."""
