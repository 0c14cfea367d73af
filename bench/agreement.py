"""`python -m bench.agreement [WORLDS] [PROCESSES]`: does what comes out of the Mesa loops agree with Démarche?

The quarters after the same sessions are played once by each, and every measure is compared: the means by how many
standard errors of their difference lie between them, the distributions by a two-sample Kolmogorov-Smirnov test, with
Holm's correction over all measures.  200 worlds and one process where no number is given.  The section goes into
bench/results.md.
"""

import sys
from dataclasses import dataclass

import mesa
import numpy as np
from numpy.typing import NDArray
from scipy.stats import ks_2samp

from bench.mesa_loops.facts import opened
from bench.mesa_loops.model import Aftermath
from bench.timing import machine, today, write_section
from demarche.scenarios.compile import Game
from demarche.sim import engine
from demarche.sim.aftermath.events import Count
from demarche.sim.in_public import threat_now
from demarche.sim.procedure.order import may
from demarche.sim.procedure.step import step
from demarche.sim.record import World
from demarche.sim.session import ask, by_itself
from demarche.sim.terms import Accusation, Item, Verb

SCENARIO, QUARTERS = "dual-track-2018", 20
TITLE = "Agreement of the Mesa loops"
TILE = 8
"""Worlds of Démarche played at once."""
SHOWN_QUARTERS = (1, 5, 10, 15, 20)
ANSWERS = {
    Verb.ACCUSE: "accusations",
    Verb.SANCTION: "sanctions",
    Verb.RETALIATE: "retaliations",
    Verb.PROTEST: "protests",
}
MANNERS = {Accusation.INDICTMENT: "indictments", Accusation.STATEMENT: "statements"}
HAPPENED = {
    Count.THEFT: "theft",
    Count.ESPIONAGE: "espionage",
    Count.DISRUPTION: "disruption",
    Count.INFORMATION: "information",
    Count.RIGHT: "right",
    Count.WRONG: "wrong",
    Count.REPORTED: "reported",
    Count.READY: "ready",
}
APART = 3.0
"""Standard errors beyond which two means do not agree."""
SURE = 0.05
"""P, after Holm's correction, below which two distributions do not agree."""

