"""Logs for the tests of writing them and of reading them: taken apart, and put together with a chain that fits."""

import json
from typing import Any

from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load
from demarche.sim.log import link


def tutorial() -> Game:
    return game(load("tutorial"), seed=1)


def contents(log: bytes) -> list[dict[str, Any]]:
    return [{k: v for k, v in json.loads(line).items() if k != "chain"} for line in log.splitlines()]


def forged(lines: list[dict[str, Any]]) -> bytes:
    """A log of those lines whose chain fits."""
    before, out = "", b""
    for content in lines:
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        before = link(before, body)
        out += f'{body[:-1]},"chain":"{before}"}}\n'.encode()
    return out
