"""Whom to offer a trade, compiled: a counterpart of demarche.agents.doctrine.dealing."""

from typing import NamedTuple

import numpy as np

from demarche.sim.fast.compiling import compiled
from demarche.sim.rules import Rules
from demarche.sim.terms import NO_WORD, NONE, Floats, Ints
from demarche.sim.view import View

_NONE, _NO_WORD = int(NONE), int(NO_WORD)


def someone_with_a_wish(rules: Rules, view: View, draft: Ints, clause: Ints, u: Floats) -> tuple[Ints, Ints]:
    """The same as demarche.agents.doctrine.dealing.someone_with_a_wish."""
    partner, wish = np.empty(view.asks, np.int64), np.zeros(view.asks, np.int64)
    asked = Asked(*map(np.ascontiguousarray, (view.world, view.seat, draft, clause, u)))
    _wishes(partner, wish, view.public.proposal, rules.voters, asked)
    return partner, wish


class Asked(NamedTuple):
    """What each ask would trade for, and its draw, all (N,)."""

    world: Ints
    seat: Ints
    draft: Ints
    clause: Ints
    u: Floats


@compiled
def _wishes(partner, wish, proposal, voters, asked):
    """Ask by ask; see dealing.someone_with_a_wish and numbers.pick."""
    world, seat, draft, clause, u = asked
    seats, clauses = proposal.shape[1], proposal.shape[3]
    wishes = np.empty(seats, np.bool_)
    for n in range(len(world)):
        b, d, count = world[n], draft[n], 0
        for s in range(seats):
            some = 0
            for c in range(clauses):
                some += proposal[b, s, d, c] != _NO_WORD
            some -= proposal[b, s, d, clause[n]] != _NO_WORD
            wishes[s] = some > 0 and voters[s] and s != seat[n]
            count += wishes[s]
        place, partner[n] = min(int(np.float64(u[n]) * count), max(count - 1, 0)), _NONE
        for s in range(seats):
            if wishes[s]:
                if place == 0:
                    partner[n] = s
                    break
                place -= 1
        for c in range(clauses):
            if proposal[b, partner[n], d, c] != _NO_WORD and c != clause[n]:
                wish[n] = c
                break
