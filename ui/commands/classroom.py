"""The commands of the classroom: host, join."""

import argparse
import re
import sys
from getpass import getpass
from pathlib import Path
from typing import Any

from demarche.ui.commands.lesson_files import delete_all_lessons, delete_lesson, salvage_lesson
from demarche.ui.commands.typed import Parser, command, name, named, seed
from demarche.ui.refused import Refused

PORT = 8765
LONGEST_LINK = 1000
LEAST_MINUTES, MOST_MINUTES = 10, 480


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
    host_.add_argument(
        "--minutes",
        type=minutes,
        metavar="N",
        help=f"of the whole lesson, {LEAST_MINUTES} to {MOST_MINUTES}: every clock in proportion",
    )
    host_.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", dest="settings",
        help="begin with another value in the scenario, as in rounds=6; may be repeated",
    )  # fmt: skip
    host_.add_argument("--port", type=port, default=PORT, metavar="N", help=f"{PORT} if not given")
    host_.add_argument("--lan", action="store_true", help="let other computers of this network in, not only this one")
    host_.add_argument(
        "--address",
        type=name,
        metavar="URL",
        help="where others reach it: https://name, behind a proxy or with TLS",
    )
    host_.add_argument(
        "--proxy", action="append", default=[], metavar="IP", dest="proxies",
        help="address or network of the reverse proxy: only it may use --address, and its forwarded headers count",
    )  # fmt: skip
    host_.add_argument("--certificate", type=name, metavar="PEM", help="serve TLS with this certificate, and --key")
    host_.add_argument("--key", type=name, metavar="PEM", help="the key of the certificate")
    host_.add_argument("--seed", type=seed, default=1, metavar="N", help="0 to 2**64-1; 1 if not given")
    host_.add_argument("--roster", type=name, metavar="CSV", help="who is expected: name,seat,team")
    host_.add_argument("--injects", type=name, metavar="TOML", help="news to read out, by phase or when you choose")
    host_.add_argument("--rubric", type=name, metavar="TOML", help="how marks are reckoned, if not as ours does")
    host_.add_argument("--file", type=name, metavar="FILE", help="where the lesson is kept; ID.lesson if not given")
    instead = host_.add_mutually_exclusive_group()
    instead.add_argument("--new", action="store_true", help="begin another lesson; the one kept is put aside")
    instead.add_argument("--forget", action="store_true", help="delete the lesson that is kept, and leave")
    instead.add_argument(
        "--forget-all",
        action="store_true",
        help="delete it and the lessons put aside, once confirmed, and leave",
    )
    instead.add_argument(
        "--salvage", action="store_true", help="write what is sound of a damaged lesson to a new file, and leave"
    )
    host_.add_argument("--yes", action="store_true", help="with --forget-all: delete without asking")

    example = "demarche join http://192.168.1.20:8765/ --code K7Q2MW --name Ada"
    join_: Parser = command(
        commands, "join", join, "a seat of a lesson, in the window instead of a browser", example, json=False
    )
    join_.add_argument("url", type=name, metavar="URL", help="the address of the lesson, or the link of your seat")
    join_.add_argument("--code", type=name, metavar="CODE", help="the code of the lesson; asked for if not given")
    join_.add_argument("--name", type=name, metavar="NAME", help="your name; asked for if not given")
    join_.add_argument(
        "--token-from",
        type=name,
        metavar="FILE",
        help="come back to your seat: a file with its link or token; - asks for it, unseen",
    )
    join_.add_argument("--seat", type=name, metavar="ISO3", help="the delegation you would like")


INSTEAD = {"forget": delete_lesson, "forget_all": delete_all_lessons, "salvage": salvage_lesson}
"""Options with which nothing is hosted, and what is done."""


def port(text: str) -> int:
    """A port as typed."""
    if not (text.isascii() and text.isdigit()) or int(text[:6]) > 65535:
        raise argparse.ArgumentTypeError(f"a port is a whole number from 0 (any that is free) to 65535, not {text!r}")
    return int(text)


