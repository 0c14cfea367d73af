"""The commands that play a world or show one: list, show, run, replay."""

import argparse
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from demarche.ui.commands.debriefing import add_report, require_outputs, scored, write_report
from demarche.ui.commands.typed import command, name, named, print_json, print_sections, replicate, seed
from demarche.ui.refused import Refused


def add(commands: Any) -> None:
    """Their parsers, with an example of each."""
    command(commands, "list", list_, "the scenarios that come with the program", "demarche list")

    show_ = command(commands, "show", show, "one scenario in detail", "demarche show dual-track-2018")
    show_.add_argument("scenario", type=name, metavar="ID", help="a scenario of the library, or a file ending in .toml")

    example = "demarche run dual-track-2018 --seed 1 --set rounds=6 --log out.jsonl"
    run_ = command(commands, "run", run, "play one world to its end and tell what happened", example)
    run_.add_argument("scenario", type=name, metavar="ID", help="a scenario of the library, or a file ending in .toml")
    run_.add_argument("--seed", type=seed, default=1, metavar="N", help="0 to 2**64-1; 1 if not given")
    run_.add_argument(
        "--replicate",
        type=replicate,
        default=0,
        metavar="N",
        help="which world of that seed, as in a study; 0 if not given",
    )
    run_.add_argument("--log", type=name, metavar="FILE", help="keep every act in this file, for replay")
    run_.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", dest="settings",
        help="play with another value in the scenario, as in rounds=6 or drafts.0.visibility=2; may be repeated",
    )  # fmt: skip
    run_.add_argument(
        "--seat", action="append", default=[], metavar="ISO3=NAME", dest="seats",
        help="who sits there: a doctrine, a behaviour, module:Class, or llm:MODEL@URL; may be repeated",
    )  # fmt: skip
    add_report(run_)

    replay_ = command(commands, "replay", replay, "a log again, told as it was", "demarche replay out.jsonl")
    replay_.add_argument("file", type=name, metavar="FILE", help="a log that run --log has written")
    replay_.add_argument("--window", action="store_true", help="look at it in a window, with a scrubber")
    add_report(replay_)


def list_(options: argparse.Namespace) -> int:
    """The scenarios of the library."""
    from demarche.ui.catalogue import list_sections, listing

    return print_json(listing()) if options.json else print_sections(list_sections())


def show(options: argparse.Namespace) -> int:
    """One scenario in detail."""
    from demarche.scenarios.load import load, load_campaign
    from demarche.ui.catalogue import detail, show_campaign, show_sections

    if (campaign := load_campaign(named(options.scenario))) is not None:
        return print_json(campaign.model_dump(mode="json")) if options.json else print_sections(show_campaign(campaign))
    scenario = load(named(options.scenario))
    return print_json(detail(scenario)) if options.json else print_sections(show_sections(scenario))


def run(options: argparse.Namespace) -> int:
    """One world, played to its end; the log is written as it goes."""
    from demarche.scenarios import saves
    from demarche.scenarios.compile import game
    from demarche.scenarios.load import load, load_campaign
    from demarche.scenarios.writing import whole
    from demarche.ui.version import version

    if (campaign := load_campaign(named(options.scenario))) is not None:
        return run_campaign(campaign, options)
    scenario, names = saves.with_doctrines(load(named(options.scenario), options.settings), who_sits(options.seats))
    require_outputs(options, options.scenario)
    made = game(scenario, options.seed, (options.replicate,))
    seats = scored(made, options)
    sitting = saves.seated(made, names)
    with ExitStack() as writing:
        log = writing.enter_context(whole(Path(options.log))) if options.log is not None else None
        session = saves.play(made, log, program=version(), seats=sitting)
    if options.log is not None:
        keep_exchanges(session, Path(options.log))
    if options.report is not None:
        write_report(made, session, seats, options.report)
    return tell_or_print(made, session, as_json=options.json)


