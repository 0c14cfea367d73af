"""The first look at a joint act, compiled: the counterpart of what order.py can tell without the world."""

import numpy as np

from demarche.sim.fast.compiling import compiled
from demarche.sim.terms import NONE, Bools, Ints, Refusal, Verb

_NONE, _SILENT, _VERBS = int(NONE), int(Verb.SILENT), len(Verb)
_FINE, _NOT_ASKED = int(Refusal.NONE), int(Refusal.NOT_ASKED)
_NOT_NOW, _STRAY = int(Refusal.NOT_NOW), int(Refusal.STRAY_ITEM)


def first_look(act: Ints, verbs: Bools, stray: Bools) -> tuple[Ints, Ints]:
    """The same as demarche.sim.procedure.order.first_look."""
    why, verb = np.empty(act.shape[:2], np.int64), np.empty(act.shape[:2], np.int64)
    open_ = np.ascontiguousarray(np.moveaxis(verbs, 2, 0))
    _look(why, verb, np.ascontiguousarray(act), open_, open_.any(axis=0), stray)
    return why, verb


@compiled
def _look(why, verb, act, open_, asked, stray):
    """Act by act; see order.first_look. open_ (V, B, S), asked (B, S)."""
    for b in range(act.shape[0]):
        for s in range(act.shape[1]):
            does = act[b, s, 0]
            known = 0 <= does < _VERBS
            v = does if known else 0
            verb[b, s], why[b, s] = v, _FINE
            if v == _SILENT and known and not asked[b, s]:
                continue
            strays = False
            for item in range(act.shape[2]):
                strays |= (act[b, s, item] != _NONE) & stray[v, item]
            if not asked[b, s] and v != _SILENT:
                why[b, s] = _NOT_ASKED
            elif (asked[b, s] and not open_[v, b, s]) or not known:
                why[b, s] = _NOT_NOW
            elif strays and v != _SILENT:
                why[b, s] = _STRAY
