"""A league as an object for machines and as sections for a terminal."""

from typing import Any

import numpy as np

from demarche.scenarios.league.play import Played
from demarche.scenarios.league.ranking import Standing
from demarche.scenarios.league.schema import Match
from demarche.ui.story.parts import Line, Section, Table, Tone

LEFT = 0.005
"""A smaller share of the population is told as none."""


def league_result(played: Played) -> dict[str, Any]:
    """What `league --json` prints. Payoffs are rows against columns, in the order of `entrants`."""
    return {
        "league": played.league.id,
        "entrants": list(played.names),
        "replicates": played.league.replicates,
        "seed": played.league.seed,
        "games": [
            _game(match, standing) for match, standing in zip(played.league.games, played.standings, strict=True)
        ],
    }


def _game(match: Match, standing: Standing) -> dict[str, Any]:
    return {
        "name": match.name,
        "payoffs": standing.matrix.round(6).tolist(),
        **{name: getattr(standing, name).round(6).tolist() for name in ("score", "low", "high")},
        **{name: getattr(standing, name).tolist() for name in ("rank", "best", "worst")},
        "shares": standing.shares[-1].round(6).tolist(),
        "largest_share_at": standing.shares.argmax(axis=0).tolist(),
    }


def league_sections(played: Played) -> list[Section]:
    """The standing in each game, and what it rests on."""
    found = [
        Section(match.name, (_table(played, standing), Line(_rests_on(match), Tone.QUIET)))
        for match, standing in zip(played.league.games, played.standings, strict=True)
    ]
    told = (
        f"{played.league.replicates} matches of each pair. Scores are means over all opponents, itself among them, "
        f"with 95 % intervals; ranks with the middle 95 % of resamples. The last column is the share of a population "
        f"after {played.league.turns} turns in which each entrant grows as its payoff."
    )
    return [*found, Section("", (Line(told, Tone.QUIET),))]


def _table(played: Played, standing: Standing) -> Table:
    order = np.argsort(-standing.score, kind="stable")
    rows = tuple(
        (
            str(standing.rank[k]),
            f"{standing.best[k]}-{standing.worst[k]}",
            played.names[k],
            f"{standing.score[k]:.3f}",
            f"{standing.low[k]:.3f}",
            f"{standing.high[k]:.3f}",
            f"{standing.matrix[k, k]:.3f}",
            f"{standing.shares[-1][k]:.2f}" if standing.shares[-1][k] >= LEFT else "-",
        )
        for k in order
    )
    head = ("rank", "between", "entrant", "score", "low", "high", "itself", "share")
    return Table(head, rows, right=(0, 3, 4, 5, 6, 7))


def _rests_on(match: Match) -> str:
    """What game it is, in words."""
    if match.game == "scenario":
        states = " and ".join(match.between or ())
        return (
            f"The quarters of {match.scenario}, {states} held by each pair both ways; gains of one operation, judged."
        )
    noise = [
        f"{chance:g} that {what}"
        for chance, what in ((match.slip, "an act slips"), (match.misread, "it is misread"))
        if chance
    ]
    return f"{match.quarters} quarters, payoffs 5, 3, 1, 0; {' and '.join(noise) if noise else 'no noise'}."