def minutes(text: str) -> int:
    """Minutes of a lesson as typed."""
    if not (text.isascii() and text.isdigit()) or not LEAST_MINUTES <= int(text[:6]) <= MOST_MINUTES:
        raise argparse.ArgumentTypeError(
            f"minutes are a whole number from {LEAST_MINUTES} to {MOST_MINUTES}, not {text!r}"
        )
    return int(text)


def host(options: argparse.Namespace) -> int:
    """Host a lesson until it is stopped, or do something else with its file."""
    scenario = named(options.scenario)
    file = Path(options.file) if options.file else Path(f"{Path(scenario).stem}.lesson")
    for chosen, do in INSTEAD.items():
        if getattr(options, chosen):
            return do(options, file)

    from demarche.ui.classroom.opening import Wanted
    from demarche.ui.classroom.serve import serve

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
            settings=tuple(options.settings),
            minutes=options.minutes,
            address=options.address or "",
            proxies=tuple(options.proxies),
            certificate=Path(options.certificate) if options.certificate else None,
            key=Path(options.key) if options.key else None,
        )
    )


def join(options: argparse.Namespace) -> int:
    """A seat of a lesson in the window, until it is closed."""
    from demarche.ui.classroom.distant import Distant, base, join, token_in
    from demarche.ui.desktop.app import join as sit

    base(options.url)  # judged before anything is asked for
    token = token_in(options.url)
    if token:
        require_token("the link", token)
    elif options.token_from:
        token = token_from(options.token_from)
    else:
        code = options.code or asked_for("Code of the lesson: ", "--code")
        name_given = options.name or asked_for("Your name: ", "--name")
        seat_code, token = join(options.url, code, name_given, (options.seat or "").upper())
        print(f"You speak for {seat_code}. Should the window close, come back with:")
        print(f"  demarche join {options.url} --token-from -")
        print(f"and give it this token, which is the key of your seat: {token}")
    distant = Distant(options.url, token)
    try:
        return sit(distant)
    finally:
        distant.close()


def token_from(source: str) -> str:
    """The token of a seat, from the first line of a file, or asked for where the source is `-`. Raises Refused.

    On a command line others could read it, in the history of a shell and in the list of processes.
    """
    from demarche.ui.classroom.distant import token_in

    where = "the token" if source == "-" else source
    try:
        text = asked_unseen() if source == "-" else first_line(Path(source))
    except UnicodeDecodeError:
        raise Refused(f"{where}: this is not a text in UTF-8") from None
    token = (token_in(text.strip()) or text).strip()
    require_token(where, token)
    return token


def require_token(where: str, token: str) -> None:
    """Raises Refused for what cannot be the token of a seat. The token itself is not repeated."""
    if not re.fullmatch(r"[0-9a-f]{32}", token):
        raise Refused(f"{where}: this is no token of a seat: 32 digits from 0 to f, or the link that ends in them")


def asked_unseen() -> str:
    """A token or link typed at the terminal, which does not show it, or the first line of what is piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline(LONGEST_LINK)
    try:
        return getpass("Link or token of your seat: ")
    except EOFError:
        return ""


def first_line(path: Path) -> str:
    """The first line of a small text file. Raises Refused where it is no file, UnicodeDecodeError for other bytes."""
    if not path.exists():
        raise Refused(f"{path}: there is no such file")
    if not path.is_file():
        raise Refused(f"{path}: this is no file; to pipe a token in, give - in its place")
    with open(path, encoding="utf-8-sig") as file:
        return file.readline(LONGEST_LINK)


def asked_for(question: str, option: str) -> str:
    """What is typed at the terminal in answer to a question. Raises Refused where nobody can be asked."""
    if not sys.stdin.isatty():
        raise Refused(f"{option} is needed")
    try:
        return input(question)
    except EOFError:
        raise Refused(f"{option} is needed") from None
