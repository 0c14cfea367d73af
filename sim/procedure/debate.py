"""General and thematic debate: one statement each, then the right of reply.

Rules 108 (quorum), 113 to 115 (list of speakers, time limit, right of reply), in substance.  The time limit is two
clauses.
"""

import numpy as np

from demarche.sim.faults import Judge, first_fault, names_wrongly, wording_faults
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.tally import verb_is
from demarche.sim.terms import NO_WORD, NONE, Bools, Ints, Item, Refusal, Stage, Status, Verb

REPLIES_AT_MOST = 2
CALLS_AT_MOST = 2


def may_speak(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to every delegation. Marks `may` (B, S, V) in the worlds `here`."""
    seats = here[:, None] & rules.delegations
    for verb in (Verb.SPEAK, Verb.PASS, Verb.AWAY):
        may[..., verb] |= seats


def may_reply(rules: Rules, world: World, may: Bools, here: Bools) -> None:
    """Open to the seats that the last round named."""
    named = world.record.named
    b, by = np.nonzero(named != NONE)
    was_named = np.zeros(named.shape, bool)
    was_named[b, named[b, by]] = True
    for verb in (Verb.REPLY, Verb.PASS):
        may[..., verb] |= here[:, None] & was_named & rules.delegations


def hear_statements(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """Every statement is taken down. Without a quarter of the members the meeting is called again, then given up."""
    r = world.record
    speaks = verb_is(act, Verb.SPEAK)[..., None]
    first = act[..., [Item.CLAUSE, Item.WORDING]]
    second = act[..., [Item.CLAUSE2, Item.WORDING2]]
    stated = np.where(speaks[..., None], np.stack([first, second], axis=-2), NO_WORD)
    named = np.where(speaks[..., 0], act[..., Item.PARTNER], NONE)

    in_room = ((act[..., Item.VERB] != Verb.AWAY) & rules.voters).sum(axis=1)
    quorum = in_room >= rules.opening_quorum
    given_up = here & ~quorum & (r.short + 1 >= CALLS_AT_MOST)
    r = r.but(here & ~quorum, short=r.short + 1)
    r = r.but(given_up, stage=Stage.CLOSED, status=Status.NO_QUORUM)
    opened = here & quorum
    r = r.but(opened, stated=stated, named=named, short=0, stage=Stage.REPLIES)
    return _unless_named(rules, world.now(r), opened)


def hear_replies(rules: Rules, world: World, act: Ints, here: Bools) -> World:
    """A reply may name a state in its turn, and that state may reply once; two rounds at the most."""
    named = np.where(verb_is(act, Verb.REPLY), act[..., Item.PARTNER], NONE)
    r = world.record.but(here, named=named, replies=world.record.replies + 1)
    return _unless_named(rules, world.now(r), here)


def _unless_named(rules: Rules, world: World, here: Bools) -> World:
    """Debate ends once nobody is left who was named, or the rounds of reply are used up."""
    r = world.record
    over = here & (~(r.named != NONE).any(axis=1) | (r.replies >= REPLIES_AT_MOST))
    onward = Stage.FLOOR if rules.rounds else Stage.TABLING
    return world.now(r.but(over, stage=onward, named=NONE))


def judge_speech(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """One clause or two with a wording each, and a state named or none."""
    faults = []
    for clause, wording in ((Item.CLAUSE, Item.WORDING), (Item.CLAUSE2, Item.WORDING2)):
        said = act[..., clause] != NONE
        faults += [(said & bad, why) for bad, why in wording_faults(rules, act[..., clause], act[..., wording])]
        faults.append((~said & (act[..., wording] != NONE), Refusal.STRAY_ITEM))
    return first_fault(*faults, (names_wrongly(rules, s, act, allow_none=True), Refusal.NO_SUCH_SEAT))


def judge_reply(rules: Rules, world: World, b: Ints, s: Ints, act: Ints) -> Ints:
    """A state named, or none."""
    return first_fault((names_wrongly(rules, s, act, allow_none=True), Refusal.NO_SUCH_SEAT))


JUDGES: dict[Verb, Judge] = {Verb.SPEAK: judge_speech, Verb.REPLY: judge_reply}
"""The judges of what is said here; each is as a Judge in demarche.sim.faults."""
