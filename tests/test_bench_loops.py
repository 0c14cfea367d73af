"""The Mesa loops of the benchmark follow the same rules: what is certain is equal, what is drawn is so on average."""

import ast
from dataclasses import replace
from pathlib import Path

import mesa
import numpy as np
import pytest

from bench import agreement, peers
from bench.mesa_loops.facts import facts, opened
from bench.mesa_loops.model import Aftermath
from demarche.sim import engine
from demarche.sim.aftermath.bonds import share_at_large
from tests.fuzz import same_world
from tests.pacts_on_boards import expected as in_a_quarter

NAME = "dual-track-2018"


@pytest.fixture
def made():
    return opened("tutorial", 3, 1)


@pytest.fixture
def loops():
    return Aftermath("tutorial", quarters=3)


def test_the_loops_begin_with_what_everybody_runs_finds_and_expects(made, loops):
    game, world = made
    ours = in_a_quarter(game.rules, world)
    np.testing.assert_allclose([capital.expected({}) for capital in loops.capitals], ours, rtol=3e-6)
    victims = [capital.country for capital in loops.capitals]
    np.testing.assert_allclose([victim.alarm for victim in victims], game.rules.ground.alarm[0].T, rtol=1e-6)
    np.testing.assert_allclose([victim.expected for victim in victims], game.rules.conduct.expected[0].T, rtol=1e-6)


def test_votes_for_a_resolution_take_as_much_from_operations():
    game, world = opened("dual-track-2018", 1, 1)
    assert (share_at_large(game.rules, world) < game.rules.conduct.share).any()
    doers = Aftermath("dual-track-2018", quarters=1).capitals
    np.testing.assert_allclose([doer.expected({}) for doer in doers], in_a_quarter(game.rules, world), rtol=3e-6)


def test_threats_and_retaliation_change_as_much_of_what_is_run(made, loops):
    game, world = made
    threat, renewed, about = np.zeros((3, *world.record.threat.shape), np.int16)
    avenges, quarter = np.zeros_like(world.secrets.avenges), 9
    for by, against, weight, since, kinds in (
        (0, 1, 0.6, 9, 13),
        (2, 1, 0.3, 4, 5),
        (1, 0, 1.0, 0, 15),
        (4, 3, 1.0, -40, 15),
    ):
        at = (0, by, against)
        threat[at], renewed[at], about[at] = 1000 * weight, since, kinds
        loops.quarter = since
        loops.capitals[by].threaten(against, weight, kinds)
    for doer, victim in ((1, 0), (3, 4)):
        avenges[0, doer, victim] = 1
        loops.capitals[doer].avenges.add(victim)
    loops.quarter = quarter
    record = replace(world.record, threat=threat, renewed=renewed, about=about, quarter=np.array([quarter]))
    ours = in_a_quarter(game.rules, world.now(record, secrets=replace(world.secrets, avenges=avenges)))
    theirs = [capital.expected(capital.held_back()) for capital in loops.capitals]
    np.testing.assert_allclose(theirs, ours, rtol=3e-6)
    assert ours[1, 0] < 1.5 * game.rules.ground.rate[0, 1, 0]


def test_a_threat_fades_until_it_is_renewed_and_a_weaker_one_does_not_replace_it(loops):
    capital, fade = loops.capitals[0], loops.facts.q.fade
    capital.threaten(1, 0.6, 13)
    loops.quarter = 2
    capital.threaten(1, 0.3, 5)
    assert capital.threats[1].now(3, fade) == pytest.approx(0.6 * (1 - fade) ** 3)
    assert capital.threats[1].kinds == 13
    loops.quarter = 20
    capital.threaten(1, 0.3, 5)
    assert capital.threats[1].now(20, fade) == 0.3
    assert capital.threats[1].now(60, fade) == 0


def test_batch_run_reports_what_demarche_is_measured_by():
    theirs = agreement.of_the_loops("tutorial", quarters=3, worlds=40)
    ours = agreement.of_demarche("tutorial", quarters=3, worlds=40)
    compared = agreement.compare(ours, theirs)
    assert {row.name for row in compared} == set(ours)
    assert all((measures["operations"] > 0).all() for measures in (ours, theirs))


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


@pytest.mark.parametrize(
    ("name", "quarters", "fault"), [("us-china-2015", 2, "has one"), ("us-china-2015", 0, "has none")]
)
def test_a_scenario_that_needs_what_the_loops_leave_out_is_refused(name, quarters, fault):
    with pytest.raises(ValueError, match=f"{name}: .* {fault}"):
        opened(name, quarters, 2)


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
    assert sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files) <= 450
    for file in files:
        if file.name != "facts.py":  # which reads what Démarche has compiled and played
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                assert not any(module.startswith("demarche") for module in modules)
