"""What everybody heard at one tick: what was said, moved, voted, decided and delivered in the open."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from demarche.sim.conduct import MEASURES
from demarche.sim.naming import word
from demarche.sim.terms import ABSENT, NO_WORD, NONE, PHASE_OF, Ballot, Bools, Ground, Item, Phase, Stage, Status, Verb
from demarche.ui.seat.ladder import draft_of
from demarche.ui.seat.shown import Heard
from demarche.ui.story.chronicle import Moment
from demarche.ui.story.informals import asked_for, change, moved
from demarche.ui.story.ladder import aloud, rung, signed
from demarche.ui.words import ENDINGS, GROUNDS, VOTES, Words, counted, listed

SAID_AT_MOST = 10
NAMES_OFF = ("takes its name off", "take their names off")
KIND = {
    Stage.MOTIONS: "motion",
    Stage.SPEAKERS: "motion",
    Stage.AMENDMENTS: "wording",
    Stage.REVISION: "wording",
    Stage.DIVISION: "motion",
    Stage.OBJECTION: "motion",
    Stage.DECISION: "motion",
    Stage.RECONSIDER: "motion",
}
"""Kinds of what is told of a stage of the ladder; the others are votes."""


class Ear:
    """Makes what is heard at one moment. tell_why: whether the reasons of artificial delegations are told."""

    def __init__(self, words: Words, moment: Moment, *, tell_why: bool) -> None:
        """Of one tick."""
        self.words, self.moment, self.tell_why = words, moment, tell_why
        self.phase = word(Phase(int(PHASE_OF[moment.tick.stage])))

    def hear(
        self, kind: str, text: str, by: int = NONE, whom: int = NONE, *, private: bool = False, reason: bool = True
    ) -> Heard:
        """One thing, with the reason of whoever did it where that is told.

        reason: False where the act behind it is private though what came of it is not.
        """
        names = self.words.rules.roster.names
        return Heard(
            tick=self.moment.tick.number,
            phase=self.phase,
            kind=kind,
            text=text,
            by=names[by] if by != NONE else "",
            whom=names[whom] if whom != NONE else "",
            why=self.moment.why(by) if self.tell_why and reason and by != NONE else "",
            private=private,
        )

    def who(self, verb: Verb) -> list[int]:
        """The seats that did it."""
        return list(np.flatnonzero(self.moment.tick.act[:, Item.VERB] == verb).tolist())

    def of(self, seat: int, item: Item) -> int:
        """One item of a seat's act."""
        return int(self.moment.tick.act[seat, item])


def said_aloud(words: Words, moment: Moment, *, tell_why: bool) -> tuple[Heard, ...]:
    """All of it, in the order in which it would be read out."""
    ear = Ear(words, moment, tell_why=tell_why)
    heard = ALOUD.get(moment.tick.stage, on_the_ladder)
    return (*heard(ear), *what_follows(ear))


def statements(ear: Ear) -> Iterable[Heard]:
    """Every statement, and whether the meeting could open at all."""
    words = ear.words
    for seat in ear.who(Verb.SPEAK):
        pairs = ((Item.CLAUSE, Item.WORDING), (Item.CLAUSE2, Item.WORDING2))
        said = [(ear.of(seat, clause), ear.of(seat, wording)) for clause, wording in pairs]
        wanted = [wish(words, clause, wording) for clause, wording in said if clause != NONE]
        named = ear.of(seat, Item.PARTNER)
        names = f", and names {words.state(named)}" if named != NONE else ""
        for_what = f"speaks for {' and for '.join(wanted)}" if wanted else "takes the floor"
        yield ear.hear("speech", f"{words.state(seat)} {for_what}{names}.", seat, named)
    if ear.moment.after.stage[0] == Stage.STATEMENTS:
        yield ear.hear("notice", "A quarter of the members is not in the room. The meeting is called once more.")


def wish(words: Words, clause: int, wording: int) -> str:
    """A wording that somebody wants, with its clause."""
    if wording == ABSENT:
        return f"leaving out {words.clause(clause)}"
    return f"“{words.wording(clause, wording)}” ({words.clause(clause)})"


def replies(ear: Ear) -> Iterable[Heard]:
    """Rights of reply."""
    for seat in ear.who(Verb.REPLY):
        named = ear.of(seat, Item.PARTNER)
        names = f", naming {ear.words.state(named)}" if named != NONE else ""
        yield ear.hear("speech", f"{ear.words.state(seat)} uses its right of reply{names}.", seat, named)


