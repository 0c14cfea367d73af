"""A seat over the Model Context Protocol: an assistant plays by the official client, and bad calls do no harm."""

import asyncio
import os
import re
import sys
from pathlib import Path

import pytest

import demarche as dm
from demarche.sim.terms import OutOfOrder
from demarche.ui.llm.table import AssistantTable, NoTable

mcp = pytest.importorskip("mcp", reason="mcp is not installed: pip install 'demarche[mcp]'")
TREE = Path(__file__).parents[2]


def test_a_session_is_played_at_the_table_and_its_log_replays(tmp_path):
    table = AssistantTable(tmp_path / "log.jsonl")
    text, turns = table.sit_down("tutorial", "AVA", 3), 0
    while "Your acts:" in text:
        assert "(AVA)" in text
        text, turns = table.act(0, say="Noted." if turns == 1 else ""), turns + 1
    assert turns > 3
    assert text == "The session is over. Ask for its story."
    assert "Noted." in table.story()
    assert dm.replay(tmp_path / "log.jsonl").votes.loc["AVA"].notna().all()


def test_with_the_advice_throughout_the_world_is_that_of_the_doctrine(tmp_path):
    table = AssistantTable(tmp_path / "log.jsonl")
    text = table.sit_down("tutorial", "AVA", 3)
    while "Your acts:" in text:
        text = table.act(0)
    assert dm.replay(tmp_path / "log.jsonl").votes.equals(dm.play("tutorial", 3).votes)


def test_a_table_says_what_will_not_do():
    table = AssistantTable()
    with pytest.raises(NoTable, match="sit down first"):
        table.look()
    table.sit_down("tutorial", "AVA")
    with pytest.raises(OutOfOrder, match="there are acts 0 to"):
        table.act(999)
    with pytest.raises(NoTable, match="the session is not over"):
        table.story()
    with pytest.raises(dm.Unreadable, match="XXX has no seat"):
        table.sit_down("tutorial", "XXX")


async def played() -> tuple[list[str], str, str, str]:
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    keys = {**os.environ, "PYTHONPATH": str(TREE)}
    server = StdioServerParameters(command=sys.executable, args=["-m", "demarche", "mcp"], env=keys, cwd=str(TREE))
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        tools = sorted(tool.name for tool in (await session.list_tools()).tools)

        async def call(name: str, **given: object) -> str:
            return str((await session.call_tool(name, given)).content[0].text)

        wrong = await call("act", number=1)
        code = await call("sit_down", scenario="tutorial", seat="ELM", settings={"doctrine": "antigravity:fly"})
        assert "no plug-in can be named here" in code
        text = await call("sit_down", scenario="tutorial", seat="ELM", settings={"rounds": 1})
        first = text
        while "Your acts:" in text:
            text = await call("act", number=0, say="We thank the chair.")
        return tools, wrong, first, await call("story")


def test_an_assistant_plays_over_standard_input_and_output():
    tools, wrong, first, story = asyncio.run(asyncio.wait_for(played(), 200))
    assert tools == ["act", "look", "scenarios", "sit_down", "story"]
    assert wrong == "That will not do: sit down first"
    assert re.search(r"^You are .* \(ELM\)", first, re.MULTILINE)
    assert "Seven states around a bay" in story
    assert "We thank the chair." in story


def test_without_the_extra_the_command_says_what_to_install(monkeypatch, capsys):
    from demarche.ui.cli import main

    monkeypatch.setitem(sys.modules, "mcp.server", None)
    assert main(["mcp"]) == 2
    assert "pip install 'demarche[mcp]'" in capsys.readouterr().err
