"""Conduct between states in the quarters after a session: what they run against each other, and how it is found out.

The formulas are public knowledge: both the rules of the quarters and whoever plans ahead use them.

    detect_j = 1 - exp(-(d_0 + d_1 skill_j))             chance that a victim finds an operation
    tell_ij  = σ(a (skill_j - o offence_i))              chance that it then knows whose it was
    λ_ij     = μ_ij / (4 detect_j tell_ij π)             operations a quarter, from those reported a year

Rates μ come from the record before the scenario's year (demarche.scenarios.rates).  An operation is a campaign by one
state, or by someone it directs, against one other that a research group or a government could report as one incident.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from demarche.sim.numbers import exp, logistic
from demarche.sim.parameter import Numbers, Parameter, places
from demarche.sim.rows import PerWorld, look_up
from demarche.sim.terms import ABSENT, Bools, Floats, Ints

MEASURES = ("contact points", "channels", "information exchange", "joint science", "consultations", "assistance")
VERIFYING = ("contact points", "information exchange")
"""Measures by which a party learns whether the one that delivers them keeps its pledge."""
FITTED_QUARTERS = "fitted to dated attributions, 2010-23"
COUNTED_QUARTERS = "counted in incidents of 2010-23"

# fmt: off
TABLE = (
    Parameter("published", "π", "share of the operations attributed in private that are reported", "1", 0.8, 0.3, 1),
    Parameter("detect_base", "d_0", "detection without any skill", "1", 0.15, 0.01, 5),
    Parameter("detect_skill", "d_1", "detection added by the skill of the victim", "1", 0.60, 0, 5),
    Parameter("tell_apart", "a", "how sharply skill decides attribution", "1", 2.0, 0, 10),
    Parameter("hide", "o", "how well offence hides its origin", "1", 0.7, 0, 2),
    Parameter("theft_china", "k_C", "share of China's theft of data that is for commercial advantage", "1", 0.7, 0, 1),
    Parameter("theft", "k_0", "the same of every other state", "1", 0.15, 0, 1),
    Parameter("information", "k_I", "information operations for each operation counted, of China, Iran and Russia",
              "1", 0.25, 0, 1),
    Parameter("spread", "γ", "how far the record of a dyad varies from its rate: 1 as observed, 0 not at all", "1",
              1.0, 0, 1),
    Parameter("spread_level", "γ_L", "the same of the level of the whole world", "1", 1.0, 0, 1),
    Parameter("misread", "m", "share of what cannot be attributed that is laid at some state's door", "1", 0.05, 0, 1),
    Parameter("noise", "z", "incidents of other origin found for each operation reported", "1", 1.4, 0, 5),
    Parameter("calm_talks", "k_c", "what consultations take from false signals, in the exponent", "1", 1.0, 0, 5),
    Parameter("calm_line", "k_h", "what a channel takes from them, in the exponent", "1", 0.5, 0, 5),
    Parameter("name_at_once", "φ_0", "share of what is ever named that is named at once", "1", 0.22, 0, 1,
              FITTED_QUARTERS),
    Parameter("name_hazard", "h", "chance a quarter that what will be named is", "1", 0.096, 0, 1, FITTED_QUARTERS),
    Parameter("named_usa", "e_1", "share of reported operations that the United States ever names", "1", 0.46, 0, 1,
              FITTED_QUARTERS),
    Parameter("named_allied", "e_2", "the same of other members of NATO and the EU", "1", 0.32, 0, 1, FITTED_QUARTERS),
    Parameter("named_others", "e_3", "the same of every other state", "1", 0.21, 0, 1, FITTED_QUARTERS),
    Parameter("deterrence", "θ", "cost of a threat of weight 1 that is sure to be carried out, over the gain", "1",
              2.0, 0, 10),
    Parameter("fade", "φ", "share of a threat or of linkage lost a quarter unless it is renewed", "1", 0.07, 0, 1),
    Parameter("indicted", "w_1", "weight to which an indictment raises a threat at least", "1", 0.3, 0, 1),
    Parameter("sanctioned", "w_2", "weight to which sanctions raise it at least", "1", 0.6, 0, 1),
    Parameter("retaliation", "ρ_r", "what an ordered retaliation multiplies operations by", "1", 1.5, 1, 10),
    Parameter("displace", "ε", "share of the effort held back that goes to other targets", "1", 0.5, 0, 1),
    Parameter("at_large", "b_v", "cost to a good name of what an adopted resolution clearly rules out, over the gain",
              "1", 0.1, 0, 2),
    Parameter("intelligence", "ι", "chance a quarter that a state of full skill learns by itself whether a party keeps "
              "its pledge", "1", 0.3, 0, 1),
    Parameter("verify", "ι_m", "the same added by each verifying measure that the party delivers", "1", 0.03, 0, 0.5),
    Parameter("assist", "ι_a", "share of what a partner misses that the help of a state of full skill finds", "1", 0.3,
              0, 1),
    Parameter("prior", "p_0", "belief that a party honours, before anything is seen", "1", 0.7, 0.01, 0.99),
    Parameter("forget", "φ_b", "share of a belief that goes back to the prior each quarter", "1", 0.05, 0, 1),
    Parameter("alignment", "i_3", "discipline of the parties to a pact on the coordination of positions", "1", 0.7, 0,
              1),
)
# fmt: on
PLACES = places(TABLE)


@dataclass(frozen=True, slots=True, eq=False)
class Threats:
    """E threats by their quarter, the same in all worlds but for their weights.

    by, against (E,) seats      quarter (E,) in which each is made or renewed, from 0
    kinds (E,) a bit for each Kind that it is about         weight (B, E) 0 .. 1; judged
    """

    by: Ints
    against: Ints
    quarter: Ints
    kinds: Ints

    def __eq__(self, other: object) -> bool:
        """Whether the same threats are made in the same quarters."""
        return isinstance(other, Threats) and all(
            np.array_equal(getattr(self, name), getattr(other, name)) for name in self.__slots__
        )

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name).tobytes() for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Conduct(PerWorld):
    """How states deal with each other: B worlds of S seats, C clauses, W wordings, K kinds of operation, M measures.

    values     (B, 1, Q) the parameters of TABLE        quarters    played after the session, >= 0
    rate       (B, S, S) operations a quarter of the first against the second, information operations apart
    reported   (B, S, S) of those, the operations a year that would be reported
    elsewhere  (B, S) operations a quarter against states without a seat
    unread     (B, S) operations and incidents a quarter that a victim finds and nobody here can have run
    share      (B, S, K) of its operations by kind; information operations are beyond 1
    expected   (B, S, S) share of the operations reported against the second that are the first's, of the whole world
    ever       (B, S) share of what is reported that each state ever names; its doctrine's
    reading    (B, S) weight that it gives to what a text covers arguably, 0 .. 1; its doctrine's
    tolerance  (B, S) share of what a text clearly covers that a party must hold back to keep it; its doctrine's
    distance   (B, S, S) between positions, 0 .. 1      pressure (B, S) from outside, 0 .. 1; judged
    rival      (B, S, S) how much of a rival two states have in common
    weight     (B, E) of the threats, 0 .. 1; judged    threats  when and by whom they are made
    trust      (B, S, S) belief, when the session opens, that the second honours its pledges, 0 .. 1
    approach   (B, S) partners a year to whom each would propose an agreement on information security; judged
    affinity   (B, S, S) how readily the first approaches the second, >= 0; judged
    stolen     (B, S, S) ln(1 + operations reported of the first against the second before the scenario's year)
    region     (S,) the regional group of each, -1 of an invented state
    accused    (S, S) times the first has accused the second in public before the session opens
    reach      (B, C, W, K) share of a kind that a wording covers, clearly or arguably; judged
    clear      (B, C, W, K) share of that which it covers clearly; judged       measures (C, W, M) bool, promised
    void       whether pacts are without effect: the counterfactual, the same world without them
    """

    IN_COMMON: ClassVar[tuple[str, ...]] = ("quarters", "threats", "measures", "region", "accused", "void")

    values: Floats
    quarters: int
    rate: Floats
    reported: Floats
    elsewhere: Floats
    unread: Floats
    share: Floats
    expected: Floats
    ever: Floats
    reading: Floats
    tolerance: Floats
    distance: Floats
    pressure: Floats
    rival: Floats
    weight: Floats
    threats: Threats
    trust: Floats
    approach: Floats
    affinity: Floats
    stolen: Floats
    region: Ints
    accused: Ints
    reach: Floats
    clear: Floats
    measures: Bools
    void: bool = False

    def numbers(self, axes: int = 0) -> Numbers:
        """Parameters by name, each (B,) with that many axes of length 1 after it."""
        return Numbers(PLACES, self.values[:, 0], slice(None), *(None,) * axes)

    def covers(self, text: Ints) -> tuple[Floats, Floats]:
        """Share of each kind that a text covers clearly, and clearly or arguably, each (B, L, K). text (B, L, C).

        Of several clauses the one that covers most counts, of each.
        """
        world = np.arange(len(text)) % len(self.reach)  # tables of one world serve for many
        place = np.broadcast_arrays(world[:, None, None], np.arange(text.shape[2]), np.maximum(text, 0).astype(np.intp))
        reach = look_up(self.reach, *place) * (text != ABSENT)[..., None]
        clearly = (reach * look_up(self.clear, *place)).max(axis=2, initial=0)
        return np.asarray(clearly, np.float32), np.asarray(reach.max(axis=2, initial=0), np.float32)

    def promises(self, text: Ints) -> Bools:
        """Which measures each text promises, (B, L, M). text (B, L, C)."""
        chosen = self.measures[np.arange(text.shape[2]), np.maximum(text, 0)]
        return np.asarray((chosen & (text != ABSENT)[..., None]).any(axis=2))


def detection(conduct: Numbers, skill: Floats) -> Floats:
    """Chance that a victim finds an operation, of the shape of skill. conduct: numbers that broadcast with it."""
    return np.asarray(1 - exp(-(conduct.detect_base + conduct.detect_skill * skill)), np.float32)


def attribution(conduct: Numbers, skill: Floats, offence: Floats) -> Floats:
    """Chance that the second, who found it, knows it was the first, (..., S, S). skill, offence (..., S)."""
    return logistic(conduct.tell_apart * (skill[..., None, :] - conduct.hide * offence[..., :, None]))
