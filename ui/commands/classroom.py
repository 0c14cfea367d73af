"""The commands of the classroom: host, join."""

import argparse
import sys
from pathlib import Path
from typing import Any

from demarche.ui.commands.typed import Parser, command, name, named, seed
from demarche.ui.refused import Refused

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

    example = "demarche join http://192.168.1.20:8765/ --code K7Q2MW --name Ada"
    join_: Parser = command(
        commands, "join", join, "a seat of a lesson, in the window instead of a browser", example, json=False
    )
    join_.add_argument("url", type=name, metavar="URL", help="the address of the lesson, or the link of your seat")
    join_.add_argument("--code", type=name, metavar="CODE", help="the code of the lesson; asked for if not given")
    join_.add_argument("--name", type=name, metavar="NAME", help="your name; asked for if not given")
    join_.add_argument("--seat", type=name, metavar="ISO3", help="the delegation you would like")


def port(text: str) -> int:
    """A port as typed."""
    if not (text.isascii() and text.isdigit()) or int(text[:6]) > 65535:
        raise argparse.ArgumentTypeError(f"a port is a whole number from 0 (any that is free) to 65535, not {text!r}")
    return int(text)


def host(options: argparse.Namespace) -> int:
    """Host a lesson until it is stopped, or forget one."""
    from demarche.ui.classroom.opening import Wanted
    from demarche.ui.classroom.serve import serve
    from demarche.ui.classroom.store import forget

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


def join(options: argparse.Namespace) -> int:
    """A seat of a lesson in the window, until it is closed."""
    from demarche.ui.classroom.distant import Distant, join, token_in
    from demarche.ui.desktop.app import join as sit

    token = token_in(options.url)
    if not token:
        code = options.code or asked_for("Code of the lesson: ", "--code")
        name_given = options.name or asked_for("Your name: ", "--name")
        seat_code, token = join(options.url, code, name_given, (options.seat or "").upper())
        print(f"You speak for {seat_code}. Should the window close, come back with:")
        print(f"  demarche join {options.url.rstrip('/')}/seat#{token}")
    distant = Distant(options.url, token)
    try:
        return sit(distant)
    finally:
        distant.close()


def asked_for(question: str, option: str) -> str:
    """What is typed at the terminal in answer to a question. Raises Refused where nobody can be asked."""
    if not sys.stdin.isatty():
        raise Refused(f"{option} is needed")
    return input(question)
