"""The menu of a quarter as a form: each opportunity with what there is to know of it, and three plain answers.

Honour it, use the loophole, or break it; against a state without a pact, leave it or run it.  Behind "more" any kind
of operation can be ordered against any state.
"""

import numpy as np

from demarche.agents.doctrine.menu import Opportunity, menu, opportunity
from demarche.agents.options import bound, others
from demarche.sim.naming import word
from demarche.sim.orders import ATTENTION, TARGETS
from demarche.sim.parts import WITHIN
from demarche.sim.terms import ABSENT, NONE, Kind, Verb
from demarche.sim.view import View
from demarche.ui.acts import Phrase
from demarche.ui.restraint import percent
from demarche.ui.seat.desk import Desk
from demarche.ui.seat.forms import Form, act_of, filled_in
from demarche.ui.seat.shown import Act, Choice, Field
from demarche.ui.words import KINDS

MORE = Phrase("Order something else", "m", "Any kind of operation against any state, as far as your attention goes.")
HONOUR, LOOPHOLE, BREAK, LEAVE, RUN = "Honour it", "Use the loophole", "Break it", "Leave it", "Run it"


def opportunities(desk: Desk, view: View) -> list[Act]:
    """The menu as one form, and the form of anything else that can be ordered."""
    shown = menu(desk.rules, desk.game.doctrine, view, 0)
    fields = tuple(asked(desk, view, one, f"chance{n}") for n, one in enumerate(shown))
    says = " ".join(f"{{{field.name}}}" for field in fields)
    rest, free_fields = anything(desk, view, Verb.OPERATE)
    more = act_of(word(Verb.OPERATE), MORE, f"{word(Verb.OPERATE)} {rest}", free_fields)
    return [*(filled_in(Verb.OPERATE, says, fields) if fields else []), more]


def asked(desk: Desk, view: View, one: Opportunity, name: str) -> Field:
    """One opportunity with its answers."""
    order = f"{desk.seats[one.target].says} {word(one.kind)}"
    title = f"{KINDS[one.kind].capitalize()}: {desk.seats[one.target].words}"
    if one.pact == NONE:
        answers = (Choice("", LEAVE, "your services go on as usual"), Choice(order, RUN, "one operation more"))
        return Field(name, title, answers, about=tuple(outlook(desk, view, one)))
    loophole = Choice(
        f"{order} {WITHIN}",
        LOOPHOLE,
        f"one operation in what the words leave open; it brings {in_ten(one.within_gain)} of the gain",
    )
    answers = (
        Choice("", HONOUR, "no operation beside those that your conduct lets run"),
        *((loophole,) if one.has_loophole else ()),
        Choice(order, BREAK, f"one operation outright; a clear breach in {in_ten(one.clear)} of cases"),
    )
    return Field(name, title, answers, about=(*says(desk, view, one), *outlook(desk, view, one)))


def says(desk: Desk, view: View, one: Opportunity) -> list[str]:
    """What the text says of it, and how a lawyer of either side reads that."""
    text = view.public.wording[view.world[0], one.pact]
    reach = desk.rules.conduct.reach[0, np.arange(len(text)), np.maximum(text, 0), one.kind] * (text != ABSENT)
    clause = int(reach.argmax())
    mine, theirs = percent(one.clear), percent(one.clear + (one.reach - one.clear) * reader(desk, one.target))
    quoted = f"{desk.words.draft(one.pact)}: “{desk.words.wording(clause, int(text[clause]))}”"
    return [quoted, f"Your lawyers say that it rules out {mine} of this, theirs {theirs} (judged)."]


def reader(desk: Desk, seat: int) -> float:
    """The weight that a state gives to what a text covers arguably."""
    return float(desk.rules.conduct.reading[0, seat])


def outlook(desk: Desk, view: View, one: Opportunity) -> list[str]:
    """The chances that it comes out, and what it would do to trust."""
    who = desk.seats[one.target].words
    lines = [
        f"Chance that {who} finds it: {in_ten(one.found)}; that it knows that it was you: "
        f"{in_ten(one.found * one.known)}; that it names you in public within a year: {in_ten(one.named)}."
    ]
    if one.pact != NONE:
        before, after = (round(100 * share) for share in one.trust)
        lines.append(
            f"One breach laid at your door lowers the trust of a state that had seen nothing from {before} of 100 to "
            f"{after}."
        )
    return lines


def in_ten(share: float) -> str:
    """A share or a chance in plain words: `3 in 10`; small ones in a hundred."""
    if share >= 0.995:
        return "10 in 10"
    if share < 0.1:
        return f"{round(100 * share)} in 100" if share >= 0.005 else "less than 1 in 100"
    return f"{round(10 * share)} in 10"


def anything(desk: Desk, view: View, verb: Verb) -> Form:
    """Any kind of operation against any state, up to as many as there is attention for."""
    left = min(ATTENTION - int(view.spent[0]), len(TARGETS))
    fields = tuple(free(desk, view, n) for n in range(left))
    return " ".join(f"{{{field.name}}}" for field in fields), fields


def free(desk: Desk, view: View, n: int) -> Field:
    """One operation: a state, then a kind and whether it keeps within the words of a pact."""
    choices = []
    for target in others(desk.rules, view, 0):
        inner = Field(f"kind{n}", "What", tuple(of_kinds(desk, view, target)))
        choices.append(Choice(f"{desk.seats[target].says} {{kind{n}}}", desk.seats[target].words, then=(inner,)))
    return Field(f"target{n}", "Against" if not n else "and against", tuple(choices), may_pass_over=n > 0)


def of_kinds(desk: Desk, view: View, target: int) -> list[Choice]:
    """The kinds of operation against one state, and of those that a pact covers the loophole."""
    found = []
    party = bool((bound(view, 0)[:, view.seat[0]] & bound(view, 0)[:, target]).any())
    for kind in Kind:
        found.append(Choice(word(kind), KINDS[kind].capitalize()))
        if party and opportunity(desk.rules, desk.game.doctrine, view, 0, target, kind).has_loophole:
            found.append(Choice(f"{word(kind)} {WITHIN}", f"{KINDS[kind].capitalize()}, within the words"))
    return found
