"""Doctrines in play: worlds of different ones in one batch, beside levels of play, pledge strategies and a study."""

from typing import Any

import numpy as np
import pytest

from demarche.agents.doctrine.levels import Farsighted
from demarche.agents.doctrine.national import NationalInterest
from demarche.agents.doctrine.profiles import DOCTRINES
from demarche.agents.named import Registry
from demarche.agents.registry import BEHAVIOURS, BY_DOCTRINE
from demarche.agents.strategies.registry import STRATEGIES, strategy
from demarche.scenarios.batch import play, tiles
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load
from demarche.scenarios.study.from_python import run
from demarche.scenarios.study.observe import observe
from demarche.sim.terms import Unreadable
from tests.doctrine.swap import SWAPS

WORLDS = 6
SETTINGS = {
    "own": [],
    "China's swapped": ["states.CHN.doctrine=cybersecurity"],
    "both restrained": ["doctrine=strategic-restraint"],
    "a number apart": ["doctrine=persistent-engagement", "settings.hit_back=0.5"],
}
QUICK = ["quarters=4", "rounds=2"]
WHOSE = ("own", "doctrine")


def made(name):
    return game(load("us-china-2015", [*QUICK, *SETTINGS[name]]), 1, range(WORLDS))


def end(of: Game):
    world = play(of).world
    return np.concatenate([world.record.rows(), world.secrets.rows()], axis=1)


def test_worlds_of_different_doctrines_are_one_batch_and_each_is_as_if_alone():
    games = [made(name) for name in SETTINGS]
    ((places, together),) = tiles(games, worlds=100)
    assert places.tolist() == list(range(WORLDS * len(games)))
    assert np.array_equal(end(together), np.concatenate([end(one) for one in games]))


def test_worlds_of_different_doctrines_differ():
    own, swapped = end(made("own")), end(made("China's swapped"))
    assert (own != swapped).any()


def test_a_level_of_play_and_a_pledge_strategy_are_combined_with_any_doctrine():
    settings = ["states.CHN.doctrine=small-state", "states.CHN.behaviour=farsighted", "states.CHN.strategy=grim"]
    usa, china = game(load("us-china-2015", [*QUICK, *settings]), 1).seats[:2]
    assert type(usa) is NationalInterest
    assert type(china) is Farsighted
    assert china.pledges is strategy("grim")
    assert DOCTRINES["small-state"].number("deliver") == 0
    place = list(DOCTRINES).index("small-state")
    assert china.doctrine.profile[0, 1] == place


@pytest.mark.parametrize("level", BY_DOCTRINE)
def test_every_level_of_play_can_be_given_to_a_seat(level):
    of = game(load("us-china-2015", ["quarters=1", "rounds=1", f"states.CHN.behaviour={level}"]), 1, range(2))
    assert type(of.seats[1]) is BEHAVIOURS[level].kind
    assert play(of).world.record.closed.all()


def test_worlds_of_other_behaviours_are_no_batch():
    other = game(load("us-china-2015", [*QUICK, "states.CHN.behaviour=obliging"]), 1, range(WORLDS))
    with pytest.raises(ValueError, match="behaviours"):
        Game.join([made("own"), other])


def test_a_doctrine_is_a_factor_of_a_study():
    points = [{"states.CHN.doctrine": name, "states.CHN.positions": whose} for name in DOCTRINES for whose in WHOSE]
    table = run(points, "us-china-2015", ["namings", "operations_within_1"], replicates=2, settings=QUICK)
    assert table.num_rows == 2 * len(points)
    assert set(table["states.CHN.doctrine"].to_pylist()) == set(DOCTRINES)
    assert not any(table["error"].to_pylist())


@pytest.mark.parametrize("value", ["cybersecurty", "grim"])
def test_a_factor_that_is_no_doctrine_is_refused_before_anything_is_played(value):
    with pytest.raises(Unreadable, match=f"there is no doctrine {value}"):
        run([{"states.CHN.doctrine": value}], "us-china-2015", ["namings"])


def test_proof_is_asked_for_before_a_state_is_named_and_not_before_it_is_talked_to():
    few, many = (
        observe(game(load("us-china-2015", [f"settings.proof={n}"]), 1, range(40)), ("namings", "protests"), (), None)[
            0
        ]
        for n in (1, 6)
    )
    assert many["namings"].sum() < 0.5 * few["namings"].sum()
    assert many["protests"].sum() >= few["protests"].sum()


def test_a_name_means_one_thing_in_all_registries_and_none_can_be_taken_twice():
    names = [name for registry in (BEHAVIOURS, DOCTRINES, STRATEGIES) for name in registry]
    assert len(names) == len(set(names))
    registries: list[Registry[Any]] = [BEHAVIOURS, DOCTRINES, STRATEGIES]
    for registry in registries:
        with pytest.raises(ValueError, match="already"):
            registry.add(DOCTRINES["non-aligned"])


def test_what_is_added_to_a_registry_is_found_by_its_name():
    one = strategy("grim")
    apart: Registry[Any] = Registry("toy", "toy")
    Registry.every.remove(apart)
    with pytest.raises(ValueError, match="grim"):
        apart.add(one)
    with pytest.raises(Unreadable, match="there is no toy grim; grim is a pledge strategy"):
        apart.named("grim")
    with pytest.raises(Unreadable, match="did you mean grim"):
        STRATEGIES.named("grimm")


@pytest.mark.slow
@pytest.mark.parametrize("swap", SWAPS, ids=lambda swap: f"{swap.scenario}, {swap.positions}")
def test_chinas_doctrine_swapped_moves_conduct_with_its_own_positions_and_votes_with_those_of_the_doctrine(swap):
    found = swap.effects()
    assert [name for name in swap.moves if not found[name].is_felt] == []
    assert [name for name in swap.still if found[name].difference != 0] == []


@pytest.mark.parametrize("name", DOCTRINES)
def test_levels_of_play_keep_their_order_whatever_the_doctrine(name):
    def ready(level):
        of = BEHAVIOURS[level].kind(game(load("us-china-2015", [f"doctrine={name}"]), 1).doctrine).doctrine
        return float(of.at(np.array([0]), np.array([0])).deliver[0])

    levels = [ready(level) for level in ("obliging", "national", "bargaining", "farsighted")]
    assert levels == sorted(levels, reverse=True)
    assert levels[1] == pytest.approx(DOCTRINES[name].number("deliver"))
