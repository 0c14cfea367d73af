"""The web application: pages, joining, and the wires. Nothing here knows the rules; it lets messages in and out."""

import asyncio
import io
import json
import time
from collections.abc import Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import segno
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from demarche.ui.classroom import boards, desk, tokens, wire
from demarche.ui.classroom.atlas import atlas
from demarche.ui.classroom.debriefing import Debriefed
from demarche.ui.classroom.guard import Guard
from demarche.ui.classroom.host import Host
from demarche.ui.classroom.limits import Guesses
from demarche.ui.classroom.people import Listed
from demarche.ui.classroom.reception import Declined, admit, holder, suggested
from demarche.ui.classroom.records import NotKept
from demarche.ui.classroom.wires import Bye, Role, Wire, farewell

PAGES = Path(__file__).parent / "pages"
NAMES = ("seat", "facilitator", "projector", "debrief")
FILES: dict[str, Callable[[Debriefed], tuple[str, str]]] = {
    "report.html": lambda told: ("text/html", told.report),
    "marks.csv": lambda told: ("text/csv", told.marks),
    "deeds.csv": lambda told: ("text/csv", told.deeds),
    "log.jsonl": lambda told: ("application/jsonl", told.log),
}
"""The files of a debrief."""
FOR_STUDENTS = ("data", "report.html")
SECONDS_TO_SAY_HELLO = 10
MOST_TOO_FAST = 100
"""So many messages refused for coming too fast, and the wire is cut."""


class Entrance:
    """The way into one host: its routes. roster: who is expected; address: where others find the join page."""

    def __init__(self, host: Host, roster: Sequence[Listed] = (), address: str = "") -> None:
        """Nothing is served yet."""
        self.host, self.roster, self.guesses, self.address = host, tuple(roster), Guesses(), address

    def application(self, names: frozenset[str]) -> Starlette:
        """The application. names: what this computer is called; addresses in numbers are always answered."""

        @asynccontextmanager
        async def lifespan(_: Starlette) -> Any:
            keeping = asyncio.create_task(self.host.run())
            yield
            keeping.cancel()

        return Starlette(
            routes=[
                Route("/", self.page),
                *(Route(f"/{name}", self.page) for name in NAMES),
                Route("/about", self.about),
                Route("/join", self.join, methods=["POST"]),
                Route("/world", self.world),
                Route("/qr.svg", self.picture),
                Route("/debrief/{name}", self.debrief),
                WebSocketRoute("/wire", self.wire),
                Mount("/pages", StaticFiles(directory=PAGES)),
            ],
            middleware=[Middleware(Guard, names=names)],
            lifespan=lifespan,
        )

    async def page(self, request: Request) -> Response:
        """A page by its name; the way in is the join page."""
        return FileResponse(PAGES / f"{request.url.path.strip('/') or 'join'}.html")

    async def about(self, request: Request) -> Response:
        """The story, and which seats are free."""
        lesson = self.host.lesson
        return JSONResponse(boards.about(lesson, suggested(lesson)))

    async def world(self, request: Request) -> Response:
        """The map for the projector."""
        return JSONResponse(atlas())

    async def picture(self, request: Request) -> Response:
        """The address of the join page, as a telephone reads it."""
        drawn = io.BytesIO()
        segno.make(self.address, error="m").save(drawn, kind="svg", scale=8, border=2, svgclass=None, lineclass=None)
        return Response(drawn.getvalue(), media_type="image/svg+xml")

    async def join(self, request: Request) -> Response:
        """A seat, for whoever knows the code."""
        address, now = request.client.host if request.client else "", time.monotonic()
        if wait := self.guesses.seconds_to_wait(address, now):
            reason = f"Too many wrong codes from this computer. Wait {wait:.0f} seconds, and look at the code again."
            return refusal(429, reason)
        try:
            asked = wire.read_join(await body_of(request))
        except (ValidationError, ValueError):
            return refusal(400, "That is no request to join.")
        if not tokens.same(tokens.as_code(asked.code), self.host.lesson.store.head.code):
            self.guesses.wrong(address, now)
            return refusal(403, "That is not the code of this lesson. It has six letters and digits; look again.")
        self.guesses.right(address)
        try:
            async with self.host.lock:
                code, token = admit(self.host.lesson, self.roster, asked.name, asked.seat)
                self.host.changed()
        except (Declined, NotKept) as error:
            return refusal(409, str(error))
        return JSONResponse({"seat": code, "token": token})

    # ── the debrief ──────────────────────────────────────────────────────────────────────────────────────────────────

    async def debrief(self, request: Request) -> Response:
        """The debrief, or a file of it, for whoever shows the token of a seat or of the facilitator."""
        name = request.path_params["name"]
        if name not in FILES and name != "data":
            return refusal(404, "There is no such file.")
        shown = request.headers.get("authorization", "").removeprefix("Bearer ")
        facilitator = tokens.same(shown, self.host.lesson.store.head.facilitator)
        code = holder(self.host.lesson, shown)
        if not facilitator and (code is None or name not in FOR_STUDENTS):
            return refusal(403, "This is for whoever has the link of a seat, or of the facilitator.")
        try:
            told = await self.host.debrief()
        except Declined as error:
            return refusal(409, str(error))
        if name == "data":
            return JSONResponse(told.for_facilitator() if facilitator else told.for_student(code or ""))
        kind, content = FILES[name](told)
        return Response(content, media_type=kind)

    # ── wires ────────────────────────────────────────────────────────────────────────────────────────────────────────

    async def wire(self, socket: WebSocket) -> None:
        """One wire, from hello to good-bye."""
        await socket.accept()
        try:
            hello = wire.read_hello(await asyncio.wait_for(text_of(socket), SECONDS_TO_SAY_HELLO))
        except (ValidationError, ValueError, TimeoutError):
            return await farewell(socket, Bye.UNREADABLE, "A wire begins with a hello and its token.")
        except WebSocketDisconnect:
            return None
        async with self.host.lock:
            known = self._who(hello.token, socket)
            if known is None:
                return await farewell(socket, Bye.UNKNOWN, "This link opens no seat of this lesson. Join again.")
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
        about = boards.about(lesson, suggested(lesson))
        told = {key: about[key] for key in ("title", "year", "story", "body")}
        if known.role == Role.FACILITATOR:
            told |= {"seats": about["seats"], "projector": lesson.store.head.projector}
        if known.role != Role.SEAT:
            told["address"] = self.address
        known.say(type="welcome", protocol=wire.PROTOCOL, role=known.role, seat=known.code, **told)

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
        if not known.pace.allows(self.host.now()):
            known.say(type="refused", reason="Too fast: a message or two a second is plenty.", id=id_in(text))
            if known.pace.refused > MOST_TOO_FAST:
                known.close(Bye.TOO_FAST, "Too many messages.")
            return
        try:
            if known.role == Role.PROJECTOR:
                raise ValueError
            message = read(text)
        except (ValidationError, ValueError):
            known.say(type="refused", reason="That is no message a page of this kind can send.", id=id_in(text))
            return
        async with self.host.lock:
            if known.bye is not None:
                return
            if known.role == Role.FACILITATOR:
                await desk.from_facilitator(self.host, known, message)
            else:
                desk.from_seat(self.host, known, message)


def refusal(status: int, reason: str) -> Response:
    """Why not, in words fit to be shown."""
    return JSONResponse({"reason": reason}, status)


async def body_of(request: Request) -> bytes:
    """A short body. Raises ValueError for a long one."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > wire.MOST_BYTES:
            raise ValueError
    return body


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
    return given if isinstance(given, str) and len(given) <= 64 else ""
