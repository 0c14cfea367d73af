"""The acts in order now for a seat, as forms to fill in, and what a filled form says in notation.

A form covers everything the rules let a person say.  Its text holds {name} for each field; a choice puts its own text
there, which may hold {name}s of the fields that follow from it.  A field that is passed over says nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from demarche.agents.options import options, others
from demarche.sim.acts import ACTS, Part
from demarche.sim.naming import word
from demarche.sim.session import Tick
from demarche.sim.terms import Ground, Item, Motion, Stage, Unreadable, Verb
from demarche.sim.view import View
from demarche.ui.acts import PHRASES
from demarche.ui.seat.conduct import conducts
from demarche.ui.seat.deals import acceptance, offer
from demarche.ui.seat.desk import Desk
from demarche.ui.seat.forms import Form, act_of, filled_in, in_drafts, with_draft
from demarche.ui.seat.known import accused, answered
from demarche.ui.seat.letters import gathering, signing
from demarche.ui.seat.pacts import objecting, pact_on_offer, proposing
from demarche.ui.seat.phrases import BALLOT_PHRASES, PASSED_BY, SIGNING_PHRASES, SIGNINGS
from demarche.ui.seat.shown import Act, Choice, Field
from demarche.ui.words import GROUNDS, MOTIONS


def acts_in_order(desk: Desk, view: View, ticks: Sequence[Tick]) -> tuple[Act, ...]:
    """Every act that is open to the one seat of a View, in the order of the verbs, passing last.

    ticks  what has been done so far: of it only what the seat did itself is looked at
    """
    stage = Stage(int(view.stage[0]))
    verbs = [Verb(int(verb)) for verb in np.flatnonzero(view.verbs[0])]
    verbs.sort(key=lambda verb: (verb == Verb.PASS, verb))
    found: list[Act] = []
    for verb in verbs:
        if verb == Verb.CAST:
            found += ballots(stage)
        elif verb == Verb.KEEP:
            found += conducts(desk, view, ticks)
        elif ACTS[verb].parts:
            found += form(desk, view, verb)
        else:
            phrase = PHRASES[verb]
            tip = PASSED_BY.get(stage, phrase.tip) if verb == Verb.PASS else phrase.tip
            tip = f"{pact_on_offer(desk, view)} {tip}" if verb == Verb.AGREE else tip
            found.append(act_of(word(verb), replace(phrase, tip=tip), word(verb)))
    return tuple(found)


def ballots(stage: Stage) -> list[Act]:
    """The ballots, each an act of its own."""
    phrases = SIGNING_PHRASES if stage in SIGNINGS else BALLOT_PHRASES
    return [act_of(word(ballot), phrase, word(ballot)) for ballot, phrase in phrases.items()]


def form(desk: Desk, view: View, verb: Verb) -> list[Act]:
    """The form of an act that names something; none where there is nothing that it could name."""
    return filled_in(verb, *FORMS[ACTS[verb].parts](desk, view, verb))


def speech(desk: Desk, view: View, verb: Verb) -> Form:
    """Up to two wordings, and a state that is named or none."""
    told = in_drafts(desk, view, [d for d, hidden in enumerate(desk.rules.pocket) if not hidden])
    first = desk.any_wording("first", "What you stand for", told, may_pass_over=True)
    second = desk.any_wording("second", "And what else", told, may_pass_over=True)
    return "{first} {second} {naming}", (first, replace(second, unlike=first.name), naming(desk, view))


def reply(desk: Desk, view: View, verb: Verb) -> Form:
    """A state that is named, or none."""
    return "{naming}", (naming(desk, view),)


def naming(desk: Desk, view: View) -> Field:
    """Any other state, or none."""
    who = tuple(Choice(f"naming {desk.seats[s].says}", desk.seats[s].words) for s in others(desk.rules, view, 0))
    return Field("naming", "Naming a state", who, may_pass_over=True)


def in_order(desk: Desk, view: View, verb: Verb, *items: Item) -> list[tuple[int, ...]]:
    """What those places of an act could hold, of every act of that verb that is in order."""
    return [tuple(int(act[item]) for item in items) for act in options(desk.rules, view, 0, verb)]


def worded(desk: Desk, view: View, verb: Verb) -> Form:
    """A wording of a draft: the draft where there is a choice of them, then the clause, then the wording."""
    by_draft: dict[int, list[tuple[int, int]]] = {}
    for draft, clause, wording in in_order(desk, view, verb, Item.DRAFT, Item.CLAUSE, Item.WORDING):
        by_draft.setdefault(draft, []).append((clause, wording))
    fields = {
        draft: desk.wording_field("clause", "Clause", pairs, in_drafts(desk, view, [draft]))
        for draft, pairs in by_draft.items()
    }
    return with_draft(desk, {draft: ("{clause}", field) for draft, field in fields.items()})


def drafted(desk: Desk, view: View, verb: Verb) -> Form:
    """A draft and nothing else."""
    return with_draft(desk, {draft: None for (draft,) in in_order(desk, view, verb, Item.DRAFT)})


def changed(desk: Desk, view: View, verb: Verb) -> Form:
    """A wording of the draft on the table."""
    draft = int(view.public.current[view.world[0]])
    pairs = [(clause, wording) for clause, wording in in_order(desk, view, verb, Item.CLAUSE, Item.WORDING)]
    return "{clause}", (desk.wording_field("clause", "Clause", pairs, in_drafts(desk, view, [draft])),)


def divided(desk: Desk, view: View, verb: Verb) -> Form:
    """A clause of the draft on the table."""
    clauses = [clause for (clause,) in in_order(desk, view, verb, Item.CLAUSE)]
    named = tuple(Choice(desk.rules.book.names[clause], desk.words.clause(clause)) for clause in clauses)
    return "{clause}", (Field("clause", "Clause", named),)


def moved(desk: Desk, view: View, verb: Verb) -> Form:
    """A procedural motion in order."""
    motions = [Motion(motion) for (motion,) in in_order(desk, view, verb, Item.WORDING)]
    return "{motion}", (Field("motion", "Motion", tuple(Choice(word(m), f"Move {MOTIONS[m]}") for m in motions)),)


def explained(desk: Desk, view: View, verb: Verb) -> Form:
    """A draft on which the seat voted, and the ground of its vote."""
    drafts = {draft for (draft,) in in_order(desk, view, verb, Item.DRAFT)}
    grounds = tuple(Choice(word(ground), GROUNDS[ground].capitalize()) for ground in Ground)
    return with_draft(desk, dict.fromkeys(drafts, ("{ground}", Field("ground", "Reason", grounds))))


def partnered(desk: Desk, view: View, verb: Verb) -> Form:
    """Another state: one that asks for its name on a letter, or of whose operations something is known."""
    if verb == Verb.COSIGN:
        return signing(desk, view, verb)
    return "{state}", (answered(desk, view, [seat for (seat,) in in_order(desk, view, verb, Item.PARTNER)]),)


def accusing(desk: Desk, view: View, verb: Verb) -> Form:
    """The same, and how it is named."""
    return "{state}", (accused(desk, view, sorted({seat for (seat,) in in_order(desk, view, verb, Item.PARTNER)})),)


FORMS: dict[tuple[Part, ...], Callable[[Desk, View, Verb], Form]] = {
    (Part.STATEMENTS, Part.NAMED): speech,
    (Part.NAMED,): reply,
    (Part.DRAFT, Part.WORDED): worded,
    (Part.DRAFT,): drafted,
    (Part.PACT,): drafted,
    (Part.DEAL,): offer,
    (Part.SENDER,): acceptance,
    (Part.MOTION,): moved,
    (Part.WORDED,): changed,
    (Part.CLAUSE,): divided,
    (Part.DRAFT, Part.GROUND): explained,
    (Part.STATE,): partnered,
    (Part.ACCUSED,): accusing,
    (Part.PROPOSAL,): proposing,
    (Part.OBJECTION,): objecting,
    (Part.DRAFT, Part.WORDED, Part.ASKED): gathering,
}
"""The form for what an act names, by its parts in the table of acts."""


def say_act(act: Act, picks: Mapping[str, int]) -> str:
    """An act in notation. picks: the place of what is chosen in each field, by the name of the field.

    Raises Unreadable where a field that cannot be passed over has nothing chosen, or something that it does not have.
    """
    return " ".join(_filled(act.says, act.fields, picks).split())


def _filled(says: str, fields: tuple[Field, ...], picks: Mapping[str, int]) -> str:
    for field in fields:
        place = picks.get(field.name)
        if place is None and not field.may_pass_over:
            raise Unreadable(f"{field.label}: nothing is chosen")
        if place is not None and not 0 <= place < len(field.choices):
            raise Unreadable(f"{field.label}: there are {len(field.choices)} to choose from, and no number {place}")
        if place is not None and field.unlike and place == picks.get(field.unlike):
            raise Unreadable(f"{field.label}: {field.choices[place].words} has been chosen already")
        chosen = "" if place is None else _filled(field.choices[place].says, field.choices[place].then, picks)
        says = says.replace(f"{{{field.name}}}", chosen)
    return says
