"""The Mesa facade: the same world as in a batch, and what Mesa's own tools expect of a model."""

from typing import Any

import mesa
import numpy as np
import pytest

from demarche.agents.seat import nothing_to_say
from demarche.scenarios import saves
from demarche.scenarios.assembly import Assembly
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.session import run

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
        alone = to_the_end(Assembly(name, seed=SEED, replicate=replicate)).session.world
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
        alone = to_the_end(Assembly(load("pact-2015", settings), seed=SEED, replicate=replicate)).session.world
        expected = world.take(np.array([replicate]))
        for part in ("record", "dealings", "secrets"):
            ours, theirs = getattr(alone, part), getattr(expected, part)
            for field in ours.__slots__:
                assert np.array_equal(getattr(ours, field), getattr(theirs, field)), field


def test_its_ticks_are_those_of_a_session():
    model = to_the_end(Assembly("tutorial", seed=SEED))
    session = saves.play(game(load("tutorial"), SEED), program="test")
    assert [t.act.tolist() for t in model.session.ticks] == [t.act.tolist() for t in session.ticks]
    assert [t.why for t in model.session.ticks] == [t.why for t in session.ticks]


def test_a_step_is_a_joint_act_and_the_model_stops_at_the_close():
    model = Assembly("tutorial", seed=SEED)
    assert (model.running, model.tick, model.stage) == (True, 0, "statements")
    model.step()
    assert (model.steps, model.tick) == (1, 1)
    model.run_model()
    assert (model.running, model.stage, model.steps) == (False, "closed", model.tick)
    tick = model.tick
    model.step()
    assert model.tick == tick, "a closed session stays as it is"


def test_data_are_collected_as_mesa_users_expect():
    model = Assembly("tutorial", seed=SEED)
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
    model = to_the_end(Assembly("tutorial", seed=SEED))
    assert model.agents.get("name") == ["AVA", "BRE", "CAL", "DOR", "ELM", "FEN", "GOR"]
    sponsors = model.agents.select(lambda a: a.sponsors)
    record = model.session.world.record
    assert len(sponsors) == record.sponsor[0].any(axis=0).sum()
    votes = model.agents.groupby(lambda a: a.votes.get("BAY/1", "none"))
    assert sum(len(group) for _, group in votes) == 7


def test_a_delegation_is_a_window_that_cannot_be_written_through():
    model = Assembly("tutorial", seed=SEED)
    delegation = next(iter(model.agents))
    for name in ("name", "position", "ballot", "votes", "sponsors", "proposals", "act"):
        with pytest.raises(AttributeError):
            setattr(delegation, name, None)
    delegation.position[:] = 9
    assert np.abs(model.session.briefs.position).max() <= 1


def test_a_delegation_tells_what_stands_of_its_own():
    model = Assembly("tutorial", seed=SEED)
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
    one, two = (to_the_end(Assembly("tutorial", seed=5)) for _ in range(2))
    assert one.random.random() == two.random.random()
    assert np.array_equal(one.session.world.record.rows(), two.session.world.record.rows())


class Silent:
    """Has nothing to say."""

    def decide(self, rules, view, u):
        return nothing_to_say(view)

    def reasons(self, rules, view, act):
        return [""] * view.asks


def test_an_assembly_is_named_by_its_scenario_and_takes_settings_by_keyword():
    longer: dict[str, Any] = {"settings.base": 2.0}
    model = Assembly("tutorial", seed=3, rounds=0, **longer)
    assert model.session.rules.rounds == 0
    to_the_end(model)
    assert model.status == {"BAY/1": model.status["BAY/1"]}
    with pytest.raises(ValueError, match="did you mean rounds"):
        Assembly("tutorial", ronds=3)
    with pytest.raises(ValueError, match="a whole number"):
        Assembly("tutorial", seed=-1)


def test_every_step_is_collected_without_being_asked():
    model = to_the_end(Assembly("us-china-2015", seed=1, rounds=1, quarters=2))
    table = model.datacollector.get_model_vars_dataframe()
    assert list(table.columns) == ["tick", "stage", "quarter", "adopted", "operations"]
    assert table["tick"].tolist() == list(range(model.tick + 1))
    assert table["quarter"].max() >= 1
    assert table["operations"].max() > 0
    assert set(model.datacollector.get_agent_vars_dataframe().columns) == {"name", "ballot", "sponsors", "act"}


@pytest.mark.parametrize("processes", [1, 2])
def test_batch_run_varies_seed_and_settings(processes):
    asked = {"scenario": "tutorial", "seed": [1, 2], "rounds": [0, 3]}
    rows = mesa.batch_run(
        Assembly, asked, number_processes=processes, display_progress=False, data_collection_period=-1
    )
    last = {(row["seed"], row["rounds"]): row["adopted"] for row in rows}
    assert set(last) == {(1, 0), (1, 3), (2, 0), (2, 3)}
    assert last[1, 3] == to_the_end(Assembly("tutorial", seed=1)).adopted
    assert len(rows) == 4 * 7


def test_an_agent_can_be_replaced_before_and_during_a_session():
    model = Assembly("tutorial", seed=SEED)
    model.step()
    model.delegation("DOR").behaviour = Silent()
    assert to_the_end(model).delegation("DOR").votes in ({}, {"BAY/1": "abstain"})
    assert isinstance(model.delegation("DOR").behaviour, Silent)
    named = to_the_end(Assembly("tutorial", seed=SEED, seats={"DOR": "obliging", "AVA": Silent()}))
    assert isinstance(named.delegation("AVA").behaviour, Silent)
    with pytest.raises(ValueError, match="XXX has no seat"):
        model.delegation("XXX")


@pytest.mark.filterwarnings("ignore")  # Solara finds fault with hooks of Mesa's own
def test_solara_shows_it_and_begins_it_again():
    pytest.importorskip("solara", reason="Solara is not installed: pip install 'demarche[viz]'")
    import solara
    from mesa.visualization import Slider, SolaraViz, make_plot_component

    model = Assembly("tutorial", seed=SEED)
    params = {"scenario": "tutorial", "seed": SEED, "rounds": Slider("rounds", 3, 0, 6, 1)}
    page = SolaraViz(model, components=[make_plot_component("tick")], model_params=params)
    box, context = solara.render(page, handle_error=False)
    assert box.children
    context.close()
