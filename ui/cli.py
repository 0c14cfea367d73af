"""The command line: what is typed is understood here, and whatever is wrong is said in one line.

Whatever takes time to import is imported by the command that needs it.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from ui.plainly import spell_plainly

MOST_SEED = (1 << 64) - 1
WRONG, STOPPED = 2, 130


class Refused(Exception):
    """What the command cannot do, in words fit to be printed."""


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line, and where to look."""

    def error(self, message: str) -> NoReturn:
        """Leave with 2."""
        raise Refused(f"{message.replace('argument ', '', 1)}; see {self.prog} --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return how it ended: 0, 2 for bad usage or an invalid file, 130 when interrupted."""
    for stream in ("stdout", "stderr"):
        if getattr(sys, stream) is None:  # whoever started us closed it
            setattr(sys, stream, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - open as long as we are
        spell_plainly(getattr(sys, stream))
    try:
        return _ended(_run(sys.argv[1:] if argv is None else list(argv)))
    except KeyboardInterrupt:
        return _complain("stopped", STOPPED)
    except BrokenPipeError:
        # The reader has gone. What is still buffered must not be flushed into the void when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Refused as refused:
        return _complain(str(refused))
    except OSError as error:
        return _complain(f"{f'{error.filename}: ' if error.filename else ''}{error.strerror or error}")


def _run(argv: list[str]) -> int:
    options = parser().parse_args(argv)
    do: Callable[[argparse.Namespace], int] = options.do
    from sim.terms import OutOfOrder, Unreadable

    try:
        return do(options)
    except (Unreadable, OutOfOrder) as error:
        raise Refused(str(error)) from None


def _ended(code: int) -> int:
    sys.stdout.flush()
    return code


def _complain(message: str, code: int = WRONG) -> int:
    """One line on standard error."""
    print(f"demarche: {' '.join(message.split())}", file=sys.stderr)
    return code


# ── what can be typed ────────────────────────────────────────────────────────────────────────────────────────────────


def parser() -> Parser:
    """Every command with its options, and an example of each."""
    top = Parser(
        prog="demarche",
        description="Démarche: states negotiate codes of conduct and pacts, and you see how it comes out.",
        epilog="example:\n  demarche run dual-track-2018 --seed 1",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="store_true", help="print the version and leave")
    top.set_defaults(do=bare)
    commands = top.add_subparsers(title="commands", metavar="COMMAND")

    _command(commands, "list", list_, "the scenarios that come with the program", "demarche list")

    show_ = _command(commands, "show", show, "one scenario in detail", "demarche show dual-track-2018")
    show_.add_argument("scenario", type=name, metavar="ID", help="a scenario of the library, or a file ending in .toml")

    example = "demarche run dual-track-2018 --seed 1 --set rounds=6 --log out.jsonl"
    run_ = _command(commands, "run", run, "play one world to its end and tell what happened", example)
    run_.add_argument("scenario", type=name, metavar="ID", help="a scenario of the library, or a file ending in .toml")
    run_.add_argument("--seed", type=seed, default=1, metavar="N", help="0 to 2**64-1; 1 if not given")
    run_.add_argument("--log", type=name, metavar="FILE", help="keep every act in this file, for replay")
    run_.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", dest="settings",
        help="play with another value in the scenario, as in rounds=6 or drafts.0.visibility=2; may be repeated",
    )  # fmt: skip

    replay_ = _command(commands, "replay", replay, "a log again, told as it was", "demarche replay out.jsonl")
    replay_.add_argument("file", type=name, metavar="FILE", help="a log that run --log has written")

    example = "demarche validate my-council-2027.toml"
    validate_ = _command(
        commands, "validate", validate, "check a scenario file, or without one the simulation against theory", example
    )
    validate_.add_argument(
        "file", type=name, metavar="FILE", nargs="?", help="a scenario or campaign file; without one, theory is checked"
    )

    example = "demarche backtest --votes later.csv --through 2019"
    backtest_ = _command(commands, "backtest", backtest, "forecasts of real roll calls against what happened", example)
    backtest_.add_argument(
        "--votes", type=name, metavar="CSV",
        help="roll calls to forecast: resolution,date,iso3,vote; without it, each known one is left out in turn",
    )  # fmt: skip
    backtest_.add_argument(
        "--through", type=year, default=2019, metavar="YEAR", help="fit on roll calls up to its end; 2019 if not given"
    )
    backtest_.add_argument(
        "--scenarios", action="store_true", help="instead, how often each scenario comes out as it did, of 500 worlds"
    )
    return top


def _command(commands: Any, name: str, do: Callable[[argparse.Namespace], int], does: str, example: str) -> Parser:
    made: Parser = commands.add_parser(
        name,
        help=does,
        description=f"{does[0].upper()}{does[1:]}.",
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    made.add_argument("--json", action="store_true", help="print one JSON object, and nothing else")
    made.set_defaults(do=do)
    return made


def seed(text: str) -> int:
    """A seed as typed."""
    if not (text.isascii() and text.isdigit()) or int(text[:21]) > MOST_SEED:
        raise argparse.ArgumentTypeError(f"a seed is a whole number from 0 to {MOST_SEED}, not {text!r}")
    return int(text)


def year(text: str) -> int:
    """A year as typed."""
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise argparse.ArgumentTypeError(f"a year has four digits, such as 2019, not {text!r}")
    return int(text)


def name(text: str) -> str:
    """The name of a scenario or a file as typed."""
    if not text:
        raise argparse.ArgumentTypeError("a name is needed, and this one is empty")
    return text


# ── the commands ─────────────────────────────────────────────────────────────────────────────────────────────────────


def bare(options: argparse.Namespace) -> int:
    """No command: the version, if it was asked for."""
    if not options.version:
        raise Refused("a command is needed, such as list or run; see demarche --help")
    from ui.version import version

    print(f"demarche {version()}")
    return 0


def list_(options: argparse.Namespace) -> int:
    """The scenarios of the library."""
    from ui.catalogue import list_sections, listing

    return print_json(listing()) if options.json else print_sections(list_sections())


def show(options: argparse.Namespace) -> int:
    """One scenario in detail."""
    from scenarios.load import load, load_campaign
    from ui.catalogue import detail, show_campaign, show_sections

    if (campaign := load_campaign(named(options.scenario))) is not None:
        return print_json(campaign.model_dump(mode="json")) if options.json else print_sections(show_campaign(campaign))
    scenario = load(named(options.scenario))
    return print_json(detail(scenario)) if options.json else print_sections(show_sections(scenario))


def run(options: argparse.Namespace) -> int:
    """One world, played to its end; the log is written as it goes."""
    from scenarios import saves
    from scenarios.compile import game
    from scenarios.load import load, load_campaign
    from ui.version import version

    if (campaign := load_campaign(named(options.scenario))) is not None:
        return run_campaign(campaign, options)
    made = game(load(named(options.scenario), options.settings), options.seed)
    session = saves.play(made, Path(options.log) if options.log is not None else None, program=version())
    return tell_or_print(made, session, as_json=options.json)


def run_campaign(campaign: Any, options: argparse.Namespace) -> int:
    """Sessions one after another; with --log, a log for each, with its number and name in that of the file."""
    from scenarios.campaign import Memory, played
    from ui.story.campaign import chapter, tell_campaign
    from ui.version import version

    if options.settings:
        raise Refused("--set: a campaign is played as its scenarios are; set values in one of them")
    base = Path(options.log) if options.log is not None else None
    chapters, memory = [], Memory()
    for left, made, session in played(campaign, options.seed, base, program=version()):
        chapters.append(chapter(made, session))
        memory = left
    if options.json:
        from ui.result import campaign_result

        return print_json(campaign_result(campaign, options.seed, chapters))
    return print_sections(tell_campaign(campaign, chapters, memory))


def replay(options: argparse.Namespace) -> int:
    """A log, played again."""
    from scenarios import saves

    made, session = saves.replay(Path(options.file))
    return tell_or_print(made, session, as_json=options.json)


def tell_or_print(made: Any, session: Any, *, as_json: bool) -> int:
    """A finished session as a story or as an object."""
    if as_json:
        from ui.result import result

        return print_json(result(made, session))
    from ui.story import tell

    return print_sections(tell(made, session))


def validate(options: argparse.Namespace) -> int:
    """What is wrong in a scenario file; all of it that can be seen at once."""
    if options.file is None:
        return check_theory(as_json=options.json)
    from ui.checking import faults_in

    found = faults_in(Path(options.file))
    if options.json:
        print_json({"file": options.file, "valid": not found, "faults": found})
    elif not found:
        print(f"{options.file}: nothing is wrong with it.")
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise Refused(f"{options.file}: {found[0]}{more}")
    return 0


def check_theory(*, as_json: bool) -> int:
    """Simulation beside closed form: 0 if every check passes within three standard errors, 1 if any fails."""
    from scenarios.theory import run_checks
    from ui.theory import checks_result, checks_sections

    checks = run_checks()
    print_json(checks_result(checks)) if as_json else print_sections(checks_sections(checks))
    return 0 if all(check.passed for check in checks) else 1


def backtest(options: argparse.Namespace) -> int:
    """Roll calls of a file, or each known one left out, forecast and scored beside baselines."""
    from scenarios.history.backtest import forecast_later, leave_one_out
    from scenarios.history.rollcalls import known_roll_calls, read_roll_calls
    from ui.backtest import backtest_result, backtest_sections

    if options.scenarios:
        if options.votes is not None:
            raise Refused("--scenarios: plays scenarios and reads no votes; leave out --votes")
        return scenario_outcomes(as_json=options.json)
    warnings: list[str] = []
    if options.votes is None:
        done = leave_one_out(known_roll_calls(), options.through)
    else:
        later, warnings = read_roll_calls(Path(options.votes))
        done = forecast_later(known_roll_calls(), later, options.through)
    for warning in warnings:
        print(f"demarche: warning: {options.votes}: {warning}", file=sys.stderr)
    return print_json(backtest_result(done, warnings)) if options.json else print_sections(backtest_sections(done))


def scenario_outcomes(*, as_json: bool) -> int:
    """How often each scenario comes out as it did."""
    from scenarios.history.outcomes import probabilities
    from ui.backtest import outcomes_result, outcomes_sections

    found = list(probabilities())
    return print_json(outcomes_result(found)) if as_json else print_sections(outcomes_sections(found))


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
    print(json.dumps(content, indent=2, ensure_ascii=True, allow_nan=False))
    return 0


def print_sections(sections: Any) -> int:
    """Sections on the terminal."""
    from ui.terminal import say

    say(sections)
    return 0


if __name__ == "__main__":
    sys.exit(main())
