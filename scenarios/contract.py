"""The contract of what others plug in, tried on it: whole sessions, and every question of them put again otherwise.

Each finding is what was tried and what went wrong first; nothing where it is kept.
"""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from demarche.agents import plugins
from demarche.agents.doctrine.own import Doctrine
from demarche.agents.doctrine.profiles import DOCTRINES
from demarche.agents.plugins import FOUND, find
from demarche.agents.registry import behaviour
from demarche.agents.strategies.own import Strategy
from demarche.agents.strategies.pledge import Dossier
from demarche.agents.strategies.registry import STRATEGIES
from demarche.scenarios import saves
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load
from demarche.sim.procedure.order import may
from demarche.sim.question import address
from demarche.sim.seat import Seat
from demarche.sim.session import Session
from demarche.sim.terms import Floats, Item, OutOfOrder, Unreadable, Verb
from demarche.sim.view import View, sight

SESSIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    *(("tutorial", (f"level={level}",)) for level in (1, 2, 3, 4)),
    ("tutorial", ("level=3", "decision=consensus", "rounds=1")),
    ("tutorial", ("level=2", "decision=unanimity", "quarters=3", "rounds=1")),
    ("us-china-2015", ("rounds=1", "quarters=4", "drafts.0.standing=['USA','CHN']")),
)
"""Every level of the rules, every way to decide, and quarters after them."""
HIDDEN = (
    "demarche.sim.record", "demarche.sim.procedure", "demarche.sim.aftermath", "demarche.sim.session",
    "demarche.sim.world", "demarche.scenarios", "demarche.ui", "random", "time", "datetime", "secrets",
)  # fmt: skip
"""What a seat may not import: the world behind its view, the clock, and chance that a seed does not name."""
QUARTERS, PAIRS = 12, 64
SEED = 7


class Broken(Exception):
    """A clause of the contract that is not kept."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause that was tried. fault: what went wrong first; empty where it is kept."""

    says: str
    fault: str = ""


def check(name: str) -> list[Clause]:
    """Try whatever is plugged in as `module:Class`, or under the name of an entry point, on every clause.

    Raises Unreadable where the name leads to nothing that can be plugged in.
    """
    kind = find(name, plugins.DOCTRINES)
    kind = find(name, plugins.STRATEGIES) if kind is None else kind
    if kind is None:
        raise Unreadable(f"there is no plug-in {name}; name it module:Class, as in mine:Hawk")
    tried = _of_strategy(name) if isinstance(kind, type) and issubclass(kind, Strategy) else _of_seat(name, kind)
    return [Clause(says, _fault(test)) for says, test in tried]


def _fault(test: Callable[[], None]) -> str:
    try:
        test()
    except Broken as broken:
        return str(broken)
    except OutOfOrder as error:
        return f"an act was out of order: {error}"
    except Exception as error:  # whatever the author's code raises
        frame = inspect.getinnerframes(error.__traceback__)[-1] if error.__traceback__ else None
        where = f" ({frame.filename}, line {frame.lineno})" if frame else ""
        return f"{type(error).__name__}: {error}{where}"
    return ""


Tried = Iterator[tuple[str, Callable[[], None]]]


# ── doctrines and seats ──────────────────────────────────────────────────────────────────────────────────────────────


