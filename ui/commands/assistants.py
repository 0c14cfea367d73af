"""The command for assistants: mcp."""

import argparse
from pathlib import Path
from typing import Any

from demarche.ui.commands.typed import command, name


def add(commands: Any) -> None:
    """Its parser, with an example."""
    does = "a seat for an assistant, over the Model Context Protocol on standard input and output"
    mcp_ = command(commands, "mcp", mcp, does, "demarche mcp --log out.jsonl", json=False)
    mcp_.add_argument("--log", type=name, metavar="FILE", help="keep every act of the last session in this file")


def mcp(options: argparse.Namespace) -> int:
    """Serve one assistant until it leaves."""
    from demarche.ui.llm.protocol import serve

    serve(None if options.log is None else Path(options.log))
    return 0
