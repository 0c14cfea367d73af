"""Acts as sentences: each that was heard, in the words of its row in demarche.ui.acts."""

from collections.abc import Callable, Iterable
from string import Formatter

from demarche.sim.acts import ACTS, FILLS, Part
from demarche.sim.levels import APART, GENERAL, unpacked
from demarche.sim.notation import say
from demarche.sim.proposal import INVITED
from demarche.sim.terms import ABSENT, NONE, Accusation, Ballot, Ground, Item, Objection, Verb
from demarche.ui.acts import PHRASES, Told
from demarche.ui.restraint import coverage, held_back, is_broad
from demarche.ui.seat.ear import Ear
from demarche.ui.seat.shown import Heard
from demarche.ui.seat.terms import terms_of_offer
from demarche.ui.words import GROUNDS, OBJECTIONS, VOTES, Words, listed


def told(ear: Ear) -> Iterable[Heard]:
    """Every act that was heard and has a sentence for this listener; of a seat, first what it did itself."""
    done = [(by, phrase.told) for by, verb in ear.done() if (phrase := PHRASES.get(verb)) and phrase.told]
    for by, how in sorted(done, key=lambda one: one[0] != ear.seat):
        sentence = sentence_for(ear.seat, by, how)
        if sentence:
            parts = ACTS[Verb(ear.of(by, Item.VERB))].parts
            whom = NONE if Part.CONDUCT in parts or Part.ASKED in parts else ear.of(by, Item.PARTNER)
            yield ear.hear(how.kind, filled(ear, by, sentence), by, whom)


def sentence_for(listener: int | None, by: int, how: Told) -> str:
    """The sentence in which that listener hears of an act; nothing where it is heard with everybody, or not at all."""
    if listener is None:
        return how.aloud
    if how.aloud:
        return ""
    return how.own if by == listener else how.to_you


def filled(ear: Ear, by: int, sentence: str) -> str:
    """A sentence about the act of one seat with its fields filled in."""
    names = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    return sentence.format_map({name: FIELDS[name](ear, by) for name in names})


def wish(words: Words, clause: int, wording: int) -> str:
    """A wording that somebody wants, with its clause."""
    if wording == ABSENT:
        return f"leaving out {words.clause(clause)}"
    return f"“{words.wording(clause, wording)}” ({words.clause(clause)})"


def speaks(ear: Ear, by: int) -> str:
    """What a statement is for."""
    pairs = ((Item.CLAUSE, Item.WORDING), (Item.CLAUSE2, Item.WORDING2))
    said = [(ear.of(by, clause), ear.of(by, wording)) for clause, wording in pairs]
    wanted = [wish(ear.words, clause, wording) for clause, wording in said if clause != NONE]
    return f"speaks for {' and for '.join(wanted)}" if wanted else "takes the floor"


def naming(ear: Ear, by: int, how: str = ", naming") -> str:
    """The state that is named, if one is."""
    named = ear.of(by, Item.PARTNER)
    return f"{how} {ear.words.state(named)}" if named != NONE else ""


def terms(ear: Ear, by: int) -> str:
    """The terms of an offer, or of the offer that is accepted: what is given to its reader, and what is asked."""
    act, partner = ear.moment.tick.act[by], ear.of(by, Item.PARTNER)
    if act[Item.VERB] == Verb.OFFER:
        return terms_of_offer(ear.words, by, partner, act)
    return terms_of_offer(ear.words, partner, by, ear.moment.world.dealings.offer[0, partner])


def vote(ear: Ear, by: int) -> str:
    """The vote that a seat explains."""
    return VOTES[Ballot(int(ear.moment.before.final[0, ear.of(by, Item.DRAFT), by]))]


def apart(ear: Ear, by: int) -> str:
    """Restraint toward the one party that is treated apart, if one is."""
    other = ear.of(by, Item.PARTNER)
    return f"; toward {ear.words.state(other)} from {kept_to(ear, by, APART)}" if other != NONE else ""


def kept_to(ear: Ear, by: int, places: tuple[Item, Item]) -> str:
    """From what a seat holds back, toward all parties or toward the one apart."""
    act = ear.moment.tick.act[by]
    _, reach = coverage(ear.words.rules, ear.moment.before.wording, ear.of(by, Item.DRAFT))
    return held_back(unpacked(act, places), reach, broadly=is_broad(act))


def accuses(ear: Ear, by: int) -> str:
    """How a state is named in public."""
    return ACCUSES[Accusation(ear.of(by, Item.WORDING))].format(ear.words.state(ear.of(by, Item.PARTNER)))


def bound_until(ear: Ear, by: int) -> str:
    """Until when a seat that denounces a pact is bound by it."""
    last = int(ear.moment.after.left_in[0, ear.of(by, Item.DRAFT), by])
    over = last <= int(ear.moment.before.quarter[0]) + 1
    return " and is bound by it no longer" if over else f" and is bound by it until the end of quarter {last}"


def invited(ear: Ear, by: int) -> str:
    """The states that a proposal invites; whoever hears it is "you"."""
    seats = [seat for item in INVITED if (seat := ear.of(by, item)) != NONE]
    return listed(["you" if seat == ear.seat else ear.words.state(seat) for seat in seats])


def letter(ear: Ear, by: int) -> str:
    """What a letter is for: a wording in a draft, or a clause as it stands."""
    draft, clause, wording = (ear.of(by, item) for item in (Item.DRAFT, Item.CLAUSE, Item.WORDING))
    where = ear.words.draft(draft)
    if int(ear.moment.before.wording[0, draft, clause]) == wording:
        return f"{ear.words.clause(clause)} as it stands in {where}"
    return f"{wish(ear.words, clause, wording)} in {where}"


def asked(ear: Ear, by: int) -> str:
    """The states that are asked to sign a letter; whoever hears it is "you"."""
    seats = [seat for item in FILLS[Part.ASKED] if (seat := ear.of(by, item)) != NONE]
    return listed(["you" if seat == ear.seat else ear.words.state(seat) for seat in seats])


def pact(ear: Ear, by: int) -> str:
    """What a proposal puts forward, in notation."""
    return say(ear.words.rules, ear.moment.tick.act[by]).partition(": ")[2]


ACCUSES = {
    Accusation.NAMING: "names {} in public as the author of operations against it",
    Accusation.STATEMENT: "makes a public statement that accuses {} of operations against it",
    Accusation.INDICTMENT: "indicts persons of {} for operations against it, and threatens with more",
}
"""How a state is named in public, in a sentence."""


FIELDS: dict[str, Callable[[Ear, int], str]] = {
    "by": lambda ear, by: ear.words.state(by),
    "state": lambda ear, by: ear.words.state(ear.of(by, Item.PARTNER)),
    "draft": lambda ear, by: ear.words.draft(ear.of(by, Item.DRAFT)),
    "ground": lambda ear, by: GROUNDS[Ground(ear.of(by, Item.WORDING))],
    "restraint": lambda ear, by: kept_to(ear, by, GENERAL),
    "accuses": accuses,
    "bound_until": bound_until,
    "speaks": speaks,
    "naming": naming,
    "and_names": lambda ear, by: naming(ear, by, ", and names"),
    "terms": terms,
    "vote": vote,
    "apart": apart,
    "invited": invited,
    "pact": pact,
    "letter": letter,
    "asked": asked,
    "objection": lambda ear, by: OBJECTIONS[Objection(ear.of(by, Item.WORDING))],
    "counter": lambda ear, by: wish(ear.words, ear.of(by, Item.CLAUSE), ear.of(by, Item.WORDING)),
}
"""What a sentence may hold in braces."""
