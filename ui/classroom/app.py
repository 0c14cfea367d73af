"""The web application: pages, joining, and the wires. Nothing here knows the rules; it lets messages in and out."""

import asyncio
import io
from collections.abc import Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import segno
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from demarche.ui.classroom import boards, tokens, wire
from demarche.ui.classroom.administration import Administration
from demarche.ui.classroom.answers import bearer, body_of, refusal
from demarche.ui.classroom.atlas import atlas
from demarche.ui.classroom.audience import Audience, Reader, Role, may_read
from demarche.ui.classroom.connection import Connections
from demarche.ui.classroom.debriefing import Debriefed
from demarche.ui.classroom.guard import ADDRESS, Guard, Outside
from demarche.ui.classroom.host import Host
from demarche.ui.classroom.limits import NEW_SEATS, SLOW, Codes, Verdict, Windows
from demarche.ui.classroom.marks import grades_table
from demarche.ui.classroom.office import Office
from demarche.ui.classroom.people import Listed
from demarche.ui.classroom.reception import Declined, admit, holder, suggested
from demarche.ui.classroom.records import NotKept
from demarche.ui.classroom.series import file_of
from demarche.ui.classroom.sheets import as_csv_file, as_xlsx
from demarche.ui.classroom.sockets import Sockets

PAGES = Path(__file__).parent / "pages"
NAMES = ("seat", "facilitator", "projector", "debrief", "admin")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES: dict[str, tuple[Audience, str, Callable[[Debriefed], str | bytes]]] = {
    "report.html": (Audience.PEOPLE, "text/html", lambda told: told.report),
    "marks.xlsx": (
        Audience.FACILITATOR,
        XLSX,
        lambda told: as_xlsx([("Marks", told.marks), ("Acts", told.deeds), ("Grades", grades_table(told.marked))]),
    ),
    "marks.csv": (Audience.FACILITATOR, "text/csv", lambda told: as_csv_file(told.marks)),
    "marks-eu.csv": (Audience.FACILITATOR, "text/csv", lambda told: as_csv_file(told.marks, european=True)),
    "grades-lms.csv": (Audience.FACILITATOR, "text/csv", lambda told: as_csv_file(grades_table(told.marked))),
    "deeds.csv": (Audience.FACILITATOR, "text/csv", lambda told: as_csv_file(told.deeds)),
    "log.jsonl": (Audience.FACILITATOR, "application/jsonl", lambda told: told.log),
}
"""The files of a debrief: who may read each, and what it is."""
SHOWN = {"data": Audience.PEOPLE, "stage": Audience.EVERYBODY}
"""The debrief as a page shows it: on a page each reader is given their own, on the projector what the room may see."""
PAGE_HEADERS = {"cache-control": "no-cache"}
"""Pages hold nothing of the lesson, and a browser may keep them."""


class Pages(StaticFiles):
    """The parts of the pages."""

    def file_response(self, *args: Any, **named: Any) -> Response:
        """A file that a browser may keep."""
        response = super().file_response(*args, **named)
        response.headers.update(PAGE_HEADERS)
        return response


