"""A seat of a distant lesson: what the committee room of the window is drawn from, over the wire of the classroom.

The network lives on a thread with a loop of its own, comes back by itself when it is cut, and sends again what was
never answered.  The window asks at every frame, and is never kept waiting.
"""

import asyncio
import contextlib
import json
import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from http.client import HTTPException
from queue import Empty, SimpleQueue
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from demarche.sim.terms import OutOfOrder, Unreadable
from demarche.ui.classroom.people import Keeper
from demarche.ui.classroom.presets import Part
from demarche.ui.seat.grammar import Reading
from demarche.ui.seat.shown import Heard, Room
from demarche.ui.seat.wire import heard_from_json, room_from_json

SECONDS_TO_JOIN = 10
MOST_BYTES = 8192
"""Of an answer to who asks for a seat; the longest that a host gives has some hundred."""
NO_LESSON = "there is no lesson at that address"
WAIT, LONGEST_WAIT = 0.3, 3.0
"""Seconds before the wire is tried again, at first and at the most."""
IN_OTHER_PARTS = {
    Part.LOBBY: "Your teacher starts the lesson when everybody is here.",
    Part.BRIEF: "Read your card; the session opens when the clock has run down.",
    Part.DEBRIEF: "The session is over. The debrief is in a browser, at the address you joined.",
}


def join(url: str, code: str, name: str, seat: str = "") -> tuple[str, str]:
    """Ask for a seat; its code and its token. Raises Unreadable where no lesson is, OutOfOrder where it says no."""
    asked = json.dumps({"code": code, "name": name, "seat": seat}).encode()
    try:
        with urlopen(Request(f"{base(url)}/join", asked), timeout=SECONDS_TO_JOIN) as answer:
            told = json.loads(answer.read(MOST_BYTES))
        return str(told["seat"]), str(told["token"])
    except HTTPError as error:
        raise refused(url, error) from None
    except Unreadable:
        raise
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Unreadable(f"{url}: {NO_LESSON}") from None
    except (OSError, HTTPException) as error:
        raise Unreadable(f"{url}: no lesson answers there ({getattr(error, 'reason', error)})") from None


def refused(url: str, error: HTTPError) -> ValueError:
    """Why a seat was not given, in the words of the host; or that none is there."""
    try:
        return OutOfOrder(str(json.loads(error.read(MOST_BYTES))["reason"]))
    except (ValueError, TypeError, KeyError, RecursionError, OSError, HTTPException):
        return Unreadable(f"{url}: {NO_LESSON}")


def base(url: str) -> str:
    """The address of a lesson without its page. Raises Unreadable where it is none."""
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        readable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # brackets that do not close, or a port that is no number
        readable = False
    if not readable or not url.isprintable() or any(letter.isspace() for letter in parts.netloc):
        raise Unreadable(f"{url}: the address of a lesson looks like http://192.168.1.20:8765/")
    return f"{parts.scheme}://{parts.netloc}"


