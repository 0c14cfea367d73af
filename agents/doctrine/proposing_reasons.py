"""Why a capital proposes a pact or answers one as it does, in words."""

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.proposing import PLEDGE, ready
from demarche.agents.doctrine.worth import whole_worth
from demarche.sim.proposal import basis
from demarche.sim.rows import look_up
from demarche.sim.rules import Rules
from demarche.sim.terms import Ints, Item
from demarche.sim.view import View

Words = list[str]


def of_invitation(rules: Rules, doctrine: Doctrine, view: View, act: Ints) -> Words:
    """Of a proposal: that it looks for partners, or wants theft to stop."""
    yearly, template = look_up(rules.conduct.approach, view.world, view.seat), basis(act).template
    told = []
    for row in range(view.asks):
        name = rules.roster.titles[int(act[row, Item.PARTNER])]
        pledge = rules.templates[int(template[row])] == PLEDGE if template[row] >= 0 else False
        if pledge:
            told.append(f"{name} is reported to steal trade secrets from it")
        else:
            told.append(
                f"looks for {float(yearly[row]):g} partners a year, and {name} is among the likeliest by likeness, "
                "ties and size"
            )
    return told


def of_reply(rules: Rules, doctrine: Doctrine, view: View, act: Ints) -> Words:
    """Of an answer to a proposed pact: the worth of the text, and how ready it is to bind itself to these parties."""
    offer = view.on_offer
    value = whole_worth(rules, doctrine.own_minds(view), offer.text)
    chance = ready(rules, doctrine, view, offer.parties)
    return [
        f"the text on offer is worth {v:+.2f} utils to it; ready to bind itself to these parties with chance {p:.2f}"
        for v, p in zip(np.asarray(value), chance, strict=True)
    ]
