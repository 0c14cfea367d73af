"""Which seats a class is given, in which order: no two cards alike for as long as there are others."""

from collections.abc import Hashable

import numpy as np

from demarche.scenarios.cards import card_for
from demarche.scenarios.compile import Game


def in_order(game: Game) -> list[str]:
    """Seat codes in the order they are worth taking: written cards, pens, large delegations; third states last.

    A seat whose card asks for the same as that of a seat before it comes after all those whose cards differ.
    """
    rules, scenario = game.rules, game.scenario
    first = [card.seat for card in scenario.cards] + [draft.pen_holder for draft in scenario.drafts]
    by_size = np.lexsort((-rules.roster.capacity, ~rules.delegations))
    order = list(dict.fromkeys([*first, *(rules.roster.names[place] for place in by_size)]))
    place = {code: number for number, code in enumerate(rules.roster.names)}
    active = [code for code in order if rules.delegations[place[code]]]
    seen, new, again = set[Hashable](), list[str](), list[str]()
    for code in active:
        asked = asks(game, place[code])
        (again if asked in seen else new).append(code)
        seen.add(asked)
    return [*new, *again, *(code for code in order if not rules.delegations[place[code]])]


def asks(game: Game, seat: int) -> Hashable:
    """What a card asks for: two cards are alike where this is equal, whatever their words."""
    card = card_for(game, seat)
    goals = frozenset(tuple(one.model_dump(exclude={"text"}).items()) for one in card.goals)
    return goals, card.red_line, card.trade
