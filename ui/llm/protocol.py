"""The table as a server of the Model Context Protocol over standard input and output. This alone imports `mcp`."""

from pathlib import Path
from typing import Any

from demarche.scenarios.load import names
from demarche.sim.terms import Unreadable
from demarche.ui.catalogue import listing
from demarche.ui.llm.table import AssistantTable
from demarche.ui.version import version

INSTRUCTIONS = (
    "Démarche is a simulated negotiation of the United Nations First Committee. Sit down at a table with `sit_down`, "
    "then choose among numbered acts with `act` until the session is over, and read its `story`. All numbers are "
    "judged, and nothing here is a forecast."
)


def serve(log: Path | None = None) -> None:
    """Serve one assistant until it leaves. Raises Unreadable where the extra is not installed."""
    server(AssistantTable(log)).run("stdio")


def server(table: AssistantTable) -> Any:
    """The server with its tools. Raises Unreadable where the extra is not installed."""
    try:
        from mcp.server import MCPServer
    except ImportError:
        raise Unreadable("the Model Context Protocol needs mcp: pip install 'demarche[mcp]'") from None
    made = MCPServer("demarche", instructions=INSTRUCTIONS, version=version(), log_level="ERROR")

    @made.tool()
    def scenarios() -> str:
        """The scenarios that can be played: id, title, and how the body decides."""
        return "\n".join(f"{row['id']}: {row['title']} ({row['body']}, by {row['decision']})" for row in listing())

    @made.tool()
    def sit_down(scenario: str, seat: str, seed: int = 1, settings: dict[str, Any] | None = None) -> str:
        """Begin a session and take a seat by its code of three letters, such as RUS. settings: as of run --set."""
        if scenario not in names():
            return f"There is no scenario {scenario}; there are {', '.join(names())}."
        if any(":" in str(value) for value in (settings or {}).values()):
            return "That will not do: no plug-in can be named here, for its code would run."
        return _said(lambda: table.sit_down(scenario, seat, seed, settings))

    @made.tool()
    def look() -> str:
        """What you see at your seat, with the numbered acts that you can choose."""
        return _said(table.look)

    @made.tool()
    def act(number: int, say: str = "") -> str:
        """Choose an act by its number; say: a sentence in your own words, kept for the debrief."""
        return _said(lambda: table.act(number, say))

    @made.tool()
    def story() -> str:
        """What happened and why, once the session is over."""
        return _said(table.story)

    return made


def _said(do: Any) -> str:
    """What a call gives, or in words why it cannot be."""
    try:
        return str(do())
    except ValueError as error:
        return f"That will not do: {error}"
