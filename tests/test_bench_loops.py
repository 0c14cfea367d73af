"""The Mesa loops of the benchmark follow the same rules: what is certain is equal, what is drawn is so on average."""

import ast
from dataclasses import replace
from pathlib import Path

import mesa
import numpy as np
import pytest

from bench import agreement, peers
from bench.mesa_loops import nature, quarters
from bench.mesa_loops.facts import facts, opened
from bench.mesa_loops.model import Aftermath
from demarche.agents.doctrine import restrain
from demarche.sim import engine
from demarche.sim.procedure.order import may
from demarche.sim.view import sight
from tests.fuzz import same_world
from tests.pacts_on_boards import expected as in_a_quarter

NAME = "dual-track-2018"


@pytest.fixture(scope="module")
def made():
    return opened(NAME, 1, 1)


@pytest.fixture
def loops():
    return Aftermath(NAME, quarters=1)


def test_the_loops_begin_with_those_who_are_bound(made, loops):
    game, world = made
    for number, pact in enumerate(loops.pacts):
        assert pact.parties == np.flatnonzero(world.record.signed[0, number]).tolist()
        assert len(pact.parties) > 10
    assert [round(1000 * x) for x in game.rules.conduct.trust[0, 7].tolist()] == loops.capitals[7].trust


def test_parties_hold_back_as_far_and_run_as_much(made, loops):
    game, world = made
    signed = np.zeros_like(world.record.signed)
    for number, pact in enumerate(loops.pacts):
        pact.parties = list(range(number * 20, 140 + number * 20, 2 + number))
        pact.members = set(pact.parties)
        pact.general = dict.fromkeys(pact.parties, 300 + 200 * number)
        signed[0, number, pact.parties] = True
    record = replace(world.record, signed=signed)
    held = np.where(signed, np.array([300, 500])[:, None], 0).astype(np.int16)
    bound = world.now(record, secrets=replace(world.secrets, restraint=held))

    rates = in_a_quarter(game.rules, bound)
    partners = quarters.partners_of(loops)
    for doer in (0, 20, 40, 107):
        expected = dict(nature.rates(loops, doer, loops.pacts, partners[doer]))
        ours = [expected.get(victim, 0.0) for victim in range(game.rules.seats)]
        np.testing.assert_allclose(ours, rates[doer], rtol=1e-3, atol=1e-6)

    seats = np.arange(game.rules.seats)
    view = sight(bound, game.briefs, may(game.rules, bound), np.zeros_like(seats), seats)
    for number, pact in enumerate(loops.pacts):
        among = np.array(pact.parties)
        of = restrain.pact_of(game.rules, view.take(among), np.full(len(among), number))
        plan = restrain.by_utility(game.rules, game.doctrine, view.take(among), of)
        given = dict.fromkeys(pact.parties, 0.0)
        levels = [quarters.restrain(loops.capitals[seat], pact, given)[0] for seat in pact.parties]
        np.testing.assert_allclose(levels, 1000 * plan.general, atol=1)


def test_batch_run_reports_what_demarche_is_measured_by():
    theirs = agreement.of_the_loops("tutorial", quarters=3, worlds=40)
    ours = agreement.of_demarche("tutorial", quarters=3, worlds=40)
    compared = agreement.compare(ours, theirs)
    assert {row.name for row in compared} == set(ours)
    assert np.array_equal(ours["due_1"] > 0, theirs["due_1"] > 0)


def test_every_peer_plays_the_same_slice_to_its_end():
    made, world = opened("tutorial", 3, 4)
    ends = [peers.to_the_end(made, peers.own(world), by) for by in (engine.NUMPY, engine.NUMBA) if peers.usable(by)]
    assert ends[0].record.closed.all()
    for end in ends[1:]:
        same_world(ends[0], end)
    assert (world.record.quarter == 0).all()


def test_loops_that_follow_another_rule_do_not_agree():
    rng = np.random.default_rng(0)
    ours = {"operations": rng.normal(100, 5, 200), "signals": rng.normal(9, 2, 200)}
    theirs = {"operations": rng.normal(104, 5, 200), "signals": rng.normal(9, 2, 200)}
    assert [row.agrees for row in agreement.compare(ours, theirs)] == [False, True]


def test_the_correction_is_holms():
    # The least of three counts thrice, the next twice, and none less than the one before it.
    assert agreement.holm_corrected(np.array([0.03, 0.01, 0.04])).tolist() == pytest.approx([0.06, 0.03, 0.06])


@pytest.mark.parametrize(("name", "settings"), [("us-china-2015", 2), ("gge-2017", 0)])
def test_a_scenario_that_needs_what_the_loops_leave_out_is_refused(name, settings):
    with pytest.raises(ValueError, match=name):
        opened(name, settings, 60)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_what_is_drawn_agrees_in_distribution():
    worlds = 120
    rows = agreement.compare(agreement.of_demarche(NAME, 4, worlds), agreement.of_the_loops(NAME, 4, worlds))
    assert [row.name for row in rows if not row.agrees] == []


def test_mesa_collects_every_step():
    model = Aftermath("tutorial", quarters=2)
    while model.running:
        model.step()
    table = model.datacollector.get_model_vars_dataframe()
    assert isinstance(model, mesa.Model)
    assert len(table) == model.steps == facts("tutorial", 2).quarters
    assert len(table["operations"].iloc[-1]) == 2


def test_the_loops_are_few_enough_to_follow_every_rule_change_and_call_no_rule():
    files = list((Path(peers.__file__).parent / "mesa_loops").glob("*.py"))
    assert sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files) <= 600
    for file in files:
        if file.name != "facts.py":  # which reads what Démarche has compiled and played
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("demarche"):
                    assert (node.module, [alias.name for alias in node.names]) == ("demarche.sim.conduct", ["MEASURES"])
