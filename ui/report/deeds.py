"""Words against acts: what states said and signed, beside what they voted for and what their services did."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from demarche.sim.session import Moment
from demarche.sim.terms import ABSENT, Ballot, Bools, Ints
from demarche.ui.report.promises import ruled_out
from demarche.ui.story.parts import Line, Part, Section, Table, Tone
from demarche.ui.words import BALLOTS, Words, clip

FAR = 0.5
"""Distance between two wordings from which a yes to the one sits ill with a speech for the other; judged."""
MOST, SHORT = 12, 60
DONE = ("operations on partners", "of them breaches", "on others", "accused", "was accused")


def deeds_section(words: Words, moments: list[Moment], seats: frozenset[int]) -> Section | None:
    """Statements against votes, and in the quarters statements and signatures against operations."""
    parts: list[Part] = []
    said = list(against_votes(words, moments, seats))
    if said:
        parts.append(Line("Said in the debate, and voted for all the same:", Tone.STRONG))
        parts.append(Table(("state", "spoke for", "voted", "for a text that says"), tuple(said[:MOST])))
        if len(said) > MOST:
            parts.append(Line(f"… and {len(said) - MOST} more.", Tone.QUIET))
    parts += against_operations(words, moments, seats)
    if not parts:
        return None
    note = (
        "What was really done nobody in the room knew. Distances between wordings, and what a text covers, are judged."
    )
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
    done = deeds(moments)
    if done is None:
        return
    bound = done.in_force.any(axis=0)
    who = sorted({*np.flatnonzero(bound).tolist(), *seats}, key=lambda seat: (seat not in seats, seat))
    rows = tuple(
        (words.state(seat), words_of(words, moments, seat, done.in_force[:, seat]), *done.of(seat))
        for seat in who[:MOST]
    )
    yield Line("Said and signed, and done:", Tone.STRONG)
    yield Table(("state", "in its words", *DONE), rows, right=(2, 3, 4, 5, 6))


@dataclass(frozen=True, slots=True)
class Deeds:
    """What was really done over all quarters: (S, S) doer and victim, or accuser and accused.

    in_force (L, S) who signed what      run operations      broke those that a pact in force clearly ruled out
    """

    in_force: Bools
    run: Ints
    broke: Ints
    accused: Ints

    def of(self, seat: int) -> tuple[str, ...]:
        """The numbers of one seat, in the order of DONE."""
        mine = self.in_force[:, seat]
        partner = self.in_force[mine].any(axis=0) & (np.arange(len(self.run)) != seat)
        sums = (
            self.run[seat, partner], self.broke[seat], self.run[seat, ~partner],
            self.accused[seat], self.accused[:, seat],
        )  # fmt: skip
        return tuple(str(int(numbers.sum())) for numbers in sums)


def deeds(moments: list[Moment]) -> Deeds | None:
    """What was done in the quarters; nothing where there were none."""
    every = [moment.tick.events for moment in moments if moment.tick.events is not None]
    counts = [events.table(events.operations, moments[-1].after.signed.shape[2])[0] for events in every]
    if not counts:
        return None
    signed = moments[-1].after.signed[0]
    in_force = signed & (signed.sum(axis=1, keepdims=True) > 1)
    run = np.sum(counts, axis=0, dtype=int)
    broke = np.zeros_like(run)
    for draft in np.flatnonzero(in_force.any(axis=1)).tolist():
        broke = np.maximum(broke, sum(ruled_out(moments, draft), np.zeros_like(run)))
    return Deeds(in_force, run, broke, moments[-1].after.accused[0])


def words_of(words: Words, moments: list[Moment], seat: int, pacts: np.ndarray) -> str:
    """What a seat signed, and what it spoke for in the debate."""
    stated = moments[-1].after.stated[0, seat]
    said = [words.clause(int(clause)) for clause, _ in stated if clause >= 0]
    signed = [words.draft(int(draft)) for draft in np.flatnonzero(pacts)]
    told = [f"signed {', '.join(signed)}"] if signed else []
    told += [f"spoke on {' and '.join(said)}"] if said else []
    return "; ".join(told) or "said nothing"
