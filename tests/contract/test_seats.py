"""What every behaviour that may sit in a seat has to keep: found by discovery, so that none can be forgotten."""

import ast
import copy
import importlib
import inspect
import pkgutil
from dataclasses import fields
from functools import cache

import numpy as np
import pytest

import demarche.agents
from demarche.agents.any_act import AnyAct
from demarche.agents.doctrine.own import Doctrine
from demarche.agents.options import options
from demarche.agents.registry import BEHAVIOURS, Behaviour, behaviour, name_of
from demarche.agents.seat import nothing_to_say
from demarche.scenarios import saves
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import LIBRARY, load, parse
from demarche.scenarios.reading.toml import read_toml
from demarche.sim.act import default_act
from demarche.sim.procedure.order import may, require_in_order
from demarche.sim.question import address
from demarche.sim.seat import Seat
from demarche.sim.session import Session
from demarche.sim.terms import Item, Stage, Unreadable, Verb
from demarche.sim.view import Past, View, sight

SEEDS = range(2)
ROOMS = [
    *(("tutorial", (f"level={level}",)) for level in range(1, 5)),
    ("two texts", ("level=4", "rounds=2")),
    ("two texts", ("level=3", "rounds=0", "decision=consensus")),
    ("two texts", ("level=2", "decision=unanimity")),
    ("two texts", ("level=1", "decision=unanimity", "quarters=3")),
    ("two texts", ("level=1", "rounds=0", "quarters=4")),
]
EVERY = pytest.mark.parametrize("named", BEHAVIOURS.values(), ids=list(BEHAVIOURS))


def room(name: str, settings: tuple[str, ...], seed: int) -> Game:
    """An invented scenario. Two texts: the tutorial with a rival in a pocket, an observer and a chair."""
    if name == "tutorial":
        return game(load("tutorial", settings), seed)
    document = read_toml(LIBRARY / "tutorial.toml")
    rival = copy.deepcopy(document["drafts"][0]) | {
        "id": "BAY/2",
        "pen_holder": "AVA",
        "sponsors": [],
        "in_pocket": True,
    }
    rival["wordings"] = {"CAP": "CAP.a", "LEG": "LEG.d"}
    document |= {"drafts": [*document["drafts"], rival], "observers": ["ELM"], "chair": "FEN"}
    for key, _, value in (setting.partition("=") for setting in settings):
        document[key] = int(value) if value.isdigit() else value
    return game(parse(document, where="two texts"), seed)


def asks(session: Session) -> tuple[View, np.ndarray]:
    """What every seat that is asked now sees, and its chance."""
    verbs = may(session.rules, session.world)
    b, s = np.nonzero(verbs.any(axis=2))
    view = sight(session.world, session.briefs, verbs, b, s)
    return view, session.luck.for_asks(session.rules, address(session.world.record), b, s)


@cache
def sessions(named: Behaviour) -> list[tuple[Game, Session]]:
    """Whole sessions with that behaviour in every seat. The clock speaks for whoever only waits."""
    played = []
    for name, settings in ROOMS:
        for seed in SEEDS:
            made = room(name, settings, seed)
            session = Session(made.rules, made.briefs, [named.make(made.doctrine)] * made.rules.seats, made.luck)
            while not session.closed:
                session.advance(time_is_up=True, tell_why=True)
            played.append((made, session))
    return played


def moments(named: Behaviour):
    """Every question of those sessions, put again: the game, what is seen, and the chance."""
    for made, played in sessions(named):
        session = Session(made.rules, made.briefs, made.seats, made.luck)
        for tick in played.ticks:
            yield made, *asks(session)
            session.play(tick)


def test_every_class_that_decides_is_registered():
    found = set()
    for module in pkgutil.walk_packages(demarche.agents.__path__, "demarche.agents."):
        members = inspect.getmembers(importlib.import_module(module.name), inspect.isclass)
        found |= {
            kind for _, kind in members if kind.__module__.startswith("demarche.agents.") and hasattr(kind, "decide")
        }
    assert found - {Doctrine} == {named.kind for named in BEHAVIOURS.values()}  # Doctrine is what authors derive from


def test_no_behaviour_looks_behind_its_view():
    """What a View looks things up in holds what is everybody's, under names that are for the View alone."""
    hidden = {field.name for kind in (View, Past) for field in fields(kind) if field.name.startswith("_")}
    assert "_briefs" in hidden
    for module in pkgutil.walk_packages(demarche.agents.__path__, "demarche.agents."):
        source = inspect.getsource(importlib.import_module(module.name))
        used = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
        assert not used & hidden, module.name


@EVERY
def test_it_makes_what_it_says_and_is_known_by_its_name(named):
    made = named.make(room("tutorial", (), 0).doctrine)
    assert type(made) is named.kind
    assert name_of(made) == named.name
    assert behaviour(named.name) is named
    assert named.source