class Entrance:
    """The way into one host: its routes. roster: who is expected; address: where others find the join page."""

    def __init__(
        self,
        host: Host,
        roster: Sequence[Listed] = (),
        address: str = "",
        sockets: Sockets | None = None,
        outside: Outside | None = None,
    ) -> None:
        """Nothing is served yet. sockets: where connections without a token are counted; outside: beyond this room."""
        self.outside, self.office, self.administration = outside, Office(self), Administration(host)
        self.host, self.roster, self.address = host, tuple(roster), address
        host.address = address
        self.windows, self.sockets = Windows(), sockets or Sockets()
        self.codes = Codes(self.windows)
        self.connections = Connections(host, address, self.windows, self.sockets)

    def application(self, names: frozenset[str]) -> Guard:
        """The application behind its guard. names: what this computer is called, beside its addresses in numbers."""

        @asynccontextmanager
        async def lifespan(_: Starlette) -> Any:
            keeping = asyncio.create_task(self.host.run())
            yield
            keeping.cancel()

        inner = Starlette(
            routes=[
                Route("/", self.page),
                *(Route(f"/{name}", self.page) for name in NAMES),
                Route("/about", self.about),
                Route("/join", self.join, methods=["POST"]),
                Route("/world", self.world),
                Route("/file", self.file),
                Route("/qr.svg", self.picture),
                Route("/debrief/{name}", self.debrief),
                *self.office.routes(),
                *self.administration.routes(),
                WebSocketRoute("/wire", self.connections.attend),
                Mount("/pages", Pages(directory=PAGES)),
            ],
            lifespan=lifespan,
        )
        return Guard(inner, names, self.outside)

    async def page(self, request: Request) -> Response:
        """A page by its name; the way in is the join page."""
        name = request.scope["path"].strip("/") or "join"
        return FileResponse(PAGES / f"{name}.html", headers=PAGE_HEADERS)

    async def about(self, request: Request) -> Response:
        """The story, which seats are free, and the seat that whoever asks has already."""
        lesson = self.host.lesson
        mine = holder(lesson, bearer(request))
        return JSONResponse(boards.about(lesson, suggested(lesson)) | ({"mine": mine} if mine else {}))

    async def world(self, request: Request) -> Response:
        """The map for the projector."""
        return JSONResponse(atlas())

    async def file(self, request: Request) -> Response:
        """The file of a state in a campaign, for whoever holds its seat: what it looks at between lessons."""
        lesson = self.host.lesson
        code = holder(lesson, bearer(request))
        if code is None:
            return refusal(403, "This is for whoever has the link of a seat.")
        return JSONResponse(file_of(lesson.state.campaign, lesson.game, code) if lesson.state.campaign else {})

    async def picture(self, request: Request) -> Response:
        """The address of the join page, as a telephone reads it."""
        drawn = io.BytesIO()
        segno.make(self.address, error="m").save(drawn, kind="svg", scale=8, border=2, svgclass=None, lineclass=None)
        return Response(drawn.getvalue(), media_type="image/svg+xml")

    async def join(self, request: Request) -> Response:
        """A seat, for whoever knows the code."""
        try:
            asked = wire.read_join(await body_of(request))
        except (ValidationError, ValueError, ClientDisconnect):
            return refusal(400, "That is no request to join.")
        address = str(request.scope[ADDRESS])
        is_right = tokens.same(tokens.as_code(asked.code), self.host.lesson.store.head.code)
        match await self.codes.judge(address, is_right):
            case Verdict.WRONG:
                return refusal(403, "That is not the code of this lesson. It has six letters and digits; look again.")
            case Verdict.WRONG_AGAIN:
                reason = "Many wrong codes came from this network, and this one is wrong too. Look at the code again."
                return refusal(429, reason, SLOW)
            case Verdict.UNJUDGED:
                return refusal(429, "Too many wrong codes come from this network just now. Try again.", SLOW)
        return await self._seat(asked, address)

    async def _seat(self, asked: wire.Join, address: str) -> Response:
        """A seat, for somebody whose code was right."""
        async with self.host.lock:
            if wait := self.windows.seconds_to_wait(NEW_SEATS, address):
                reason = f"Many people have just joined from this network. Wait {wait:.0f} seconds, and join again."
                return refusal(429, reason, wait)
            try:
                code, token = admit(self.host.lesson, self.roster, asked.name, asked.seat)
            except (Declined, NotKept) as error:
                return refusal(409, str(error))
            self.windows.take(NEW_SEATS, address)
            self.host.changed()
        return JSONResponse({"seat": code, "token": token})

    # ── the debrief ──────────────────────────────────────────────────────────────────────────────────────────────────

    async def debrief(self, request: Request) -> Response:
        """The debrief, or a file of it, for whoever shows the token of a seat or of the facilitator."""
        name = request.path_params["name"]
        if name not in FILES and name not in SHOWN:
            return refusal(404, "There is no such file.")
        reader = self._reader(bearer(request))
        audience, kind, content = FILES.get(name, (SHOWN.get(name, Audience.FACILITATOR), "", None))
        if reader is None or not may_read(reader, audience):
            return refusal(403, "This is for whoever has the link of a seat, or of the facilitator.")
        try:
            told = await self.host.debrief()
        except Declined as error:
            return refusal(409, str(error))
        if name == "stage":
            return JSONResponse(told.for_projector(names=self.host.lesson.state.names))
        if content is None:
            return JSONResponse(told.for_student(reader.code) if reader.code else told.for_facilitator())
        return Response(content(told), media_type=kind)

    def _reader(self, token: str) -> Reader | None:
        """Whose token that is: a seat's, the facilitator's or the projector's."""
        if tokens.same(token, self.host.lesson.store.head.facilitator):
            return Reader(Role.FACILITATOR)
        if tokens.same(token, self.host.lesson.store.head.projector):
            return Reader(Role.PROJECTOR)
        code = holder(self.host.lesson, token)
        return Reader(Role.SEAT, code) if code else None
