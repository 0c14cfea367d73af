"""Briefing cards: that of any seat, written or derived.

A scenario writes cards for the seats most would take.  For any other seat three goals, a red line and a thing to trade
are derived from its published position: the same everywhere, whatever the seed, and judged as the position is.
"""

import numpy as np

from demarche.agents.doctrine.vote import room
from demarche.scenarios.compile import Game
from demarche.scenarios.schema import Card, Goal
from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, Decision, Floats, Role

WISHED = 2
"""Wordings that a derived card asks for."""


def card_for(game: Game, seat: int) -> Card:
    """The card of a seat: that of the scenario, or one derived from what is published of the state."""
    code = game.rules.roster.names[seat]
    return next((card for card in game.scenario.cards if card.seat == code), None) or derived(game, seat)


def is_derived(game: Game, seat: int) -> bool:
    """Whether the scenario has no card for that seat."""
    return all(card.seat != game.rules.roster.names[seat] for card in game.scenario.cards)


def derived(game: Game, seat: int) -> Card:
    """Goals from the draft that matters most to the seat, the rest from its position on clauses. Judged."""
    rules = game.rules
    draft, wants = at_heart(game, seat)
    stake = stakes(rules, seat, draft)
    first, second = (wish(game, seat, draft, int(clause), wants=wants) for clause in stake[:WISHED])
    return Card(
        seat=rules.roster.names[seat],
        summary=summary(game, seat, draft, wants=wants),
        goals=(whole(game, draft, wants=wants), first, second),
        red_line=red_line(game, seat, stake),
        trade=rules.book.names[int(stake[-1])],
    )


def at_heart(game: Game, seat: int) -> tuple[int, bool]:
    """The draft that a seat is expected to feel most strongly about, and whether it wants it: its own pen always.

    What is in another's pocket it has not seen, and a pact in force is not on the agenda.
    """
    rules, texts = game.rules, slice(game.rules.texts)
    own = rules.pen[texts] == seat
    eta = leanings(game)[:, seat]
    open_to_it = (~rules.pocket[texts] | own) & ~rules.standing[texts].any(axis=1)
    felt = np.where(open_to_it | ~open_to_it.any(), np.abs(eta), -1)
    draft = int(felt.argmax())
    return draft, bool(eta[draft] > 0 or own[draft])


def summary(game: Game, seat: int, draft: int, *, wants: bool) -> str:
    """What the seat is told first, and that its card is derived."""
    symbol, title = game.scenario.drafts[draft].id, game.scenario.drafts[draft].title
    if game.rules.roster.role[seat] == Role.THIRD_STATE:
        told = f"You have no part in drafting {symbol}, and act in the quarters after it"
    elif game.rules.roster.role[seat] != Role.MEMBER:
        told = f"You have no vote, and speak and propose on {symbol}"
    elif game.rules.pen[draft] == seat:
        told = f"You hold the pen of {symbol}"
    else:
        told = f"By what is published you lean {'for' if wants else 'against'} {symbol}"
    return f"{told}: {title}. This card is derived from the published position of the state, and judged."


def whole(game: Game, draft: int, *, wants: bool) -> Goal:
    """That the text comes about, or that it does not."""
    signed = game.rules.decision == Decision.UNANIMITY
    symbol, noun, verb = (game.scenario.drafts[draft].id, *(("agreement", "signed") if signed else ("text", "adopted")))
    text = f"The {noun} {symbol} is {'' if wants else 'not '}{verb}"
    return Goal(text=text, kind="adopted" if wants else "not-adopted", draft=symbol)


def leanings(game: Game) -> Floats:
    """How everybody is expected to lean on each draft of the scenario as it opens, (texts, S) logits."""
    drafts = np.arange(game.rules.texts)
    return room(game.rules, game.doctrine, np.zeros_like(drafts), game.rules.opened[drafts], drafts)


def stakes(rules: Rules, seat: int, draft: int) -> np.ndarray:
    """Clauses of a draft by what they matter to the seat, the most first. All clauses where it has fewer than three."""
    mass = rules.book.mass[0] * rules.roster.weight[0, seat]
    there = np.flatnonzero(rules.opened[draft] != ABSENT)
    if len(there) <= WISHED:
        there = np.arange(rules.book.clauses)
    return np.asarray(there[np.argsort(-mass[there], kind="stable")])


def wish(game: Game, seat: int, draft: int, clause: int, *, wants: bool) -> Goal:
    """The wording nearest to the seat's own position, or one that lies further the same way."""
    rules, book = game.rules, game.rules.book
    ideal = float(rules.roster.ideal[0, seat, clause])
    position = np.where(book.exists[clause], book.position[0, clause], np.inf)
    best = int(np.abs(position - ideal).argmin())
    opened = int(rules.opened[draft, clause])
    stands = float(position[opened]) if opened != ABSENT else float(book.fallback[0, clause])
    text = game.clauses[clause].wordings[best].text
    upward = float(position[best]) > stands or (best == opened and ideal >= 0)
    bound = round(float(position[best]), 3)
    prefix = "" if wants else "If it passes, "
    asks = "stays" if best == opened else "becomes"
    title = game.clauses[clause].title
    return Goal(
        text=f"{prefix}{title} {asks} “{text}”, or goes further",
        kind="wording",
        draft=game.scenario.drafts[draft].id,
        clause=book.names[clause],
        at_least=bound if upward else None,
        at_most=None if upward else bound,
    )


def red_line(game: Game, seat: int, stake: np.ndarray) -> str:
    """A wording that the state is known not to accept; else the one furthest from it where most is at stake."""
    book, roster = game.rules.book, game.rules.roster
    gap = np.abs(book.position[0] - roster.ideal[0, seat][:, None])
    cost = np.where(book.exists, gap * (book.mass[0] * roster.weight[0, seat])[:, None], -1)
    known = roster.red[seat, :, :-1] & book.exists
    among = known if known.any() else np.isin(np.arange(book.clauses), stake)[:, None] & book.exists
    clause, wording = np.unravel_index(np.where(among, cost, -1).argmax(), cost.shape)
    return game.clauses[int(clause)].wordings[int(wording)].id
