"""The informal consultations: which wordings moved, by whom and why, and the deals behind it."""

from collections.abc import Iterable

import numpy as np

from demarche.sim.session import Moment
from demarche.sim.terms import ABSENT, NONE, Ints, Item, Stage, Status, Verb
from demarche.ui.story.parts import Line, Section, Tone
from demarche.ui.words import Words, clip, counted

ROUND = (Stage.FLOOR, Stage.ANSWERS, Stage.LETTERS, Stage.PEN)
MOVES, DEALS = 6, 3


def informals(words: Words, moments: list[Moment]) -> Section | None:
    """Round by round, but only the rounds in which the text moved."""
    held = [m for m in moments if m.tick.stage in ROUND]
    if not held:
        return None
    done = {verb: sum(int((m.tick.act[:, 0] == verb).sum()) for m in held) for verb in Verb}
    rounds = sum(m.tick.stage == Stage.PEN for m in held)
    lines = [
        Line(
            f"{counted(rounds, 'round')}, {counted(done[Verb.PROPOSE], 'wording')} proposed, "
            f"{counted(done[Verb.OFFER], 'deal')} offered, {done[Verb.ACCEPT]} struck."
        )
    ]
    moves = [move for moment in held for move in text_moves(words, moment)]
    told = [line for move in moves[:MOVES] for line in move]
    lines += told or [Line("No wording moved: the texts are as their pen-holders brought them.")]
    if len(moves) > MOVES:
        more = f"… and {counted(len(moves) - MOVES, 'more move')}; the texts at the end show them."
        lines.append(Line(more, Tone.QUIET))
    return Section("Informal consultations", (*lines, *deals(words, held)))


def text_moves(words: Words, moment: Moment) -> Iterable[list[Line]]:
    """The wordings that one tick changed: whose doing it was, from what to what, and the reason."""
    for draft, clause in moved(moment):
        new = int(moment.after.wording[0, draft, clause])
        whose = doing(words, moment, draft, clause, new)
        yield [Line(f"{change(words, moment, draft, clause)} ({whose})."), *reason(words, moment, draft, clause, new)]


def moved(moment: Moment) -> list[tuple[int, int]]:
    """The drafts and clauses whose wording one tick of informals changed."""
    before, after = moment.before, moment.after
    changed = (before.wording[0] != after.wording[0]) & (before.status[0] == Status.OPEN)[:, None]
    return [(draft, clause) for draft, clause in np.argwhere(changed).tolist()]


def change(words: Words, moment: Moment, draft: int, clause: int) -> str:
    """From what to what a wording was moved, in which round."""
    old, new = (int(r.wording[0, draft, clause]) for r in (moment.before, moment.after))
    where = f"Round {int(moment.before.round[0]) + 1}, {words.draft(draft)}, {words.clause(clause)}"
    was = "Silence" if old == ABSENT else f"“{clip(words.wording(clause, old), 28)}”"
    became = "silence: the clause is left out" if new == ABSENT else f"“{clip(words.wording(clause, new), 44)}”"
    return f"{where}: {was} becomes {became}"


def doing(words: Words, moment: Moment, draft: int, clause: int, new: int) -> str:
    """By whom a wording was moved: the pen-holder by itself, or in a deal."""
    pen = int(words.rules.pen[draft])
    for giver, taker, gives, asks in accepted(moment):
        for mine, other, theirs in ((gives, taker, asks), (asks, giver, gives)):
            if mine == (draft, clause, new) and pen in (giver, taker) and pen != other:
                got = words.terms(other, *theirs)
                return f"{words.state(pen)}, in a deal with {words.state(other)} for {got}"
    return f"{words.state(pen)}, of its own accord"


def reason(words: Words, moment: Moment, draft: int, clause: int, new: int) -> Iterable[Line]:
    """Who had asked for what a pen-holder took in by itself, and why it did."""
    pen = int(words.rules.pen[draft])
    if moment.tick.stage == Stage.PEN:
        asked = asked_for(moment, draft, clause, new)
        if asked:
            yield Line(f"Asked for by {words.states(asked, 5)}.", indent=1)
        if moment.why(pen):
            yield Line(f"Why: {moment.why(pen)}", Tone.QUIET, indent=1)


