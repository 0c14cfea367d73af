"""Conduct between states in the quarters after a session: what is gained, found out, blamed and feared.

The formulas are public knowledge: both the rules of the quarters and whoever plans ahead use them.

    gain     = offence_i vulnerability_j interest_ij
    rate     = λ (exp(g gain) - 1)                              operations a quarter, were there no pledge
    chi      = reach depth (1 - v)^ψ                            share of acts that the text clearly forbids
    detect   = 1 - exp(-(d_0 + d_1 skill_j))                    attribute = σ(a (skill_j - o offence_i))
    name_ij  = n_0 + (1 - n_0) distance_ij                      will to name, low among friends
    alarm    = f_0 exp(-k_c consulted - k_h hotline)            false alarms a quarter between parties

All numbers are judged; offence stands for the skill to hide.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from demarche.sim.book import clear
from demarche.sim.formulas import alarm
from demarche.sim.numbers import exp, logistic
from demarche.sim.parameter import Numbers, Parameter, places
from demarche.sim.rows import PerWorld
from demarche.sim.terms import ABSENT, Bools, Floats, Ints

MEASURES = ("contact points", "channels", "information exchange", "joint science", "consultations", "assistance")

# fmt: off
TABLE = (
    Parameter("rate", "λ", "scale of operations between two states", "operations a quarter", 1.0, 0, 20),
    Parameter("greed", "g", "steepness of operations in what is to be gained", "1", 4.0, 0, 10),
    Parameter("clarity", "ψ", "how fast vagueness takes the force from a prohibition", "1", 1.0, 0.1, 5),
    Parameter("detect_base", "d_0", "detection without any skill", "1", 0.15, 0, 5),
    Parameter("detect_skill", "d_1", "detection added by the skill of the victim", "1", 0.60, 0, 5),
    Parameter("tell_apart", "a", "how sharply skill decides attribution", "1", 2.0, 0, 10),
    Parameter("hide", "o", "how well offence hides its origin", "1", 0.7, 0, 2),
    Parameter("misread", "m", "share of what is not attributed rightly that is laid at the likeliest door", "1", 0.3, 0,
              1),
    Parameter("false_alarm", "f_0", "chance a quarter of an alarm between parties without an operation", "1", 0.10, 0,
              1),
    Parameter("calm_talks", "k_c", "what consultations take from false alarms", "1", 1.0, 0, 5),
    Parameter("calm_line", "k_h", "what a channel takes from them", "1", 0.5, 0, 5),
    Parameter("interest_floor", "i_0", "interest of every state in every other", "1", 0.15, 0, 1),
    Parameter("interest_incidents", "i_1", "interest added where as many incidents were counted as anywhere", "1", 0.55,
              0, 1),
    Parameter("interest_distance", "i_2", "interest added between opposite positions", "1", 0.30, 0, 1),
    Parameter("alignment", "i_3", "discipline of the parties to a pact on the coordination of positions", "1", 0.7, 0,
              1),
    Parameter("retaliation", "ρ_r", "what an ordered retaliation multiplies operations by", "1", 1.5, 1, 10),
    Parameter("displace", "ε", "share of the effort a pledge frees that goes to others", "1", 0.4, 0, 1),
    Parameter("name_friend", "n_0", "will to name a friend", "1", 0.25, 0, 1),
    Parameter("prior", "p_0", "belief that a party honours, before anything is seen", "1", 0.7, 0.01, 0.99),
    Parameter("forget", "p_1", "share of a belief that goes back to the prior each quarter", "1", 0.1, 0, 1),
    Parameter("surprise", "q", "chance of a signal in a quarter in which the pledge is broken, as believed", "1", 0.5,
              0.01, 0.99),
)
# fmt: on
PLACES = places(TABLE)


@dataclass(frozen=True, slots=True)
class Conduct(PerWorld):
    """The ground on which states deal with each other, B worlds of S seats, C clauses, K wordings, M measures.

    values     (B, 1, Q) the parameters of TABLE        quarters    played after the session, >= 0
    interest   (B, S, S) what the first has to gain of the second, 0 .. 1, from incidents and distance
    distance   (B, S, S) between their positions, 0 .. 1     threat (B, S, S) sanctions the first holds over the second
    pressure   (B, S) from outside, 0 .. 1; judged      rival (B, S, S) how much of a rival two states have in common
    reach      (C,) share of hostile acts that a clause could forbid; judged        measures (C, K, M) bool, promised
    trust      (B, S, S) belief, when the session opens, that the second honours its pledges, 0 .. 1
    void       whether pacts are without effect: the twin, the same world without them
    """

    IN_COMMON: ClassVar[tuple[str, ...]] = ("quarters", "reach", "measures", "void")

    values: Floats
    quarters: int
    interest: Floats
    distance: Floats
    threat: Floats
    pressure: Floats
    rival: Floats
    trust: Floats
    reach: Floats
    measures: Bools
    void: bool = False

    def numbers(self, dims: int = 0) -> Numbers:
        """The parameters of every world, (B,) and that many axes of one."""
        return Numbers(PLACES, self.values[:, 0], slice(None), *(None,) * dims)

    def forbids(self, vague: Floats, depth: Floats, text: Ints) -> Floats:
        """chi of each text, (B, L): the clearest prohibition in it. vague, depth (B, C, K), text (B, L, C)."""
        place = (np.arange(len(text))[:, None, None], np.arange(text.shape[2]), np.maximum(text, 0))
        force = power(clear(vague[place]), self.numbers(2).clarity)
        chi = np.where(text == ABSENT, np.float32(0), self.reach * depth[place] * force)
        return np.asarray(chi.max(axis=2, initial=0), np.float32)

    def promises(self, text: Ints) -> Bools:
        """Which measures each text promises, (B, L, M). text (B, L, C)."""
        chosen = self.measures[np.arange(text.shape[2]), np.maximum(text, 0)]
        return np.asarray((chosen & (text != ABSENT)[..., None]).any(axis=2))


def power(base: Floats, exponent: Floats) -> Floats:
    """base ** exponent for base in [0, 1] and exponent in [0, 5]: whole powers, and the line between two of them.

    Made of multiplications alone, so that it has the same bits everywhere.
    """
    low = np.floor(exponent)
    rest = np.asarray(exponent - low, np.float32)
    whole = np.ones_like(base)
    for step in range(5):
        whole = np.where(step < low, whole * base, whole)
    return np.asarray((1 - rest) * whole + rest * whole * base, np.float32)


def base_rate(conduct: Conduct, offence: Floats, vulnerability: Floats) -> Floats:
    """Operations a quarter of the first against the second, were there no pledge, (B, S, S).

    offence, vulnerability (B, S).
    """
    p = conduct.numbers(2)
    gain = offence[:, :, None] * vulnerability[:, None, :] * conduct.interest
    return np.asarray(p.rate * (exp(p.greed * gain) - 1), np.float32)


def detection(conduct: Conduct, skill: Floats) -> Floats:
    """Chance that a victim finds an operation, (B, S). skill (B, S)."""
    p = conduct.numbers(1)
    return np.asarray(1 - exp(-(p.detect_base + p.detect_skill * skill)), np.float32)


def attribution(conduct: Conduct, skill: Floats, offence: Floats) -> Floats:
    """Chance that the second, who found it, knows it was the first, (B, S, S). skill, offence (B, S)."""
    p = conduct.numbers(2)
    return logistic(p.tell_apart * (skill[:, None, :] - p.hide * offence[:, :, None]))


def will_to_name(conduct: Conduct) -> Floats:
    """How ready the second is to name the first, (B, S, S), 0 .. 1."""
    friend = conduct.numbers(2).name_friend
    return np.asarray(friend + (1 - friend) * conduct.distance, np.float32)


def false_alarms(conduct: Conduct, consulted: Bools, line: Bools) -> Floats:
    """Chance a quarter of an alarm without an operation, between parties, (B, L). consulted, line (B, L)."""
    p = conduct.numbers(1)
    return np.asarray(alarm(p.false_alarm, p.calm_talks, p.calm_line, consulted, line), np.float32)
