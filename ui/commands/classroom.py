"""The commands of the classroom: host, join."""

import argparse
from pathlib import Path
from typing import Any

from ui.commands.typed import Parser, Refused, command, name, named, seed

PORT = 8765


def add(commands: Any) -> None:
    """Their parsers, with an example of each."""
    example = "demarche host dual-track-2018 --preset 45 --lan"
    host_: Parser = command(commands, "host", host, "a lesson: students join by browser, AI fills the rest", example)
    host_.add_argument("scenario", type=name, metavar="ID", help="a scenario of the library, or a file ending in .toml")
    host_.add_argument(
        "--preset",
        type=int,
        choices=(45, 90),
        default=45,
        help="minutes: clocks, rounds and rules; 45 if not given",
    )
    host_.add_argument("--port", type=port, default=PORT, metavar="N", help=f"{PORT} if not given")
    host_.add_argument("--lan", action="store_true", help="let other computers of this network in, not only this one")
    host_.add_argument("--seed", type=seed, default=1, metavar="N", help="0 to 2**64-1; 1 if not given")
    host_.add_argument("--roster", type=name, metavar="CSV", help="who is expected: name,seat,team")
    host_.add_argument("--injects", type=name, metavar="TOML", help="news to read out, by phase or when you choose")
    host_.add_argument("--rubric", type=name, metavar="TOML", help="how marks are reckoned, if not as ours does")
    host_.add_argument("--file", type=name, metavar="FILE", help="where the lesson is kept; ID.lesson if not given")
    host_.add_argument("--new", action="store_true", help="begin another lesson; the one kept is put aside")
    host_.add_argument("--forget", action="store_true", help="delete the lesson that is kept, and leave")


def port(text: str) -> int:
    """A port as typed."""
    if not (text.isascii() and text.isdigit()) or int(text[:6]) > 65535:
        raise argparse.ArgumentTypeError(f"a port is a whole number from 0 (any that is free) to 65535, not {text!r}")
    return int(text)


def host(options: argparse.Namespace) -> int:
    """Host a lesson until it is stopped, or forget one."""
    from ui.classroom.opening import Wanted
    from ui.classroom.serve import serve
    from ui.classroom.store import forget

    scenario = named(options.scenario)
    file = Path(options.file) if options.file else Path(f"{Path(scenario).stem}.lesson")
    if options.forget:
        if not forget(file):
            raise Refused(f"{file}: no lesson is kept there")
        print(f"{file} is deleted. Files you downloaded from the debrief are where your browser put them.")
        return 0
    roster, injects, rubric = (
        Path(path) if path else None for path in (options.roster, options.injects, options.rubric)
    )
    return serve(
        Wanted(
            scenario=scenario,
            preset=options.preset,
            seed=options.seed,
            port=options.port,
            lan=options.lan,
            file=file,
            new=options.new,
            as_json=options.json,
            roster=roster,
            injects=injects,
            rubric=rubric,
        )
    )
