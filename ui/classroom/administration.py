"""For whoever runs the computer: whether the host is well, figures for a monitor, every lesson of the folder.

The page is opened with a key of its own, since it tells of the lessons of others: `DEMARCHE_ADMIN`, or one that is made
at each start and printed on the terminal.
"""

import time

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from demarche.sim.terms import Unreadable
from demarche.ui.classroom import tokens
from demarche.ui.classroom.answers import bearer, body_of, refusal
from demarche.ui.classroom.host import Host
from demarche.ui.classroom.lesson_files import forget as delete_lesson
from demarche.ui.classroom.lesson_files import lessons_in, told_of


class Administration:
    """The routes of the administrator. key: what opens them; told under no other."""

    def __init__(self, host: Host) -> None:
        """The key is that of the environment, or a new one. Raises Refused for one that is none."""
        self.host, self.began = host, time.time()
        self.key = tokens.from_environment("ADMIN", tokens.TOKEN_FORM) or tokens.new_token()

    def routes(self) -> list[Route]:
        """Every route."""
        return [
            Route("/health", self.health),
            Route("/metrics", self.metrics),
            Route("/admin/lessons", self.lessons),
            Route("/admin/delete", self.delete, methods=["POST"]),
        ]

    async def health(self, request: Request) -> Response:
        """Whether lessons can go on: 200, or 503 where the program has a fault or the disk is full. Tells no more."""
        well = not (self.host.fault or self.host.lesson.store.trouble)
        return JSONResponse({"well": well}, 200 if well else 503)

    async def metrics(self, request: Request) -> Response:
        """Figures in the text format of Prometheus."""
        if not self._is_open(request):
            return refusal(403, "Figures are for the administrator’s key.")
        return PlainTextResponse(in_prometheus(self._figures()), media_type="text/plain; version=0.0.4")

    def _figures(self) -> dict[str, tuple[str, float]]:
        """Each figure: what it is, and its value."""
        host, state = self.host, self.host.lesson.state
        return {
            "up_seconds": ("Seconds since the host began to serve.", time.time() - self.began),
            "fault": ("1 where the program has a fault.", float(bool(host.fault))),
            "seats_taken": ("Seats that people hold.", len(state.people)),
            "seats_connected": ("Seats with a page that is open.", len(host.present)),
            "wires": ("Open wires of seats, projectors and the teacher.", len(host.wires())),
            "questions": ("Questions put so far.", state.question),
            "ticks": ("Ticks of the session so far.", host.lesson.session.tick),
            "awaited": ("Seats that are awaited.", len(host.lesson.awaited())),
            "last_write_seconds": ("What the last write of acts took.", host.last_write),
            "disk_free_bytes": ("Bytes free where the lesson is kept.", host.lesson.store.free_bytes()),
        }

    async def lessons(self, request: Request) -> Response:
        """Every lesson of the folder."""
        if not self._is_open(request):
            return refusal(403, "This is for the administrator’s key, which is on the terminal.")
        here = self.host.lesson.store.path
        found = [told_of(one) | {"open": one.resolve() == here.resolve()} for one in lessons_in(here.parent)]
        return JSONResponse({"folder": str(here.resolve().parent), "lessons": found})

    async def delete(self, request: Request) -> Response:
        """Delete a lesson of the folder for good, by its name."""
        if not self._is_open(request):
            return refusal(403, "This is for the administrator’s key, which is on the terminal.")
        name = (await body_of(request)).decode(errors="replace")
        found = {one.name: one for one in lessons_in(self.host.lesson.store.path.parent)}
        if name not in found:
            return refusal(404, "There is no such lesson here.")
        if found[name].resolve() == self.host.lesson.store.path.resolve():
            return refusal(409, "This lesson is open; stop its host first.")
        try:
            delete_lesson(found[name])
        except Unreadable as error:
            return refusal(409, str(error))
        return JSONResponse({"deleted": name})

    def _is_open(self, request: Request) -> bool:
        return tokens.same(bearer(request), self.key)


def in_prometheus(figures: dict[str, tuple[str, float]]) -> str:
    """Figures as lines of text, each with what it is."""
    lines: list[str] = []
    for name, (what, value) in figures.items():
        lines += [f"# HELP demarche_{name} {what}", f"# TYPE demarche_{name} gauge", f"demarche_{name} {value:g}"]
    return "\n".join([*lines, ""])
