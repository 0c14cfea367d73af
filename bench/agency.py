"""`python -m bench.agency [--json] [--jobs N] [--only PART] [SCENARIO …]`: what a seat can change, and in points.

Every written card is played in forty worlds: by the passive diplomat, at random, and by five plain strategies, of which
the best is chosen on the first twenty and scored on the others.  Then a goal-seeking player at the four levels, against
the reference at Delegate; the parties to pacts that honour, bend or break them; and the lessons with their advice
followed.  With --write-par the table of par is renewed.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from time import perf_counter

import numpy as np

from bench.agency_lessons import rows as of_lessons
from bench.agency_pacts import in_full
from bench.agency_pacts import rows as of_pacts
from demarche.agents.any_act import AnyAct
from demarche.agents.plain import Plain, Plan
from demarche.scenarios.aims import aims
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load, names
from demarche.scenarios.par import TABLE, written
from demarche.scenarios.points import points
from demarche.scenarios.reference import DELEGATE, reference, seated
from demarche.scenarios.schema import Card
from demarche.scenarios.trade import Trade
from demarche.sim import engine
from demarche.sim.outcome import text_as_decided
from demarche.sim.record import World, opening
from demarche.sim.seat import Seat
from demarche.sim.session import go_on
from demarche.sim.terms import Bools, Floats

CHOSEN_ON, SCORED_ON = 20, 20
AIM = 2.0


@dataclass(frozen=True)
class CardRow:
    """One card: mean points in the worlds it is scored on, and what the best strategy changed in them.

    texts: share of worlds in which it moved the text of an adopted draft      ballots: of others, a world
    """

    scenario: str
    seat: str
    passing: float
    random: float
    best: float
    strategy: str
    pen: bool
    texts: float
    ballots: float
    by_plan: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Level:
    """A level, for the same players: mean points, and seats whose mean is above that of passing by a point or more."""

    level: str
    mean: float
    open: float


def played(made: Game, seat: int, card: Card, player: Seat, level: str = DELEGATE) -> tuple[World, Bools]:
    """Every world of a game with a player in one seat, and whether it used what it could trade."""
    watch = Trade(len(made.luck.replicate), seat, made.rules.book.names.index(card.trade))
    world = opening(made.rules, made.luck.lot(made.rules))
    world = go_on(made.rules, world, made.briefs, seated(made, seat, player, level), made.luck, watch=watch)
    return world, watch.used


def of_card(scenario: str, card: Card) -> CardRow:
    """One card, played by all."""
    with engine.using(engine.best()):
        made = game(load(scenario), 1, range(CHOSEN_ON + SCORED_ON))
        seat = made.rules.roster.names.index(card.seat)
        without = reference(made, seat)
        nothing = np.zeros(CHOSEN_ON + SCORED_ON, bool)
        passing = points(made, seat, card, without, without, nothing)
        ends = {plan: played(made, seat, card, Plain(made.doctrine, aims(made, card), plan)) for plan in Plan}
        found = {plan: points(made, seat, card, world, without, traded) for plan, (world, traded) in ends.items()}
        best = max(Plan, key=lambda plan: float(found[plan][:CHOSEN_ON].mean()))
        part = made.take(np.arange(CHOSEN_ON, CHOSEN_ON + SCORED_ON))
        random, traded = played(part, seat, card, AnyAct())
        anything = points(part, seat, card, random, without.take(slice(CHOSEN_ON, None)), traded)
        words, ballots = moved(made, seat, ends[best][0], without)
    pens = set(made.rules.pen[: made.rules.texts].tolist())
    return CardRow(
        scenario, card.seat, mean(passing), mean_of_all(anything), mean(found[best]), str(best), seat in pens,
        mean(words), mean(ballots), {str(plan): mean(values) for plan, values in found.items()},
    )  # fmt: skip


def mean(values: Floats | Bools) -> float:
    """Over the worlds that are scored."""
    return round(float(np.mean(values[CHOSEN_ON:])), 3)


def mean_of_all(values: Floats) -> float:
    """Over all of them."""
    return round(float(np.mean(values)), 3)


def moved(made: Game, seat: int, world: World, without: World) -> tuple[Bools, Floats]:
    """Whether any text as decided differs, (B,), and ballots of others on whole drafts that do, (B,)."""
    texts = slice(made.rules.texts)
    now, then = (text_as_decided(made.rules, one.record)[:, texts] for one in (world, without))
    others = np.arange(made.rules.seats) != seat
    ballots = (world.record.final != without.record.final)[:, texts][:, :, others]
    return np.asarray((now != then).any(axis=(1, 2))), np.asarray(ballots.sum(axis=(1, 2)), np.float64)


LEVELS = ("obliging", "national", "bargaining", "farsighted")
CELLS = (
    ("tutorial", "CAL"), ("tutorial", "ELM"), ("tutorial", "AVA"), ("tutorial", "FEN"),
    ("dual-track-2018", "BRA"), ("dual-track-2018", "IND"), ("dual-track-2018", "SGP"), ("dual-track-2018", "FRA"),
    ("dual-track-2018", "KEN"), ("poa-2022", "BRA"), ("poa-2022", "EGY"), ("oewg-2025", "BRA"), ("oewg-2025", "IND"),
)  # fmt: skip
"""Seats without a pen on which levels are compared: those of the trial that led to them."""


def of_cell(cell: tuple[str, str]) -> list[tuple[float, float]]:
    """Mean points of the plain strategy FOCUS at each level in forty worlds, and of passing, against one reference."""
    scenario, code = cell
    with engine.using(engine.best()):
        made = game(load(scenario), 1, range(CHOSEN_ON + SCORED_ON))
        card = next(card for card in made.scenario.cards if card.seat == code)
        seat = made.rules.roster.names.index(code)
        without, rows = reference(made, seat), []
        for level in LEVELS:
            player = Plain(made.doctrine, aims(made, card), Plan.FOCUS)
            world, traded = played(made, seat, card, player, level)
            passive = reference(made, seat, level)
            rows.append((
                float(points(made, seat, card, world, without, traded).mean()),
                float(points(made, seat, card, passive, without, np.zeros_like(traded)).mean()),
            ))  # fmt: skip
    return rows


def levels(cells: Sequence[list[tuple[float, float]]]) -> list[Level]:
    """Means over the cells at each level."""
    table = np.array(cells)
    return [
        Level(
            level, round(float(table[:, i, 0].mean()), 3), round(float((np.diff(table[:, i], axis=1) < -1).mean()), 3)
        )
        for i, level in enumerate(LEVELS)
    ]


def every_card(scenarios: Iterable[str]) -> list[tuple[str, Card]]:
    """The written cards of scenarios."""
    return [(name, card) for name in scenarios for card in load(name).cards]


def found(parts: Sequence[str], scenarios: Sequence[str], jobs: int) -> dict[str, list[dict[str, object]]]:
    """What each part of the benchmark finds."""
    rows: dict[str, list[dict[str, object]]] = {part: [] for part in PARTS}
    with ProcessPoolExecutor(jobs) as pool:
        if "cards" in parts:
            cards = every_card(scenarios or names())
            rows["cards"] = [asdict(row) for row in pool.map(of_card, *zip(*cards, strict=True))]
        if "levels" in parts:
            rows["levels"] = [asdict(one) for one in levels(list(pool.map(of_cell, CELLS)))]
    if "pacts" in parts:
        rows["pacts"] = [in_full(row) for row in of_pacts()]
    if "lessons" in parts:
        rows["lessons"] = of_lessons()
    return rows


PARTS = ("cards", "pacts", "levels", "lessons")


def told(rows: dict[str, list[dict[str, object]]]) -> Iterator[str]:
    """The same as lines of a table."""
    cards = [CardRow(**row) for row in rows["cards"]]  # type: ignore[arg-type]
    if cards:
        yield f"{'card':24} {'passing':>8} {'random':>8} {'best':>8}  strategy  texts ballots"
    for row in cards:
        yield (
            f"{row.scenario + ' ' + row.seat:24} {row.passing:8.2f} {row.random:8.2f} {row.best:8.2f}  "
            f"{row.strategy:8} {row.texts:6.2f} {row.ballots:6.1f}{' (pen)' if row.pen else ''}"
        )
    if cards:
        passed = sum(row.best - row.passing >= AIM for row in cards)
        without_pen = [row for row in cards if not row.pen]
        yield f"best beats passing by {AIM:g} or more on {passed} of {len(cards)} cards, random beats best on "\
              f"{sum(row.random > row.best for row in cards)}; of {len(without_pen)} seats without a pen "\
              f"{sum(row.texts > 0.5 for row in without_pen)} move a text in most worlds"  # fmt: skip
    for part in PARTS[1:]:
        yield from (" ".join(f"{key} {value}" for key, value in row.items()) for row in rows[part])


def main(words: list[str]) -> None:
    """Play, and print a table or one JSON object."""
    as_json, begun = "--json" in words, perf_counter()
    given = dict(pairwise(words))
    jobs, only = int(given.get("--jobs", "2")), given.get("--only")
    values = {given[key] for key in ("--jobs", "--only") if key in given}
    chosen = [word for word in words if not word.startswith("--") and word not in values]
    rows = found([only] if only else ["cards"] if chosen else PARTS, chosen, jobs)
    took = round(perf_counter() - begun, 1)
    if "--write-par" in words:
        TABLE.write_text(written(rows["cards"]), encoding="utf-8")
    print(json.dumps(rows | {"seconds": took}) if as_json else "\n".join([*told(rows), f"{took:g} s"]))


if __name__ == "__main__":
    main(sys.argv[1:])
