"""The first look at a joint act, compiled: the counterpart of what sim.procedure.order can tell without the world."""

import numpy as np

from sim.fast.arithmetic import compiled
from sim.terms import NONE, Bools, Ints, Refusal, Verb

_NONE, _SILENT, _VERBS = int(NONE), int(Verb.SILENT), len(Verb)
_FINE, _NOT_ASKED = int(Refusal.NONE), int(Refusal.NOT_ASKED)
_NOT_NOW, _STRAY = int(Refusal.NOT_NOW), int(Refusal.STRAY_ITEM)


def first_look(act: Ints, verbs: Bools, stray: Bools) -> tuple[Ints, Ints]:
    """The same as sim.procedure.order.first_look."""
    why, verb = np.empty(act.shape[:2], np.int64), np.empty(act.shape[:2], np.int64)
    rows = (np.ascontiguousarray(table).reshape(-1, table.shape[2]) for table in (act, verbs))
    _look(why.reshape(-1), verb.reshape(-1), *rows, stray)
    return why, verb


@compiled
def _look(why, verb, act, verbs, stray):
    """Act by act; see order.first_look."""
    for n in range(len(act)):
        known = 0 <= act[n, 0] < _VERBS
        v = act[n, 0] if known else 0
        asked, strays = False, False
        for open_ in verbs[n]:
            asked |= open_
        for item in range(act.shape[1]):
            strays |= act[n, item] != _NONE and stray[v, item]
        verb[n], why[n] = v, _FINE
        if not asked and v != _SILENT:
            why[n] = _NOT_ASKED
        elif (asked and not verbs[n, v]) or not known:
            why[n] = _NOT_NOW
        elif strays and v != _SILENT:
            why[n] = _STRAY
