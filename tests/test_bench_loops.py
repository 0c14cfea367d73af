"""The Mesa loops of the benchmark follow the same rules: what is certain is equal, what is drawn is so on average."""

import ast
from dataclasses import replace
from pathlib import Path
from random import Random
from types import SimpleNamespace

import mesa
import numpy as np
import pytest
from scipy.stats import ks_2samp

from bench import agreement, peers
from bench.mesa_loops import chances
from bench.mesa_loops.facts import facts, opened
from bench.mesa_loops.model import Aftermath
from demarche.sim import engine, spread
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
        (5, 3, 1.0, 9, 15),
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


def test_what_is_sure_to_be_found_and_named_is_found_and_named(loops):
    doer, victim = loops.capitals[:2]
    doer.country = replace(doer.country, known=[1.0] * 7)
    victim.country = replace(victim.country, detection=1.0, ever=1.0)
    victim.q = SimpleNamespace(**{**vars(loops.facts.q), "published": 1.0, "name_at_once": 0.0, "name_hazard": 1.0})
    victim.find(doer, 5)
    assert (victim.signals[0], victim.waiting[0], victim.ready[0], victim.unread) == (5, 5, 0, 0)
    assert not victim.authors
    victim.name_later()
    assert (victim.waiting[0], victim.ready[0]) == (0, 5)
    doer.country = replace(doer.country, known=[0.0] * 7)
    victim.find(doer, 4)
    assert (victim.signals[0], victim.unread, victim.authors) == (5, 4, {0})
    victim.find(doer, 3)
    assert victim.unread == 7


def test_nothing_is_named_at_once_that_is_never_named(loops):
    doer, victim = loops.capitals[:2]
    doer.country = replace(doer.country, known=[1.0] * 7)
    victim.country = replace(victim.country, detection=1.0, ever=0.0)
    victim.q = SimpleNamespace(**{**vars(loops.facts.q), "published": 1.0, "name_at_once": 1.0})
    victim.find(doer, 5)
    assert (loops.counts["reported"], victim.waiting[0], victim.ready[0]) == (5, 0, 0)


def test_signals_and_orders_to_retaliate_are_of_one_quarter(loops):
    for capital in loops.capitals:
        capital.country = replace(capital.country, rates=[0.0] * 7, unread=0.0)
        capital.signals[0], capital.unread, capital.avenges = 7, 50, {1}
    loops.step()
    assert not any(capital.signals or capital.unread or capital.avenges for capital in loops.capitals)
    assert loops.operations == [0]


def test_worlds_differ_from_the_rates_as_far_as_they_do_in_demarche():
    chance, draws = Random(1), 20_000
    for ours, table in (
        ([chances.of_dyad(1, chance) for _ in range(draws)], spread.DYADS),
        ([chances.of_level(1, spread.LEVEL_SD, chance) for _ in range(draws)], spread.LEVELS),
    ):
        # Five standard errors of the distribution function.
        assert ks_2samp(ours, table, method="asymp").statistic < 5 * 0.5 * (1 / draws + 1 / len(table)) ** 0.5
    assert {chances.of_dyad(0, chance), chances.of_level(0, spread.LEVEL_SD, chance)} == {1}


@pytest.mark.parametrize(("author", "name"), [(True, "right"), (False, "wrong")])
def test_what_cannot_be_read_is_laid_at_the_door_of_whoever_is_expected_to_have_run_it(loops, author, name):
    victim = loops.capitals[1]
    victim.country = replace(victim.country, expected=[0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0])
    victim.unread = 1000
    victim.authors = {2} if author else {0}
    victim.blame()
    assert dict(victim.signals) == {2: 1}
    assert loops.counts[name] == 1


@pytest.mark.parametrize(
    ("settings", "answer"),
    [
        ({"indict": 1.0}, {"accusations": 1, "indictments": 1}),
        ({"indict": 0.0, "state_publicly": 1.0}, {"accusations": 1, "statements": 1}),
        ({"use_sanction": 1.0}, {"sanctions": 1}),
        ({"proof": 3.0, "hit_back": 1e9, "protest": 1.0}, {"retaliations": 1}),
        ({"speak_out": 0.0, "hit_back": 0.0, "protest": 1.0}, {"protests": 1}),
        ({"speak_out": 0.0, "hit_back": 0.0, "protest": 0.0}, {}),
    ],
)
def test_a_capital_answers_the_state_that_it_can_name_for_most(loops, settings, answer):
    capital, before = loops.capitals[0], {"use_sanction": 0.0, "speak_out": 1.0, "proof": 1.0}
    p = SimpleNamespace(**{**vars(capital.country.p), **before, **settings})
    capital.country = replace(capital.country, p=p, offence=1.0)
    capital.signals[1], capital.ready[1], capital.ready[3], capital.ready[2], capital.waiting[2] = 9, 1, 2, 2, 4
    capital.threaten(2, 0.1, 1)
    capital.respond([0.5] * 4)
    assert dict(loops.counts) == answer
    named = "accusations" in answer or "sanctions" in answer
    assert (capital.ready[2], capital.waiting[2], capital.ready[3]) == ((0, 0, 2) if named else (2, 4, 2))
    weight = 0.6 if "sanctions" in answer else 0.3 if "indictments" in answer else 0.1
    assert capital.threats[2].now(0, 0) == pytest.approx(weight)
    assert capital.avenges == ({2} if "retaliations" in answer else set())


def test_sanctions_are_used_once_on_each(loops):
    capital = loops.capitals[0]
    capital.country = replace(capital.country, p=SimpleNamespace(**{**vars(capital.country.p), "use_sanction": 1.0}))
    capital.threaten(2, 0.1, 1)
    for _ in range(2):
        capital.name(2, [0.5] * 4)
    assert (loops.counts["sanctions"], loops.counts["accusations"]) == (1, 1)


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
