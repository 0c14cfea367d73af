"""The network of proposed pacts beside the real one: who is a partner, and how well a ranking tells."""

import numpy as np
import pytest

from demarche.scenarios.compile import game
from demarche.scenarios.load import load, names, without_committee
from demarche.scenarios.network import AGREEMENT, ASSUMED, PLEDGE, area, ranking, real_partners
from demarche.scenarios.proposals import HUBS
from demarche.scenarios.saves import open_session
from demarche.sim.terms import ABSENT, Stage, Status
from demarche.ui.cli import main


def test_the_real_partners_are_those_dated_confirmed_and_bilateral():
    assert real_partners("CHN", PLEDGE) == ("USA", "GBR", "DEU", "AUS", "CAN")
    russia = real_partners("RUS", AGREEMENT)
    assert russia[:3] == ("BRA", "BLR", "CUB")
    assert {"ARM", "KGZ", "USA"}.isdisjoint(russia), "not dated, or of another kind"


def test_an_area_is_the_chance_of_being_ranked_above_and_ties_count_half():
    positive = np.array([True, False, False, True])
    assert area(np.array([3.0, 1, 2, 4]), positive) == 1
    assert area(np.array([1.0, 2, 3, 0]), positive) == 0
    assert area(np.zeros(4), positive) == 0.5
    assert area(np.array([2.0, 1, 2, 2]), positive) == 0.75


def test_partners_are_ranked_by_the_share_of_worlds_that_signed_with_them():
    made = game(load("world-2009-2025", ["quarters=1", "rates_by_year=false"]), 1, range(2))
    rules, record = made.rules, open_session(made.take(slice(1))).world.record.take(np.zeros(2, int))
    place, slot = rules.roster.names.index, rules.texts
    signed, wording = record.signed.copy(), record.wording.copy()
    clause = rules.book.names.index
    for world, partner in ((0, "USA"), (1, "USA"), (0, "DEU")):
        at = slot + (partner == "DEU")
        signed[world, at, [place("CHN"), place(partner)]] = True
        wording[world, at] = ABSENT
        wording[world, at, clause("IPT")] = 1
    signed[1, slot + 2, [place("RUS"), place("BRA")]] = True
    record = record.but(np.ones(2, bool), signed=signed, wording=wording)
    china, russia = (ranking([(rules, record)], state) for state in ("CHN", "RUS"))
    assert china.ranked[:2] == (("USA", 1.0), ("DEU", 0.5))
    assert (china.played, russia.played) == (1.5, 0.5)
    assert russia.ranked[0] == ("BRA", 0.5)
    assert china.model > 0.5


def test_what_the_hubs_assume_is_said_with_their_numbers():
    assert all(f"{hub} approaches {number:g} partners a year" in ASSUMED for hub, number in HUBS.items())


def test_a_world_without_a_committee_opens_on_its_quarters_and_is_no_scenario_of_a_session():
    assert without_committee() == ["world-2009-2025"]
    assert "world-2009-2025" not in names()
    session = open_session(game(load("world-2009-2025", ["quarters=1", "rates_by_year=false"]), 1))
    asked = set()
    while session.world.record.quarter[0] < 0:
        asked |= set(session.asked())
        assert session.stage != Stage.STATEMENTS
        session.advance(time_is_up=True)
    assert not asked
    assert session.world.record.status[0, 0] == Status.SIGNED
    assert session.world.record.in_force[0, 0]


@pytest.mark.parametrize(
    "words",
    [["--network", "0"], ["--network", "many"], ["--frozen"], ["--network", "2", "--quarters"],
     ["--network", "2", "--votes", "v.csv"]],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_refused_in_one_line(words, capsys):
    assert main(["backtest", *words]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
