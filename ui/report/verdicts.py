"""Two readings of the texts that came out of a session, an optimist's and a sceptic's, from the numbers of this run."""

from collections.abc import Iterable

import numpy as np

from demarche.sim.outcome import Outcome
from demarche.sim.record import Record
from demarche.sim.terms import Status
from demarche.sim.terms_of_pacts import binding
from demarche.ui.story.parts import Line, Part, Section, Tone
from demarche.ui.story.readings import two_readings
from demarche.ui.words import Words, counted

VAGUE, SHALLOW = 0.5, 0.3
"""Mean vagueness and depth of a text beyond which either side takes them up; judged."""


def text_readings(words: Words, record: Record, found: Outcome) -> Section | None:
    """For every text that was decided, what either side would make of it. Neither is the program's opinion."""
    under_way = (Status.OPEN, Status.TABLED, Status.FREE, Status.PROPOSED)
    decided = ~np.isin(record.status[0], under_way) & ~words.rules.standing.any(axis=1)
    drafts = np.flatnonzero(decided).tolist()
    note = "Each reads only what speaks for it, from the numbers of this one run; neither is a finding."
    parts: list[Part] = [Line(note, Tone.QUIET)]
    for draft in drafts:
        parts.append(Line(words.draft(draft), Tone.STRONG))
        parts += two_readings(hopeful(words, found, draft), doubtful(words, record, found, draft))
    return Section("Two readings of the texts", tuple(parts)) if drafts else None


def numbers(found: Outcome, draft: int) -> tuple[int, int, int, int]:
    """Yes, no, abstentions, and clauses that changed since the opening."""
    yes, no, abstain = (int(table[0, draft]) for table in (found.yes, found.no, found.abstain))
    return yes, no, abstain, int(found.changed[0, draft] + found.struck[0, draft])


def hopeful(words: Words, found: Outcome, draft: int) -> Iterable[str]:
    """What speaks for it."""
    yes, no, _, moved = numbers(found, draft)
    if not found.adopted[0, draft]:
        if moved:
            yield f"{counted(moved, 'clause')} moved before it failed: next time begins there."
        yield f"{counted(yes, 'state')} stood for it." if yes else "It is known now what cannot be agreed."
        return
    yield f"{yes} states want it, and {no} do not." if yes or no else "It was agreed without a vote, by all."
    yield (
        f"{counted(moved, 'clause')} moved to win them."
        if moved
        else "It stands as it was brought: nobody had to give way."
    )
    if found.vague[0, draft] < VAGUE:
        yield f"Its words are clear (vagueness {found.vague[0, draft]:.2f})."
    if found.depth[0, draft] >= SHALLOW:
        yield f"It asks something of those who take it seriously (depth {found.depth[0, draft]:.2f})."


def doubtful(words: Words, record: Record, found: Outcome, draft: int) -> Iterable[str]:
    """What speaks against it."""
    yes, no, abstain, moved = numbers(found, draft)
    if not found.adopted[0, draft]:
        yield f"It failed, {no} against {yes}." if yes or no else "There is no text."
        if not moved:
            yield "Nobody moved a word."
        return
    if no or abstain:
        yield f"{no} said no and {abstain} abstained: it binds nobody who did not want to be bound."
    if np.nan_to_num(found.vague[0, draft]) >= VAGUE:
        yield f"Its words are vague ({found.vague[0, draft]:.2f} of 1): each will read them its own way."
    if found.depth[0, draft] < SHALLOW:
        yield f"It costs little to say yes to (depth {found.depth[0, draft]:.2f} of 1)."
    bind = float(binding(words.rules, record)[0, draft])
    if bind < VAGUE:
        yield f"And it does not bind (judged {bind:.2f} of 1)."
    yield "Whether it is kept, its words do not show."
