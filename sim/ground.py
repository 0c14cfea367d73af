"""What conduct between states comes to before any pact or session: worked out once, read every quarter."""

from dataclasses import dataclass

import numpy as np

from demarche.sim.conduct import Conduct, attribution, base_rate, detection, will_to_name
from demarche.sim.roster import Roster
from demarche.sim.rows import PerWorld, same_in_all
from demarche.sim.terms import Floats, Ints


@dataclass(frozen=True, slots=True)
class Ground(PerWorld):
    """B worlds of S seats. (B, S, S) is who does and to whom.

    rate     operations a quarter, were there no pledge; none to oneself
    detect   (B, S) chance that a victim finds an operation        tell   that it then knows whose it was
    name     how ready the second is to name the first          named  chance that it finds, understands and names
    first, second (B, S) at whose door an operation is likeliest laid by mistake, and at whose next
    """

    rate: Floats
    detect: Floats
    tell: Floats
    name: Floats
    named: Floats
    first: Ints
    second: Ints


def ground(conduct: Conduct, roster: Roster) -> Ground:
    """The ground of those worlds; where they do not differ it is worked out for one of them."""
    used = (conduct.values, conduct.interest, conduct.distance, roster.offence, roster.vulnerability, roster.skill)
    worlds = len(conduct.values)
    if worlds > 1 and all(map(same_in_all, used)):
        return ground(conduct.take(slice(1)), roster.take(slice(1))).in_each_of(worlds)
    seats = np.arange(roster.offence.shape[1])
    rate = base_rate(conduct, roster.offence, roster.vulnerability)
    rate[:, seats, seats] = 0
    detect, tell = detection(conduct, roster.skill), attribution(conduct, roster.skill, roster.offence)
    first = rate.argmax(axis=1)
    second = np.where(seats[:, None] == first[:, None], np.float32(-1), rate).argmax(axis=1)
    friend = conduct.numbers().name_friend
    alike = same_in_all(conduct.distance) and bool((friend == friend[0]).all())
    name = np.broadcast_to(will_to_name(conduct.take(slice(1)) if alike else conduct), rate.shape)
    return Ground(rate, detect, tell, name, detect[:, None] * tell * name, first, second)
