"""The form of conduct under a pact: three plain answers, as last quarter, or each thing chosen by itself."""

from collections.abc import Sequence

import numpy as np

from demarche.agents.options import bound
from demarche.sim.conduct import MEASURES
from demarche.sim.formulas import PERCENT
from demarche.sim.levels import APART, GENERAL, unpacked
from demarche.sim.naming import say_draft, word
from demarche.sim.notation import say
from demarche.sim.parts import CONDUCT
from demarche.sim.session import Tick
from demarche.sim.terms import NONE, Floats, Ints, Item, Kind, Verb
from demarche.sim.view import View
from demarche.ui.restraint import coverage, covered_kinds, held_back, in_short, is_broad, percent
from demarche.ui.seat.desk import Desk
from demarche.ui.seat.forms import filled_in
from demarche.ui.seat.shown import Act, Choice, Field
from demarche.ui.words import KINDS, listed

LEVELS = (0, 10, 25, 50, 75, 90, 100)
"""Restraint that can be chosen, in hundredths."""
BROADLY = CONDUCT[-1]


def conducts(desk: Desk, view: View, ticks: Sequence[Tick]) -> list[Act]:
    """The form of conduct under the pact whose turn it is."""
    draft = int(view.public.turn[view.world[0]])
    wording = view.public.wording[view.world]
    clear, reach = coverage(desk.rules, wording, draft)
    due = desk.rules.conduct.promises(wording)[0, draft]
    name = say_draft(desk.rules, draft)
    again = as_before(desk, view, ticks, reach)
    choices = (
        *plain(name, clear, reach, [CONDUCT[m] for m in np.flatnonzero(due)]),
        *([again] if again is not None else []),
        by_hand(desk, view, draft, clear, reach),
    )
    return filled_in(Verb.KEEP, "{how}", (Field("how", "Your conduct", choices),))


def plain(name: str, clear: Floats, reach: Floats, due: list[str]) -> tuple[Choice, ...]:
    """The pledge honoured, kept to the letter, or paid no heed; where no operation is ruled out there is no letter.

    due  the measures that the pact promises, as the notation writes them
    """
    given = f" delivering {' '.join(due)}" if due else ""
    deliver = "; deliver every measure" if due else ""
    honour = Choice(
        f"{name} at {PERCENT}{given}{'' if due else ' delivering'} {BROADLY}",
        "Honour it",
        f"hold back from all that it covers, clearly or arguably: {in_short(reach)}{deliver}",
    )
    letter = Choice(
        f"{name} at {PERCENT}{given}",
        "Keep to the letter",
        f"hold back only from what it clearly covers: {in_short(clear)}{deliver}",
    )
    no_heed = Choice(f"{name} at 0", "Pay it no heed", f"hold back from nothing{'; deliver nothing' if due else ''}")
    return (honour, letter, no_heed) if covered_kinds(reach) else (honour, no_heed)


def by_hand(desk: Desk, view: View, draft: int, clear: Floats, reach: Floats) -> Choice:
    """Restraint by kind, measures delivered, broadly or not, and one party apart, each chosen by itself."""
    due = desk.rules.conduct.promises(view.public.wording[view.world])[0, draft]
    parties = [int(s) for s in np.flatnonzero(bound(view, 0)[draft]) if s != view.seat[0]]
    says, by_kind = levels("", clear, reach)
    broadly = [yes(BROADLY, "Hold back from what it covers arguably, too")] if (reach > clear).any() else []
    measures = [yes(CONDUCT[m], f"Deliver {MEASURES[m]}") for m in np.flatnonzero(due)]
    toward, inner = levels("apart_", clear, reach)
    apart = tuple(Choice(f"toward {desk.seats[s].says} at {toward}", desk.seats[s].words, then=inner) for s in parties)
    towards_one = Field("apart", "Different conduct toward one party", apart, may_pass_over=True)
    one = [towards_one] if covered_kinds(reach) else []
    given = " ".join(f"{{{field.name}}}" for field in (*measures, *broadly, *one))
    return Choice(
        f"{say_draft(desk.rules, draft)} at {says} delivering {given}",
        "More",
        "choose restraint by kind of operation, measures, and one party apart",
        then=(*by_kind, *broadly, *measures, *one),
    )


def yes(name: str, label: str) -> Field:
    """One thing that is done or not."""
    return Field(name, label, (Choice(name, "Yes"),), may_pass_over=True)


def levels(before: str, clear: Floats, reach: Floats) -> tuple[str, tuple[Field, ...]]:
    """Restraint by kind as the notation writes it, and a field for each kind of which the text covers any share.

    before  what the name of each field begins with
    """
    kinds = covered_kinds(reach)
    says = "/".join(f"{{{before}{word(kind)}}}" if kind in kinds else "0" for kind in Kind)
    every = tuple(Choice(str(n), f"{n}%") for n in LEVELS)
    fields = tuple(Field(f"{before}{word(kind)}", hold_back_from(clear, reach, kind), every) for kind in kinds)
    return says, fields


def hold_back_from(clear: Floats, reach: Floats, kind: Kind) -> str:
    """A kind of operation to hold back from, and how much of it the text covers."""
    arguably = reach[kind] - clear[kind]
    more = f", {percent(arguably)} arguably" if arguably > 0 else ""
    return f"Hold back from {KINDS[kind]} (covered {percent(clear[kind])} clearly{more}; judged)"


def as_before(desk: Desk, view: View, ticks: Sequence[Tick], reach: Floats) -> Choice | None:
    """What the seat did when it last kept under the pact, where that is still in order: who is apart may have left."""
    seat, draft = int(view.seat[0]), int(view.public.turn[view.world[0]])
    kept = next((t.act[seat] for t in reversed(ticks) if kept_under(t.act[seat], draft)), None)
    if kept is None:
        return None
    bits, partner = int(kept[Item.CLAUSE]), int(kept[Item.PARTNER])
    if partner != NONE and not bound(view, 0)[draft, partner]:
        return None
    given = [name for m, name in enumerate(MEASURES) if bits >> m & 1]
    broadly = is_broad(kept)
    note = f"hold back from {held_back(unpacked(kept, GENERAL), reach, broadly=broadly)}"
    apart = held_back(unpacked(kept, APART), reach, broadly=broadly) if partner != NONE else ""
    toward = f"; toward {desk.seats[partner].words} from {apart}" if partner != NONE else ""
    note = f"{note}; deliver {listed(given) if given else 'nothing'}{toward}"
    return Choice(say(desk.rules, kept).removeprefix(f"{word(Verb.KEEP)} "), "As last quarter", note)


def kept_under(act: Ints, draft: int) -> bool:
    """Whether an act is conduct under that pact."""
    return bool(act[Item.VERB] == Verb.KEEP and act[Item.DRAFT] == draft)
