"""The commands that open a window: play."""

import argparse
from pathlib import Path
from typing import Any

from demarche.ui.commands.typed import command, name, named, seed
from demarche.ui.refused import Refused


def add(commands: Any) -> None:
    """Their parsers, with an example of each."""
    example = "demarche play dual-track-2018 --as KEN --seed 7"
    play_ = command(commands, "play", play, "take a delegation's seat, in a window", example, json=False)
    play_.add_argument(
        "scenario",
        type=name,
        metavar="ID",
        nargs="?",
        help="a scenario of the library, or a file; without one, the title",
    )
    play_.add_argument("--as", type=name, metavar="ISO3", dest="seat", help="the delegation, by its three letters")
    play_.add_argument("--seed", type=seed, metavar="N", help="0 to 2**64-1; drawn by lot if not given")


def play(options: argparse.Namespace) -> int:
    """The window, at the title or in the middle of a choice that was made already."""
    if options.scenario is None and (options.seat or options.seed is not None):
        raise Refused("--as and --seed belong to a scenario; name one, as in demarche play tutorial --as CAL")
    wanted = None
    if options.scenario is not None:
        wanted = _wanted(named(options.scenario), options.seat)
    from demarche.ui.desktop.evening import beginning, evening

    seat = wanted or ""
    return window(evening if options.scenario is None else beginning(options.scenario, seat, options.seed))


def _wanted(scenario: str, code: str | None) -> str:
    """The seat that was asked for, if there is such a one in the scenario."""
    from demarche.ui.desktop.library import cards

    several = [card.code for card in cards(scenario)]
    if code is None:
        return ""
    if code.upper() not in several:
        raise Refused(
            f"--as {code}: nobody can sit there in {scenario}; there are {', '.join(several[:12])}"
            + (" and more" if len(several) > 12 else "")
        )
    return code.upper()


def watch(path: Path) -> int:
    """A log in the window."""
    from demarche.ui.desktop.evening import watching

    return window(watching(path))


def window(steps: Any) -> int:
    """Open it. What stands in the way of a window is refused in one line."""
    try:
        from demarche.ui.desktop.app import open_window
    except ModuleNotFoundError as error:
        if error.name != "pygame":
            raise
        raise Refused("the window needs pygame-ce, which is not installed: pip install pygame-ce") from None
    return open_window(steps)
