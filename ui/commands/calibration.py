"""The commands that look for values and regions: calibrate, discover."""

import argparse
import sys
from pathlib import Path
from typing import Any

from demarche.ui.commands.study import count
from demarche.ui.commands.typed import command, name, print_json, print_sections, seed, worlds
from demarche.ui.refused import Refused

POINTS, WORLDS, KEEP = 1000, 10, 0.1
"""What is played where nothing else is said, and the share of points that is accepted."""


def add(commands: Any) -> None:
    """Their parsers, with an example of each."""
    does = "hold the judged numbers of the quarters against the record: which values are ruled out"
    made = command(commands, "calibrate", calibrate, does, "demarche calibrate --points 500")
    made.add_argument(
        "--points", type=count, default=POINTS, metavar="N", help=f"drawn from the ranges; {POINTS} if not given"
    )
    made.add_argument(
        "--worlds", type=worlds, default=WORLDS, metavar="N", help=f"of each point; {WORLDS} if not given"
    )
    made.add_argument(
        "--keep", type=share, default=KEEP, metavar="SHARE", help=f"of points that are accepted; {KEEP} if not given"
    )
    made.add_argument("--seed", type=seed, default=1, help="1 if not given")

    does = "which factors of a study matter for a measure, and in which region it is high or low"
    example = "demarche discover results/judged --measure operations_within_1 --below 20"
    made = command(commands, "discover", discover, does, example)
    made.add_argument("folder", type=name, metavar="DIR", help="the folder that sweep --out has written")
    made.add_argument(
        "--measure", type=name, required=True, help="a measure of the study; its mean at each point counts"
    )
    made.add_argument("--above", type=float, metavar="X", help="points of interest: those whose mean lies above X")
    made.add_argument("--below", type=float, metavar="X", help="those whose mean lies below X")
    made.add_argument("--seed", type=seed, default=1, help="1 if not given")


def share(text: str) -> float:
    """A share as typed."""
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found <= 1:
        raise argparse.ArgumentTypeError(f"a share lies above 0 and is at most 1, not {text!r}")
    return found


def calibrate(options: argparse.Namespace) -> int:
    """Play points, and tell what of the ranges is left."""
    from demarche.scenarios.calibration.run import calibrate as run
    from demarche.ui.calibration import calibrated_result, calibrated_sections

    if options.worlds < 2 or options.points < 20:
        raise Refused("--points 20 and --worlds 2 are the least from which anything can be told")

    def tell(done: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{done:,} of {options.points:,} points", end="", file=sys.stderr, flush=True)

    found = run(options.points, options.worlds, options.keep, options.seed, tell)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return print_json(calibrated_result(found)) if options.json else print_sections(calibrated_sections(found))


def discover(options: argparse.Namespace) -> int:
    """Read a study, score its factors, and find a box."""
    from demarche.scenarios.study.discovery import discovered
    from demarche.scenarios.study.results import load
    from demarche.ui.calibration import discovered_result, discovered_sections

    if (options.above is None) == (options.below is None):
        raise Refused("give either --above X or --below X")
    bound = options.above if options.above is not None else options.below
    found = discovered(
        load(Path(options.folder)), options.measure, bound, above=options.above is not None, seed=options.seed
    )
    return print_json(discovered_result(found)) if options.json else print_sections(discovered_sections(found))
