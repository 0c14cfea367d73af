"""What everybody heard at one tick: what was said in the open, and what the record shows has come of the tick."""

from collections.abc import Callable, Iterable

import numpy as np

from demarche.sim.aftermath.bonds import parties
from demarche.sim.audience import unseen
from demarche.sim.conduct import MEASURES
from demarche.sim.session import Moment
from demarche.sim.terms import NO_WORD, NONE, Item, Stage, Status, Verb
from demarche.ui.seat.ear import Ear
from demarche.ui.seat.ladder import draft_of
from demarche.ui.seat.shown import Heard
from demarche.ui.seat.told import told, wish
from demarche.ui.story.informals import asked_for, change, moved
from demarche.ui.story.ladder import aloud, rung, signed
from demarche.ui.threats import threats_made
from demarche.ui.words import ENDINGS, Words, counted, listed

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


def said_aloud(words: Words, moment: Moment, *, tell_why: bool) -> tuple[Heard, ...]:
    """All of it, in the order in which it would be read out."""
    ear = Ear(words, moment, None, tell_why=tell_why)
    return (*told(ear), *SHOWN.get(moment.tick.stage, on_the_ladder)(ear), *what_follows(ear))


def nothing_more(ear: Ear) -> Iterable[Heard]:
    """Nothing beside the acts themselves."""
    return ()


def opening(ear: Ear) -> Iterable[Heard]:
    """Whether the meeting could open at all."""
    if ear.moment.after.stage[0] == Stage.STATEMENTS:
        yield ear.hear("notice", "A quarter of the members is not in the room. The meeting is called once more.")


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
    moment = ear.untold()
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


def signing(ear: Ear) -> Iterable[Heard]:
    """Who was ready to sign a pact on offer."""
    draft = int(ear.moment.before.turn[0])
    for line in signed(ear.words, ear.untold(), draft):
        yield ear.hear("pact", f"{ear.words.draft(draft)}. {line.text}")


def delivered(ear: Ear) -> Iterable[Heard]:
    """What each party delivered of what the pact promises: that is seen, and nothing else of its conduct."""
    words, before, after = ear.words, ear.moment.before, ear.moment.after
    draft = int(before.turn[0])
    promised = words.rules.conduct.promises(after.wording)[0, draft]
    if not promised.any():
        return
    for seat in np.flatnonzero(parties(ear.moment.world)[0, draft]).tolist():
        bits = int(after.delivered[0, draft, seat])
        due = [name for m, name in enumerate(MEASURES) if promised[m]]
        given = [name for m, name in enumerate(MEASURES) if promised[m] and bits >> m & 1]
        held = [name for name in due if name not in given]
        does = f"delivers {listed(given)}" if given else "delivers nothing"
        rest = f", and not {listed(held)}" if held and given else ""
        yield ear.hear("pact", f"Under {words.draft(draft)} {words.state(seat)} {does}{rest}.", seat)


def consultations(ear: Ear) -> Iterable[Heard]:
    """That consultations are held, whoever asked for them."""
    for draft in np.flatnonzero(ear.moment.after.consulted[0]).tolist():
        yield ear.hear("pact", f"Consultations are held under {ear.words.draft(draft)}.")


def a_quarter_passes(ear: Ear) -> Iterable[Heard]:
    """That time has passed, and which pacts came into force. What happened nobody hears but those who found it."""
    before, after = ear.moment.before, ear.moment.after
    yield ear.hear("notice", f"Quarter {int(before.quarter[0]) + 1} passes.")
    for draft in np.flatnonzero(after.in_force[0] & ~before.in_force[0]).tolist():
        yield ear.hear("pact", f"{ear.words.draft(draft)} is ratified and comes into force.")


def what_follows(ear: Ear) -> Iterable[Heard]:
    """What everybody sees has come of the tick: drafts that ended or wait, the next that is called, the closing."""
    words, before, after = ear.words, ear.moment.before, ear.moment.after
    seen = ~unseen(words.rules, after)[0]
    for draft in np.flatnonzero((before.status[0] != after.status[0]) & seen).tolist():
        status = Status(int(after.status[0, draft]))
        if draft >= words.rules.texts:
            parties = words.states(np.flatnonzero(after.signed[0, draft]).tolist(), 8)
            yield ear.hear("decision", f"{parties} sign {words.draft(draft)}, proposed in this quarter.")
            continue
        told_before = status == Status.UNSIGNED and ear.moment.tick.stage != Stage.SIGNATURE  # on offer again
        if status in ENDINGS and status not in (Status.HELD, Status.POCKET) and not told_before:
            yield ear.hear("decision", f"{words.draft(draft)} {ENDINGS[status]}.")
    for draft in np.flatnonzero(after.costed[0] & ~before.costed[0]).tolist():
        yield ear.hear("notice", f"{words.draft(draft)} came to cost money, and waits for its estimate.")
    yield from signed_and_waiting(ear)
    for text in threats_made(words, before, after):
        yield ear.hear("accusation", text)
    called = int(after.current[0])
    if called not in (NONE, int(before.current[0])) and after.again[0] == NONE:
        yield ear.hear("notice", f"{words.draft(called)} is called.")
    if after.stage[0] == Stage.CLOSED:
        yield ear.hear("notice", "The session is closed.")


def signed_and_waiting(ear: Ear) -> Iterable[Heard]:
    """Pacts that were signed in a quarter and wait for ratification."""
    before, after = ear.moment.before, ear.moment.after
    new = (after.signed[0] & ~before.signed[0]).any(axis=1) & ~after.in_force[0]
    for draft in np.flatnonzero(new).tolist():
        yield ear.hear("pact", f"{ear.words.draft(draft)} waits for ratification before it comes into force.")


SHOWN: dict[Stage, Callable[[Ear], Iterable[Heard]]] = {
    Stage.STATEMENTS: opening,
    Stage.REPLIES: nothing_more,
    Stage.FLOOR: informals,
    Stage.ANSWERS: informals,
    Stage.LETTERS: nothing_more,
    Stage.PEN: informals,
    Stage.TABLING: tabling,
    Stage.SPONSORS: closing_lists,
    Stage.SPEAKERS: speakers,
    Stage.RECONSIDER: reconsidering,
    Stage.EXPLANATIONS: nothing_more,
    Stage.SIGNING: signing,
    Stage.CONDUCT: delivered,
    Stage.NATURE: a_quarter_passes,
    Stage.RESPONSES: consultations,
    Stage.PROPOSALS: nothing_more,
    Stage.CONSIDERATION: nothing_more,
}
"""What the record shows of each stage; of the others, what the story tells of the ladder."""
