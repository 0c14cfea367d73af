"""What conduct between states comes to before any pact or session: worked out once, read every quarter."""

from dataclasses import dataclass

import numpy as np

from demarche.sim.conduct import Conduct, attribution, detection
from demarche.sim.roster import Roster
from demarche.sim.rows import PerWorld, same_in_all
from demarche.sim.terms import Floats


@dataclass(frozen=True, slots=True)
class Ground(PerWorld):
    """B worlds of S seats. (B, S, S) is who does and to whom.

    rate     operations a quarter, were there no pledge; none to oneself
    detect   (B, S) chance that a victim finds an operation        tell   that it then knows whose it was
    seen     chance that it finds and knows it      alarm  false signals a quarter that the second lays at the first
    outward  (B, S) operations a quarter against all states, with a seat here or not
    """

    rate: Floats
    detect: Floats
    tell: Floats
    seen: Floats
    alarm: Floats
    outward: Floats


def ground(conduct: Conduct, roster: Roster) -> Ground:
    """The ground of those worlds; where they do not differ it is worked out for one of them."""
    run = (conduct.rate, conduct.elsewhere, conduct.unread, conduct.expected)
    tables = (conduct.values, *run, roster.offence, roster.skill)
    worlds = len(conduct.values)
    if worlds > 1 and all(map(same_in_all, tables)):
        return ground(conduct.take(slice(1)), roster.take(slice(1))).in_each_of(worlds)
    detect = detection(conduct.numbers(1), roster.skill)
    tell = attribution(conduct.numbers(2), roster.skill, roster.offence)
    unread = (conduct.rate * detect[:, None] * (1 - tell)).sum(axis=1, dtype=np.float32) + conduct.unread
    alarm = conduct.numbers(2).misread * unread[:, None] * conduct.expected
    outward = conduct.rate.sum(axis=2, dtype=np.float32) + conduct.elsewhere
    return Ground(conduct.rate, detect, tell, detect[:, None] * tell, alarm, outward)
