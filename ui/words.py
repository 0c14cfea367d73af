"""The words a delegate would use: names of states, drafts, clauses, ballots and grounds."""

import re
from collections.abc import Iterable

from demarche.scenarios.compile import Game
from demarche.sim.terms import ABSENT, NONE, Ballot, Ground, Kind, Motion, Objection, Status

BLOCS = {
    "EU": "the European Union",
    "FVEY": "the Five Eyes",
    "SCO6": "the SCO",
    "SCO8_2017": "the SCO",
    "CSTO": "the CSTO",
    "GCC": "the Gulf states",
}
GROUPS = {
    "African": "African Group",
    "Asia-Pacific": "Asia-Pacific Group",
    "EEG": "Eastern European Group",
    "GRULAC": "Latin American and Caribbean Group",
    "WEOG": "Western European and Others Group",
}
"""Regional groups, by their letters in the table of members."""
BALLOTS = {Ballot.YES: "yes", Ballot.NO: "no", Ballot.ABSTAIN: "abstained", Ballot.ABSENT: "absent"}
VOTES = {Ballot.YES: "a yes", Ballot.NO: "a no", Ballot.ABSTAIN: "an abstention", Ballot.ABSENT: "an absence"}
LETTERS = {Ballot.YES: "Y", Ballot.NO: "N", Ballot.ABSTAIN: "A", Ballot.ABSENT: "X"}
DECISIONS = {
    "vote": "more yes than no adopts; if nobody asks for a vote, it is adopted without one",
    "consensus": "agreed if nobody objects",
    "unanimity": "every party signs, or there is no agreement",
}
LEVELS = {
    1: "votes on the whole text",
    2: "amendments, and votes on the whole text",
    3: "amendments, separate votes on parts, and votes on the whole text",
    4: "procedural motions, amendments, separate votes on parts, costs, and votes on the whole text",
}
MOTIONS = {
    Motion.SUSPEND_MEETING: "to suspend the meeting for more informals",
    Motion.ADJOURN_MEETING: "to take the draft up after the others",
    Motion.NO_ACTION: "that no action be taken on the draft",
    Motion.PASS_OVER: "not to vote on this draft, a rival having been decided",
    Motion.CLOSE_DEBATE: "to close the debate, so that no more amendments may come",
}
GROUNDS = {
    Ground.TEXT: "what the text says",
    Ground.CAPACITY: "the help it holds for states with few means",
    Ground.COST: "the duties it lays on them",
    Ground.RED_LINE: "a red line it crosses",
    Ground.LEAD: "who leads the text",
    Ground.BLOC: "the line of their group",
    Ground.PROMISE: "a promise given",
    Ground.CONSENSUS: "the worth of agreeing without a vote",
    Ground.CHANCE: "no reason that weighs much",
}
OBJECTIONS = {
    Objection.TEXT: "what the text says",
    Objection.PARTIES: "the states that it would bind itself to",
    Objection.NO_NEED: "that it gains nothing by it",
    Objection.NOT_NOW: "that the time is not right",
}
"""Why a state declines a pact, after "because of"."""
KINDS = {
    Kind.THEFT: "theft of trade secrets",
    Kind.ESPIONAGE: "espionage",
    Kind.DISRUPTION: "disruption",
    Kind.INFORMATION: "operations on public opinion",
}
SHORT_KINDS = KINDS | {Kind.THEFT: "trade secrets", Kind.INFORMATION: "public opinion"}
ENDINGS = {
    Status.POCKET: "was never circulated",
    Status.HELD: "was kept back by its pen-holder and never put",
    Status.WITHDRAWN: "was withdrawn",
    Status.NO_ACTION: "was stopped: the Committee decided to take no action on it",
    Status.NO_QUORUM: "was not put: too few members were present",
    Status.REJECTED: "was rejected",
    Status.PARTS_REJECTED: "was rejected: every part of it had been voted out",
    Status.ADOPTED: "was adopted by a recorded vote",
    Status.CONSENSUS: "was adopted without a vote",
    Status.BLOCKED: "was blocked: there was no consensus",
    Status.SIGNED: "was signed by every party",
    Status.UNSIGNED: "was not signed by every party: there is no agreement",
    Status.PASSED_OVER: "was not put: the Committee decided not to vote on it",
    Status.FREE: "was never proposed",
    Status.PROPOSED: "was under negotiation at the end",
}

BROKEN_OFF = {
    Status.OPEN: "was still being negotiated when the session was broken off",
    Status.TABLED: "had not been decided when the session was broken off",
}
"""Where a draft stood in a session that did not come to its end."""


class Words:
    """The names of one game."""

    def __init__(self, game: Game) -> None:
        """Everything is looked up by its number in the kernel."""
        self.game, self.rules = game, game.rules
        self.clauses = game.clauses

    def state(self, seat: int) -> str:
        """The short name of a seat's state."""
        return self.rules.roster.titles[seat]

    def bloc(self, bloc: int) -> str:
        """What a bloc is called."""
        name = self.rules.roster.blocs[bloc]
        return BLOCS.get(name, name)

    def states(self, seats: Iterable[int], most: int = 8) -> str:
        """Some of those seats by name, and how many more."""
        return listed([self.state(seat) for seat in seats], most)

    def draft(self, draft: int) -> str:
        """The short symbol of a draft."""
        return short_symbol(self.rules.drafts[draft])

    def clause(self, clause: int) -> str:
        """The title of a clause."""
        return self.clauses[clause].title

    def wording(self, clause: int, wording: int) -> str:
        """The paraphrase of a wording; that it is left out, where it is."""
        own = self.clauses[clause].wordings
        return own[wording].text if 0 <= wording < len(own) else "(nothing on it)"

    def wording_id(self, clause: int, wording: int) -> str:
        """The id of a wording in the clause book; `out` where the clause is left out."""
        own = self.clauses[clause].wordings
        return own[wording].id if 0 <= wording < len(own) else f"{self.clauses[clause].id}.out"

    def terms(self, seat: int, draft: int, clause: int, wording: int) -> str:
        """One side of a deal, as what `seat` would do."""
        if draft == NONE:
            return "a favour" if wording == 1 else f"{wording} favours"
        if clause == NONE:
            return f"{VOTES[Ballot(wording)]} on {self.draft(draft)}"
        where = self.clause(clause) if len(self.rules.drafts) == 1 else f"{self.clause(clause)}, {self.draft(draft)}"
        own = self.rules.pen[draft] == seat
        if wording == ABSENT:
            return f"{'silence' if own else 'support for silence'} on {where}"
        return f"{'the wording' if own else 'support for'} “{clip(self.wording(clause, wording), 44)}” ({where})"


def short_symbol(symbol: str) -> str:
    """What delegates call a draft: L.27 of A/C.1/73/L.27, the whole symbol of others."""
    found = re.search(r"(L|CRP)\.\d+$", symbol)
    return found.group() if found else symbol


def listed(names: list[str], most: int = 8) -> str:
    """Names in a row: all of them, or the first and how many more."""
    if len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names) or "nobody"


def clip(text: str, most: int = 60) -> str:
    """The beginning of a text, cut at a word."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 seat`, `2 seats`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