def asked_for(moment: Moment, draft: int, clause: int, new: int) -> list[int]:
    """Who had proposed a wording."""
    return list(np.flatnonzero(moment.before.proposal[0, :, draft, clause] == new).tolist())


def deals(words: Words, held: list[Moment]) -> list[Line]:
    """The deals struck beside those that moved a text; they were private to the two, and the heading says so."""
    struck = [(rank_of(words, *deal), deal) for moment in held for deal in accepted(moment)]
    if not struck:
        return []
    others = [deal for rank, deal in sorted(struck, key=lambda item: item[0]) if rank]
    which = "Deals, above and here," if len(others) < len(struck) else "Deals"
    lines = [Line(f"{which} were known at the time only to the two who made them.", Tone.STRONG)]
    for giver, taker, gives, asks in others[:DEALS]:
        given, asked = words.terms(giver, *gives), words.terms(taker, *asks)
        lines.append(Line(f"{words.state(giver)} gives {words.state(taker)} {given}, for {asked}.", indent=1))
    more = len(others) - DEALS
    return lines + ([Line(f"… and {more} more.", Tone.QUIET, indent=1)] if more > 0 else [])


Side = tuple[int, int, int]
Deal = tuple[int, int, Side, Side]
"""Giver, taker, what is given and what is asked; a side is a draft, a clause and a wording."""


def accepted(moment: Moment) -> Iterable[Deal]:
    """The deals of one tick."""
    if moment.tick.stage != Stage.ANSWERS:
        return
    for taker in np.flatnonzero(moment.tick.act[:, 0] == Verb.ACCEPT).tolist():
        giver = int(moment.tick.act[taker, Item.PARTNER])
        yield giver, taker, *sides(moment.world.dealings.offer[0, giver])


def sides(terms: Ints) -> tuple[Side, Side]:
    """What an offer (8,) gives and what it asks."""
    gives = (int(terms[Item.DRAFT]), int(terms[Item.CLAUSE]), int(terms[Item.WORDING]))
    asks = (int(terms[Item.DRAFT2]), int(terms[Item.CLAUSE2]), int(terms[Item.WORDING2]))
    return gives, asks


def rank_of(words: Words, giver: int, taker: int, gives: Side, asks: Side) -> int:
    """0 where a deal binds a pen-holder's text, 1 where it binds a ballot, 2 elsewhere."""
    ranks = [2]
    for seat, (draft, clause, _) in ((giver, gives), (taker, asks)):
        if draft != NONE and clause != NONE and words.rules.pen[draft] == seat:
            ranks.append(0)
        elif draft != NONE and clause == NONE:
            ranks.append(1)
    return min(ranks)


def tabling(words: Words, moments: list[Moment]) -> Section | None:
    """Which texts were tabled or kept back, and who put their names to them."""
    lines = []
    for moment in moments:
        if moment.tick.stage != Stage.TABLING:
            continue
        for draft in np.flatnonzero(moment.before.status[0] != moment.after.status[0]).tolist():
            pen, was = int(words.rules.pen[draft]), moment.before.status[0, draft]
            does = "keeps back" if moment.after.status[0, draft] == Status.HELD else "tables"
            rival = " a rival text it had in its pocket," if was == Status.POCKET else ""
            lines.append(Line(f"{words.state(pen)} {does}{rival} {words.draft(draft)}."))
            if moment.why(pen):
                lines.append(Line(f"Why: {moment.why(pen)}", Tone.QUIET, indent=1))
    lines += [Line(text) for text in sponsors(words, moments)]
    return Section("The texts are tabled", tuple(lines)) if lines else None


def sponsors(words: Words, moments: list[Moment]) -> list[str]:
    """The sponsors of each draft that was tabled, where the body has sponsors."""
    closing = [m for m in moments if m.tick.stage == Stage.SPONSORS]
    if not closing:
        return []
    last = closing[-1].after
    lines = []
    for draft in [d for d in last.order[0].tolist() if d != NONE]:
        names = np.flatnonzero(last.sponsor[0, draft]).tolist()
        lines.append(f"{words.draft(draft)} has {counted(len(names), 'sponsor')}: {words.states(names, 10)}.")
    return lines
