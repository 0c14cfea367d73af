"""The command for authors of plug-ins: check."""

import argparse
from typing import Any

from demarche.ui.commands.typed import command, name, print_json, print_sections

NOT_KEPT = 1


def add(commands: Any) -> None:
    """Its parser, with an example."""
    check_ = command(commands, "check", check, "whether a plug-in keeps its contract", "demarche check mine:Hawk")
    check_.add_argument("plugin", type=name, metavar="MODULE:CLASS", help="a doctrine, a pledge strategy or a seat")


def check(options: argparse.Namespace) -> int:
    """Every clause of the contract, kept or not. Ends with 1 where one is not."""
    from demarche.scenarios.contract import check as tried
    from demarche.ui.story.parts import Line, Section, Tone

    clauses = tried(options.plugin)
    kept = not any(clause.fault for clause in clauses)
    if options.json:
        found = [{"clause": one.says, "kept": not one.fault, "fault": one.fault or None} for one in clauses]
        print_json({"plugin": options.plugin, "kept": kept, "clauses": found})
        return 0 if kept else NOT_KEPT
    lines = [
        Line(f"{'no' if one.fault else 'yes'}  {one.says}{f': {one.fault}' if one.fault else ''}",
             Tone.BAD if one.fault else Tone.PLAIN)
        for one in clauses
    ]  # fmt: skip
    print_sections([Section(f"{options.plugin} {'keeps' if kept else 'does not keep'} its contract", tuple(lines))])
    return 0 if kept else NOT_KEPT
