"""The command of leagues."""

import argparse
import sys
from pathlib import Path
from typing import Any

from demarche.ui.commands.typed import command, name, print_json, print_sections


def add(commands: Any) -> None:
    """Its parser, with an example."""
    does = "a round robin of pledge strategies and doctrines, with ranks and ecological turns"
    made = command(commands, "league", league, does, "demarche league docs/studies/league/league.toml")
    made.add_argument(
        "file",
        type=name,
        nargs="?",
        metavar="LEAGUE.toml",
        help="who plays what; every strategy in the repeated game if not given",
    )


def league(options: argparse.Namespace) -> int:
    """Play it, and say on a terminal which game is being played."""
    from demarche.scenarios.league.play import play
    from demarche.scenarios.league.schema import read_league, usual
    from demarche.ui.league import league_result, league_sections

    entered = usual() if options.file is None else read_league(Path(options.file))
    said: list[str] = []

    def tell(game: str) -> None:
        if game not in said and sys.stderr.isatty():
            said.append(game)
            print(f"playing: {game}", file=sys.stderr, flush=True)

    played = play(entered, tell)
    return print_json(league_result(played)) if options.json else print_sections(league_sections(played))
