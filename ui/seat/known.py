"""What a seat knows of operations against it: found this quarter, and reported ones that it can name the doer of."""

from demarche.sim.naming import word
from demarche.sim.terms import Accusation
from demarche.sim.view import View
from demarche.ui.seat.desk import Desk
from demarche.ui.seat.shown import Choice, Field
from demarche.ui.words import counted

MANNERS = {
    Accusation.NAMING: ("Name it", "in public, and nothing more"),
    Accusation.STATEMENT: ("Make a statement", "a public protest, alone or with partners"),
    Accusation.INDICTMENT: ("Indict persons", "threatens to answer theft and disruption; the threat fades"),
}
"""How a state is named in public, and what that does."""


def known(view: View, other: int) -> str:
    """What the one seat of a View knows of another state's operations against it, in a few words."""
    if not view.signal.size:
        return ""  # a scenario without quarters
    found, ready, waiting = (int(table[0, other]) for table in (view.signal, view.ready, view.waiting))
    told = [f"{counted(found, 'operation')} found this quarter"] if found else []
    told += [f"{ready} reported without an author, evidence ready"] if ready else []
    told += [f"{waiting} reported without an author, evidence not ready yet"] if waiting else []
    return "; ".join(told)


def accused(desk: Desk, view: View, seats: list[int]) -> Field:
    """A state, with what is known of it, and how it is named."""
    manners = tuple(
        Choice("" if how == Accusation.NAMING else f"by {word(how)}", words, note)
        for how, (words, note) in MANNERS.items()
    )
    how = (Field("manner", "How", manners),)
    return Field(
        "state",
        "State",
        tuple(Choice(f"{desk.seats[s].says} {{manner}}", desk.seats[s].words, known(view, s), then=how) for s in seats),
    )


def answered(desk: Desk, view: View, seats: list[int]) -> Field:
    """A state, with what is known of it."""
    every = tuple(Choice(desk.seats[s].says, desk.seats[s].words, known(view, s)) for s in seats)
    return Field("state", "State", every)
