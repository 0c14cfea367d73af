"""The quarters as a seat is shown them: pacts and their measures, what it has found, who was accused of what."""

import numpy as np

from demarche.agents.options import bound
from demarche.sim.conduct import MEASURES
from demarche.sim.in_public import left
from demarche.sim.record import Record
from demarche.sim.secrets import FULL
from demarche.sim.view import View
from demarche.ui.seat.desk import Desk
from demarche.ui.seat.shown import Measure, PactShown, Signal


def pacts_shown(desk: Desk, record: Record) -> tuple[PactShown, ...]:
    """Every pact that is signed, in force or over, with the measures it promises."""
    signed = record.signed[0] | desk.rules.standing
    return tuple(pact_shown(desk, record, d, signed[d]) for d in np.flatnonzero(signed.sum(axis=1) > 1).tolist())


def pact_shown(desk: Desk, record: Record, draft: int, signed: np.ndarray) -> PactShown:
    """One pact."""
    names = desk.rules.roster.names
    gone = left(record)[0, draft]
    parties = np.flatnonzero(signed & ~gone).tolist()
    leaving = np.flatnonzero(signed & record.denounced[0, draft] & ~gone).tolist()
    promised = desk.rules.conduct.promises(record.wording)[0, draft]
    bits = record.delivered[0, draft]
    return PactShown(
        number=draft + 1,
        symbol=desk.words.draft(draft),
        parties=tuple(names[s] for s in parties),
        denounced=tuple(names[s] for s in np.flatnonzero(signed & gone)),
        measures=tuple(
            Measure(name, tuple(names[s] for s in parties if int(bits[s]) >> m & 1))
            for m, name in enumerate(MEASURES)
            if promised[m]
        ),
        consulted=bool(record.consulted[0, draft]),
        in_force=bool(record.in_force[0, draft] | desk.rules.standing[draft].any()),
        leaving=tuple((names[s], int(record.left_in[0, draft, s])) for s in leaving),
    )


def signals(desk: Desk, view: View) -> tuple[Signal, ...]:
    """What the seat attributes to whom, how surely, what it could name, and its trust in the parties to its pacts."""
    if not view.signal.shape[1]:
        return ()
    seat, roster = int(view.seat[0]), desk.rules.roster
    mine = bound(view, 0)
    partners = mine[mine[:, seat]].any(axis=0) & (np.arange(desk.rules.seats) != seat)
    sure, known = desk.rules.ground.tell[0, :, seat], view.signal[0] + view.ready[0] + view.waiting[0]
    return tuple(
        Signal(
            roster.names[s],
            int(view.signal[0, s]),
            round(100 * float(sure[s])) if view.signal[0, s] > 0 else None,
            round(100 * int(view.trust[0, s]) / FULL),
            int(view.ready[0, s]),
            int(view.waiting[0, s]),
        )
        for s in np.flatnonzero((known > 0) | partners).tolist()
    )


def accusations(desk: Desk, record: Record) -> tuple[tuple[str, str, int], ...]:
    """Who has accused whom in public, and how often."""
    names = desk.rules.roster.names
    return tuple((names[by], names[of], int(record.accused[0, by, of])) for by, of in np.argwhere(record.accused[0]))


def sanctions(desk: Desk, record: Record) -> tuple[tuple[str, str], ...]:
    """Who has imposed sanctions on whom."""
    names = desk.rules.roster.names
    return tuple((names[by], names[of]) for by, of in np.argwhere(record.sanctioned[0]))
