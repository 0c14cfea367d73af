"""A host on a thread of its own, or in a process of its own, and seats that speak to it over a real wire."""

import asyncio
import json
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import uvicorn
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from demarche.ui.classroom.app import Entrance
from demarche.ui.classroom.host import Host
from demarche.ui.classroom.opening import Wanted, opened
from demarche.ui.classroom.serve import configured, listen
from demarche.ui.seat.grammar import Reading

TREE = Path(__file__).resolve().parents[2]
LONG = 20


class Hosted:
    """A lesson that is served from this process. Use with `with`."""

    def __init__(self, folder, scenario="tutorial", **wanted):
        self.wanted = Wanted(**{"scenario": scenario, "preset": 45, "seed": 1, "port": 0, "lan": False,
                                "file": Path(folder) / "a.lesson", **wanted})  # fmt: skip

    def __enter__(self):
        self.pages = []
        made = opened(self.wanted)
        self.lesson = made.lesson
        listening = listen(self.wanted.port, lan=False)
        self.port = listening.getsockname()[1]
        ready = threading.Event()

        def run():
            self.host = Host(self.lesson, made.rubric)
            self.entrance = Entrance(self.host, made.roster, self.url)
            self.server = uvicorn.Server(configured(self.entrance))

            async def serve():
                self.loop = asyncio.get_running_loop()
                ready.set()
                await self.server.serve(sockets=[listening])

            asyncio.run(serve())

        self.thread = threading.Thread(target=run, daemon=True)
        self.thread.start()
        assert ready.wait(LONG)
        while not self.server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *_):
        for page in self.pages:
            page.close()
        self.server.should_exit = True
        self.thread.join(LONG)
        self.lesson.store.close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/"

    @property
    def head(self):
        return self.lesson.store.head

    def join(self, name, seat="", code=None):
        return join(self.url, code or self.head.code, name, seat)

    def sit(self, name, seat=""):
        """Somebody who has joined and is connected."""
        told = self.join(name, seat)
        return self.open(told["token"], told["seat"])

    def open(self, token, seat="", **options):
        """A page that is closed when the host is."""
        self.pages.append(Page(self.url, token, seat, **options))
        return self.pages[-1]

    def run(self, work):
        """Do something on the loop of the host, between two of its steps."""

        async def now():
            return work()

        return asyncio.run_coroutine_threadsafe(now(), self.loop).result(LONG)

    def facilitator(self):
        return self.open(self.head.facilitator)

    def projector(self):
        return self.open(self.head.projector)


def start_process(folder, *argv, scenario="tutorial", port=0, **options):
    """`demarche host` in a process of its own; the process and what it printed."""
    command = [sys.executable, "-m", "demarche", "host", scenario, "--json", "--port", str(port), "--file",
               str(Path(folder) / "a.lesson"), *argv]  # fmt: skip
    process = subprocess.Popen(
        command, cwd=TREE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", **options
    )
    assert process.stdout
    assert process.stderr
    line = process.stdout.readline()
    assert line, process.stderr.read()
    return process, json.loads(line)


def ask(url, body=None, headers=None, method=None):
    """Status and text of a request."""
    request = urllib.request.Request(url, data=body, headers=headers or {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=LONG) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def join(url, code, name, seat=""):
    """What the host answers to somebody who asks for a seat."""
    _, text = ask(url + "join", json.dumps({"code": code, "name": name, "seat": seat}).encode())
    return json.loads(text)


class Page:
    """What a page is to the host: one wire, and all that came over it."""

    def __init__(self, url, token, seat="", **options):
        self.seat, self.token, self.url = seat, token, url
        self.wire = connect(url.replace("http", "ws", 1) + "wire", max_size=None, close_timeout=1, **options)
        self.raw, self.got, self.number = [], [], 0
        self.reading = Reading()
        self.latest, self.answered = None, 0
        self.say(type="hello", token=token)

    def say(self, **message):
        self.wire.send(json.dumps(message))

    def hear(self, timeout=LONG):
        """The next message."""
        text = self.wire.recv(timeout=timeout)
        self.raw.append(text)
        self.got.append(self.reading.hear(json.loads(text)))
        if self.got[-1]["type"] == "room":
            self.latest = self.got[-1]
        return self.got[-1]

    def until(self, type, timeout=LONG, **wanted):
        """The next message of that type in which those keys have those values."""
        while True:
            message = self.hear(timeout)
            if message["type"] == type and all(message.get(key) == value for key, value in wanted.items()):
                return message

    def act(self, act, question, id=None):
        """Send an act, and what the host answers."""
        self.number += 1
        id = id or f"{self.seat}-{self.number}-{question}"
        self.say(type="act", id=id, question=question, act=act)
        return self.until("answer", id=id)

    def settle(self, seconds=0.4):
        """Everything that comes until nothing has come for so long."""
        before = len(self.got)
        try:
            while True:
                self.hear(seconds)
        except (TimeoutError, ConnectionClosed):
            return self.got[before:]

    def until_now(self):
        """Everything that the host has sent by now."""
        before, self.number = len(self.got), self.number + 1
        self.say(type="now?", id=f"now-{self.number}")
        self.until("refused", id=f"now-{self.number}")
        return self.got[before:-1]

    def room(self, after=0, **wanted):
        """The latest room in which those facts hold, of a question after that one; waited for if need be."""
        while True:
            shown = self.latest
            if shown and shown["question"] > after and all(shown["room"][key] == wanted[key] for key in wanted):
                return shown
            self.hear()

    def asked(self):
        """The latest room in which this seat is asked something it has not answered, or the last one of all."""
        while True:
            if self.latest and self.latest["room"]["final"]:
                return self.latest
            if self.latest and self.latest["room"]["asked"] and self.latest["question"] > self.answered:
                self.answered = self.latest["question"]
                return self.latest
            self.hear()

    def turn(self):
        """What has come by now; the room in which this seat is asked what it has not answered, or None."""
        while True:
            try:
                self.hear(0.01)
            except TimeoutError:
                break
        shown = self.latest
        if shown and shown["room"]["asked"] and shown["question"] > self.answered:
            self.answered = shown["question"]
            return shown
        return None

    @property
    def over(self):
        return bool(self.latest and self.latest["room"]["final"])

    def close(self):
        self.wire.close()


def play_out(pages, choose, seconds=60):
    """Everybody answers with what they choose until the session is over. choose(page, message) -> act."""
    until = time.monotonic() + seconds
    while not all(page.over for page in pages):
        assert time.monotonic() < until, "the session did not come to its end"
        for page in pages:
            message = page.turn()
            if message:
                page.act(choose(page, message), message["question"])


def open_session(facilitator):
    """From the lobby into the session, without waiting for the cards to be read."""
    facilitator.say(type="start")
    facilitator.until("board", part="brief")
    facilitator.say(type="start")
    return facilitator.until("board", part="session")


def kill_gently(process):
    """Stop a host as Ctrl+C does, and let go of its pipes.

    Asked again where it does not hear: a shell starts what it runs in the background deaf to Ctrl+C, until it listens.
    """
    until = time.monotonic() + LONG
    while process.poll() is None and time.monotonic() < until:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(LONG / 4)
    assert process.returncode is not None, "the host did not stop"
    process.stdout.close()
    process.stderr.close()


def headers_of(url, headers=None):
    """The answer to a request, with its status and its headers."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=LONG) as answer:
            return answer
    except urllib.error.HTTPError as error:
        error.close()
        return error
