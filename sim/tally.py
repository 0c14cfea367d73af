"""Counting: who is present, who is voting, what carries, who is called first."""

import numpy as np

from demarche.sim.numbers import places
from demarche.sim.rules import Rules
from demarche.sim.terms import BALLOTED, NONE, Ballot, Bools, Ints, Item, Stage, Verb

_BALLOTED = np.isin(list(Stage), BALLOTED)


def tally(ballots: Ints) -> tuple[Ints, Ints]:
    """Yes and no in each vote. ballots (..., S) Ballot -> two (...,) counts.

    An abstention is not a vote.  Source: rule 126, "members present and voting".
    """
    yes = np.count_nonzero(ballots == Ballot.YES, axis=-1)
    no = np.count_nonzero(ballots == Ballot.NO, axis=-1)
    return np.asarray(yes), np.asarray(no)


def carries(yes: Ints, no: Ints) -> Bools:
    """Whether more voted yes than no. A tie fails (rule 133), and so does 0 to 0."""
    return np.asarray(yes > no)


def carries_by_two_thirds(yes: Ints, no: Ints) -> Bools:
    """Whether two thirds of those present and voting voted yes; needed to reconsider (rule 123)."""
    return np.asarray((yes >= 2 * no) & (yes > 0))


def present(ballots: Ints) -> Ints:
    """How many are in the room for a vote: yes, no and abstentions. ballots (..., S) -> (...,)."""
    here = (ballots == Ballot.YES) | (ballots == Ballot.NO) | (ballots == Ballot.ABSTAIN)
    return np.asarray(np.count_nonzero(here, axis=-1))


def quorate(rules: Rules, ballots: Ints) -> Bools:
    """Whether a majority of the members is present, as a decision needs (rule 108). ballots (..., S) -> (...,)."""
    return np.asarray(present(ballots) >= rules.quorum)


def takes_ballots(stage: Ints) -> Bools:
    """Whether every voter casts a ballot in that stage. stage (...) Stage."""
    return np.asarray(_BALLOTED[stage])


def cast(rules: Rules, act: Ints) -> Ints:
    """The ballots in a joint act, (B, S) Ballot: UNCAST for whoever does not vote."""
    voting = (act[..., Item.VERB] == Verb.CAST) & rules.voters
    return np.where(voting, act[..., Item.WORDING], Ballot.UNCAST).astype(np.int8)


def call_order(rules: Rules, lot: Ints) -> Ints:
    """Place of each seat on the list, (B, S), 0 first: by English names, from the seat drawn by lot on (rule 127).

    lot (B,) the seat drawn in each world
    """
    called = rules.roster.called
    return np.asarray((called - called[lot][:, None]) % len(called))


def first_called(who: Bools, order: Ints) -> Ints:
    """The first of those seats on the list, (B,), NONE where there is none. who (B, S), order as from `call_order`."""
    place = np.where(who, order, who.shape[1])
    return np.where(who.any(axis=1), place.argmin(axis=1), NONE)


def first_mover(who: Bools, what: Ints, things: int, order: Ints) -> Ints:
    """For each of so many things, the first seat in the list that moved it, (B, things), NONE where none did.

    who (B, S) whether a seat moves anything, what (B, S) which of the things, order (B, S) as from `call_order`
    """
    b, s = places(who)
    last_first = np.argsort(-order[b, s], kind="stable")
    b, s = b[last_first], s[last_first]
    mover = np.full((len(who), things), NONE)
    mover[b, what[b, s]] = s
    return mover


def at(draft: Ints, drafts: int) -> Bools:
    """One-hot of a draft, (B, L); nothing where it is NONE. draft (B,)."""
    return np.asarray(np.arange(drafts) == draft[:, None])


def in_order_of_turn(order: Ints, turn: Ints) -> Ints:
    """The draft at that place in the order in which drafts are taken up, (B,), NONE past the last. order (B, L)."""
    place = np.clip(turn, 0, order.shape[1] - 1)
    return np.asarray(np.where(turn < order.shape[1], order[np.arange(len(order)), place], NONE))


def verb_is(act: Ints, verb: Verb) -> Bools:
    """Which seats do that, (B, S)."""
    return np.asarray(act[..., Item.VERB] == verb)
