"""How the parties kept a pact, which of their public accusations were wrong, and who would not sign."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from demarche.sim.aftermath.events import Count
from demarche.sim.formulas import PERCENT
from demarche.sim.levels import GENERAL, unpacked
from demarche.sim.pacts import Pacts
from demarche.sim.session import Moment
from demarche.sim.terms import NONE, Ballot, Ints, Item, Stage, Verb
from demarche.ui.restraint import coverage, covered_kinds, is_broad
from demarche.ui.story.parts import Line, Tone
from demarche.ui.words import KINDS, Words, counted, listed

MOST_PARTIES, MOST_WRONG = 4, 3


def keeping(words: Words, moments: list[Moment], found: Pacts, draft: int) -> Iterable[Line]:
    """How far each party held back and what it delivered, over all quarters, with its last reason."""
    held = [m for m in moments if m.tick.stage == Stage.CONDUCT and int(m.before.turn[0]) == draft]
    parties = np.flatnonzero(found.parties[0, draft]).tolist()
    due = int(words.rules.conduct.promises(moments[-1].after.wording)[0, draft].sum())
    for seat in parties[:MOST_PARTIES]:
        kept = [m for m in held if m.tick.act[seat, Item.VERB] == Verb.KEEP]
        if not kept:
            continue
        acts = np.array([m.tick.act[seat] for m in kept])
        given = sum(int(m.after.delivered[0, draft, seat]).bit_count() for m in kept)
        told = [mean_restraint(words, moments, draft, acts)]
        told += [f"delivered {given} of {due * len(kept)} measures"] if due else []
        apart = int((acts[:, Item.PARTNER] != NONE).sum())
        told += [f"treated one party apart in {counted(apart, 'quarter')}"] if apart else []
        yield Line(f"{words.state(seat)} {'; '.join(told)}.")
        why = kept[-1].why(seat)
        if why:
            yield Line(f"Why, at the end: {why}.", Tone.QUIET, indent=1)
    if len(parties) > MOST_PARTIES:
        yield Line(f"So did, in their way, {words.states(parties[MOST_PARTIES:])}.")


def mean_restraint(words: Words, moments: list[Moment], draft: int, acts: Ints) -> str:
    """From how much of each kind one party held back on average, of what the text clearly covers. acts (N, 8)."""
    _, reach = coverage(words.rules, moments[-1].after.wording, draft)
    mean = unpacked(acts, GENERAL).mean(axis=0) / PERCENT
    kinds = covered_kinds(reach)
    if not kinds:
        return "had no operation to hold back from"
    broadly = sum(is_broad(act) for act in acts)
    also = f", in {counted(broadly, 'quarter')} of what it covers arguably too" if broadly else ""
    shares = listed([f"{mean[kind]:.0%} of {KINDS[kind]}" for kind in kinds])
    return f"held back, on average, from {shares} that the text clearly covers{also}"


def wrongly(words: Words, moments: list[Moment], found: Pacts, draft: int) -> Iterable[Line]:
    """Public accusations among the parties that nothing found or reported would bear out."""
    parties, wrong = found.parties[0, draft], []
    for nature, moment in pairwise(moments):
        if nature.tick.events is None or moment.tick.stage != Stage.RESPONSES:
            continue
        right = nature.tick.events.table(nature.tick.events.of(Count.RIGHT), len(parties))[0]
        secrets = moment.world.secrets
        for seat in np.flatnonzero(parties & (moment.tick.act[:, Item.VERB] == Verb.ACCUSE)).tolist():
            accused = int(moment.tick.act[seat, Item.PARTNER])
            borne_out = right[accused, seat] or secrets.waiting[0, seat, accused] or secrets.ready[0, seat, accused]
            if parties[accused] and not borne_out:
                wrong.append((int(moment.before.quarter[0]), seat, accused, nature))
    for quarter, seat, accused, nature in wrong[:MOST_WRONG]:
        done = int(nature.ended.secrets.count[0, accused, seat])
        truth = f"had run {counted(done, 'operation')}, but none that was found" if done else "had done nothing"
        yield Line(f"Quarter {quarter + 1}: {words.state(seat)} accused {words.state(accused)} in public.", Tone.BAD)
        yield Line(f"Nobody else in the room knew this: {words.state(accused)} {truth}.", Tone.QUIET, indent=1)
    if len(wrong) > MOST_WRONG:
        yield Line(f"… and {counted(len(wrong) - MOST_WRONG, 'more wrong accusation')}.", Tone.QUIET)
    false, seen = int(found.false_signals[0, draft]), int(found.attributed[0, draft])
    if false and not wrong:
        said = "Nobody in the room knew this"
        yield Line(f"{said}: of {counted(false + seen, 'signal')} among them, {false} named the wrong state.")


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
