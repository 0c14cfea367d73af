"""The commands of studies: sweep, analyse, compile."""

import argparse
import errno
import os
import shlex
import signal
from pathlib import Path
from typing import Any

from demarche.ui.commands.typed import add_force, command, name, print_json, print_sections
from demarche.ui.refused import Refused

FULL = (errno.ENOSPC, errno.EDQUOT)
"""Errors that are gone once there is room again."""


def add(commands: Any) -> None:
    """Their parsers, with an example of each."""
    example = "demarche sweep vagueness.toml --out results/vagueness"
    sweep_ = command(commands, "sweep", sweep, "play a study: many worlds, varied by design", example)
    sweep_.add_argument(
        "file", type=name, metavar="STUDY.toml", help="a study file; docs/studies.md says how to write one"
    )
    sweep_.add_argument("--out", type=name, metavar="DIR", help="the folder of its results; results/ID if not given")
    sweep_.add_argument("--workers", type=count, metavar="N", help="how many play at once; all cores if not given")
    sweep_.add_argument("--pool", choices=("threads", "processes"), help="what the workers are; processes if not given")
    sweep_.add_argument("--cluster", type=name, metavar="ADDRESS", help="play on a Dask cluster, as in tcp://host:8786")
    sweep_.add_argument(
        "--shard", type=part, default=(1, 1), metavar="I/N", help="only part I of N, for a scheduler of array jobs"
    )
    sweep_.add_argument(
        "--shard-size", type=count, metavar="N", help="runs of a file of results; 500 or more if not given"
    )
    sweep_.add_argument(
        "--repair",
        action="store_true",
        help="move aside what is damaged or of another study, and play it again",
    )
    sweep_.add_argument("--yes", action="store_true", help="more than ten million runs are meant")
    sweep_.add_argument("--quiet", action="store_true", help="do not tell how far it is")

    example = "demarche analyse results/vagueness"
    analyse_ = command(commands, "analyse", analyse, "what a study shows: report, figures, tables", example)
    analyse_.add_argument("folder", type=name, metavar="DIR", help="the folder that sweep --out has written")
    analyse_.add_argument("--out", type=name, metavar="DIR", help="where the report goes; DIR/report if not given")
    add_force(analyse_)

    does = "compile the engine of long sweeps beforehand, once for this machine and version"
    command(commands, "compile", compile_, does, "demarche compile")


def count(text: str) -> int:
    """A number of things as typed."""
    if not (text.isascii() and text.isdigit()) or not int(text[:9]) > 0:
        raise argparse.ArgumentTypeError(f"a whole number above 0 is needed, not {text!r}")
    return int(text[:9])


def part(text: str) -> tuple[int, int]:
    """One part of several as typed: 2/10."""
    one, slash, all_ = text.partition("/")
    if not (slash and one.isdigit() and all_.isdigit()) or not 1 <= int(one) <= int(all_):
        raise argparse.ArgumentTypeError(f"a part is written I/N with I from 1 to N, as in 2/10, not {text!r}")
    return int(one), int(all_)


def sweep(options: argparse.Namespace) -> int:
    """Play what is not played yet, and say how to go on where that is stopped."""
    from demarche.scenarios.study.files import read_study, runs_of
    from demarche.scenarios.study.schema import MOST_RUNS
    from demarche.scenarios.study.store import Folder
    from demarche.scenarios.study.sweeping import sweep_into
    from demarche.ui.progress import Teller
    from demarche.ui.study import swept_result, swept_sections

    if options.cluster is not None and (options.workers or options.pool):
        raise Refused("--cluster: the cluster has its own workers; leave out --workers and --pool")
    if options.repair and options.shard != (1, 1):
        raise Refused("--repair looks at all shards, while no other job writes the folder; leave out --shard")
    file = read_study(Path(options.file))
    out = Path(options.out) if options.out is not None else Path("results") / file.study.id
    if (runs_of(file) or 0) > MOST_RUNS and not options.yes:
        raise Refused(f"{options.file}: that is {runs_of(file):,} runs; add --yes if so many are meant")
    teller = Teller(quiet=options.quiet)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # a scheduler's way to say that time is up
    try:
        with teller:
            swept = sweep_into(
                out,
                file,
                crew(options),
                part=options.shard,
                shard=options.shard_size,
                repair=options.repair,
                tell=teller,
            )
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"Stopped. {how_to_go_on(options, teller)}") from None
    except OSError as error:
        said = f"{error.filename or out}: {error.strerror or error}"
        if error.errno not in FULL and not os.path.exists(Folder(out).manifest_path):  # it cannot be begun there
            raise Refused(f"--out {out}: no folder of results can be made there: {said}; name another") from None
        raise Refused(f"{said}. {how_to_go_on(options, teller)}") from None
    finally:
        signal.signal(signal.SIGTERM, before)
    if options.json:
        return print_json(swept_result(file, out, swept))
    return print_sections(swept_sections(file, out, swept))


def crew(options: argparse.Namespace) -> Any:
    """Who plays."""
    from demarche.scenarios.study.executors import POOL, cluster, local

    if options.cluster is not None:
        return cluster(options.cluster)
    return local(options.workers or os.cpu_count() or 1, options.pool or POOL)


def how_to_go_on(options: argparse.Namespace, teller: Any) -> str:
    """What is kept, and the command that goes on from there, with every option that was given."""
    words = ["demarche", "sweep", options.file]
    for option in ("out", "workers", "pool", "cluster", "shard_size"):
        value = getattr(options, option)
        words += [f"--{option.replace('_', '-')}", str(value)] if value is not None else []
    words += ["--shard", "/".join(map(str, options.shard))] if options.shard != (1, 1) else []
    words += [f"--{flag}" for flag in ("repair", "yes", "quiet", "json") if getattr(options, flag)]
    so_far = teller.last
    kept = f" with the {so_far.done_runs:,} of {so_far.runs:,} runs that are kept" if so_far is not None else ""
    return f"The same command goes on{kept}: {shlex.join(words)}"


def analyse(options: argparse.Namespace) -> int:
    """Read a folder of results and write its report."""
    from demarche.ui.analysis import analysed_result, analysed_sections
    from demarche.ui.commands.outputs import require_writable_folder
    from demarche.ui.report.study import write_report

    folder = Path(options.folder)
    out = Path(options.out) if options.out is not None else folder / "report"
    if folder.is_dir():
        require_writable_folder(out, folder, force=options.force)
    written = write_report(folder, out, force=options.force)
    return print_json(analysed_result(written)) if options.json else print_sections(analysed_sections(written))


def compile_(options: argparse.Namespace) -> int:
    """Compile what the engine numba needs, unless it is there."""
    import time

    from demarche.scenarios.compiling import ensure_compiled
    from demarche.sim import engine, loops
    from demarche.ui.progress import loops_told
    from demarche.ui.story.parts import Line, Section

    engine.checked(engine.NUMBA)
    if (mark := loops.mark()) is None:
        raise Refused(f"nothing can be kept on this machine; name a folder with {loops.FOLDER_NAMED_BY}")
    there, began = loops.all_compiled(), time.perf_counter()
    with loops_told(quiet=options.json) as tell:
        ensure_compiled(tell)
    seconds = round(time.perf_counter() - began, 1)
    if options.json:
        return print_json({"compiled": not there, "seconds": seconds, "folder": str(mark.parent)})
    said = "Everything was compiled already." if there else f"Compiled in {seconds} s. Sweeps use it from now on."
    return print_sections([Section("", (Line(f"{said} It is kept in {mark.parent}."),))])
