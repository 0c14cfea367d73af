"""Two readings of the same numbers, an optimist's and a sceptic's, and the index they quarrel over."""

import math
from collections.abc import Iterable

import numpy as np

from demarche.sim.pacts import Pacts
from demarche.sim.secrets import Sum
from demarche.ui.story.parts import Line, Part, Section, Tone
from demarche.ui.words import Words, counted


def readings(words: Words, found: Pacts) -> Section | None:
    """For every pact that was signed, what either side would make of it. Neither is the program's opinion."""
    drafts = np.flatnonzero(found.signed[0] & found.possible[0]).tolist()
    if not drafts:
        return None
    note = "Each reads only what speaks for it, from the numbers of this one run; neither is a finding."
    parts: list[Part] = [Line(note, Tone.QUIET)]
    for draft in drafts:
        if len(drafts) > 1:
            parts.append(Line(words.draft(draft), Tone.STRONG))
        parts += two_readings(optimist(words, found, draft), sceptic(words, found, draft))
        parts += substance(found, draft)
    return Section("Two readings", tuple(parts))


def two_readings(hopeful: Iterable[str], doubtful: Iterable[str]) -> list[Part]:
    """What either side says, in a line each; where the numbers give it nothing to say, that is said."""
    for_it = " ".join(hopeful) or "Nothing in these numbers speaks for it."
    against = " ".join(doubtful) or "Nothing in these numbers speaks against it."
    return [Line(f"The optimist: {for_it}", Tone.GOOD), Line(f"The sceptic: {against}", Tone.BAD)]


def optimist(words: Words, found: Pacts, draft: int) -> Iterable[str]:
    """What speaks for the pact: what was delivered, spared, and settled."""
    here, without = int(found.operations_within[0, draft]), int(found.operations_within_counterfactual[0, draft])
    delivered, breaches = float(found.measures_delivered[0, draft]), int(found.breaches[0, draft])
    if delivered > 0:
        yield f"{delivered:.0%} of the measures promised were really delivered."
    if here < without:
        yield f"Without the pact the parties would have run {without} operations against each other, not {here}."
    if not breaches:
        yield "Not one operation was clearly ruled out by the text."
    elif breaches * 2 <= here:
        yield f"Of {counted(here, 'operation')}, only {breaches} breached the text."
    if not found.denounced[0, draft].any():
        yield "Nobody left it."
    if not found.accusations[0, draft]:
        yield "Nobody was accused in public."
    elif not found.denounced[0, draft].any():
        yield "There is now a text that an accusation can appeal to."


def sceptic(words: Words, found: Pacts, draft: int) -> Iterable[str]:
    """What speaks against it: what was not delivered, went on, slipped through, or moved elsewhere."""
    here, without = int(found.operations_within[0, draft]), int(found.operations_within_counterfactual[0, draft])
    breaches, gone = int(found.breaches[0, draft]), int(found.displacement[0])
    due, given = int(found.total(Sum.DUE)[0, draft]), int(found.total(Sum.DELIVERED)[0, draft])
    if not due:
        yield "It promises nothing that could be delivered."
    elif given < due:
        yield f"{due - given} of {due} measures promised never came."
    if here:
        spared = (
            f"{without - here} fewer than without a pact"
            if here < without
            else f"no fewer than the {without} without it"
        )
        yield f"{counted(here, 'operation')} went on, {spared}."
        if here > 2 * breaches and not found.denounced[0, draft].any():
            yield f"{here - breaches} of them the text does not clearly rule out: more is left open than is pledged."
        if breaches:
            yield f"{counted(breaches, 'operation')} breached it."
    else:
        yield f"Nothing happened, and without it there would have been {counted(without, 'operation')}."
    unseen = here - int(found.attributed[0, draft])
    if unseen > 0:
        yield f"{counted(unseen, 'operation')} were never attributed to the right state."
    if gone > 0:
        yield f"{counted(gone, 'operation')} moved to states outside the pact."
    left = np.flatnonzero(found.denounced[0, draft]).tolist()
    if left:
        yield f"{words.states(left)} denounced it, and what came after is counted too."


def substance(found: Pacts, draft: int) -> Iterable[Line]:
    """The index, with its formula in words and the numbers of this run put into it."""
    delivered, reduction = float(found.measures_delivered[0, draft]), float(found.reduction[0, draft])
    due, given = int(found.total(Sum.DUE)[0, draft]), int(found.total(Sum.DELIVERED)[0, draft])
    here, without = int(found.operations_within[0, draft]), int(found.operations_within_counterfactual[0, draft])
    halves = []
    if not math.isnan(delivered):
        halves.append(f"the share of measures delivered ({given} of {due}, {delivered:.2f})")
    if not math.isnan(reduction):
        halves.append(
            f"the share of the counterfactual’s operations it prevented "
            f"({without} without it, {here} with it, {reduction:.2f})"
        )
    value = float(found.substance[0, draft])
    yield Line(f"Substance index {value:.2f}, from 0 for a symbol to 1: {formula(halves)}.", Tone.STRONG)
    yield Line(
        "It rests on judged numbers, and on one draw of chance: many seeds make a finding, one does not.", Tone.QUIET
    )


def formula(halves: list[str]) -> str:
    """The mean of what there is to measure, in words."""
    if not halves:
        return "it promised nothing and there was nothing to spare"
    return f"the mean of {' and '.join(halves)}" if len(halves) > 1 else halves[0]
