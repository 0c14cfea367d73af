"""The acts in order now for a seat, as forms to fill in, and what a filled form says in notation.

A form covers everything the rules let a person say.  Its text holds {name} for each field; a choice puts its own text
there, which may hold {name}s of the fields that follow from it.  A field that is passed over says nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from agents.options import FAVOURS, bound, open_drafts, options, others, proposable, takeable
from sim.conduct import MEASURES
from sim.naming import say_draft, word
from sim.notation import CONDUCT, say
from sim.rules import Rules
from sim.secrets import FULL, LETTER
from sim.session import Tick
from sim.terms import ABSENT, NONE, Ballot, Ground, Ints, Item, Motion, Stage, Unreadable, Verb
from sim.view import View
from ui.seat.desk import Desk
from ui.seat.phrases import BALLOT_PHRASES, PASSED_BY, PHRASES, SIGNING_PHRASES, SIGNINGS, Phrase
from ui.seat.shown import Act, Choice, Field
from ui.seat.terms import terms_of_letter
from ui.words import GROUNDS, MOTIONS, listed

LEVELS = range(0, FULL + 1, FULL // 20)
"""Restraint that can be chosen, in thousandths."""
PROMISABLE = (Ballot.YES, Ballot.NO, Ballot.ABSTAIN)


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
        elif verb in FORMS:
            found += form(desk, view, verb)
        else:
            phrase = PHRASES[verb]
            tip = PASSED_BY.get(stage, phrase.tip) if verb == Verb.PASS else phrase.tip
            found.append(act_of(word(verb), replace(phrase, tip=tip), word(verb)))
    return tuple(found)


def act_of(verb: str, phrase: Phrase, says: str, fields: tuple[Field, ...] = ()) -> Act:
    """An act in the words of its phrase."""
    return Act(verb, phrase.word, phrase.key, phrase.tip, says, fields)


def ballots(stage: Stage) -> list[Act]:
    """The ballots, each an act of its own."""
    phrases = SIGNING_PHRASES if stage in SIGNINGS else BALLOT_PHRASES
    return [act_of(word(ballot), phrase, word(ballot)) for ballot, phrase in phrases.items()]


def form(desk: Desk, view: View, verb: Verb) -> list[Act]:
    """The form of an act that names something; none where there is nothing that it could name."""
    return filled_in(verb, *FORMS[verb](desk, view))


def conducts(desk: Desk, view: View, ticks: Sequence[Tick]) -> list[Act]:
    """The form of conduct; first whether it is as last quarter, where the seat has kept under that pact before."""
    says, fields = conduct(desk, view)
    again = as_before(desk, view, ticks)
    if again is not None:
        anew = Choice(says, "Otherwise", "choose again", then=fields)
        says, fields = "{how}", (Field("how", "Your conduct", (again, anew)),)
    return filled_in(Verb.KEEP, says, fields)


def filled_in(verb: Verb, says: str, fields: tuple[Field, ...]) -> list[Act]:
    """An act with what it has to name; none where there is nothing for a field that has to be answered."""
    if any(not field.choices and not field.may_pass_over for field in fields):
        return []
    return [act_of(word(verb), PHRASES[verb], f"{word(verb)} {says}", tuple(f for f in fields if f.choices))]


Form = tuple[str, tuple[Field, ...]]
"""What follows the verb in an act, and the fields in it."""


def speech(desk: Desk, view: View) -> Form:
    """Up to two wordings, and a state that is named or none."""
    told = in_drafts(desk, view, [d for d, hidden in enumerate(desk.rules.pocket) if not hidden])
    first = desk.any_wording("first", "What you stand for", told, may_pass_over=True)
    second = desk.any_wording("second", "And what else", told, may_pass_over=True)
    return "{first} {second} {naming}", (first, second, naming(desk, view))


def reply(desk: Desk, view: View) -> Form:
    """A state that is named, or none."""
    return "{naming}", (naming(desk, view),)


def naming(desk: Desk, view: View) -> Field:
    """Any other state, or none."""
    who = tuple(Choice(f"naming {desk.seats[s].says}", desk.seats[s].words) for s in others(desk.rules, view, 0))
    return Field("naming", "Naming a state", who, may_pass_over=True)


def worded(desk: Desk, view: View, listed: Callable[[Rules, View, int], list[tuple[int, int, int]]]) -> Form:
    """A wording of a draft: the draft where there is a choice of them, then the clause, then the wording."""
    by_draft: dict[int, list[tuple[int, int]]] = {}
    for draft, clause, wording in listed(desk.rules, view, 0):
        by_draft.setdefault(draft, []).append((clause, wording))
    fields = {
        draft: desk.wording_field("clause", "Clause", pairs, in_drafts(desk, view, [draft]))
        for draft, pairs in by_draft.items()
    }
    return with_draft(desk, {draft: ("{clause}", field) for draft, field in fields.items()})


def with_draft(desk: Desk, of_draft: Mapping[int, tuple[str, Field] | None]) -> Form:
    """A draft, and what is chosen in it. Where there is one draft it is not asked for, but stands in the act."""
    choices = [
        Choice(
            f"{say_draft(desk.rules, draft)} {inner[0]}" if inner else say_draft(desk.rules, draft),
            f"{desk.words.draft(draft)}: {desk.game.scenario.drafts[draft].title}",
            then=(inner[1],) if inner else (),
        )
        for draft, inner in sorted(of_draft.items())
    ]
    if len(choices) == 1:
        return choices[0].says, choices[0].then
    return "{draft}", (Field("draft", "Draft", tuple(choices)),)


def drafted(desk: Desk, view: View, verb: Verb) -> Form:
    """A draft and nothing else."""
    return with_draft(desk, {int(act[Item.DRAFT]): None for act in options(desk.rules, view, 0, verb)})


def changed(desk: Desk, view: View, verb: Verb) -> Form:
    """A wording of the draft on the table. The pen-holder may not revise away the last clause."""
    text, draft = view.public.text[view.world[0]], int(view.public.current[view.world[0]])
    pairs = [(int(act[Item.CLAUSE]), int(act[Item.WORDING])) for act in options(desk.rules, view, 0, verb)]
    if verb == Verb.REVISE and np.count_nonzero(text != ABSENT) == 1:
        pairs = [(clause, wording) for clause, wording in pairs if wording != ABSENT]
    return "{clause}", (desk.wording_field("clause", "Clause", pairs, in_drafts(desk, view, [draft])),)


def divided(desk: Desk, view: View) -> Form:
    """A clause of the draft on the table."""
    clauses = [int(act[Item.CLAUSE]) for act in options(desk.rules, view, 0, Verb.DIVIDE)]
    named = tuple(Choice(desk.rules.book.names[clause], desk.words.clause(clause)) for clause in clauses)
    return "{clause}", (Field("clause", "Clause", named),)


def moved(desk: Desk, view: View) -> Form:
    """A procedural motion in order."""
    motions = [Motion(int(act[Item.WORDING])) for act in options(desk.rules, view, 0, Verb.MOVE)]
    return "{motion}", (Field("motion", "Motion", tuple(Choice(word(m), f"Move {MOTIONS[m]}") for m in motions)),)


def explained(desk: Desk, view: View) -> Form:
    """A draft on which the seat voted, and the ground of its vote."""
    drafts = {int(act[Item.DRAFT]) for act in options(desk.rules, view, 0, Verb.EXPLAIN)}
    grounds = tuple(Choice(word(ground), GROUNDS[ground].capitalize()) for ground in Ground)
    return with_draft(desk, dict.fromkeys(drafts, ("{ground}", Field("ground", "Reason", grounds))))


def partnered(desk: Desk, view: View, verb: Verb) -> Form:
    """Another state."""
    who = [int(act[Item.PARTNER]) for act in options(desk.rules, view, 0, verb)]
    return "{state}", (Field("state", "State", tuple(desk.seats[seat] for seat in who)),)


def acceptance(desk: Desk, view: View) -> Form:
    """An offer that stands to the seat, with its terms."""
    letters = sorted(zip(view.letters.sender.tolist(), view.letters.act, strict=True), key=lambda letter: letter[0])
    offered = tuple(
        replace(desk.seats[sender], note=terms_of_letter(desk.words, sender, int(view.seat[0]), act))
        for sender, act in letters
    )
    return "{state}", (Field("state", "From", offered),)


def offer(desk: Desk, view: View) -> Form:
    """To another member: what is given, and what is asked. Favours are given or asked for a vote."""
    drafts = open_drafts(view, 0)
    told = tuple(in_drafts(desk, view, [draft]) for draft in drafts)
    partner = Field("state", "To", partners(desk, int(view.seat[0]), drafts))
    sides = desk.once(("sides", *drafts, *told), lambda: deal(desk, drafts, told))
    return "{state}: {gives} for {asks}", (partner, *sides)


def partners(desk: Desk, seat: int, drafts: list[int]) -> tuple[Choice, ...]:
    """Those one can deal with: pen-holders of the drafts first, then those who vote with the same bloc."""
    pens, line = {int(desk.rules.pen[draft]) for draft in drafts}, desk.rules.roster.line
    members = [other for other in np.flatnonzero(desk.rules.voters).tolist() if other != seat]
    members.sort(key=lambda other: (other not in pens, line[seat] == NONE or line[other] != line[seat], other))
    return tuple(desk.seats[other] for other in members)


def in_drafts(desk: Desk, view: View, drafts: list[int]) -> tuple[int, ...]:
    """The clauses that those drafts have, or had as they opened: they come first in a list of clauses."""
    stands = view.public.wording[view.world[0]][drafts] != ABSENT
    return tuple(np.flatnonzero((stands | (desk.rules.opened[drafts] != ABSENT)).any(axis=0)).tolist())


def deal(desk: Desk, drafts: list[int], told: Sequence[tuple[int, ...]]) -> tuple[Field, Field]:
    """The two sides of a deal on those drafts. told: the clauses of each, which come first."""
    return side(desk, "gives", "You give", drafts, told), side(desk, "asks", "You ask", drafts, told)


def side(desk: Desk, name: str, label: str, drafts: list[int], told: Sequence[tuple[int, ...]]) -> Field:
    """One side of a deal: favours, a vote on a whole draft, or a wording in one."""
    counts = tuple(Choice(f"{n} favour{'s' * (n > 1)}", f"{n} favour{'s' * (n > 1)}") for n in FAVOURS)
    votes = tuple(Choice(word(ballot), BALLOT_PHRASES[ballot].word) for ballot in PROMISABLE)
    number, ballot, clause = f"{name}_number", f"{name}_ballot", f"{name}_clause"
    of_vote = dict.fromkeys(drafts, (f"{{{ballot}}}", Field(ballot, "Vote", votes)))
    of_clause = {
        draft: (f"{{{clause}}}", desk.any_wording(clause, "Clause", first))
        for draft, first in zip(drafts, told, strict=True)
    }
    vote, wording = (with_draft_named(desk, f"{name}_draft", of_draft) for of_draft in (of_vote, of_clause))
    kinds = (
        Choice(f"{{{number}}}", "Favours, against a vote", then=(Field(number, "How many", counts),)),
        Choice(vote[0], "A vote on a whole draft", then=vote[1]),
        Choice(wording[0], "Support for a wording", "in your own text, it is taken in at once", then=wording[1]),
    )
    return Field(name, label, kinds if drafts else ())


def with_draft_named(desk: Desk, name: str, of_draft: Mapping[int, tuple[str, Field]]) -> Form:
    """A draft under a name of its own, and what is chosen in it."""
    said, fields = with_draft(desk, of_draft)
    return said.replace("{draft}", f"{{{name}}}"), tuple(
        replace(field, name=name) if field.name == "draft" else field for field in fields
    )


def conduct(desk: Desk, view: View) -> Form:
    """Under the pact whose turn it is: restraint, measures delivered, to the letter or not, one party apart."""
    draft = int(view.public.turn[view.world[0]])
    promised = desk.rules.conduct.promises(view.public.wording)[view.world[0], draft]
    parties = [int(s) for s in np.flatnonzero(bound(view, 0)[draft]) if s != view.seat[0]]
    due = [(CONDUCT[m], MEASURES[m]) for m in range(len(MEASURES)) if promised[m]]
    boxes = [Field(name, f"Deliver {measure}", (Choice(name, "Yes"),), may_pass_over=True) for name, measure in due]
    boxes.append(
        Field("to-the-letter", "Do nothing that the text clearly forbids", (Choice("to-the-letter", "Yes"),), True)
    )
    apart = tuple(
        Choice(f"toward {desk.seats[s].says} at {{apart_level}}", desk.seats[s].words, then=(level("apart_level"),))
        for s in parties
    )
    given = " ".join(f"{{{box.name}}}" for box in boxes)
    says = f"{say_draft(desk.rules, draft)} at {{level}} delivering {given} {{apart}}"
    return says, (level("level"), *boxes, Field("apart", "Treat one party apart", apart, may_pass_over=True))


def as_before(desk: Desk, view: View, ticks: Sequence[Tick]) -> Choice | None:
    """What the seat did when it last kept under the pact, where that is still in order: who is apart may have left."""
    seat, draft = int(view.seat[0]), int(view.public.turn[view.world[0]])
    kept = next((t.act[seat] for t in reversed(ticks) if kept_under(t.act[seat], draft)), None)
    if kept is None:
        return None
    bits, partner, at, toward = (int(kept[i]) for i in (Item.CLAUSE, Item.PARTNER, Item.WORDING, Item.WORDING2))
    if partner != NONE and not bound(view, 0)[draft, partner]:
        return None
    given = [name for m, name in enumerate(MEASURES) if bits >> m & 1]
    note = f"hold back from {share(at)}, deliver {listed(given) if given else 'nothing'}"
    letter = ", do nothing that the text clearly forbids" if bits >= LETTER else ""
    apart = f"; toward {desk.seats[partner].words} {share(toward)}" if partner != NONE else ""
    return Choice(say(desk.rules, kept).removeprefix(f"{word(Verb.KEEP)} "), "As last quarter", note + letter + apart)


def kept_under(act: Ints, draft: int) -> bool:
    """Whether an act is conduct under that pact."""
    return bool(act[Item.VERB] == Verb.KEEP and act[Item.DRAFT] == draft)


def share(thousandths: int) -> str:
    """A level of restraint as it is said."""
    return f"{thousandths * 100 // FULL} % of operations"


def level(name: str) -> Field:
    """How much of its operations a seat holds back from."""
    return Field(name, "Hold back from", tuple(Choice(str(n), share(n)) for n in LEVELS))


FORMS: dict[Verb, Callable[[Desk, View], Form]] = {
    Verb.SPEAK: speech,
    Verb.REPLY: reply,
    Verb.OFFER: offer,
    Verb.ACCEPT: acceptance,
    Verb.MOVE: moved,
    Verb.DIVIDE: divided,
    Verb.EXPLAIN: explained,
}
"""What each verb that names something has to name."""


def _of_verb(how: Callable[[Desk, View, Verb], Form], verb: Verb) -> Callable[[Desk, View], Form]:
    return lambda desk, view: how(desk, view, verb)


FORMS |= {
    Verb.PROPOSE: lambda desk, view: worded(desk, view, proposable),
    Verb.TAKE: lambda desk, view: worded(desk, view, takeable),
}
FORMS |= {verb: _of_verb(changed, verb) for verb in (Verb.AMEND, Verb.REVISE)}
FORMS |= {
    verb: _of_verb(drafted, verb)
    for verb in (Verb.SPONSOR, Verb.LEAVE, Verb.TABLE, Verb.HOLD, Verb.RECONSIDER, Verb.CONSULT, Verb.DENOUNCE)
}
FORMS |= {verb: _of_verb(partnered, verb) for verb in (Verb.PROTEST, Verb.ACCUSE, Verb.RETALIATE, Verb.SANCTION)}


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
        chosen = "" if place is None else _filled(field.choices[place].says, field.choices[place].then, picks)
        says = says.replace(f"{{{field.name}}}", chosen)
    return says
