"""A language model in a seat: shown the room, it chooses among the acts in order, and may speak in its own words.

It is asked again once after an answer that will not do, and then the doctrine acts.  Everything is kept; a log is
replayed without a model, and in the twin of a world the doctrine acts in its seat.
"""

import json
import os
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.national import NationalInterest
from demarche.scenarios.compile import Game
from demarche.sim.naming import word
from demarche.sim.rules import Rules
from demarche.sim.terms import Ballot, Floats, Ints, Stage, Verb
from demarche.sim.view import View
from demarche.ui.llm.chat import Chat, Model, NoAnswer
from demarche.ui.llm.menu import menu, said
from demarche.ui.llm.room import LONGEST_SAID, SYSTEM, quoted, shown
from demarche.ui.seat.desk import Desk

TRIES = 2
RECORD = "DEMARCHE_LLM_RECORD"
"""Environment variable that names a folder: there every process keeps what its models were asked and answered."""
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)
BALLOTS = {word(ballot): ballot for ballot in (Ballot.YES, Ballot.NO, Ballot.ABSTAIN)}


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question to a model and what came of it.

    answers  as they came, or why there was none        faults  what was wrong in each; empty where it would do
    chosen   the act in notation        by  "model", or "doctrine" where no answer would do
    """

    seat: str
    tick: int
    stage: str
    prompt: str
    answers: tuple[str, ...]
    faults: tuple[str, ...]
    chosen: str
    by: str
    words: str = ""
    promise: dict[str, Any] | None = None
    replicate: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said, understood."""

    act: int
    words: str
    promise: dict[str, Any] | None


class Illegal(Exception):
    """An answer that will not do, and why."""


@dataclass(slots=True)
class Heard:
    """What was said in own words at one table, by whom and when; shared by all models that sit at it."""

    said: list[tuple[int, int, str]] = field(default_factory=list)


class ModelSeat:
    """A model in any number of seats of a game. Its acts depend on the model: it keeps no contract of a behaviour."""

    def __init__(self, model: Model, doctrine: Doctrine) -> None:
        """model: who is asked. doctrine: of the batch; it acts where the model does not."""
        self.model, self.stand_in = model, NationalInterest(doctrine)
        self.exchanges: list[Exchange] = []
        self.heard = Heard()
        self._game: Game | None = None
        self._desks: dict[int, Desk] = {}
        self._kept: dict[tuple[int, int, str], Exchange] = {}
        self._chat: Chat | None = None

    @property
    def name(self) -> str:
        """As logs name it."""
        return self.model.name

    def sit(self, game: Game, heard: Heard) -> None:
        """Take a seat in a game, beside others who hear the same words."""
        self._game, self.heard, self._desks = game, heard, {}

    def decide(self, rules: Rules, view: View, u: Floats) -> Ints:
        """An act for each ask, (N, 8): the model's, or the doctrine's where there is nothing to choose."""
        act = self.stand_in.decide(rules, view, u)
        for row in range(view.asks):
            if view.verbs[row, Verb.PASS + 1 :].any():
                act[row] = self._choose(rules, view.take(np.array([row])), act[row])
        return act

    def reasons(self, rules: Rules, view: View, act: Ints) -> list[str]:
        """What it said, as said; nothing where it said nothing."""
        told = []
        for row in range(view.asks):
            tick, seat = int(view.public.tick[view.world[row]]), int(view.seat[row])
            words = [what for t, s, what in self.heard.said if (t, s) == (tick, seat)]
            told.append(f"said: “{words[-1]}”" if words else "")
        return told

    def _desk(self, world: int) -> Desk:
        if self._game is None:
            raise RuntimeError("a model acts at a table alone: it has to sit down first")
        if world not in self._desks:
            self._desks[world] = Desk(self._game.take(slice(world, world + 1)))
        return self._desks[world]

    def _choose(self, rules: Rules, view: View, advice: Ints) -> Ints:
        """One ask put to the model: once, and once more where the answer will not do."""
        world, seat, tick = int(view.world[0]), int(view.seat[0]), int(view.public.tick[view.world[0]])
        desk = self._desk(world)
        acts = menu(rules, view, 0, advice)
        named = said(rules, acts)
        heard = [(desk.words.state(s), what) for t, s, what in self.heard.said if s != seat and t < tick]
        prompt = shown(desk.game, desk, view, named, heard)
        known = self._kept.get((world, seat, prompt))
        if known is None:
            known = self._asked(prompt, named, desk, view)
            self._kept[world, seat, prompt] = known
            self._keep(known)
            if known.words:
                self.heard.said.append((tick, seat, known.words))
        return acts[named.index(known.chosen)] if known.by == "model" else advice

    def _asked(self, prompt: str, named: list[str], desk: Desk, view: View) -> Exchange:
        messages = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": prompt}]
        answers, faults, found = [], [], None
        for _ in range(TRIES):
            try:
                if self._chat is None:
                    self._chat = Chat(self.model)
                answers.append(self._chat.ask(messages, schema_of(named, desk)))
                found = understood(answers[-1], named, desk)
                faults.append("")
                break
            except NoAnswer as none:
                answers.append("")
                faults.append(str(none))
            except Illegal as illegal:
                faults.append(str(illegal))
                messages += [
                    {"role": "assistant", "content": answers[-1][:2000]},
                    {
                        "role": "user",
                        "content": f"That will not do: {illegal}. Answer with one JSON object as described.",
                    },
                ]
        tick, stage = int(view.public.tick[view.world[0]]), word(Stage(int(view.stage[0])))
        return Exchange(
            seat=desk.rules.roster.names[int(view.seat[0])],
            tick=tick,
            stage=stage,
            prompt=prompt,
            answers=tuple(answers),
            faults=tuple(faults),
            chosen=named[found.act if found else 0],
            by="model" if found else "doctrine",
            words=found.words if found else "",
            promise=found.promise if found else None,
            replicate=int(desk.game.luck.replicate[0]),
        )

    def _keep(self, exchange: Exchange) -> None:
        self.exchanges.append(exchange)
        if folder := os.environ.get(RECORD):
            Path(folder).mkdir(parents=True, exist_ok=True)
            with open(Path(folder) / f"exchanges-{os.getpid()}.jsonl", "a", encoding="utf-8") as file:
                file.write(line_of(exchange))


