"""A pledge honoured, bent and broken: a seat that answers every temptation alike, and the rows made of it."""

import numpy as np
import pytest

from bench.agency_pacts import of_seat, table
from demarche.agents.answering import Answer, Answering
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.reference import seated
from demarche.scenarios.saves import open_session
from demarche.sim.formulas import PERCENT
from demarche.sim.levels import GENERAL, unpacked
from demarche.sim.orders import keeps_within, orders_of
from demarche.sim.secrets import BROADLY
from demarche.sim.terms import NONE, Item, Verb

SHORT = ("quarters=3", "rounds=0", "drafts.0.standing=['USA','RUS']")


@pytest.mark.parametrize("answer", Answer)
def test_a_seat_answers_every_temptation_alike(answer):
    made = game(load("us-russia", SHORT), 1)
    seat = made.rules.roster.names.index("RUS")
    session = open_session(made)
    session.seats = seated(made, seat, Answering(made.doctrine, answer))
    while not session.closed:
        session.advance(time_is_up=True)
    acts = np.stack([tick.act[seat] for tick in session.ticks])
    kept, ordered = (acts[acts[:, Item.VERB] == verb] for verb in (Verb.KEEP, Verb.OPERATE))
    assert len(kept) == 3
    keeps = answer != Answer.BREAK
    assert (unpacked(kept, GENERAL) == PERCENT * keeps).all()
    assert ((kept[:, Item.CLAUSE] >= BROADLY) == (answer == Answer.HONOUR)).all()
    assert ((kept[:, Item.CLAUSE] % BROADLY > 0) == keeps).all()
    assert bool(len(ordered)) == (answer != Answer.HONOUR)
    manner = orders_of(ordered)[1]
    assert (keeps_within(manner[manner != NONE]) == (answer == Answer.LOOPHOLE)).all()


def test_a_row_has_points_trust_namings_and_gain_of_each_answer():
    made = game(load("us-russia", SHORT), 1, range(2))
    row = of_seat(made, "us-russia", SHORT, made.rules.roster.names.index("RUS"), aimed=True)
    assert set(row.points) == set(row.trust) == set(row.named) == set(row.gain) == set(Answer)
    assert row.gain["break"] > row.gain["honour"]
    assert row.points[row.best] - min(row.points.values()) == row.spread
    assert "RUS" in table([row])
