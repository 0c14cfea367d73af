"""The quarters so far as one seat knows them: its trust, what it found, what was delivered, what it ran itself."""

from collections.abc import Sequence

import numpy as np

from demarche.sim.conduct import MEASURES
from demarche.sim.in_public import left
from demarche.sim.record import Briefs, Record
from demarche.sim.secrets import FULL
from demarche.sim.session import Moment
from demarche.sim.terms import Bools, Ints, Stage
from demarche.ui.seat.desk import Desk
from demarche.ui.seat.shown import Delivered, QuarterShown
from demarche.ui.seat.whispered import own

PERCENT = 100


def timeline(
    desk: Desk, briefs: Briefs, moments: Sequence[Moment], seat: int, *, over: bool
) -> tuple[QuarterShown, ...]:
    """One for each quarter that has passed, the first first.

    over  the session has closed: then it is told, too, how far others trusted the seat
    """
    passed = [moment for moment in moments if moment.tick.stage == Stage.NATURE]
    answers = {int(m.before.quarter[0]): m for m in moments if m.tick.stage == Stage.RESPONSES}
    found, before = [], 0
    for moment in passed:
        one = of_quarter(desk, briefs, moment, answers.get(int(moment.before.quarter[0])), seat, before, over=over)
        before = one.brought
        found.append(one)
    return tuple(found)


def of_quarter(
    desk: Desk, briefs: Briefs, moment: Moment, answered: Moment | None, seat: int, before: int, *, over: bool
) -> QuarterShown:
    """One quarter. before: hundredths that its operations had brought by its beginning."""
    names, view = desk.rules.roster.names, own(briefs, moment.ended, seat)
    bound = bound_in(moment.before)
    partners = np.flatnonzero(bound[bound[:, seat]].any(axis=0) & (np.arange(len(names)) != seat)).tolist()
    believed = moment.ended.secrets.trust[0, :, seat] if over else None
    return QuarterShown(
        number=int(moment.before.quarter[0]) + 1,
        trust=tuple((names[s], of_full(view.trust[0, s])) for s in partners),
        trusted=() if believed is None else tuple((names[s], of_full(believed[s])) for s in partners),
        found=counted_by(names, view.signal[0]),
        ran=counted_by(names, view.count[0]),
        brought=int(view.gained[0]),
        gain=int(view.gained[0]) - before,
        delivered=tuple(
            Delivered(names[s], *delivered_by(desk, moment.before, bound, s)) for s in [seat, *partners] if partners
        ),
        named=named_in(names, answered),
    )


def bound_in(record: Record) -> Bools:
    """Whom each draft bound as a pact, (L, S)."""
    who = record.signed[0] & record.in_force[0][:, None] & ~left(record)[0]
    return np.asarray(who & (who.sum(axis=1, keepdims=True) > 1))


def of_full(thousandths: int) -> int:
    """A belief in hundredths."""
    return round(PERCENT * int(thousandths) / FULL)


def counted_by(names: Sequence[str], numbers: Ints) -> tuple[tuple[str, int], ...]:
    """States with their numbers, those above 0, the most first."""
    some = np.flatnonzero(numbers > 0)
    return tuple((names[s], int(numbers[s])) for s in some[np.argsort(-numbers[some], kind="stable")])


def delivered_by(desk: Desk, record: Record, bound: Bools, seat: int) -> tuple[int, int]:
    """Measures that a seat delivered under its pacts, and how many were due."""
    promised = desk.rules.conduct.promises(record.wording)[0] & bound[:, seat, None]
    given = (record.delivered[0, :, seat, None] >> np.arange(len(MEASURES))) & 1
    return int((promised & (given > 0)).sum()), int(promised.sum())


def named_in(names: Sequence[str], answered: Moment | None) -> tuple[tuple[str, str], ...]:
    """Who named whom in public at the end of the quarter."""
    if answered is None:
        return ()
    new = answered.after.accused[0] > answered.before.accused[0]
    return tuple((names[by], names[of]) for by, of in np.argwhere(new).tolist())