def _of_seat(name: str, kind: Any) -> Tried:
    """The clauses of whatever sits in a seat."""
    held = isinstance(kind, type) and issubclass(kind, Doctrine)
    if held:
        DOCTRINES.named(name)  # its numbers are judged here
    else:
        behaviour(name)
    own: dict[int, Session] = {}

    def session(number: int) -> Session:
        if number not in own:
            own[number] = _play(name, SESSIONS[number], held=held)
        return own[number]

    def questions() -> Iterator[tuple[Game, View, Floats]]:
        for number, which in enumerate(SESSIONS):
            made = _game(name, which, held=held)
            again = saves.open_session(made)
            for tick in session(number).ticks:
                verbs = may(again.rules, again.world)
                b, s = np.nonzero(verbs.any(axis=2))
                if b.size:
                    view = sight(again.world, again.briefs, verbs, b, s)
                    yield made, view, again.luck.for_asks(again.rules, address(again.world.record), b, s)
                again.play(tick)

    def seat(made: Game) -> Seat:
        return made.seats[0] if held else behaviour(name).make(made.doctrine)

    def each(test: Callable[[Game, View, Floats], None]) -> Callable[[], None]:
        def all_of_them() -> None:
            for made, view, u in questions():
                test(made, view, u)

        return all_of_them

    def whole(number: int) -> Callable[[], None]:
        return lambda: _require(session(number).closed, "the session never closed")

    def shape(made: Game, view: View, u: Floats) -> None:
        before = view.public.rows().copy(), u.copy()
        act = seat(made).decide(made.rules, view, u)
        wanted = (view.asks, len(Item))
        _require(isinstance(act, np.ndarray) and act.shape == wanted, f"decide gives {_shape(act)}, not {wanted} int16")
        _require(act.dtype == np.int16, f"decide gives {act.dtype}, not int16")
        _require(not (act[:, Item.VERB] == Verb.SILENT).any(), "a seat that is asked is still thinking; it must answer")
        told = seat(made).reasons(made.rules, view, act)
        _require(len(told) == view.asks and all(isinstance(one, str) for one in told), "reasons: a text for each act")
        same = np.array_equal(view.public.rows(), before[0]) and np.array_equal(u, before[1])
        _require(same, "decide has changed the view or u, which others see too")

    def apart(made: Game, view: View, u: Floats) -> None:
        act = seat(made).decide(made.rules, view, u)
        for order in (np.arange(view.asks)[::-1], *(np.array([row]) for row in range(view.asks))):
            alone = seat(made).decide(made.rules, view.take(order), u[order])
            _require(np.array_equal(alone, act[order]), f"at {_where(view)} an act depends on what others are asked")

    lived: list[tuple[Game, Seat]] = []

    def memory(made: Game, view: View, u: Floats) -> None:
        if not lived or lived[-1][0] is not made:
            lived.append((made, seat(made)))
        old = lived[-1][1]
        first = old.decide(made.rules, view, u)
        again, fresh = old.decide(made.rules, view, u), seat(made).decide(made.rules, view, u)
        _require(np.array_equal(first, again), f"at {_where(view)} the same question has two answers")
        _require(np.array_equal(first, fresh), f"at {_where(view)} it acts otherwise than a new one: it remembers")

    def chance(made: Game, view: View, u: Floats) -> None:
        if not getattr(kind, "uses_chance", True):
            other = seat(made).decide(made.rules, view, (u + np.float32(0.5)) % 1)
            same = np.array_equal(other, seat(made).decide(made.rules, view, u))
            _require(same, f"uses_chance is False, and at {_where(view)} an act depends on u")

    def log() -> None:
        for number, which in enumerate(SESSIONS):
            again = _play(name, which, held=held)
            same = [a.act.tolist() for a in again.ticks] == [b.act.tolist() for b in session(number).ticks]
            _require(same, f"{_said(which)}: the same seed gives another world")

    for number, which in enumerate(SESSIONS):
        yield f"plays {_said(which)} to its end, every act in order", whole(number)
    yield "gives an act and a reason for each ask, and changes nothing it is shown", each(shape)
    yield "an act depends on its own row alone", each(apart)
    yield "remembers nothing between calls", each(memory)
    yield "uses chance only where it says so", each(chance)
    yield "the same seed gives the same world", log
    yield "sees what a View shows, and nothing behind it", lambda: _looks_behind(name, kind)


def _game(name: str, which: tuple[str, tuple[str, ...]], *, held: bool) -> Game:
    """The world of a session with a doctrine held by every state."""
    return game(load(which[0], [*which[1], f"doctrine={name}"] if held else which[1]), SEED)


def _play(name: str, which: tuple[str, tuple[str, ...]], *, held: bool) -> Session:
    """A whole session with it in every seat."""
    made = _game(name, which, held=held)
    seats = None if held else dict.fromkeys(made.rules.roster.names, behaviour(name).make(made.doctrine))
    return saves.play(made, program="check", seats=seats)


def _said(which: tuple[str, tuple[str, ...]]) -> str:
    return f"{which[0]} ({', '.join(which[1])})" if which[1] else which[0]


def _where(view: View) -> str:
    return f"tick {int(view.public.tick[view.world[0]])}"


