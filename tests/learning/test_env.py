"""Environments: they pass the checkers of Gymnasium and PettingZoo, and with the doctrine's choices are its worlds."""

import warnings

import numpy as np
import pytest

pytest.importorskip("pettingzoo", reason="PettingZoo is not installed: pip install 'demarche[env]'")
pytest.importorskip("gymnasium", reason="Gymnasium is not installed: pip install 'demarche[env]'")

from gymnasium.utils.env_checker import check_env

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its checkers import an environment of its own that it has deprecated
    from pettingzoo.test import api_test, parallel_api_test, parallel_seed_test, seed_test

import demarche as dm
from demarche.env import AecEnv, Choice, ParallelTableEnv, SeatEnv, Worlds, names_of_numbers
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.session import run
from demarche.sim.terms import Status

SHORT = {"quarters": 3, "rounds": 1}


@pytest.fixture(autouse=True)
def quiet():
    """The checkers warn of matters of taste, such as how an agent is called."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def test_one_seat_passes_the_checker_of_gymnasium():
    check_env(SeatEnv("pact-2015", "RUS", settings=SHORT), skip_render_check=True)


@pytest.mark.parametrize("scenario", ["pact-2015", "tutorial"])
def test_several_seats_pass_the_checkers_of_pettingzoo(scenario):
    settings = SHORT if scenario == "pact-2015" else {}
    api_test(AecEnv(scenario, settings=settings), num_cycles=200)
    parallel_api_test(ParallelTableEnv(scenario, settings=settings), num_cycles=200)


def test_a_seed_makes_an_environment_again():
    seed_test(lambda: AecEnv("pact-2015", settings=SHORT), num_cycles=60)
    parallel_seed_test(lambda: ParallelTableEnv("pact-2015", settings=SHORT), num_cycles=60)


@pytest.mark.parametrize(("scenario", "seats"), [("pact-2015", ["RUS", "CHN"]), ("tutorial", ["AVA", "DOR", "GOR"])])
@pytest.mark.parametrize("by", ["numpy", "numba"])
def test_with_the_choices_of_the_doctrine_a_world_is_that_of_a_batch(scenario, seats, by):
    if by == "numba":
        pytest.importorskip("numba")
    worlds = Worlds(load(scenario, SHORT), seats, by=by)
    asked = worlds.open(3, range(12))
    while len(asked.world):
        asked = worlds.go_on(np.full(len(asked.world), Choice.DOCTRINE))
    made = game(load(scenario, SHORT), 3, range(12))
    expected = run(made.rules, made.briefs, made.seats, made.luck)
    assert np.array_equal(worlds.world.record.rows(), expected.record.rows())
    assert np.array_equal(worlds.world.secrets.rows(), expected.secrets.rows())
    assert worlds.closed.all()


def played(worlds: Worlds, choose, seed: int = 1, replicates=range(16)) -> np.ndarray:
    """The rewards of whole worlds."""
    asked = worlds.open(seed, replicates)
    while len(asked.world):
        asked = worlds.go_on(choose(asked))
    return worlds.gained()


def test_a_world_is_the_same_alone_and_in_a_crowd():
    drawn = lambda asked: np.where(asked.open[:, Choice.BREAK], Choice.BREAK, Choice.LEAST)  # noqa: E731
    crowd = played(Worlds(load("pact-2015", SHORT), ["RUS"], reward="quarters"), drawn)
    for replicate in (0, 7):
        alone = played(Worlds(load("pact-2015", SHORT), ["RUS"], reward="quarters"), drawn, replicates=(replicate,))
        assert alone[0] == crowd[replicate]


def always(choice: Choice):
    return lambda asked: np.where(asked.open[:, choice], choice, Choice.DOCTRINE)


def test_a_seat_that_never_signs_has_no_pact_and_one_that_does_can():
    worlds = Worlds(load("pact-2015", SHORT), ["RUS", "CHN"], reward="signed")
    assert (played(worlds, always(Choice.NO)) == 0).all()
    assert (worlds.world.record.status == Status.UNSIGNED).all()
    assert (played(worlds, always(Choice.YES)) == 1).all()
    assert (worlds.world.record.status == Status.SIGNED).all()


def test_what_is_honoured_is_less_run_than_what_is_broken():
    settings = {"rounds": 0, "quarters": 8, "drafts.0.delay": 0, "drafts.0.ratification": 1}
    worlds = Worlds(load("us-china-2015", settings), ["USA", "CHN"], stages=("signature", "conduct"), reward="signed")
    counts = {}
    for choice in (Choice.HONOUR, Choice.HALVE, Choice.BREAK):
        choose = lambda asked, c=choice: np.where(asked.open[:, Choice.YES], Choice.YES, c)  # noqa: E731
        played(worlds, choose, replicates=range(64))
        counts[choice] = int(worlds.world.secrets.sums[:, 0, :, 1].sum())  # breaches
    assert counts[Choice.HONOUR] < counts[Choice.HALVE] < counts[Choice.BREAK]


def test_a_stage_that_is_not_named_is_left_to_the_doctrine():
    worlds = Worlds(load("pact-2015", SHORT), ["RUS"], stages=("conduct",))
    asked = worlds.open(1, range(8))
    while len(asked.world):
        assert asked.open[:, Choice.HONOUR].all()
        asked = worlds.go_on(np.full(len(asked.world), Choice.HONOUR))


def test_what_is_seen_lies_within_its_space_and_has_names():
    worlds = Worlds(load("pact-2015", SHORT), ["RUS", "CHN"])
    names = names_of_numbers(worlds.game.rules)
    asked = worlds.open(1, range(4))
    while len(asked.world):
        assert asked.seen.shape == (len(asked.world), len(names))
        assert asked.seen.dtype == np.float32
        assert np.abs(asked.seen).max() <= 1
        assert (asked.seen[:, : len(names)].sum(axis=1) != 0).all()
        asked = worlds.go_on(np.full(len(asked.world), Choice.DOCTRINE))
    assert len(set(names)) == len(names)


def test_what_is_seen_does_not_change_with_what_it_may_not_know():
    """Two worlds that differ in the other's instructions alone look the same."""
    worlds = Worlds(load("pact-2015", SHORT), ["RUS"])
    first = worlds.open(1, (0,)).seen
    other = list(worlds.game.rules.roster.names).index("CHN")
    worlds.game.briefs.position[:, other] *= -1
    assert np.array_equal(worlds.look()[0], first)