def line_of(exchange: Exchange) -> str:
    """One exchange as a line of JSON."""
    return json.dumps(asdict(exchange), ensure_ascii=False, separators=(",", ":")) + "\n"


def schema_of(named: list[str], desk: Desk) -> dict[str, Any]:
    """What an answer must be, as JSON Schema."""
    texts = list(range(1, desk.rules.texts + 1))
    promise = {
        "type": ["object", "null"],
        "properties": {"text": {"type": "integer", "enum": texts}, "vote": {"type": "string", "enum": list(BALLOTS)}},
        "required": ["text", "vote"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {
            "act": {"type": "integer", "enum": list(range(len(named)))},
            "say": {"type": "string", "maxLength": LONGEST_SAID},
            "promise": promise,
        },
        "required": ["act", "say", "promise"],
        "additionalProperties": False,
    }


def understood(answer: str, named: list[str], desk: Desk) -> Answer:
    """An answer as an act, words and a promise. Raises Illegal saying what will not do."""
    found = _OBJECT.search(answer)
    try:
        content = json.loads(found[0]) if found else None
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise Illegal("it holds no JSON object")
    act = content.get("act")
    if isinstance(act, str) and act.strip() in named:
        act = named.index(act.strip())
    if not isinstance(act, int) or isinstance(act, bool) or not 0 <= act < len(named):
        raise Illegal(f"act is a number from 0 to {len(named) - 1}")
    words, promise = content.get("say", ""), content.get("promise")
    ok = (
        isinstance(promise, dict)
        and promise.get("vote") in BALLOTS
        and promise.get("text") in range(1, desk.rules.texts + 1)
    )
    kept = {"text": promise["text"], "vote": promise["vote"]} if ok and isinstance(promise, dict) else None
    return Answer(act, quoted(words) if isinstance(words, str) else "", kept)


def model_seat(name: str) -> Callable[[Doctrine], ModelSeat]:
    """What makes the seat of a model by its name. Raises Unreadable where the name is none."""
    model = Model.named(name)
    return lambda doctrine: ModelSeat(model, doctrine)
