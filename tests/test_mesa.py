"""The Mesa facade: the same world as in a batch, and what Mesa's own tools expect of a model."""

import numpy as np
import pytest

from demarche.scenarios import saves
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.session import run

mesa = pytest.importorskip("mesa")

SEED, WORLDS = 11, 64


def to_the_end(model):
    while model.running:
        model.step()
    return model


@pytest.mark.parametrize("name", ["tutorial", "gge-2017"])
def test_a_world_of_mesa_is_the_same_world_in_a_batch(name):
    batch = game(load(name), SEED, range(WORLDS))
    world = run(batch.rules, batch.briefs, batch.seats, batch.luck)
    for replicate in (0, 17, WORLDS - 1):
        alone = to_the_end(saves.assembly(name, seed=SEED, replicate=replicate)).session.world
        expected = world.take(np.array([replicate]))
        for part in ("record", "dealings"):
            ours, theirs = getattr(alone, part), getattr(expected, part)
            for field in ours.__slots__:
                assert np.array_equal(getattr(ours, field), getattr(theirs, field)), field


def test_a_world_of_mesa_with_slots_for_pacts_is_the_same_world_in_a_batch():
    settings = ["pact_slots=2", "quarters=6", "rounds=0", "settings.agree_base=4", "settings.memoranda=2"]
    batch = game(load("pact-2015", settings), SEED, range(8))
    world = run(batch.rules, batch.briefs, batch.seats, batch.luck)
    assert world.record.signed[:, batch.rules.texts :].any()
    for replicate in (0, 5):
        alone = to_the_end(saves.assembly("pact-2015", settings, seed=SEED, replicate=replicate)).session.world
        expected = world.take(np.array([replicate]))
        for part in ("record", "dealings", "secrets"):
            ours, theirs = getattr(alone, part), getattr(expected, part)
            for field in ours.__slots__:
                assert np.array_equal(getattr(ours, field), getattr(theirs, field)), field


def test_its_ticks_are_those_of_a_session():
    model = to_the_end(saves.assembly("tutorial", seed=SEED))
    session = saves.play(game(load("tutorial"), SEED), program="test")
    assert [t.act.tolist() for t in model.session.ticks] == [t.act.tolist() for t in session.ticks]
    assert [t.why for t in model.session.ticks] == [t.why for t in session.ticks]


def test_a_step_is_a_joint_act_and_the_model_stops_at_the_close():
    model = saves.assembly("tutorial", seed=SEED)
    assert (model.running, model.tick, model.stage) == (True, 0, "statements")
    model.step()
    assert (model.steps, model.tick) == (1, 1)
    model.run_model()
    assert (model.running, model.stage, model.steps) == (False, "closed", model.tick)
    tick = model.tick
    model.step()
    assert model.tick == tick, "a closed session stays as it is"


def test_data_are_collected_as_mesa_users_expect():
    model = saves.assembly("tutorial", seed=SEED)
    collector = mesa.DataCollector(
        model_reporters={"tick": "tick", "stage": "stage", "adopted": lambda m: m.adopted},
        agent_reporters={"name": "name", "ballot": "ballot", "sponsors": lambda a: len(a.sponsors)},
    )
    collector.collect(model)
    while model.running:
        model.step()
        collector.collect(model)
    of_model, of_agents = collector.get_model_vars_dataframe(), collector.get_agent_vars_dataframe()
    assert of_model["tick"].tolist() == list(range(model.tick + 1))
    assert of_model["stage"].iloc[-1] == "closed"
    assert len(of_agents) == 7 * (model.tick + 1)
    assert set(of_agents["name"]) == set(model.session.rules.roster.names)
    assert set(of_agents["ballot"]) <= {"yes", "no", "abstain", "absent", "uncast"}


def test_the_set_of_agents_answers_as_any_other():
    model = to_the_end(saves.assembly("tutorial", seed=SEED))
    assert model.agents.get("name") == ["AVA", "BRE", "CAL", "DOR", "ELM", "FEN", "GOR"]
    sponsors = model.agents.select(lambda a: a.sponsors)
    record = model.session.world.record
    assert len(sponsors) == record.sponsor[0].any(axis=0).sum()
    votes = model.agents.groupby(lambda a: a.votes.get("BAY/1", "none"))
    assert sum(len(group) for _, group in votes) == 7


def test_a_delegation_is_a_window_that_cannot_be_written_through():
    model = saves.assembly("tutorial", seed=SEED)
    delegation = next(iter(model.agents))
    for name in ("name", "position", "ballot", "votes", "sponsors", "proposals", "act"):
        with pytest.raises(AttributeError):
            setattr(delegation, name, None)
    delegation.position[:] = 9
    assert np.abs(model.session.briefs.position).max() <= 1


def test_a_delegation_tells_what_stands_of_its_own():
    model = saves.assembly("tutorial", seed=SEED)
    while model.running:
        model.step()
        record, rules = model.session.world.record, model.session.rules
        for delegation in model.agents:
            waits = np.argwhere(record.proposal[0, delegation.seat] != -2)
            expected: dict[str, list[str]] = {}
            for draft, clause in waits:
                expected.setdefault(rules.drafts[draft], []).append(rules.book.names[clause])
            assert delegation.proposals == expected


def test_a_seed_makes_a_model_again():
    one, two = (to_the_end(saves.assembly("tutorial", seed=5)) for _ in range(2))
    assert one.random.random() == two.random.random()
    assert np.array_equal(one.session.world.record.rows(), two.session.world.record.rows())