@EVERY
def test_its_acts_are_in_order_through_whole_sessions(named):
    """The session itself refuses any other; here every act is judged once more, alone."""
    for made, played in sessions(named):
        session = Session(made.rules, made.briefs, made.seats, made.luck)
        for tick in played.ticks:
            require_in_order(session.rules, session.world, tick.act[None], may(session.rules, session.world))
            session.play(tick)
        assert session.closed


@EVERY
def test_it_gives_an_act_for_each_ask_and_touches_nothing(named):
    for made, view, u in moments(named):
        before = view.public.rows()
        act = named.make(made.doctrine).decide(made.rules, view, u)
        assert (act.shape, act.dtype) == ((view.asks, len(Item)), np.int16)
        assert np.array_equal(view.public.rows(), before)
        told = named.make(made.doctrine).reasons(made.rules, view, act)
        assert len(told) == view.asks
        assert all(isinstance(words, str) for words in told)


@EVERY
def test_the_order_of_the_asks_does_not_sway_an_act(named):
    for made, view, u in moments(named):
        seat = named.make(made.doctrine)
        act = seat.decide(made.rules, view, u)
        for order in (np.arange(view.asks)[::-1], np.roll(np.arange(view.asks), 2)):
            assert np.array_equal(seat.decide(made.rules, view.take(order), u[order]), act[order])


@EVERY
def test_an_act_does_not_depend_on_who_else_is_asked(named):
    for made, view, u in moments(named):
        seat = named.make(made.doctrine)
        act = seat.decide(made.rules, view, u)
        for row in range(view.asks):
            assert np.array_equal(seat.decide(made.rules, view.take(np.array([row])), u[[row]])[0], act[row])


@EVERY
def test_it_remembers_nothing_between_calls(named):
    """One object that has lived through every session before acts as a new one does."""
    assert named.memory == 0
    old: dict[int, Seat] = {}
    for made, view, u in moments(named):
        seat = old.setdefault(id(made), named.make(made.doctrine))
        first = seat.decide(made.rules, view, u)
        assert np.array_equal(seat.decide(made.rules, view, u), first)
        assert np.array_equal(named.make(made.doctrine).decide(made.rules, view, u), first)


@EVERY
def test_it_uses_chance_if_and_only_if_it_says_so(named):
    swayed = False
    for made, view, u in moments(named):
        seat = named.make(made.doctrine)
        swayed |= not np.array_equal(seat.decide(made.rules, view, u), seat.decide(made.rules, view, (u + 0.5) % 1))
    assert swayed == named.uses_chance


def test_having_nothing_to_say_is_what_the_clock_would_say():
    for _, view, _ in moments(behaviour("any-act")):
        turn = view.public.turn[view.world]
        expected = [default_act(view.verbs[row], int(turn[row])) for row in range(view.asks)]
        assert nothing_to_say(view).tolist() == [act.tolist() for act in expected]


def test_sessions_of_any_act_put_every_question_and_hear_every_verb():
    """So that what it fuzzes is the whole procedure. An act out of order would be refused by the step."""
    ticks = [tick for _, session in sessions(behaviour("any-act")) for tick in session.ticks]
    for seed in range(40):
        made = room("two texts", ("level=4", "rounds=1"), seed)
        ticks += saves.play(made, program="", seats=dict.fromkeys(made.rules.roster.names, AnyAct())).ticks
    for seed in range(4):
        made = game(load("us-china-2015", ["rounds=0"]), seed)
        ticks += saves.play(made, program="", seats=dict.fromkeys(made.rules.roster.names, AnyAct())).ticks
    for seed in range(4):
        made = game(load("pact-2015", ["rounds=0", "quarters=3", "pact_slots=2"]), seed)
        ticks += saves.play(made, program="", seats=dict.fromkeys(made.rules.roster.names, AnyAct())).ticks
    assert {tick.stage for tick in ticks} == set(Stage) - {Stage.CALLED, Stage.CLOSED}
    assert {int(verb) for tick in ticks for verb in tick.act[:, Item.VERB]} == set(Verb)


def test_every_option_is_in_order():
    for made, session in sessions(behaviour("any-act"))[::2]:
        again = Session(made.rules, made.briefs, made.seats, made.luck)
        for tick in session.ticks:
            view, _ = asks(again)
            for row in range(view.asks):
                for verb in Verb:
                    for act in options(made.rules, view, row, verb)[::7]:
                        again.offer(int(view.seat[row]), again.tick, act)
            again.undo(0)
            again.play(tick)


def test_a_behaviour_that_is_not_there_is_named_with_its_neighbour():
    with pytest.raises(Unreadable, match="did you mean national"):
        behaviour("nationl")
    with pytest.raises(Unreadable, match="there are national, obliging"):
        behaviour("x")