def who_sits(seats: list[str]) -> dict[str, str]:
    """Seats as typed, ISO3=NAME each. Refuses what is not written so, and a seat that is named twice."""
    found: dict[str, str] = {}
    for typed in seats:
        code, equals, who = typed.partition("=")
        if not (code and equals and who):
            raise Refused(f"--seat {typed}: a seat is written ISO3=NAME, as in RUS=obliging")
        if code in found:
            raise Refused(f"--seat {typed}: {code} has a seat already; name it once")
        found[code] = who
    return found


def keep_exchanges(session: Any, log: Path) -> None:
    """What language models were asked and answered, beside the log; nothing where none sat in the session."""
    from demarche.scenarios.writing import is_stream, write_whole

    if is_stream(log) or not any(hasattr(seat, "exchanges") for seat in session.seats):
        return
    from demarche.ui.llm.measured import exchanges
    from demarche.ui.llm.seat import line_of

    write_whole(Path(f"{log}.exchanges"), "".join(map(line_of, exchanges(session))).encode())


def run_campaign(campaign: Any, options: argparse.Namespace) -> int:
    """Sessions one after another; with --log, a log for each, with its number and name in that of the file."""
    from demarche.scenarios.campaign import Memory, played
    from demarche.scenarios.writing import whole
    from demarche.ui.story.campaign import chapter, tell_campaign
    from demarche.ui.version import version

    if options.replicate:
        raise Refused("--replicate: a campaign has one world of each seed")
    if options.report is not None or options.scored:
        raise Refused("--report: a campaign is several sessions; keep their logs with --log, and replay one")
    if options.seats:
        raise Refused("--seat: a campaign is played as its scenarios are; play one of them")
    if options.settings:
        raise Refused("--set: a campaign is played as its scenarios are; set values in one of them")
    logs = campaign_logs(campaign, options)
    chapters, memory = [], Memory()
    with ExitStack() as writing:
        parts = [writing.enter_context(whole(path)) for path in logs]
        for left, made, session in played(campaign, options.seed, parts or None, program=version()):
            chapters.append(chapter(made, session))
            memory = left
    if options.json:
        from demarche.ui.result import campaign_result

        return print_json(campaign_result(campaign, options.seed, chapters))
    return print_sections(tell_campaign(campaign, chapters, memory))


def campaign_logs(campaign: Any, options: argparse.Namespace) -> list[Path]:
    """Where the logs of a campaign go, one of each session; none without --log. Refuses a place that will not do."""
    from demarche.scenarios.campaign import log_paths
    from demarche.scenarios.writing import is_stream
    from demarche.ui.commands.outputs import Kind, Output, require_writable

    if options.log is None:
        return []
    if is_stream(Path(options.log)):
        raise Refused(f"--log {options.log}: a campaign writes a log of each session; name a file")
    paths = log_paths(campaign, Path(options.log))
    require_writable([Output("--log", str(path), Kind.LOG) for path in paths], [options.scenario], force=options.force)
    return paths


def replay(options: argparse.Namespace) -> int:
    """A log, played again."""
    if options.window:
        from demarche.ui.commands.play import watch

        if options.json:
            raise Refused("--json and --window: one or the other")
        if options.report is not None:
            raise Refused(
                "--report and --window: one or the other; the window saves a report of a game that was played"
            )
        return watch(Path(options.file))
    from demarche.scenarios import saves
    from demarche.sim.replay import read

    require_outputs(options, options.file)
    made, session = saves.replay(Path(options.file))
    seats = scored(made, options, read(Path(options.file)).head.seats.items())
    if options.report is not None:
        write_report(made, session, seats, options.report)
    return tell_or_print(made, session, as_json=options.json)


def tell_or_print(made: Any, session: Any, *, as_json: bool) -> int:
    """A finished session as a story or as an object."""
    if as_json:
        from demarche.ui.result import result

        return print_json(result(made, session))
    from demarche.ui.story import tell

    return print_sections(tell(made, session))