Measures = dict[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure: means here and there, standard errors between them, P of the same distribution, and so corrected."""

    name: str
    ours: float
    theirs: float
    apart: float
    p: float
    holm: float

    @property
    def agrees(self) -> bool:
        """Whether neither the means nor the distributions differ more than chance would have them."""
        return self.apart <= APART and self.holm >= SURE


def of_demarche(scenario: str, quarters: int, worlds: int) -> Measures:
    """Every measure of that many worlds, (worlds,) each, played by Démarche."""
    made, world = opened(scenario, quarters, worlds)
    places = [np.arange(first, min(first + TILE, worlds)) for first in range(0, worlds, TILE)]
    with engine.using(engine.best()):
        tiles = [watch(made.take(few), world.take(few)) for few in places]
    return {name: np.concatenate([tile[name] for tile in tiles]) for name in tiles[0]}


def watch(made: Game, world: World) -> Measures:
    """Play a batch to its end and count what is done and what happens on the way."""
    rules, luck, worlds = made.rules, made.luck, len(made.luck.replicate)
    counts = {name: np.zeros(worlds) for name in (*ANSWERS.values(), *MANNERS.values(), *HAPPENED.values())}
    by_quarter = np.zeros((worlds, rules.conduct.quarters))
    while not world.record.closed.all():
        verbs = may(rules, world)
        act = ask(rules, world, made.briefs, verbs, made.seats, luck)
        events = by_itself(rules, world, luck)
        accused = act[..., Item.VERB] == Verb.ACCUSE
        for verb, name in ANSWERS.items():
            counts[name] += (act[..., Item.VERB] == verb).sum(axis=1)
        for manner, name in MANNERS.items():
            counts[name] += (accused & (act[..., Item.WORDING] == manner)).sum(axis=1)
        if events is not None:
            np.add.at(by_quarter, (events.world, world.record.quarter[events.world]), events.operations)
            for column, name in HAPPENED.items():
                counts[name] += np.bincount(events.world, events.of(column), worlds)
        world = step(rules, world, act, verbs, events)
    return counts | in_the_end(made, world) | of_quarters(by_quarter)


def in_the_end(made: Game, world: World) -> Measures:
    """What a finished batch shows by itself."""
    b, by, against = np.nonzero(world.record.threat)
    weight, worlds = threat_now(made.rules, world.record, (b, by, against)), world.record.worlds
    return {
        "threats": np.bincount(b, minlength=worlds).astype(np.float64),
        "weight of threats": np.bincount(b, weight, worlds).astype(np.float64),
    }


def of_quarters(operations: NDArray[np.float64]) -> Measures:
    """Operations in all, and in some of the quarters. operations (worlds, quarters)."""
    shown = [quarter for quarter in SHOWN_QUARTERS if quarter <= operations.shape[1]]
    return {"operations": operations.sum(axis=1)} | {
        f"operations in quarter {quarter}": operations[:, quarter - 1] for quarter in shown
    }


def of_the_loops(scenario: str, quarters: int, worlds: int, processes: int = 1) -> Measures:
    """The same measures of as many worlds, played by the Mesa loops under Mesa's own batch_run."""
    parameters = {"scenario": scenario, "quarters": quarters, "replicate": range(worlds), "worlds": worlds}
    rows = mesa.batch_run(Aftermath, parameters, number_processes=processes, display_progress=False)
    operations = np.array([row["operations"] for row in rows], np.float64).reshape(worlds, -1)
    told = {name for name in rows[0] if name not in (*parameters, "RunId", "iteration", "Step", "operations")}
    return {name: np.array([row[name] for row in rows], np.float64) for name in sorted(told)} | of_quarters(operations)


def compare(ours: Measures, theirs: Measures) -> list[Compared]:
    """Every measure of both, in the order of ours. Raises ValueError where one has a measure that the other lacks."""
    if ours.keys() != theirs.keys():
        raise ValueError(f"measured by one alone: {sorted(ours.keys() ^ theirs.keys())}")
    p = np.array([ks_2samp(ours[name], theirs[name], method="asymp").pvalue for name in ours])
    holm = holm_corrected(p)
    return [
        Compared(name, float(ours[name].mean()), float(theirs[name].mean()), apart(ours[name], theirs[name]), *both)
        for name, both in zip(ours, zip(p.tolist(), holm.tolist(), strict=True), strict=True)
    ]


def apart(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Standard errors of the difference between two means; 0 where nothing varies and they are equal."""
    error = np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
    difference = abs(a.mean() - b.mean())
    return float(difference / error) if error > 0 else float(np.where(difference > 0, np.inf, 0.0))


def holm_corrected(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Holm's step-down correction of several P. Source: Holm 1979."""
    order = np.argsort(p)
    stepped = np.maximum.accumulate(p[order] * (len(p) - np.arange(len(p))))
    corrected = np.empty_like(p)
    corrected[order] = np.minimum(stepped, 1)
    return corrected


def table(rows: list[Compared]) -> list[str]:
    """The comparison as lines of a Markdown table."""
    lines = ["| measure | Démarche | Mesa loops | standard errors apart | K-S P | Holm |", "|---|---|---|---|---|---|"]
    for row in rows:
        lines.append(
            f"| {row.name} | {row.ours:.2f} | {row.theirs:.2f} | {row.apart:.2f} | {row.p:.3f} | {row.holm:.3f} |"
        )
    return lines


def main(words: list[str]) -> int:
    """Play, compare, print, and write the section; 1 where anything does not agree."""
    worlds, processes = (int(word) for word in (*words, *("200", "1")[len(words) :]))
    rows = compare(of_demarche(SCENARIO, QUARTERS, worlds), of_the_loops(SCENARIO, QUARTERS, worlds, processes))
    astray = [row.name for row in rows if not row.agrees]
    lines = [
        f"{today()}, `python -m bench.agreement {worlds}`, {machine('numpy', 'mesa', 'scipy')}: {worlds} worlds of",
        f"`{SCENARIO}`, whose {QUARTERS} quarters are played by each from the same openings. Means agree within",
        f"{APART:g} standard errors of their",
        f"difference, distributions where P of Kolmogorov-Smirnov, corrected after Holm, is {SURE:g} or more.",
        f"Of {len(rows)} measures these do not agree: {', '.join(astray) or 'none'}.",
        "",
        *table(rows),
    ]
    print("\n".join(lines))
    write_section(TITLE, lines)
    return int(bool(astray))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
