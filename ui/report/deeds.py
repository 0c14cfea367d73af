"""Words against acts: what states said and signed, beside what they voted for and what their services did."""

from collections.abc import Iterable

import numpy as np

from sim.terms import ABSENT, Ballot
from ui.report.promises import forbidden
from ui.story.chronicle import Moment
from ui.story.parts import Line, Part, Section, Table, Tone
from ui.words import BALLOTS, Words, clip

FAR = 0.5
"""Distance between two wordings from which a yes to the one sits ill with a speech for the other; judged."""
MOST, SHORT = 12, 60


def deeds_section(words: Words, moments: list[Moment], seats: frozenset[int]) -> Section | None:
    """Statements against votes, and in the quarters statements and signatures against operations."""
    parts: list[Part] = []
    said = [row for row in against_votes(words, moments, seats)]
    if said:
        parts.append(Line("Said in the debate, and voted for all the same:", Tone.STRONG))
        parts.append(Table(("state", "spoke for", "voted", "for a text that says"), tuple(said[:MOST])))
        if len(said) > MOST:
            parts.append(Line(f"… and {len(said) - MOST} more.", Tone.QUIET))
    parts += against_operations(words, moments, seats)
    if not parts:
        return None
    note = "What was really done nobody in the room knew. Distances between wordings and all rates are judged."
    return Section("Words against acts", (Line(note, Tone.QUIET), *parts))


def against_votes(words: Words, moments: list[Moment], seats: frozenset[int]) -> Iterable[tuple[str, ...]]:
    """Yes to a text whose wording lies far from what the state spoke for; the seats that are asked about first."""
    r, book = moments[-1].after, words.rules.book
    found = []
    for seat, place in np.argwhere(r.stated[0, :, :, 0] >= 0).tolist():
        clause, wanted = (int(item) for item in r.stated[0, seat, place])
        for draft in np.flatnonzero(r.final[0, :, seat] == Ballot.YES).tolist():
            stands = int(r.wording[0, draft, clause])
            if ABSENT in (stands, wanted):
                continue
            gap = abs(float(book.position[0, clause, stands] - book.position[0, clause, wanted]))
            if gap > FAR:
                found.append((seat not in seats, -gap, seat, draft, clause, wanted, stands))
    for *_, seat, draft, clause, wanted, stands in sorted(found):
        yield (
            words.state(seat),
            f"{words.clause(clause)}: “{clip(words.wording(clause, wanted), SHORT)}”",
            f"{BALLOTS[Ballot.YES]} on {words.draft(draft)}",
            f"“{clip(words.wording(clause, stands), SHORT)}”",
        )


def against_operations(words: Words, moments: list[Moment], seats: frozenset[int]) -> Iterable[Part]:
    """A row for each party to a pact and each seat that is asked about: its words, and what its services did."""
    quarters = [moment for moment in moments if moment.tick.events is not None]
    if not quarters:
        return
    signed = moments[-1].after.signed[0]
    in_force = signed & (signed.sum(axis=1, keepdims=True) > 1)
    who = sorted({*np.flatnonzero(in_force.any(axis=0)).tolist(), *seats}, key=lambda seat: (seat not in seats, seat))
    run = sum(moment.tick.events.count[0].astype(int) for moment in quarters if moment.tick.events)
    accused = moments[-1].after.accused[0]
    partners = (in_force[:, :, None] & in_force[:, None, :]).any(axis=0)
    broke = np.zeros_like(run)
    for draft in np.flatnonzero(in_force.any(axis=1)).tolist():
        broke = np.maximum(broke, sum(forbidden(moments, draft), np.zeros_like(run)))
    rows = tuple(
        (
            words.state(seat),
            words_of(words, moments, seat, in_force[:, seat]),
            str(int(run[seat, partners[seat]].sum())),
            str(int(broke[seat].sum())),
            str(int(run[seat, ~partners[seat]].sum())),
            str(int(accused[seat].sum())),
            str(int(accused[:, seat].sum())),
        )
        for seat in who[:MOST]
    )
    yield Line("Said and signed, and done:", Tone.STRONG)
    heads = (
        "state",
        "in its words",
        "operations on partners",
        "of them forbidden",
        "on others",
        "accused",
        "was accused",
    )
    yield Table(heads, rows, right=(2, 3, 4, 5, 6))


def words_of(words: Words, moments: list[Moment], seat: int, pacts: np.ndarray) -> str:
    """What a seat signed, and what it spoke for in the debate."""
    stated = moments[-1].after.stated[0, seat]
    said = [words.clause(int(clause)) for clause, _ in stated if clause >= 0]
    signed = [words.draft(int(draft)) for draft in np.flatnonzero(pacts)]
    told = [f"signed {', '.join(signed)}"] if signed else []
    told += [f"spoke on {' and '.join(said)}"] if said else []
    return "; ".join(told) or "said nothing"
