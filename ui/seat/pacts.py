"""The forms by which a seat proposes a pact to other states and answers one, and the pact that it is invited to."""

from demarche.agents.options import others, wordings
from demarche.scenarios.proposals import templates
from demarche.sim.naming import named, say_wording, word
from demarche.sim.parts import AFTER, FOR_YEARS, OWN_WORDS, WITH, group_names
from demarche.sim.proposal import CHANGED, INVITED
from demarche.sim.terms import ABSENT, NONE, Objection, Verb
from demarche.sim.view import View
from demarche.ui.seat.desk import Desk
from demarche.ui.seat.forms import Form
from demarche.ui.seat.shown import Choice, Field
from demarche.ui.words import OBJECTIONS, counted

DELAYS, TERMS = (0, 1, 2, 4, 8), (1, 2, 3, 5, 10)
"""Quarters until a pact can be in force, and years of its term, that can be chosen."""


def proposing(desk: Desk, view: View, verb: Verb) -> Form:
    """The states invited, what the text begins with, up to three wordings in place of its own, and dates."""
    states = (*groups(desk), *(desk.seats[s] for s in others(desk.rules, view, 0)))
    partners = tuple(
        Field(f"partner{n}", "Propose it to" if not n else "and to", states, may_pass_over=n > 0)
        for n in range(len(INVITED))
    )
    titles = {template.id: template.title for template in templates()}
    begins = (
        *(Choice(name, titles[name]) for name in desk.rules.templates),
        Choice(OWN_WORDS, "In your own words", "the wordings chosen below and no others"),
    )
    every = wordings(desk.rules)
    changes = tuple(
        desk.wording_field(f"change{n}", "Wording of its own", every, (), may_pass_over=True)
        for n in range(len(CHANGED))
    )
    dates = (
        _numbers("delay", "In force", AFTER, DELAYS, "quarter", "after {}"),
        _numbers("term", "For", FOR_YEARS, TERMS, "year", "{}"),
    )
    fields = (*partners, Field("basis", "It begins with", begins), *changes, *dates)
    named_ = " ".join(f"{{{field.name}}}" for field in partners)
    changed = " ".join(f"{{{field.name}}}" for field in changes)
    return f"{named_}: {{basis}} {WITH} {changed} {{delay}} {{term}}", fields


def groups(desk: Desk) -> tuple[Choice, ...]:
    """The groups of the room as something to choose: every member is invited, and who declines is left out."""
    members = desk.rules.roster.member.sum(axis=0)
    return tuple(
        Choice(name, desk.words.bloc(place), counted(int(members[place]), "member"))
        for place, name in enumerate(group_names(desk.rules))
    )


def _numbers(name: str, label: str, before: str, numbers: tuple[int, ...], unit: str, how: str) -> Field:
    """One of some numbers, or none."""
    choices = tuple(Choice(f"{before} {n}", how.format(counted(n, unit))) for n in numbers)
    return Field(name, label, choices, may_pass_over=True)


def objecting(desk: Desk, view: View, verb: Verb) -> Form:
    """Why the pact is declined."""
    reasons = tuple(Choice(word(why), f"Because of {OBJECTIONS[why]}") for why in Objection)
    return "{reason}", (Field("reason", "Reason", reasons),)


def pact_on_offer(desk: Desk, view: View) -> str:
    """The pact that the one seat of a View is asked to consider, in a few sentences; nothing where there is none."""
    offer, names = view.on_offer, desk.rules.roster.names
    parties = [names[s] for s in range(len(names)) if offer.parties[0, s]]
    if not parties:
        return ""
    rules, (template, delay, term) = desk.rules, (int(part) for part in offer.basis[0])
    agreed = [names[s] for s in range(len(names)) if offer.agreed[0, s]]
    says = [say_wording(rules, c, int(k)) for c, k in enumerate(offer.text[0]) if k != ABSENT]
    basis = "no template" if template == NONE else named(rules.templates, template, "template")
    limit = f", for {counted(term // 4, 'year')}" if term > 0 else ""
    return (
        f"{names[int(offer.proposer[0])]} proposed a pact of {' '.join(parties)} ({basis}), in force after "
        f"{counted(delay, 'quarter')}{limit}. It says {' '.join(says)}. Agreed: {' '.join(agreed)}."
    )
