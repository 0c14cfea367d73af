"""One wire from hello to good-bye: who it is, what it is told at first, and what it may send."""

import asyncio
import json
import re
from typing import Any

from pydantic import ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect

from demarche.ui.classroom import boards, desk, tokens, wire
from demarche.ui.classroom.audience import Role
from demarche.ui.classroom.host import Host
from demarche.ui.classroom.limits import NEW_WIRES, SLOW, Pace, Windows
from demarche.ui.classroom.qr import picture_of, with_code
from demarche.ui.classroom.reception import holder
from demarche.ui.classroom.sockets import Sockets
from demarche.ui.classroom.wires import Bye, Kind, Wire, farewell
from demarche.ui.seat.desk import desk_of
from demarche.ui.seat.grammar import standing_told

SECONDS_TO_SAY_HELLO = 10
MOST_TOO_FAST = 100
"""So many messages refused for coming too fast, and the wire is cut."""
ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


class Connections:
    """Every wire of one host. Limits are kept by seat, so that a new wire does not begin them again."""

    def __init__(self, host: Host, address: str, windows: Windows, sockets: Sockets) -> None:
        """address: where others find the join page; sockets: where connections without a token are counted."""
        self.host, self.address, self.windows, self.sockets = host, address, windows, sockets
        self.paces: dict[str, Pace] = {}

    async def attend(self, socket: WebSocket) -> None:
        """One wire, from hello to good-bye."""
        await socket.accept()
        try:
            hello = wire.read_hello(await asyncio.wait_for(text_of(socket), SECONDS_TO_SAY_HELLO))
        except (ValidationError, ValueError, TimeoutError):
            return await farewell(socket, Bye.UNREADABLE, "A wire begins with a hello and its token.")
        except WebSocketDisconnect:
            return None
        known = self._who(hello.token, socket)
        if known is None:
            return await farewell(socket, Bye.UNKNOWN, "This link opens no seat of this lesson. Join again.")
        if not self.windows.take(NEW_WIRES, f"wire {key_of(known)}"):
            await asyncio.sleep(SLOW)
            return await farewell(socket, Bye.SLOW, "This page was opened too often just now; it tries again.")
        self.sockets.forget(peer_of(socket))
        return await self._keep(known, hello.token)

    async def _keep(self, known: Wire, token: str) -> None:
        """Talk with a wire until either end has had enough."""
        async with self.host.lock:
            if self._who(token, known.socket) is None:  # the seat was taken away meanwhile
                return await farewell(known.socket, Bye.UNKNOWN, "This link opens no seat of this lesson. Join again.")
            self._welcome(known)
            self.host.come(known)
        sending = asyncio.create_task(known.send(self.host))
        try:
            await self._listen(known, sending)
        finally:
            sending.cancel()
            async with self.host.lock:
                self.host.leave(known)
        return None

    def _who(self, token: str, socket: WebSocket) -> Wire | None:
        head = self.host.lesson.store.head
        if tokens.same(token, head.facilitator):
            return Wire(socket, Role.FACILITATOR)
        if tokens.same(token, head.projector):
            return Wire(socket, Role.PROJECTOR)
        code = holder(self.host.lesson, token)
        return Wire(socket, Role.SEAT, code) if code else None

    def _welcome(self, known: Wire) -> None:
        """What does not change as long as the wire lasts."""
        lesson = self.host.lesson
        told = boards.story(lesson) | {"places": standing_told(desk_of(lesson.game, lesson.session).standings)}
        if known.role == Role.FACILITATOR:
            told |= {"seats": boards.seats(lesson), "projector": lesson.store.head.projector}
        if known.role != Role.SEAT:
            told["address"] = self.address
            told["qr"] = picture_of(with_code(self.address, lesson.store.head.code))
        known.say(Kind.WELCOME, protocol=wire.PROTOCOL, role=known.role, seat=known.code, **told)

    async def _listen(self, known: Wire, sending: "asyncio.Task[None]") -> None:
        """Let in one message after another until either end has had enough."""
        read: Any = wire.read_facilitator if known.role == Role.FACILITATOR else wire.read_seat
        while not sending.done():
            hearing = asyncio.create_task(text_of(known.socket))
            await asyncio.wait({hearing, sending}, return_when=asyncio.FIRST_COMPLETED)
            if not hearing.done():
                hearing.cancel()
                return
            try:
                text = hearing.result()
            except (WebSocketDisconnect, RuntimeError):
                return
            except ValueError:
                known.close(Bye.UNREADABLE, "A message is text, and not this long.")
                continue
            await self._let_in(known, read, text)

    async def _let_in(self, known: Wire, read: Any, text: str) -> None:
        if not self.paces.setdefault(key_of(known), Pace()).allows(self.host.now()):
            known.refused += 1
            known.say(Kind.REFUSED, reason="Too fast: a message or two a second is plenty.", id=id_in(text))
            if known.refused > MOST_TOO_FAST:
                known.close(Bye.TOO_FAST, "Too many messages.")
            return
        try:
            if known.role == Role.PROJECTOR:
                raise ValueError
            message = read(text)
        except (ValidationError, ValueError):
            known.say(Kind.REFUSED, reason="That is no message a page of this kind can send.", id=id_in(text))
            return
        async with self.host.lock:
            if known.bye is not None:
                return
            if known.role == Role.FACILITATOR:
                await desk.from_facilitator(self.host, known, message)
            else:
                desk.from_seat(self.host, known, message)


def key_of(known: Wire) -> str:
    """Whose limits count for a wire: its seat's, or the facilitator's or the projector's."""
    return known.code or known.role


def peer_of(socket: WebSocket) -> tuple[str, int] | None:
    """The other end of a connection, as the server knows it."""
    return (socket.client.host, socket.client.port) if socket.client else None


async def text_of(socket: WebSocket) -> str:
    """The next message. Raises ValueError where it is too long or no text."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code") or 1000)
    text = message.get("text")
    if text is None or len(text) > wire.MOST_BYTES:
        raise ValueError
    return str(text)


def id_in(text: str) -> str:
    """The id of a message that could not be read, so that its page learns of it; empty where there is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    given = found.get("id") if isinstance(found, dict) else None
    return given if isinstance(given, str) and ID.fullmatch(given) else ""
