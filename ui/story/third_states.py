"""Third states in the quarters: what was run against them and by them, what they found, and how they answered."""

from collections import Counter

import numpy as np

from demarche.sim.aftermath.events import Count
from demarche.sim.session import Moment
from demarche.sim.terms import NONE, Item, Role, Stage, Verb
from demarche.ui.story.parts import Line, Section, Table, Tone
from demarche.ui.story.quarters import ANSWERS
from demarche.ui.words import Words, counted

HEADS = ("", "run against it", "found", "run by it", "its answers")


def third_states(words: Words, moments: list[Moment]) -> Section | None:
    """A row for each third state over all quarters; nothing where a scenario has none."""
    seats = np.flatnonzero(words.rules.roster.role == Role.THIRD_STATE).tolist()
    happened = [m.tick.events for m in moments if m.tick.events is not None]
    if not seats or not happened:
        return None
    run, right, wrong = (
        np.sum([one.table(column, words.rules.seats)[0] for one, column in zip(happened, columns, strict=True)], axis=0)
        for columns in (
            [one.operations for one in happened],
            [one.of(Count.RIGHT) for one in happened],
            [one.of(Count.WRONG) for one in happened],
        )
    )
    rows = tuple(
        (
            words.state(seat),
            str(run[:, seat].sum()),
            f"{right[:, seat].sum() + wrong[:, seat].sum()} ({right[:, seat].sum()})",
            str(run[seat].sum()),
            answers(words, moments, seat),
        )
        for seat in seats
    )
    note = (
        f"They had no part in the text. Over {counted(len(happened), 'quarter')}, against and by any state that has a "
        "seat. Found: attributed to a state, in brackets to the right one. Answers: in brackets how often."
    )
    return Section("Third states", (Line(note, Tone.QUIET), Table(HEADS, rows)))


def answers(words: Words, moments: list[Moment], seat: int) -> str:
    """What a third state did about what it found, and how often: `accuses China (2), Russia (1)`."""
    acts = [m.tick.act[seat] for m in moments if m.tick.stage == Stage.RESPONSES]
    done = Counter((Verb(int(act[Item.VERB])), int(act[Item.PARTNER])) for act in acts)
    toward: dict[Verb, list[str]] = {}
    for (verb, partner), times in sorted(done.items()):
        if verb in ANSWERS:
            toward.setdefault(verb, []).append(f"{words.state(partner)} ({times})" if partner != NONE else f"({times})")
    return "; ".join(f"{ANSWERS[verb]} {', '.join(whom)}" for verb, whom in toward.items())
