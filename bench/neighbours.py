"""`python -m bench.neighbours [ROUNDS]`: NegMAS and Axelrod beside what Démarche does that is nearest to it.

Axelrod's is the same game: two players of one strategy, acts that slip with chance 0.05.  NegMAS is not: its round is
one offer by each party on a whole outcome, answered by all; a round of informals here is every delegation with a
proposal, a deal or a name to a list, the answers, and what the pens take in.  The rates say what a round costs.

They have many dependencies, and want an environment of their own (NegMAS 0.16 is under the AGPL, Axelrod brings torch):
`python3 -m venv .venv-peers && .venv-peers/bin/pip install -e . negmas==0.16.0 axelrod==4.14.0`.  What is not installed
is left out.  The section is written into bench/results.md.
"""

import sys
from collections.abc import Callable
from importlib.util import find_spec

from bench.rooms import SCENARIO, room
from bench.timing import in_turn, machine, ratios, spread, today, write_section
from demarche.agents.strategies.registry import strategy
from demarche.scenarios import batch
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.theory.draws import Draw
from demarche.scenarios.theory.games import Table, clearly, play
from demarche.sim import engine

TITLE = "Neighbours"
PARTIES = {2: 1000, 10: 150, 193: 6}
"""Parties -> rounds of a NegMAS negotiation that are timed."""
ROUNDS, TILE = 20, 16
"""Rounds of informals that are timed, and worlds at once."""
SLIP, TURNS, GAMES, QUARTERS = 0.05, 10_000, 1000, 100
STRATEGIES = {"tit-for-tat": "TitForTat", "generous": "GTFT"}

Work = tuple[Callable[[], object], int]


def beside(rounds: int) -> list[str]:
    """Both comparisons as lines of Markdown; a line each for what is not installed."""
    lines: list[str] = []
    for package, compared in (("negmas", negotiations), ("axelrod", matches)):
        if find_spec(package) is None:
            lines += [f"{package} was not installed."]
        else:
            lines += [*compared(rounds), ""]
    return lines


def negotiations(rounds: int) -> list[str]:
    """NegMAS's rounds a second beside rounds of informals."""
    lines = [
        "Rounds a second, one core. Not the same work: a round of NegMAS is one offer by each party on a whole",
        "outcome, answered by all; a round of informals is a proposal, a deal or a name by each delegation, the",
        "answers, and what the pens take in.",
        "",
    ]
    lines += ["| parties | NegMAS, alternating offers | Démarche, informals |", "|---|---|---|"]
    for parties, timed in PARTIES.items():
        theirs = a_round(alternating_offers(parties, timed + 1), alternating_offers(parties, 1), timed, rounds)
        lines.append(f"| {parties} | {spread(theirs)} | {spread(informals(parties, rounds))} |")
    return lines


def a_round(many: Callable[[], object], few: Callable[[], object], units: int, rounds: int) -> list[float]:
    """Units a second of what is done many times, by what it takes more than the same done few times."""
    rates = in_turn({"many": (many, 1), "few": (few, 1)}, rounds)
    return [units / (1 / slow - 1 / quick) for slow, quick in zip(rates["many"], rates["few"], strict=True)]


def alternating_offers(parties: int, rounds: int) -> Callable[[], object]:
    """A negotiation of that many parties over 625 outcomes, none of which is good enough for all of them."""
    from negmas import SAOMechanism, make_issue
    from negmas.preferences import LinearAdditiveUtilityFunction
    from negmas.sao.negotiators import BoulwareTBNegotiator

    issues = [make_issue(5, name=f"clause {place}") for place in range(4)]

    def negotiate() -> None:
        mechanism = SAOMechanism(issues=issues, n_steps=rounds)
        for party in range(parties):
            worth = LinearAdditiveUtilityFunction.random(issues=issues, reserved_value=0.99)
            mechanism.add(BoulwareTBNegotiator(name=str(party)), ufun=worth)
        mechanism.run()

    return negotiate


def informals(seats: int, rounds: int) -> list[float]:
    """Rounds of informals a second, by sessions with many and the same sessions with none."""
    return a_round(sessions(seats, ROUNDS), sessions(seats, 0), ROUNDS * TILE, rounds)


def sessions(seats: int, rounds: int) -> Callable[[], object]:
    """A batch of sessions of that many seats."""
    made = game(load(SCENARIO, room(seats, rounds)), seed=1, replicates=range(TILE))
    return lambda: batch.play(made)


def matches(rounds: int) -> list[str]:
    """Axelrod's turns a second beside quarters of the pledge game, both players deciding in each."""
    import axelrod

    lines = [f"Turns a second of the noisy repeated game, one core; acts slip with chance {SLIP}:", ""]
    lines += ["| strategy | Axelrod | Démarche | ratio |", "|---|---|---|---|"]
    for name, theirs in STRATEGIES.items():
        player = getattr(axelrod, theirs)
        match = axelrod.Match((player(), player()), turns=TURNS, noise=SLIP, seed=1)
        rates = in_turn({"theirs": (match.play, TURNS), "ours": pledge_game(name)}, rounds)
        ratio = ratios(rates, "theirs")["ours"]
        lines.append(f"| {name} | {spread(rates['theirs'])} | {spread(rates['ours'])} | {ratio} |")
    return lines


def pledge_game(name: str) -> Work:
    """Many games at once between two players of one pledge strategy."""
    breaks, table = strategy(name).breaks, Table(clearly, slip=SLIP)
    return lambda: play(breaks, table, GAMES, QUARTERS, (1, Draw.NOISE, 0)), GAMES * QUARTERS


def main(words: list[str]) -> None:
    """Measure, print, and write the section."""
    rounds = int(words[0]) if words else 3
    lines = [
        f"{today()}, `python -m bench.neighbours {rounds}`, on {machine('numpy', 'negmas', 'axelrod', 'numba')}.",
        f"Medians of {rounds} rounds in turn, with least and greatest. Informals by {engine.best()}, pledges by numpy.",
        "",
        *beside(rounds),
    ]
    print("\n".join(lines))
    write_section(TITLE, lines)


if __name__ == "__main__":
    main(sys.argv[1:])