def informals(ear: Ear) -> Iterable[Heard]:
    """Wordings proposed, names put to drafts, and how texts moved: as the record shows it, whatever lay behind it."""
    words, moment = ear.words, ear.moment
    before, after = moment.before, moment.after
    new = (before.proposal[0] != after.proposal[0]) & (after.proposal[0] != NO_WORD)
    for seat, draft, clause in np.argwhere(new).tolist():
        text = wish(words, clause, int(after.proposal[0, seat, draft, clause]))
        openly = ear.of(seat, Item.VERB) == Verb.PROPOSE
        text = f"{words.state(seat)} proposes {text} in {words.draft(draft)}."
        yield ear.hear("wording", text, seat, reason=openly)
    for draft, clause in moved(moment):
        pen, wording = int(words.rules.pen[draft]), int(after.wording[0, draft, clause])
        asked = asked_for(moment, draft, clause, wording) if moment.tick.stage == Stage.PEN else []
        also = f" Asked for by {words.states(asked, 5)}." if asked else ""
        text = f"{words.state(pen)} changes its text. {change(words, moment, draft, clause)}.{also}"
        yield ear.hear("wording", text, pen, reason=moment.tick.stage == Stage.PEN)
    yield from names_put(ear)


def names_put(ear: Ear) -> Iterable[Heard]:
    """Who put its name to a draft, and who took it off."""
    before, after = ear.moment.before.sponsor[0], ear.moment.after.sponsor[0]
    for draft in range(len(after)):
        came, went = after[draft] & ~before[draft], before[draft] & ~after[draft]
        for changed, one, many in ((came, "puts its name to", "put their names to"), (went, *NAMES_OFF)):
            who = np.flatnonzero(changed).tolist()
            if who:
                does = one if len(who) == 1 else many
                text = f"{ear.words.states(who, SAID_AT_MOST)} {does} {ear.words.draft(draft)}."
                yield ear.hear("notice", text, who[0] if len(who) == 1 else NONE)


def tabling(ear: Ear) -> Iterable[Heard]:
    """Which draft was tabled or kept back; of a rival that never left its pocket nobody hears."""
    before, after, words = ear.moment.before, ear.moment.after, ear.words
    for draft in np.flatnonzero(before.status[0] != after.status[0]).tolist():
        pen, pocket = int(words.rules.pen[draft]), before.status[0, draft] == Status.POCKET
        if after.status[0, draft] == Status.TABLED:
            rival = "a rival text that it had in its pocket, " if pocket else ""
            yield ear.hear("decision", f"{words.state(pen)} tables {rival}{words.draft(draft)}.", pen)
        elif not pocket:
            yield ear.hear("decision", f"{words.state(pen)} keeps back {words.draft(draft)}: it will not be put.", pen)


def closing_lists(ear: Ear) -> Iterable[Heard]:
    """The names that a draft gained and lost as its list closed, and how many it has."""
    yield from names_put(ear)
    draft = int(ear.moment.before.order[0, int(ear.moment.before.turn[0])])
    number = int(ear.moment.after.sponsor[0, draft].sum())
    yield ear.hear("notice", f"The list closes: {ear.words.draft(draft)} has {counted(number, 'sponsor')}.")


def speakers(ear: Ear) -> Iterable[Heard]:
    """Whom the chair gave the floor on a motion."""
    for seat in ear.moment.after.speaker[0].tolist():
        if seat != NONE:
            side = "for" if ear.of(seat, Item.VERB) == Verb.FOR else "against"
            yield ear.hear("speech", f"{ear.words.state(seat)} speaks {side} the motion.", seat)


def on_the_ladder(ear: Ear) -> Iterable[Heard]:
    """What the story tells of this rung, without the reasons that only a debrief may tell."""
    moment = replace(ear.moment, tick=replace(ear.moment.tick, why={}))
    for line in rung(ear.words, moment, draft_of(moment)):
        yield ear.hear(KIND.get(moment.tick.stage, "vote"), aloud(line), line.by)


def reconsidering(ear: Ear) -> Iterable[Heard]:
    """Which decision the first mover would have taken again."""
    again = int(ear.moment.after.again[0])
    if again != NONE:
        mover = next(seat for seat in in_the_list(ear, Verb.RECONSIDER) if ear.of(seat, Item.DRAFT) == again)
        yield ear.hear("motion", f"{ear.words.state(mover)} moves to reconsider {ear.words.draft(again)}.", mover)


def in_the_list(ear: Ear, verb: Verb) -> list[int]:
    """Those who did it, from the seat that was drawn by lot on."""
    seats, lot = ear.words.rules.seats, int(ear.moment.before.lot[0])
    return sorted(ear.who(verb), key=lambda seat: (seat - lot) % seats)


def explanations(ear: Ear) -> Iterable[Heard]:
    """Every explanation of vote, with its ground."""
    words, final = ear.words, ear.moment.before.final[0]
    for seat in ear.who(Verb.EXPLAIN):
        draft, ground = ear.of(seat, Item.DRAFT), Ground(ear.of(seat, Item.WORDING))
        vote = VOTES[Ballot(int(final[draft, seat]))]
        text = f"{words.state(seat)} explains {vote} on {words.draft(draft)}: {GROUNDS[ground]}."
        yield ear.hear("explanation", text, seat)


