"""The votes that somebody would ask about: leaders, states that left their bloc, and their reasons."""

from collections.abc import Iterable

import numpy as np

from demarche.sim.session import Moment
from demarche.sim.terms import NONE, Ballot, Ints
from demarche.ui.story.parts import Line, Tone
from demarche.ui.words import BALLOTS, Words, listed

AGREED = 0.7
"""Share of a bloc's votes that makes a line of it; chosen, not measured."""
SAID = {Ballot.YES: "said yes", Ballot.NO: "said no", Ballot.ABSTAIN: "abstained"}
LEADERS, BROKE, REASONS = 12, 4, 3


def notable(words: Words, moment: Moment, draft: int, of: Ints) -> Iterable[Line]:
    """A few lines on one recorded vote. of (S,) ballots."""
    seats = leaders(words)
    if words.rules.seats > LEADERS:
        told = [f"{words.state(seat)} {said(of, seat)}" for seat in seats]
        yield Line(f"Among them: {', '.join(told)}.", indent=1)
    else:
        for ballot in (Ballot.YES, Ballot.NO, Ballot.ABSTAIN, Ballot.ABSENT):
            who = np.flatnonzero(of == ballot).tolist()
            if who:
                yield Line(f"{BALLOTS[ballot].capitalize()}: {words.states(who, 12)}.", indent=1)
    broke = broke_ranks(words, of)
    if broke:
        yield Line(f"Broke ranks: {'; '.join(broke[:BROKE])}.", indent=1)
    for seat in reasons_wanted(words, draft, of, seats):
        if moment.why(seat):
            yield Line(f"{words.state(seat)} ({said(of, seat)}): {moment.why(seat)}", Tone.QUIET, indent=1)


def said(of: Ints, seat: int) -> str:
    """How a seat voted, in a word."""
    ballot = Ballot(int(of[seat]))
    return BALLOTS.get(ballot, "did not vote")


def leaders(words: Words) -> list[int]:
    """Who holds a pen or has a briefing card: the seats a reader knows. Pens first."""
    names = words.rules.roster.names
    cards = [names.index(card.seat) for card in words.game.scenario.cards]
    first = dict.fromkeys([*words.rules.pen[: words.rules.texts].tolist(), *cards])
    return [seat for seat in first if words.rules.voters[seat]][:LEADERS]


def broke_ranks(words: Words, of: Ints) -> list[str]:
    """Who voted against the line of a bloc that had one; the opposite vote before an abstention."""
    roster = words.rules.roster
    found: list[tuple[bool, str]] = []
    for bloc in range(len(roster.blocs)):
        mates = np.flatnonzero((roster.line == bloc) & np.isin(of, (Ballot.YES, Ballot.NO, Ballot.ABSTAIN)))
        if len(mates) < 3:
            continue
        votes = np.bincount(of[mates], minlength=3)
        line = Ballot(int(votes.argmax()))
        if votes[line] < AGREED * len(mates) or votes[line] == len(mates):
            continue
        for ballot in (Ballot.YES, Ballot.NO, Ballot.ABSTAIN):
            who = mates[of[mates] == ballot].tolist()
            if ballot != line and who:
                names = listed([words.state(seat) for seat in who], 4)
                opposite = {line, ballot} == {Ballot.YES, Ballot.NO}
                found.append((not opposite, f"{names} {BALLOTS[ballot]}, where {words.bloc(bloc)} {SAID[line]}"))
    return [text for _, text in sorted(found, key=lambda item: item[0])]


def reasons_wanted(words: Words, draft: int, of: Ints, seats: list[int]) -> list[int]:
    """Whose reasons are told: the rival pens', then those of leaders who did not vote yes, then a yes of no friend."""
    pens = [
        seat
        for seat in words.rules.pen[: words.rules.texts].tolist()
        if seat != words.rules.pen[draft] and words.rules.voters[seat]
    ]
    doubtful = [seat for seat in seats if of[seat] in (Ballot.NO, Ballot.ABSTAIN)]
    agreed = [seat for seat in seats if of[seat] == Ballot.YES and seat != words.rules.pen[draft]]
    order = dict.fromkeys([*pens, *doubtful, *agreed])
    return [seat for seat in order if seat != NONE][:REASONS]
