"""The debrief of a session as a page, for the commands that have played one: --report and --as."""

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from demarche.ui.commands.typed import Parser, add_force, name
from demarche.ui.refused import Refused

PERSON = "awaited"
"""What sits in a seat that a person has taken, as the head of a log calls it."""


def add_report(parser: Parser) -> None:
    """The options of a command that can write the debrief of what it played."""
    parser.add_argument(
        "--report", type=name, metavar="FILE", help="write the debrief to this file: one HTML page, with figures"
    )
    whose = "score this delegation in it, not those that people took or that have a card; may be repeated"
    add_force(parser)
    parser.add_argument("--as", action="append", default=[], type=name, metavar="ISO3", dest="scored", help=whose)


def require_outputs(options: Namespace, read: str) -> None:
    """Refuse files that cannot be written by a command which plays one session. read: the path it reads."""
    from demarche.ui.commands.outputs import Kind, Output, require_writable

    asked = (("--log", getattr(options, "log", None), Kind.LOG), ("--report", options.report, Kind.PAGE))
    outputs = [Output(option, path, kind) for option, path, kind in asked if path is not None]
    require_writable(outputs, [read], force=options.force, as_json=options.json)


def scored(made: Any, options: Namespace, seated: Iterable[tuple[str, str]] = ()) -> list[int]:
    """The seats whose cards the debrief holds against what came of it. seated: seat codes with what sat there.

    Refuses a seat that is not in the room, and seats without a report to put them in.
    """
    names = list(made.rules.roster.names)
    if options.scored and options.report is None:
        raise Refused("--as: it says whose card the report scores; name the file with --report")
    for code in options.scored:
        if code not in names:
            some = f"{', '.join(names[:12])}{' …' if len(names) > 12 else ''}"
            raise Refused(f"--as {code}: there is no such seat in {made.scenario.id}; there are {some}")
    people = [code for code, behaviour in seated if behaviour == PERSON]
    cards = [card.seat for card in made.scenario.cards]
    return [names.index(code) for code in options.scored or people or cards]


def write_report(made: Any, session: Any, seats: list[int], file: str) -> None:
    """Write the debrief of a session that has closed."""
    from demarche.scenarios.writing import write_whole
    from demarche.ui.report.debrief import debrief
    from demarche.ui.report.debrief_page import page
    from demarche.ui.report.figures import figures

    told = debrief(made, session, seats)
    write_whole(Path(file), page(told, figures(told)).encode())
