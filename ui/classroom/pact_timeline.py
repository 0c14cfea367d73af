"""The quarters of a pact as everybody could see them: what each party delivered, and what was said of it in public."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from demarche.sim.conduct import MEASURES
from demarche.sim.session import Moment, Session
from demarche.sim.terms import Item, Stage, Verb
from demarche.ui.acts import PHRASES
from demarche.ui.words import Words

PUBLIC = (Verb.ACCUSE, Verb.SANCTION, Verb.DENOUNCE)


@dataclass(frozen=True, slots=True)
class Cell:
    """One party in one quarter: how many of its measures it delivered, of how many; what it did in public."""

    code: str
    delivered: int
    due: int
    public: tuple[str, ...]


def timeline(words: Words, session: Session) -> list[dict[str, Any]]:
    """Each quarter that has been played: its number, and a cell for each party to a pact. Only what everybody saw."""
    quarters: dict[int, dict[str, Cell]] = {}
    for moment in session.moments:
        number = int(moment.before.quarter[0]) + 1
        if moment.tick.stage == Stage.CONDUCT:
            cells = quarters.setdefault(number, {})
            for cell in delivered(words, moment):
                other = cells.get(cell.code, Cell(cell.code, 0, 0, ()))
                cells[cell.code] = Cell(cell.code, other.delivered + cell.delivered, other.due + cell.due, ())
        elif moment.tick.stage == Stage.RESPONSES:
            cells = quarters.setdefault(number, {})
            for code, said in answered(words, moment):
                before = cells.get(code, Cell(code, 0, 0, ()))
                cells[code] = Cell(code, before.delivered, before.due, (*before.public, said))
    return [
        {"quarter": number, "cells": [asdict(cell) for cell in cells.values()]} for number, cells in quarters.items()
    ]


def delivered(words: Words, moment: Moment) -> list[Cell]:
    """What each party to the pact of this tick delivered of what it promises."""
    before, after = moment.before, moment.after
    draft = int(before.turn[0])
    promised = words.rules.conduct.promises(after.wording)[0, draft]
    due = [measure for measure in range(len(MEASURES)) if promised[measure]]
    parties = (before.signed[0, draft] | words.rules.standing[draft]) & ~before.denounced[0, draft]
    return [
        Cell(
            code=words.rules.roster.names[seat],
            delivered=sum(int(after.delivered[0, draft, seat]) >> measure & 1 for measure in due),
            due=len(due),
            public=(),
        )
        for seat in np.flatnonzero(parties).tolist()
    ]


def answered(words: Words, moment: Moment) -> list[tuple[str, str]]:
    """Who accused, sanctioned or denounced in public, and whom."""
    act = moment.tick.act
    found = []
    for seat in np.flatnonzero(np.isin(act[:, Item.VERB], PUBLIC)).tolist():
        verb = Verb(int(act[seat, Item.VERB]))
        whom = "" if verb == Verb.DENOUNCE else f" {words.state(int(act[seat, Item.PARTNER]))}"
        found.append((words.rules.roster.names[seat], f"{PHRASES[verb].does}{whom}"))
    return found