def token_in(url: str) -> str:
    """The token in the link of a seat, which a teacher may have given; empty where there is none."""
    return url.partition("#")[2]


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message with what was read of it on the way."""

    message: dict[str, Any]
    room: Room | None = None
    heard: tuple[Heard, ...] = ()


class Distant:
    """A seat of a lesson elsewhere; a Source for the window. `close` lets go of the wire."""

    def __init__(self, url: str, token: str) -> None:
        """The wire is opened at once, on its thread."""
        self._address = base(url).replace("http", "ws", 1) + "/wire"
        self._token = token
        self._arrived: SimpleQueue[Arrived] = SimpleQueue()
        self._seen: Room | None = None
        self._shown: Room | None = None
        self._spoken: list[Heard] = []
        self._messages: list[Heard] = []
        self._board: dict[str, Any] = {}
        self._question = 0
        self._notice = "Connecting …"
        self._unanswered: dict[str, str] = {}
        self._loop = asyncio.new_event_loop()
        self._wire: ClientConnection | None = None
        self._over = False
        self._thread = threading.Thread(target=self._run, name="wire", daemon=True)
        self._thread.start()

    # ── what the window asks ─────────────────────────────────────────────────────────────────────────────────────────

    def poll(self) -> bool:
        """Let in what has arrived."""
        news = False
        with contextlib.suppress(Empty):
            while True:
                self._let_in(self._arrived.get_nowait())
                news = True
        return news

    def room(self) -> Room | None:
        """What this seat is shown."""
        return self._shown

    def heard(self) -> Sequence[Heard]:
        """What it has heard; a message of a tick was written before anything was said in it."""
        return sorted([*self._messages, *self._spoken], key=lambda one: one.tick)

    def notice(self) -> str:
        """What the person should read now."""
        return self._notice

    def busy(self) -> bool:
        """Whether others are awaited, or the wire."""
        return self._wire is None or not (self._shown and self._shown.asked)

    def offer(self, notation: str) -> None:
        """Send an act; what becomes of it is told by `notice`. Raises OutOfOrder where nothing is asked now."""
        if self._shown is None or not self._shown.asked:
            raise OutOfOrder("nothing is asked of you now")
        intent = secrets.token_hex(12)
        message = {"type": "act", "id": intent, "question": self._question, "act": notation}
        self._unanswered[intent] = json.dumps(message)
        self._notice = "Sent …"
        self._loop.call_soon_threadsafe(self._send, self._unanswered[intent])

    def close(self) -> None:
        """Let go of the wire."""
        self._over = True
        self._loop.call_soon_threadsafe(lambda: [task.cancel() for task in asyncio.all_tasks(self._loop)])
        self._thread.join(2)

    # ── what arrives ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _let_in(self, arrived: Arrived) -> None:
        message = arrived.message
        match message["type"]:
            case "welcome" | "cut":
                self._notice = "" if message["type"] == "welcome" else "The connection is cut. Coming back by itself …"
            case "board":
                self._board = message
                self._show()
            case "room" if arrived.room is not None:
                self._seen, self._question = arrived.room, message["question"]
                kept = [one for one in self._spoken if one.tick < message["since"]]
                self._spoken = [*kept, *arrived.heard]
                self._show()
            case "answer":
                self._unanswered.pop(message["id"], None)
                refused = message["answer"] == "refused"
                self._notice = message["reason"] if refused else "Taken. You may change it until all have answered."
            case "messages":
                self._messages = [said(one) for one in message["messages"]]
            case "message":
                self._messages.append(said(message))
                self._notice = self._messages[-1].text
            case "refused" | "bye":
                self._unanswered.pop(message.get("id", ""), None)
                self._notice = message["reason"]

    def _show(self) -> None:
        """The room as it may be acted in.

        Nothing is asked outside the session, where AI speaks for the seat, or while the room of the next question is
        still on its way.
        """
        if self._seen is None:
            self._notice = IN_OTHER_PARTS.get(Part(self._board["part"]), "") if self._board else self._notice
            return
        part = Part(self._board.get("part", Part.SESSION))
        teacher = self._board.get("keeper") == Keeper.TEACHER
        if part == Part.SESSION and not teacher and self._board.get("question") == self._question:
            self._shown = self._seen
            return
        now = "Your teacher has let AI speak for this seat." if teacher else self._seen.question
        question = IN_OTHER_PARTS.get(part, now)
        self._shown = replace(self._seen, asked=False, acts=(), question=question)

    # ── the wire, on its thread ──────────────────────────────────────────────────────────────────────────────────────

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        with contextlib.suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._keep())
        self._loop.close()

    async def _keep(self) -> None:
        """Stay connected until the host says good-bye or the window closes."""
        wait = WAIT
        while not self._over:
            with contextlib.suppress(OSError, ConnectionClosed, InvalidHandshake, TimeoutError):
                async with connect(self._address, max_size=None, open_timeout=5, close_timeout=1) as wire:
                    await wire.send(json.dumps({"type": "hello", "token": self._token}))
                    wait = WAIT
                    await self._listen(wire)
            self._wire = None
            if not self._over:
                self._arrived.put(Arrived({"type": "cut"}))
                await asyncio.sleep(wait)
                wait = min(wait * 1.6, LONGEST_WAIT)

    async def _listen(self, wire: ClientConnection) -> None:
        reading = Reading()
        async for text in wire:
            message = reading.hear(json.loads(text))
            if message["type"] == "welcome":
                self._wire = wire
                for waiting in list(self._unanswered.values()):
                    await wire.send(waiting)
            if message["type"] == "bye" and message["why"] != "slow":
                self._over = True
            self._arrived.put(read(message))

    def _send(self, text: str) -> None:
        if self._wire is not None:
            task = self._loop.create_task(self._wire.send(text))
            task.add_done_callback(lambda done: done.cancelled() or done.exception())


def read(message: dict[str, Any]) -> Arrived:
    """A message with its room and what was heard, read where they are part of it."""
    if message["type"] != "room":
        return Arrived(message)
    room, heard = json.dumps(message.pop("room")), json.dumps(message.pop("heard"))
    return Arrived(message, room_from_json(room), heard_from_json(heard))


def said(message: dict[str, Any]) -> Heard:
    """Words outside the procedure, as something heard."""
    text = f"{message['title']}: {message['text']}" if message["title"] else message["text"]
    private = message["kind"] == "private"
    kind = "private" if private else "notice"
    return Heard(message["tick"], "", kind, f"{message['from']}: {text}", message["by"], "", "", private)
