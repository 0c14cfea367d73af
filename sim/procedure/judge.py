"""The judge of each verb that names something: whether a whole act is sound. Each stands with the rule that it is of.

A judge asks whether what the act names exists, is open, is the seat's own, and would change something.
"""

from demarche.sim.aftermath import judge as quarters
from demarche.sim.faults import Judge
from demarche.sim.procedure import amend, close, debate, decide, divide, informals, letters, motions, table
from demarche.sim.terms import Verb

JUDGES: dict[Verb, Judge] = {
    **debate.JUDGES,
    **informals.JUDGES,
    **letters.JUDGES,
    **table.JUDGES,
    **motions.JUDGES,
    **amend.JUDGES,
    **divide.JUDGES,
    **decide.JUDGES,
    **close.JUDGES,
    **quarters.JUDGES,
}
