"""Who moved: votes on whole texts that were not what the state leaned to when the text was opened, and why."""

from dataclasses import dataclass

import numpy as np

from demarche.sim.session import Moment
from demarche.sim.tally import cast
from demarche.sim.terms import Ballot, Stage
from demarche.ui.seat.places import reckoned
from demarche.ui.story.parts import Line, Part, Section, Table, Tone
from demarche.ui.words import BALLOTS, Words, counted

LEANED = {2: "yes", 1: "rather yes", 0: "undecided", -1: "rather no", -2: "no"}
SIDE = {Ballot.YES: 1, Ballot.ABSTAIN: 0, Ballot.NO: -1}
MOST = 12


@dataclass(frozen=True, slots=True)
class Shift:
    """A vote against a first lean. leaned -2 .. 2, as published; judged."""

    seat: int
    draft: int
    leaned: int
    ballot: Ballot
    why: str

    @property
    def far(self) -> int:
        """How far it went, 1 .. 3: from one side to the other is further than to stand aside."""
        return abs(self.leaned - 2 * SIDE[self.ballot])


def shifts(words: Words, moments: list[Moment]) -> list[Shift]:
    """Every vote on a whole text by a state that had leaned otherwise, the furthest first."""
    found = []
    for moment in moments:
        if moment.tick.stage == Stage.VOTE:
            draft = int(moment.before.current[0])
            (leaned,) = reckoned(words.game, words.rules.opened[[draft]], [draft])
            ballots = cast(words.rules, moment.tick.act[None])[0]
            for seat in np.flatnonzero(np.isin(ballots, list(SIDE))).tolist():
                ballot = Ballot(int(ballots[seat]))
                if leaned[seat] and np.sign(leaned[seat]) != SIDE[ballot]:
                    found.append(Shift(seat, draft, leaned[seat], ballot, moment.why(seat)))
    return sorted(found, key=lambda one: (-one.far, one.draft, one.seat))


def moved_section(words: Words, moments: list[Moment], seats: frozenset[int]) -> Section | None:
    """Those who moved: of the seats that are asked about all, of the others the furthest."""
    if not any(moment.tick.stage == Stage.VOTE for moment in moments):
        return None
    found = sorted(shifts(words, moments), key=lambda one: one.seat not in seats)
    of_ours = sum(one.seat in seats for one in found)
    told = found[: max(MOST, of_ours)]
    rows = tuple(
        (words.state(one.seat), words.draft(one.draft), LEANED[one.leaned], BALLOTS[one.ballot], one.why)
        for one in told
    )
    note = "How a state leaned is what anybody could reckon from its published position on the text as opened; judged."
    parts: list[Part] = [Line(note, Tone.QUIET)]
    if not rows:
        parts.append(Line("Nobody voted otherwise than it had leaned."))
        return Section("Who moved", tuple(parts))
    parts.append(Line(f"{counted(len(found), 'vote')} went another way than the first lean."))
    parts.append(Table(("state", "text", "leaned to", "voted", "why"), rows))
    if len(found) > len(told):
        parts.append(Line(f"… and {len(found) - len(told)} more.", Tone.QUIET))
    return Section("Who moved", tuple(parts))
