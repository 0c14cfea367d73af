"""A pact of Brazil and India at the window: two people at one table propose, change and sign it by hand."""

import numpy as np
import pytest

from demarche.sim.terms import NONE, Status
from demarche.ui.desktop.choosing import at_table
from demarche.ui.desktop.room.screen import CommitteeRoom
from demarche.ui.play.table import Table
from tests.ui.hands import Hands

SETTINGS = ("quarters=3", "pact_slots=1", "rounds=0", "states.RUS.approaches=0", "settings.pledge_base=-20")


def choose(at):
    """Propose as Brazil, change as India, and agree as Brazil; else the last act, which is to pass where one may."""
    verbs = [act.verb for act in at.room.acts]
    wanted = {"BRA": ("invite", "agree"), "IND": ("counter",)}[at.room.me]
    return next((verbs.index(verb) for verb in wanted if verb in verbs), len(verbs) - 1)


@pytest.mark.slow
def test_a_pact_is_proposed_changed_and_signed_by_keys_alone():
    table = Table.new("gge-2017", 3, ("BRA", "IND"), settings=SETTINGS)
    hands, done = Hands(lambda desk: at_table(table, desk)), []
    try:
        for _ in range(900):
            if not isinstance(hands.screen, CommitteeRoom):
                hands.key("return")
                continue
            at = hands.screen
            record = table.session.world.record
            if record.status[0, -1] == Status.SIGNED or at.room.final:
                break
            if at.filling is None:
                done.append((at.room.me, at.room.acts[choose(at)].verb))
            hands.one_step(choose)
    finally:
        hands.close()
    names = table.session.rules.roster.names
    assert {names[s] for s in np.flatnonzero(record.signed[0, -1])} >= {"BRA"}
    assert ("BRA", "invite") in done
    assert record.template[0, 0] != NONE