def signing(ear: Ear) -> Iterable[Heard]:
    """Who was ready to sign a pact on offer."""
    moment = replace(ear.moment, tick=replace(ear.moment.tick, why={}))
    for line in signed(ear.words, moment, int(moment.before.turn[0])):
        yield ear.hear("pact", f"{ear.words.draft(int(moment.before.turn[0]))}. {line.text}")


def conduct(ear: Ear) -> Iterable[Heard]:
    """What each party delivered of what the pact promises: that is seen, and nothing else of its conduct."""
    words, after, draft = ear.words, ear.moment.after, int(ear.moment.before.turn[0])
    promised = words.rules.conduct.promises(after.wording)[0, draft]
    for seat in ear.who(Verb.KEEP):
        bits = int(after.delivered[0, draft, seat])
        due = [name for m, name in enumerate(MEASURES) if promised[m]]
        given = [name for m, name in enumerate(MEASURES) if promised[m] and bits >> m & 1]
        held = [name for name in due if name not in given]
        does = f"delivers {listed(given)}" if given else "delivers nothing"
        rest = f", and not {listed(held)}" if held and given else ""
        if due:
            text = f"Under {words.draft(draft)} {words.state(seat)} {does}{rest}."
            yield ear.hear("pact", text, seat, reason=False)


def answers(ear: Ear) -> Iterable[Heard]:
    """What was answered in public: accusations, sanctions, denunciations, and that consultations are held."""
    words = ear.words
    for seat in ear.who(Verb.ACCUSE):
        other = ear.of(seat, Item.PARTNER)
        yield ear.hear("accusation", f"{words.state(seat)} accuses {words.state(other)} in public.", seat, other)
    for seat in ear.who(Verb.SANCTION):
        other = ear.of(seat, Item.PARTNER)
        text = f"{words.state(seat)} imposes sanctions on {words.state(other)}."
        yield ear.hear("accusation", text, seat, other)
    for seat in ear.who(Verb.DENOUNCE):
        text = f"{words.state(seat)} denounces {words.draft(ear.of(seat, Item.DRAFT))} and is bound by it no longer."
        yield ear.hear("pact", text, seat)
    for draft in np.flatnonzero(consulted(ear)).tolist():
        yield ear.hear("pact", f"Consultations are held under {words.draft(draft)}.")


def consulted(ear: Ear) -> Bools:
    """The pacts under which somebody asked for consultations, (L,)."""
    drafts = np.arange(len(ear.words.rules.pen))
    asked = [ear.of(seat, Item.DRAFT) for seat in ear.who(Verb.CONSULT)]
    return np.isin(drafts, asked)


def a_quarter_passes(ear: Ear) -> Iterable[Heard]:
    """That time has passed. What happened in it nobody hears but those who found it."""
    yield ear.hear("notice", f"Quarter {int(ear.moment.before.quarter[0]) + 1} passes.")


def what_follows(ear: Ear) -> Iterable[Heard]:
    """What everybody sees has come of the tick: drafts that ended or wait, the next that is called, the closing."""
    words, before, after = ear.words, ear.moment.before, ear.moment.after
    unseen = words.rules.pocket & (after.tabled[0] == ABSENT).all(axis=1)
    for draft in np.flatnonzero((before.status[0] != after.status[0]) & ~unseen).tolist():
        status = Status(int(after.status[0, draft]))
        told_before = status == Status.UNSIGNED and ear.moment.tick.stage != Stage.SIGNATURE  # on offer again
        if status in ENDINGS and status not in (Status.HELD, Status.POCKET) and not told_before:
            yield ear.hear("decision", f"{words.draft(draft)} {ENDINGS[status]}.")
    for draft in np.flatnonzero(after.costed[0] & ~before.costed[0]).tolist():
        yield ear.hear("notice", f"{words.draft(draft)} came to cost money, and waits for its estimate.")
    called = int(after.current[0])
    if called not in (NONE, int(before.current[0])) and after.again[0] == NONE:
        yield ear.hear("notice", f"{words.draft(called)} is called.")
    if after.stage[0] == Stage.CLOSED:
        yield ear.hear("notice", "The session is closed.")


ALOUD: dict[Stage, Callable[[Ear], Iterable[Heard]]] = {
    Stage.STATEMENTS: statements,
    Stage.REPLIES: replies,
    Stage.FLOOR: informals,
    Stage.ANSWERS: informals,
    Stage.PEN: informals,
    Stage.TABLING: tabling,
    Stage.SPONSORS: closing_lists,
    Stage.SPEAKERS: speakers,
    Stage.RECONSIDER: reconsidering,
    Stage.EXPLANATIONS: explanations,
    Stage.SIGNING: signing,
    Stage.CONDUCT: conduct,
    Stage.NATURE: a_quarter_passes,
    Stage.RESPONSES: answers,
}
"""What is heard of each stage; of the others, what the story tells of the ladder."""
