"""The whip count of a pact before it is proposed: who of those invited would sign, by what is published of them."""

import numpy as np

from demarche.agents.doctrine.proposing import signatures
from demarche.scenarios.compile import Game
from demarche.sim.notation import read
from demarche.sim.session import Session
from demarche.sim.terms import Item, Unreadable, Verb
from demarche.ui.seat.opportunities import in_ten
from demarche.ui.words import Words

LIKELY, UNLIKELY = 0.6, 0.3
"""From which chance a state counts as likely to sign, and below which as unlikely.  Chosen."""
NAMED = 6


def whip_count(game: Game, session: Session, seat: int, notation: str) -> str:
    """Who would sign the pact that an act in notation proposes, in a few sentences; nothing of any other act."""
    try:
        act = read(session.rules, notation)
    except Unreadable:
        return ""
    if act[Item.VERB] != Verb.INVITE:
        return ""
    words = Words(game)
    who, chance = signatures(session.rules, game.doctrine, session.view(seat), act)
    if not who.size:
        return "Nobody is invited."
    order = np.argsort(-chance, kind="stable")
    groups = {
        "likely": [int(who[i]) for i in order if chance[i] >= LIKELY],
        "open": [int(who[i]) for i in order if UNLIKELY <= chance[i] < LIKELY],
        "unlikely": [int(who[i]) for i in order if chance[i] < UNLIKELY],
    }
    told = [f"{name}: {words.states(seats, NAMED)}" for name, seats in groups.items() if seats]
    by_group = "; ".join(told)
    some = 1 - float(np.prod(1 - chance))
    return (
        f"Whip count of signatures, by what is published (judged). {by_group[:1].upper()}{by_group[1:]}. At least one "
        f"signs with a chance of {in_ten(some)}; to be expected: {float(chance.sum()):.1f} of {len(who)}."
    )