def _shape(act: Any) -> str:
    return f"an array of shape {act.shape}" if isinstance(act, np.ndarray) else type(act).__name__


def _require(kept: bool, fault: str) -> None:
    if not kept:
        raise Broken(fault)


def _looks_behind(name: str, kind: type) -> None:
    """Imports of its module that a seat may not have; in its class, private names of others, and numpy's chance."""
    module = sys.modules[kind.__module__]
    text = inspect.getsource(module) if getattr(module, "__file__", None) else FOUND[name].source
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{one.name}" for one in node.names)]
        else:
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        for one, hidden in product(names, HIDDEN):
            _require(one != hidden and not one.startswith(f"{hidden}."), f"line {_line(node)} imports {hidden}")
    own = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == kind.__name__]
    for node in (node for body in own for node in ast.walk(body) if isinstance(node, ast.Attribute)):
        of = node.value.id if isinstance(node.value, ast.Name) else ""
        private = node.attr.startswith("_") and not node.attr.startswith("__") and of not in ("self", "cls")
        _require(not private, f"line {_line(node)} uses {node.attr}, which is for its owner alone")
        numpy_chance = node.attr == "random" and of in ("np", "numpy")
        _require(not numpy_chance, f"line {_line(node)} draws from numpy: draw from u, which a seed names")


def _line(node: ast.AST) -> int:
    return int(getattr(node, "lineno", 0))


# ── pledge strategies ────────────────────────────────────────────────────────────────────────────────────────────────


def _of_strategy(name: str) -> Tried:
    """The clauses of a pledge strategy."""
    known = STRATEGIES.named(name)
    drawn = np.random.default_rng(SEED)
    own, seen = drawn.random((2, PAIRS, QUARTERS)) < 0.5
    whole, u = Dossier(own, seen), drawn.random((PAIRS, 2)).astype(np.float32)

    def shape() -> None:
        for quarters in range(QUARTERS + 1):
            given = whole.until(quarters)
            before = given.own.copy(), given.seen.copy()
            breaks = known.breaks(given, u)
            right = isinstance(breaks, np.ndarray) and breaks.shape == (PAIRS,) and breaks.dtype == np.bool_
            _require(right, f"after {quarters} quarters breaks gives {_shape(breaks)}, not ({PAIRS},) bool")
            same = np.array_equal(given.own, before[0]) and np.array_equal(given.seen, before[1])
            _require(same, "breaks has changed the dossier")

    def apart() -> None:
        for quarters in range(QUARTERS + 1):
            given, order = whole.until(quarters), np.arange(PAIRS)[::-1]
            breaks = known.breaks(given, u)
            _require(np.array_equal(known.breaks(given.take(order), u[order]), breaks[order]), "the order sways it")
            for row in range(0, PAIRS, 7):
                one = np.array([row])
                _require(known.breaks(given.take(one), u[one])[0] == breaks[row], "an answer depends on other pairs")
            _require(np.array_equal(known.breaks(given, u), breaks), "the same question has two answers")

    def memory() -> None:
        for quarters in range(QUARTERS + 1) if known.memory != "all" else ():
            late = np.arange(QUARTERS) >= quarters - int(known.memory)
            other = Dossier(np.where(late, own, ~own), np.where(late, seen, ~seen)).until(quarters)
            same = np.array_equal(known.breaks(other, u), known.breaks(whole.until(quarters), u))
            _require(same, f"memory is {known.memory}, and an answer depends on what came before that")

    def chance() -> None:
        if not known.uses_chance:
            same = np.array_equal(known.breaks(whole, (u + np.float32(0.5)) % 1), known.breaks(whole, u))
            _require(same, "uses_chance is False, and an answer depends on u")

    def played() -> None:
        made = game(load("us-china-2015", ["quarters=4", f"states.CHN.strategy={name}"]), SEED)
        _require(saves.play(made, program="check").closed, "the session never closed")

    yield "answers every pair after any number of quarters, and changes nothing it is shown", shape
    yield "an answer depends on its own pair alone, and is the same whenever it is asked", apart
    yield "looks back no further than it says", memory
    yield "uses chance only where it says so", chance
    yield "plays us-china-2015 to its end", played
    yield "sees a dossier, and nothing behind it", lambda: _looks_behind(name, find(name, plugins.STRATEGIES))