def test_the_card_is_paid_at_the_end_and_never_more_than_one():
    env = SeatEnv("tutorial", "AVA")
    seen, _ = env.reset(seed=1)
    rewards, over = [], False
    while not over:
        seen, reward, over, _, _ = env.step(Choice.DOCTRINE)
        rewards.append(reward)
    assert all(reward == 0 for reward in rewards[:-1])
    assert 0 < rewards[-1] <= 1
    assert seen["action_mask"].tolist() == [1, 0, 0, 0, 0, 0, 0, 0]


def test_a_choice_that_is_not_open_is_the_doctrine_s_and_is_told():
    env = SeatEnv("tutorial", "AVA")
    env.reset(seed=1)
    *_, info = env.step(Choice.HONOUR)
    assert info["illegal"]
    *_, info = env.step(Choice.DOCTRINE)
    assert not info["illegal"]


def test_without_a_seed_the_next_world_of_the_seed_before_is_begun():
    env = SeatEnv("tutorial", "AVA")
    first = env.reset(seed=5)[0]["observation"]
    second = env.reset()[0]["observation"]
    assert np.array_equal(env.reset(seed=5)[0]["observation"], first)
    assert not np.array_equal(first, second)


def test_a_reward_of_one_s_own_is_called_with_both_worlds():
    calls = []

    def mine(game, before, after, seats):
        calls.append(int(after.record.tick[0] - before.record.tick[0]))
        return np.ones((after.record.worlds, len(seats)))

    env = SeatEnv("tutorial", "AVA", reward=mine)
    env.reset(seed=1)
    env.step(Choice.DOCTRINE)
    assert set(calls) == {1}


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"seat": "XXX"}, "XXX has no seat"),
        ({"reward": "glory"}, "there is no reward glory; there are card, quarters, signed"),
        ({"stages": ("lunch",)}, "there is no stage lunch"),
        ({"scenario": "pact-2051"}, "there is no such scenario"),
    ],
)
def test_what_is_wrong_is_said(keys, said):
    with pytest.raises(dm.Unreadable, match=said):
        SeatEnv(**keys)
