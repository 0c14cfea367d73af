"""One wire to one page: what waits to be sent on it, and who is at its other end."""

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from ui.classroom.limits import Pace

MOST_WAITING = 500
"""Messages that may wait for a page that does not read; one more, and it has to come back and start afresh."""


class Role(StrEnum):
    """Who is at the other end."""

    SEAT = "seat"
    FACILITATOR = "facilitator"
    PROJECTOR = "projector"


class Bye(StrEnum):
    """Why a wire is closed, in a word that the page understands."""

    REPLACED = "replaced"
    UNKNOWN = "unknown-token"
    UNREADABLE = "unreadable"
    TOO_FAST = "too-fast"
    SLOW = "slow"
    GONE = "taken-away"


BYE_CODE = {bye: 4000 + n for n, bye in enumerate(Bye)}
"""Close codes of the WebSocket, from the range left to applications."""


@dataclass(eq=False)
class Wire:
    """A wire that has said who it is. code: its seat, if it has one.

    told  ticks that its page has heard of        room, board  whether a new one is due
    """

    socket: WebSocket
    role: Role
    code: str = ""
    pace: Pace = field(default_factory=Pace)
    told: int = 0
    room: bool = True
    board: bool = True
    waiting: deque[str] = field(default_factory=deque)
    bye: tuple[Bye, str] | None = None
    _due: asyncio.Event = field(default_factory=asyncio.Event)

    def say(self, **message: Any) -> None:
        """Put a message behind those that wait."""
        if len(self.waiting) >= MOST_WAITING:
            self.close(Bye.SLOW, "This page did not keep up; it starts afresh.")
        else:
            self.waiting.append(dump(message))
            self._due.set()

    def show(self, *, room: bool = False, board: bool = False) -> None:
        """A new room, or a new board, is due: whichever is the latest when its turn comes."""
        self.room, self.board = self.room or room, self.board or board
        self._due.set()

    def close(self, bye: Bye, reason: str) -> None:
        """Say good-bye after what waits."""
        self.bye = self.bye or (bye, reason)
        self._due.set()

    async def send(self, latest: Callable[["Wire"], Awaitable[list[str]]]) -> None:
        """Send whatever is due until the wire is closed. latest: the rooms and boards that are due, as they stand."""
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            while self.bye is None or self.waiting:
                await self._due.wait()
                self._due.clear()
                while self.waiting:
                    await self.socket.send_text(self.waiting.popleft())
                if self.bye is None and (self.room or self.board):
                    for text in await latest(self):
                        await self.socket.send_text(text)
            await farewell(self.socket, *self.bye)


async def farewell(socket: WebSocket, bye: Bye, reason: str) -> None:
    """The last words on a wire."""
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        await socket.send_text(dump({"type": "bye", "why": bye, "reason": reason}))
        await socket.close(BYE_CODE[bye])


def dump(message: dict[str, Any]) -> str:
    """A message as it is sent."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
