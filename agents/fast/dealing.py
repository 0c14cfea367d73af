"""Whom to offer a trade, compiled: a counterpart of agents.doctrine.dealing."""

import numpy as np

from sim.fast.arithmetic import compiled
from sim.rules import Rules
from sim.terms import NO_WORD, NONE, Floats, Ints
from sim.view import View

_NONE, _NO_WORD = int(NONE), int(NO_WORD)


def someone_with_a_wish(rules: Rules, view: View, draft: Ints, clause: Ints, u: Floats) -> tuple[Ints, Ints]:
    """The same as agents.doctrine.dealing.someone_with_a_wish."""
    partner, wish = np.empty(view.asks, np.int64), np.zeros(view.asks, np.int64)
    asked = (view.world, view.seat, draft, clause, u)
    _wishes(partner, wish, view.public.proposal, rules.voters, *map(np.ascontiguousarray, asked))
    return partner, wish


@compiled
def _wishes(partner, wish, proposal, voters, world, seat, draft, clause, u):
    """Ask by ask; see dealing.someone_with_a_wish and numbers.pick."""
    seats, clauses = proposal.shape[1], proposal.shape[3]
    wishes = np.empty(seats, np.bool_)
    for n in range(len(world)):
        count = 0
        for s in range(seats):
            elsewhere, of = 0, proposal[world[n], s, draft[n]]
            for c in range(clauses):
                elsewhere += of[c] != _NO_WORD
            elsewhere -= of[clause[n]] != _NO_WORD
            wishes[s] = elsewhere > 0 and voters[s] and s != seat[n]
            count += wishes[s]
        place, partner[n] = min(int(np.float64(u[n]) * count), max(count - 1, 0)), _NONE
        for s in range(seats):
            if wishes[s]:
                if place == 0:
                    partner[n] = s
                    break
                place -= 1
        last = proposal[world[n], partner[n], draft[n]]
        for c in range(clauses):
            if last[c] != _NO_WORD and c != clause[n]:
                wish[n] = c
                break
