"""Roll calls from a table of `resolution,date,iso3,vote`, each with the document it was about."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from demarche.scenarios.entries import Document
from demarche.scenarios.reading.csv import read_csv
from demarche.scenarios.reading.text import clipped, some
from demarche.scenarios.tables import DATA, documents, members
from demarche.sim.terms import Ints, Unreadable

PREFIX = "A/RES/"
"""Of every symbol; a file may leave it out."""
COLUMNS = ("resolution", "date", "iso3", "vote")
YES, ABSTAIN, NO, AWAY = 0, 1, 2, 3
CODES = {"Y": YES, "A": ABSTAIN, "N": NO, "X": AWAY, "NA": AWAY}


@dataclass(frozen=True, slots=True, eq=False)
class RollCall:
    """How the members voted on a document: votes (193,) YES, ABSTAIN, NO, or AWAY where they did not or none knows."""

    document: Document
    date: dt.date
    votes: Ints

    @property
    def symbol(self) -> str:
        """As in A/RES/73/27."""
        return self.document.symbol

    @property
    def side(self) -> int:
        """Camp of the lead sponsor: -1 information-security, 1 cybersecurity, 0 both."""
        return self.document.lead_camp or 0

    @property
    def on_crime(self) -> bool:
        """Whether the text is about crime, the other topic on which the same two camps meet."""
        return "CRM" in self.document.wordings


def known_roll_calls() -> list[RollCall]:
    """The roll calls that come with the program on texts that one camp led, by date; none is later than 2019."""
    return read_roll_calls(DATA / "roll_calls.csv")[0]


def read_roll_calls(path: Path) -> tuple[list[RollCall], list[str]]:
    """The roll calls of a file by date and symbol, and warnings that count the rows passed over.

    Passed over are rows of resolutions whose text is not coded and of states that are not members.  Raises Unreadable
    naming the file, the line and what is wrong.
    """
    by_symbol = {document.symbol: document for document in documents().values() if document.lead_camp is not None}
    places = {iso3: place for place, iso3 in enumerate(members())}
    found: dict[str, tuple[dt.date, Ints]] = {}
    seen: set[tuple[str, str]] = set()
    passed: dict[str, Counter[str]] = {"symbols without a coded text": Counter(), "no members": Counter()}
    for record in read_csv(path, needed=COLUMNS).rows:
        line, row = record.line, record.cells
        symbol, iso3 = PREFIX + row["resolution"].upper().removeprefix(PREFIX), row["iso3"].upper()
        vote = row["vote"].upper()
        if vote not in CODES:
            raise Unreadable(f"{path}: line {line}: vote {clipped(vote)!r} is none of {', '.join(CODES)}")
        date = _date(path, line, row["date"])
        if symbol not in by_symbol:
            passed["symbols without a coded text"][symbol] += 1
            continue
        if iso3 not in places:
            passed["no members"][iso3] += 1
            continue
        if (symbol, iso3) in seen:
            raise Unreadable(f"{path}: line {line}: {iso3} votes twice on {symbol}; leave one row of the two")
        seen.add((symbol, iso3))
        first, votes = found.setdefault(symbol, (date, np.full(len(places), AWAY)))
        if date != first:
            raise Unreadable(f"{path}: line {line}: {symbol} has two dates, {first} and {date}")
        votes[places[iso3]] = CODES[vote]
    calls = [RollCall(by_symbol[symbol], date, votes) for symbol, (date, votes) in found.items()]
    warnings = [
        f"{sum(counts.values())} rows passed over, {why}: {some(sorted(counts))}"
        for why, counts in passed.items()
        if counts
    ]
    return sorted(calls, key=lambda call: (call.date, call.symbol)), warnings


def _date(path: Path, line: int, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Unreadable(f"{path}: line {line}: date {clipped(text)!r} is no date such as 2018-12-05") from None
