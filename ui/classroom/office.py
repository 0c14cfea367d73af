"""What the teacher's page asks for over HTTP: uploads, points by hand, persons, a new lesson.

Every route needs the teacher's key.  What needs the lesson's file closed is left as a job: the host stops serving,
does it, and serves again at the same address, so that pages come back by themselves.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Annotated, Protocol

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from demarche.scenarios.load import load
from demarche.sim.terms import OutOfOrder, Stale, Unreadable
from demarche.ui.classroom import desk, tokens, wire
from demarche.ui.classroom.answers import bearer, body_of, refusal
from demarche.ui.classroom.forgetting import forget_person, held_on
from demarche.ui.classroom.given import MOST_BYTES, What, read_upload
from demarche.ui.classroom.host import Host
from demarche.ui.classroom.opening import Wanted, go_to_next_session
from demarche.ui.classroom.people import Listed
from demarche.ui.classroom.presets import PRESETS, Part, fitted
from demarche.ui.classroom.reception import Declined
from demarche.ui.classroom.records import Entry, NotKept
from demarche.ui.classroom.series import campaign_of, told_on_board
from demarche.ui.refused import Refused

Job = Callable[[Wanted], Wanted]
"""What is done while nothing is served: with what was typed, to what is opened next."""
REASONS = (Unreadable, OutOfOrder, Stale, NotKept, Declined, Refused)


class NewLesson(BaseModel):
    """What the teacher wants of another lesson of the scenario."""

    model_config = ConfigDict(extra="forbid", strict=True)
    preset: int
    minutes: Annotated[int, Field(ge=10, le=480)] | None = None
    settings: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=20)] = Field(default_factory=list)


class Who(BaseModel):
    """A person by name."""

    model_config = ConfigDict(extra="forbid", strict=True)
    name: Annotated[str, Field(min_length=1, max_length=200)]


read_new, read_who = TypeAdapter(NewLesson).validate_json, TypeAdapter(Who).validate_json
read_grade = TypeAdapter(wire.Grade).validate_json


class Serves(Protocol):
    """What serves the pages: a host, and who is expected to join it."""

    host: Host
    roster: tuple[Listed, ...]


class Office:
    """The routes of the teacher's page. job: what the host has to do before it serves on, or None.

    stop    ends the serving, so that the job is done        wanted  what the lesson was opened with
    """

    def __init__(self, entrance: Serves) -> None:
        """Nothing is asked for."""
        self.entrance = entrance
        self.job: Job | None = None
        self.stop: Callable[[], None] | None = None
        self.wanted: Wanted | None = None

    def routes(self) -> list[Route]:
        """Every route."""
        posts = {"grade": self.grade, "new": self.new, "next": self.next, "forget": self.forget, "held": self.held}
        uploads = [Route(f"/desk/{what}", self._kept(self.upload), methods=["POST"]) for what in What]
        return [*uploads, *(Route(f"/desk/{name}", self._kept(does), methods=["POST"]) for name, does in posts.items())]

    def _kept(self, does: Callable[[Request, bytes], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        """A route that only the teacher's key opens, and that answers what is wrong with its reason."""

        async def answer(request: Request) -> Response:
            if not tokens.same(bearer(request), self.entrance.host.lesson.store.head.facilitator):
                return refusal(403, "This is for the teacher’s page.")
            try:
                return await does(request, await body_of(request, MOST_BYTES))
            except REASONS as error:
                return refusal(400, str(error))
            except (ValidationError, ValueError, ClientDisconnect):
                return refusal(400, "That cannot be read.")

        return answer

    async def upload(self, request: Request, body: bytes) -> Response:
        """A roster, news or a rubric; kept in the lesson."""
        host, what = self.entrance.host, What(request.url.path.rpartition("/")[2])
        try:
            text = body.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Unreadable(f"{what}: this is no text in UTF-8; save it as CSV UTF-8, or as plain text") from None
        given = read_upload(what, text, host.lesson.game.rules.roster.names)
        async with host.lock:
            host.lesson.keep(Entry("given", {"what": what, "text": text}))
            match what:
                case What.ROSTER:
                    self.entrance.roster, count = given.roster, len(given.roster)
                case What.INJECTS:
                    host.lesson.script, count = tuple(given.script), len(given.script)
                case What.RUBRIC:
                    host.rubric, count = given.rubric, len(given.rubric.criteria)
            host.changed()
        return JSONResponse({"what": what, "lines": count})

    async def grade(self, request: Request, body: bytes) -> Response:
        """Points by hand."""
        message, host = read_grade(body), self.entrance.host
        async with host.lock:
            desk.grade(host, message)
        return JSONResponse({})

    async def held(self, request: Request, body: bytes) -> Response:
        """Everything that the lesson holds on one person, as JSON."""
        name = read_who(body).name
        store = self.entrance.host.lesson.store
        async with self.entrance.host.lock:
            told = held_on(store.writes(), name)
        return Response(json.dumps(told, ensure_ascii=False, indent=1), media_type="application/json")

    async def forget(self, request: Request, body: bytes) -> Response:
        """Forget a person, in this lesson and in those put aside beside it."""
        name = read_who(body).name

        def without_them(wanted: Wanted) -> Wanted:
            forget_person(wanted.file, name)
            return wanted

        return self._leave(without_them)

    async def next(self, request: Request, body: bytes) -> Response:
        """Go on to the next session of the campaign."""
        lesson = self.entrance.host.lesson
        told = told_on_board(lesson.state.campaign)
        if told is None or not told["next"] or lesson.state.part != Part.DEBRIEF:
            raise Declined("There is no next session yet: a campaign goes on when its session is over.")
        return self._leave(go_to_next_session)

    async def new(self, request: Request, body: bytes) -> Response:
        """Begin another lesson of the scenario; the one that is kept is put aside."""
        asked, host, wanted = read_new(body), self.entrance.host, self.wanted
        if host.lesson.state.part not in (Part.LOBBY, Part.DEBRIEF):
            raise Declined("The lesson is under way; let AI finish the session first.")
        if asked.preset not in PRESETS or wanted is None:
            raise Declined("There are presets of 45 and of 90 minutes.")
        settings = tuple(asked.settings)
        if campaign_of(wanted.scenario) is not None:
            raise Declined("This is a session of a campaign: go on to the next one, or begin again with --new.")
        fitted(load(wanted.scenario, settings), PRESETS[asked.preset], settings)
        head = host.lesson.store.head
        next_one = replace(
            wanted,
            preset=asked.preset,
            minutes=asked.minutes,
            settings=settings,
            new=True,
            keys=(head.facilitator, head.projector),
        )
        return self._leave(lambda _: next_one)

    def _leave(self, job: Job) -> Response:
        """Stop serving, so that a job can be done."""
        if self.stop is None:
            raise Declined("This host cannot do that; use the command on the terminal.")
        self.job = job
        self.stop()
        return JSONResponse({"again": True})
