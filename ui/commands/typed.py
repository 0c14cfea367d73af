"""What can be typed: parsers that refuse in one line, the kinds of value, and how a command prints."""

import argparse
import json as encoding
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from demarche.ui.refused import Refused

LONGEST = 600
"""Letters of a message that repeats what was typed."""
MOST_WORLDS = 10_000
MOST_SEED, MOST_REPLICATE = (1 << 64) - 1, (1 << 32) - 1


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line, and where to look."""

    color = False  # from Python 3.14 on help is coloured, which the gate of standard output would show as escapes

    def error(self, message: str) -> NoReturn:
        """Leave with 2."""
        said = message if len(message) <= LONGEST else f"{message[:LONGEST]}…"
        raise Refused(f"{said.replace('argument ', '', 1)}; see {self.prog} --help")


def command(
    commands: Any, name: str, do: Callable[[argparse.Namespace], int], does: str, example: str, *, json: bool = True
) -> Parser:
    """A command added to those there are, with its example. json: whether it can print its result as an object."""
    made: Parser = commands.add_parser(
        name,
        help=does,
        description=f"{does[0].upper()}{does[1:]}.",
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    if json:
        made.add_argument("--json", action="store_true", help="print one JSON object, and nothing else")
    made.set_defaults(do=do)
    return made


def add_force(parser: Parser) -> None:
    """The option by which a file is replaced that this program has not written."""
    parser.add_argument("--force", action="store_true", help="replace a file even if demarche has not written it")


def seed(text: str) -> int:
    """A seed as typed."""
    if not (text.isascii() and text.isdigit()) or int(text[:21]) > MOST_SEED:
        raise argparse.ArgumentTypeError(f"a seed is a whole number from 0 to {MOST_SEED}, not {text!r}")
    return int(text)


def replicate(text: str) -> int:
    """The number of a world as typed."""
    if not (text.isascii() and text.isdigit()) or int(text[:11]) > MOST_REPLICATE:
        raise argparse.ArgumentTypeError(f"a replicate is a whole number from 0 to {MOST_REPLICATE}, not {text!r}")
    return int(text)


def year(text: str) -> int:
    """A year as typed."""
    if not (text.isascii() and text.isdigit() and len(text) == 4 and int(text)):
        raise argparse.ArgumentTypeError(f"a year has four digits, such as 2019, not {text!r}")
    return int(text)


def worlds(text: str) -> int:
    """A number of worlds as typed."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= MOST_WORLDS):
        raise argparse.ArgumentTypeError(f"a number of worlds is a whole number from 1 to {MOST_WORLDS}, not {text!r}")
    return int(text)


def name(text: str) -> str:
    """The name of a scenario or a file as typed."""
    if not text:
        raise argparse.ArgumentTypeError("a name is needed, and this one is empty")
    return text


def named(scenario: str) -> str:
    """The scenario named, unless what is named is certainly none."""
    path = Path(scenario)
    if path.suffix != ".toml" and path.is_dir():
        raise Refused(f"{scenario}: this is a folder; name a scenario, or a file ending in .toml")
    if path.suffix != ".toml" and path.is_file():
        raise Refused(f"{scenario}: a scenario file ends in .toml")
    return scenario


def print_json(content: Any) -> int:
    """One object or list in plain ASCII, which every terminal and pipe can carry."""
    print(encoding.dumps(content, indent=2, ensure_ascii=True, allow_nan=False))
    return 0


def print_sections(sections: Any) -> int:
    """Sections on the terminal."""
    from demarche.ui.terminal import say

    say(sections)
    return 0
