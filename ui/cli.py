"""The command line: what is typed is understood here, and whatever is wrong is said in one line.

Whatever takes time to import is imported by the command that needs it.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from demarche.ui.commands import (
    assistants,
    calibration,
    classroom,
    evidence,
    league,
    material,
    play,
    plugins,
    study,
    worlds,
)
from demarche.ui.commands.typed import Parser
from demarche.ui.harmless import guarded
from demarche.ui.plainly import spell_plainly
from demarche.ui.refused import Refused

WRONG, STOPPED = 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return how it ended: 0, 2 for bad usage or an invalid file, 130 when interrupted.

    `demarche check` ends with 1 where a clause is not kept.
    """
    for stream in ("stdout", "stderr"):
        if getattr(sys, stream) is None:  # whoever started us closed it
            setattr(sys, stream, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - open as long as we are
        spell_plainly(getattr(sys, stream))
    with guarded():
        return _guarded(argv)


def _guarded(argv: Sequence[str] | None) -> int:
    try:
        return _ended(_run(sys.argv[1:] if argv is None else list(argv)))
    except KeyboardInterrupt as stopped:
        return _complain(str(stopped) or "stopped", STOPPED)
    except BrokenPipeError as error:
        if error.filename is not None:  # a pipe that was named as an output
            return _complain(f"{error.filename}: its reader has gone before everything was written")
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
    from demarche.sim.terms import OutOfOrder, Unreadable

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

    for subject in (worlds, play, classroom, material, study, league, calibration, evidence, plugins, assistants):
        subject.add(commands)
    return top


def bare(options: argparse.Namespace) -> int:
    """No command: the version, if it was asked for."""
    if not options.version:
        raise Refused("a command is needed, such as list or run; see demarche --help")
    from demarche.ui.version import version

    print(f"demarche {version()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
