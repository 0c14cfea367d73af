"""The quarters after: what each pact promised, what was delivered, done, seen and answered, and why."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from demarche.sim.conduct import MEASURES
from demarche.sim.pacts import Pacts
from demarche.sim.secrets import DELIVERED, DUE, FALSE, FULL, INSIDE, KNOWN, OPERATIONS
from demarche.sim.session import Moment
from demarche.sim.terms import NONE, Ballot, Item, Stage, Verb
from demarche.ui.acts import PHRASES
from demarche.ui.story.parts import Line, Part, Section, Table, Tone
from demarche.ui.words import Words, counted, listed

MOST_ROWS, MOST_ANSWERS, MOST_PARTIES, MOST_WRONG = 16, 3, 4, 3
HEADS = ("quarter", "measures", "operations", "twin", "seen", "answers")
ANSWERS = {verb: phrase.does for verb, phrase in PHRASES.items() if phrase.does}
"""Answers to what was seen, as the timeline names them."""


def quarters(words: Words, moments: list[Moment], found: Pacts) -> Section | None:
    """A timeline for each pact, what its parties did to keep it, and who was blamed for nothing."""
    if not found.series.shape[2]:
        return None
    note = (
        "What was really done, and what was answered in private, only this debrief knows. The twin is the same world, "
        "with the same chance, in which the pact has no effect. All rates and readiness are judged, not measured."
    )
    parts: list[Part] = [Line(note, Tone.QUIET)]
    drafts = np.flatnonzero(found.possible[0]).tolist()
    if not drafts:
        parts.append(Line("Nothing was agreed that anybody would have to keep."))
    for draft in drafts:
        parts += of_pact(words, moments, found, draft)
    return Section("The quarters after", tuple(parts))


def of_pact(words: Words, moments: list[Moment], found: Pacts, draft: int) -> Iterable[Part]:
    """All that is told of one pact."""
    last = counted(found.series.shape[2], "quarter")
    parties = np.flatnonzero(found.parties[0, draft]).tolist()
    if not found.signed[0, draft]:
        yield Line(f"{words.draft(draft)} was on offer for {last}, and was never signed by all.", Tone.STRONG)
        yield from refusals(words, moments, draft)
        return
    since = first_quarter(moments, draft)
    when = f"since quarter {since + 1}" if since else "from the session on"
    yield Line(f"{words.draft(draft)} binds {words.states(parties, 12)}, {when}; told for {last}.", Tone.STRONG)
    yield Line(f"It promises: {promised(words, found, moments, draft)}.", indent=1)
    yield timeline(words, moments, found, draft, since)
    yield Line(
        "Measures: delivered of promised. Operations of the parties against each other, in brackets those that the "
        "text clearly forbids. Seen: laid at a party’s door, in brackets those laid rightly.",
        Tone.QUIET,
    )
    yield from keeping(words, moments, found, draft)
    yield from wrongly(words, moments, found, draft)


def first_quarter(moments: list[Moment], draft: int) -> int:
    """The quarter from which a pact was in force, counted from 0."""
    held = [m for m in moments if m.tick.stage == Stage.NATURE and m.after.signed[0, draft].sum() > 1]
    return int(held[0].before.quarter[0]) if held else 0


def promised(words: Words, found: Pacts, moments: list[Moment], draft: int) -> str:
    """The measures that the text of a pact promises."""
    due = words.rules.conduct.promises(moments[-1].after.wording)[0, draft]
    return listed([name for name, there in zip(MEASURES, due, strict=True) if there]) if due.any() else "no measures"


def timeline(words: Words, moments: list[Moment], found: Pacts, draft: int, since: int) -> Table:
    """A row for each quarter, or for each few where there are many."""
    last = found.series.shape[2]
    width = -(-last // MOST_ROWS)
    rows = []
    for start in range(since, last, width):
        stop = min(start + width, last)
        here, twin = (table[0, draft, start:stop].sum(axis=0) for table in (found.series, found.twin))
        told = [one for m in moments if answered(m, start, stop) for one in answers(words, m, found, draft)]
        more = f" and {len(told) - MOST_ANSWERS} more" if len(told) > MOST_ANSWERS else ""
        rows.append(
            (
                str(start + 1) if width == 1 else f"{start + 1}–{stop}",
                f"{here[DELIVERED]} of {here[DUE]}" if here[DUE] else "–",
                bracketed(here[OPERATIONS], here[INSIDE]),
                str(twin[OPERATIONS]),
                bracketed(here[KNOWN] + here[FALSE], here[KNOWN]),
                f"{'; '.join(told[:MOST_ANSWERS])}{more}",
            )
        )
    return Table(HEADS, tuple(rows))


def bracketed(number: int, some: int) -> str:
    """A count, and how many of it are of the kind that stands in brackets."""
    return f"{number} ({some})" if number else "0"


def answered(moment: Moment, start: int, stop: int) -> bool:
    """Whether a moment holds the answers of those quarters."""
    return moment.tick.stage == Stage.RESPONSES and start <= int(moment.before.quarter[0]) < stop


def answers(words: Words, moment: Moment, found: Pacts, draft: int) -> Iterable[str]:
    """What the parties of a pact did about each other: `China accuses Russia`."""
    parties = found.parties[0, draft]
    for seat in np.flatnonzero(parties).tolist():
        act = moment.tick.act[seat]
        verb, partner = Verb(int(act[Item.VERB])), int(act[Item.PARTNER])
        if verb not in ANSWERS:
            continue
        if partner != NONE and parties[partner]:
            yield f"{words.state(seat)} {ANSWERS[verb]} {words.state(partner)}"
        elif partner == NONE and act[Item.DRAFT] == draft:
            yield f"{words.state(seat)} {ANSWERS[verb]}"


def keeping(words: Words, moments: list[Moment], found: Pacts, draft: int) -> Iterable[Line]:
    """How far each party held back and what it delivered, over all quarters, with its last reason."""
    held = [m for m in moments if m.tick.stage == Stage.CONDUCT and int(m.before.turn[0]) == draft]
    parties = np.flatnonzero(found.parties[0, draft]).tolist()
    due = int(words.rules.conduct.promises(moments[-1].after.wording)[0, draft].sum())
    for seat in parties[:MOST_PARTIES]:
        kept = [m for m in held if m.tick.act[seat, Item.VERB] == Verb.KEEP]
        if not kept:
            continue
        share = np.array([m.tick.act[seat, Item.WORDING] for m in kept]) / FULL
        given = sum(int(m.after.delivered[0, draft, seat]).bit_count() for m in kept)
        apart = sum(int(m.tick.act[seat, Item.PARTNER]) != NONE for m in kept)
        treated = f", and treated one party apart in {apart}" if apart else ""
        yield Line(
            f"{words.state(seat)} held back from {share.mean():.0%} of its operations, {share.min():.0%} to "
            f"{share.max():.0%} a quarter, delivered {given} of {due * len(kept)}{treated}."
        )
        why = kept[-1].why(seat)
        if why:
            yield Line(f"Why, at the end: {why}.", Tone.QUIET, indent=1)
    if len(parties) > MOST_PARTIES:
        yield Line(f"So did, in their way, {words.states(parties[MOST_PARTIES:])}.")


def wrongly(words: Words, moments: list[Moment], found: Pacts, draft: int) -> Iterable[Line]:
    """Public accusations among the parties that no operation found would bear out."""
    parties, wrong = found.parties[0, draft], []
    for nature, moment in pairwise(moments):
        if nature.tick.events is None or moment.tick.stage != Stage.RESPONSES:
            continue
        for seat in np.flatnonzero(parties & (moment.tick.act[:, Item.VERB] == Verb.ACCUSE)).tolist():
            accused = int(moment.tick.act[seat, Item.PARTNER])
            if parties[accused] and not nature.tick.events.right[0, accused, seat]:
                wrong.append((int(moment.before.quarter[0]), seat, accused, nature))
    for quarter, seat, accused, nature in wrong[:MOST_WRONG]:
        assert nature.tick.events is not None
        done = int(nature.tick.events.count[0, accused, seat])
        truth = f"had run {counted(done, 'operation')}, but none that was seen" if done else "had done nothing"
        yield Line(f"Quarter {quarter + 1}: {words.state(seat)} accused {words.state(accused)} in public.", Tone.BAD)
        yield Line(f"Nobody else in the room knew this: {words.state(accused)} {truth}.", Tone.QUIET, indent=1)
    if len(wrong) > MOST_WRONG:
        yield Line(f"… and {counted(len(wrong) - MOST_WRONG, 'more wrong accusation')}.", Tone.QUIET)
    false, seen = int(found.false_signals[0, draft]), int(found.attributed[0, draft])
    if false and not wrong:
        said = "Nobody in the room knew this"
        yield Line(f"{said}: of {counted(false + seen, 'signal')} among them, {false} lay at the wrong door.")


def refusals(words: Words, moments: list[Moment], draft: int) -> Iterable[Line]:
    """Who would not sign in the quarters, and why, the last time it was put."""
    held = [m for m in moments if m.tick.stage == Stage.SIGNING and int(m.before.turn[0]) == draft]
    if not held:
        return
    refuses = np.flatnonzero((held[-1].tick.act[:, Item.WORDING] != Ballot.YES) & words.rules.voters).tolist()
    yield Line(f"Not ready the last time it was put: {words.states(refuses)}.")
    for seat in refuses[:MOST_PARTIES]:
        if held[-1].why(seat):
            yield Line(f"{words.state(seat)}: {held[-1].why(seat)}", Tone.QUIET, indent=1)
