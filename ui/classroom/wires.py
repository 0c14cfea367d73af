"""One wire to one page: what waits to be sent on it, and who is at its other end."""

import asyncio
import contextlib
import json
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from starlette.websockets import WebSocket, WebSocketDisconnect

from demarche.ui.classroom.audience import Reader, Role
from demarche.ui.seat.grammar import Sent

MOST_WAITING = 500
"""Messages that may wait for a page that does not read; one more, and it has to come back and start afresh."""


BETWEEN_BOARDS = 0.2
"""Seconds between two boards of a facilitator or a projector."""


class Kind(StrEnum):
    """Every kind of message that the host sends."""

    WELCOME = "welcome"
    BOARD = "board"
    PARTS = "parts"
    ROOM = "room"
    MESSAGES = "messages"
    MESSAGE = "message"
    WORDS = "words"
    ANSWER = "answer"
    REFUSED = "refused"
    LINK = "link"
    BYE = "bye"


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

    told     ticks that its page has heard of        room, board  whether a new one is due
    read     messages that its page may read, up to now
    refused  messages that came too fast        sent  the parts of forms that its page has
    """

    socket: WebSocket
    role: Role
    code: str = ""
    told: int = 0
    read: int = 0
    refused: int = 0
    sent: Sent = field(default_factory=Sent)
    room: bool = True
    board: bool = True
    waiting: deque[str] = field(default_factory=deque)
    bye: tuple[Bye, str] | None = None
    _due: asyncio.Event = field(default_factory=asyncio.Event)
    _told_at: float = -1.0

    @property
    def reader(self) -> Reader:
        """Who is at the other end."""
        return Reader(self.role, self.code)

    def say(self, kind: Kind, /, **message: Any) -> None:
        """Put a message behind those that wait."""
        if len(self.waiting) >= MOST_WAITING:
            self.close(Bye.SLOW, "This page did not keep up; it starts afresh.")
        else:
            self.waiting.append(dump({"type": kind, **message}))
            self._due.set()

    def show(self, *, room: bool = False, board: bool = False) -> None:
        """A new room, or a new board, is due: whichever is the latest when its turn comes."""
        self.room, self.board = self.room or room, self.board or board
        self._due.set()

    def close(self, bye: Bye, reason: str) -> None:
        """Say good-bye after what waits."""
        self.bye = self.bye or (bye, reason)
        self._due.set()

    async def send(self, shows: "Shows") -> None:
        """Send whatever is due until the wire is closed. A room takes its time; what waits does not wait for it."""
        drawing: asyncio.Task[None] | None = None
        try:
            while self.bye is None or self.waiting:
                await self._due.wait()
                self._due.clear()
                if self.board and self.bye is None and self._may_tell():
                    self.board = False
                    self.waiting.append(shows.board_of(self))
                if self.room and self.bye is None and (drawing is None or drawing.done()):
                    self.room = False
                    drawing = asyncio.create_task(self._draw(shows))
                while self.waiting:
                    await self.socket.send_text(self.waiting.popleft())
            await farewell(self.socket, *self.bye)
        except (WebSocketDisconnect, RuntimeError):
            pass  # whoever was there has gone
        finally:
            if drawing is not None:
                drawing.cancel()

    def _may_tell(self) -> bool:
        """Whether a board is due; where each answer of two hundred seats is counted on it, only some times a second."""
        if self.role == Role.SEAT:
            return True
        loop = asyncio.get_running_loop()
        wait = self._told_at + BETWEEN_BOARDS - loop.time()
        if wait > 0:
            loop.call_later(wait, self._due.set)
            return False
        self._told_at = loop.time()
        return True

    async def _draw(self, shows: "Shows") -> None:
        """Have a room made, and put it behind what waits."""
        self.waiting.extend(await shows.room_of(self))
        self._due.set()


class Shows(Protocol):
    """Whoever makes boards and rooms for wires, as they stand now."""

    def board_of(self, wire: Wire) -> str:
        """The board that a wire is due, as a message."""
        ...

    async def room_of(self, wire: Wire) -> list[str]:
        """The room that a wire is due, as messages; none where there is none yet."""
        ...


async def farewell(socket: WebSocket, bye: Bye, reason: str) -> None:
    """The last words on a wire."""
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        await socket.send_text(dump({"type": Kind.BYE, "why": bye, "reason": reason}))
        await socket.close(BYE_CODE[bye])


def dump(message: dict[str, Any]) -> str:
    """A message as it is sent."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
