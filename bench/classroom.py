"""The classroom under load: every seat an act every two seconds, how soon each is acknowledged, what the host needs.

    python -m bench.classroom            40 seats, and 193 with 7 projectors beside them, for a minute each

The host is the command itself in a process of its own; the seats are wires of this one.  An act is changed again and
again while a question stands, and every 20 seconds the facilitator ends it, so that everybody is sent a new room.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from websockets.asyncio.client import ClientConnection, connect

EVERY, FORCED_EVERY, SECONDS = 2.0, 20.0, 60.0


def post(url: str, body: dict[str, str], tries: int = 5) -> dict[str, str]:
    """What the host answers to a request to join; tried again when it says, since one address may join only so fast."""
    try:
        with urlopen(Request(url, json.dumps(body).encode()), timeout=30) as answer:
            return dict(json.load(answer))
    except HTTPError as error:
        if error.code != 429 or not tries:
            raise
        time.sleep(float(error.headers["retry-after"]))
    return post(url, body, tries - 1)


class Seat:
    """One wire that acts every two seconds while it is asked, and notes how long each answer took."""

    def __init__(self, url: str, token: str, number: int) -> None:
        """number: spreads the seats over the two seconds."""
        self.url, self.token, self.number = url, token, number
        self.question, self.acts = 0, [""]
        self.sent: dict[str, float] = {}
        self.took: list[float] = []
        self.answers: dict[str, int] = {}
        self.rooms = self.largest = 0

    async def run(self) -> None:
        """Listen and act until cancelled."""
        async with connect(self.url.replace("http", "ws", 1) + "wire", max_size=None) as wire:
            await wire.send(json.dumps({"type": "hello", "token": self.token}))
            acting = asyncio.create_task(self.act(wire))
            try:
                while True:
                    self.hear(await wire.recv(decode=False))
            finally:
                acting.cancel()

    def hear(self, text: bytes) -> None:
        """Note an answer, or what is asked."""
        if text.startswith(b'{"type":"answer"'):
            message = json.loads(text)
            took = time.perf_counter() - self.sent.pop(message["id"])
            if message["answer"] == "acknowledged":  # a refusal needs no write, and would make the others look faster
                self.took.append(took)
            self.answers[message["answer"]] = self.answers.get(message["answer"], 0) + 1
        elif text.startswith(b'{"type":"room"'):
            self.largest = max(self.largest, len(text))
            # Not read whole: 193 pages have a processor each, and these share one.
            self.rooms += 1
            self.question = int(text[: text.index(b',"since"')].rpartition(b":")[2])
            self.acts = ["pass"] if b'"says":"pass"' in text else ["yes", "abstain"]

    async def act(self, wire: ClientConnection) -> None:
        """An act every two seconds, one after another of those that need no form."""
        await asyncio.sleep(EVERY * (self.number % 97) / 97)
        while not self.question:
            await asyncio.sleep(0.1)
        for count in range(10_000):
            intent = f"{self.number}-{count}"
            act = self.acts[count % len(self.acts)]
            self.sent[intent] = time.perf_counter()
            await wire.send(json.dumps({"type": "act", "id": intent, "question": self.question, "act": act}))
            await asyncio.sleep(EVERY)


async def watch(url: str, token: str, rooms: list[int]) -> None:
    """A projector: it only listens."""
    async with connect(url.replace("http", "ws", 1) + "wire", max_size=None) as wire:
        await wire.send(json.dumps({"type": "hello", "token": token}))
        while True:
            rooms[0] += (await wire.recv(decode=False)).startswith(b'{"type":"room"')


async def facilitate(url: str, token: str) -> None:
    """Open the session, and end each question after its time. One seat never answers, so that none ends before."""
    async with connect(url.replace("http", "ws", 1) + "wire", max_size=None) as wire:
        await wire.send(json.dumps({"type": "hello", "token": token}))
        listening = asyncio.create_task(drain(wire))
        for command in ("start", "start"):
            await wire.send(json.dumps({"type": command}))
            await asyncio.sleep(0.5)
        while True:
            await asyncio.sleep(FORCED_EVERY)
            await wire.send('{"type":"force"}')
            if listening.done():
                return


async def drain(wire: ClientConnection) -> None:
    """Hear and forget."""
    while True:
        await wire.recv(decode=False)


async def measure(told: dict[str, str], seats: int, projectors: int, pid: int) -> dict[str, object]:
    """Play for a minute; what was measured."""
    tokens = [
        post(told["join"] + "join", {"code": told["code"], "name": f"Student {n}"})["token"] for n in range(seats)
    ]
    ones = [Seat(told["join"], token, number) for number, token in enumerate(tokens)]
    watched = [0]
    projector, facilitator = told["projector"].split("#")[1], told["facilitator"].split("#")[1]
    # The first is present and silent, so that a question stands until it is ended.
    ones[0].act = lambda wire: asyncio.sleep(3600)  # type: ignore[method-assign]
    tasks = [asyncio.create_task(one.run()) for one in ones]
    tasks += [asyncio.create_task(watch(told["join"], projector, watched)) for _ in range(projectors)]
    await asyncio.sleep(2)
    tasks.append(asyncio.create_task(facilitate(told["join"], facilitator)))
    await asyncio.sleep(2)
    for one in ones:
        one.took.clear()
    await asyncio.sleep(SECONDS)
    for task in tasks:
        task.cancel()
    took = sorted(second for one in ones for second in one.took)
    answers: dict[str, int] = {}
    for one in ones:
        for answer, count in one.answers.items():
            answers[answer] = answers.get(answer, 0) + count
    return {
        "seats": seats,
        "projectors": projectors,
        "acknowledged": len(took),
        "a_second": round(len(took) / SECONDS, 1),
        "median_ms": round(1000 * statistics.median(took), 1),
        "p95_ms": round(1000 * took[int(0.95 * len(took))], 1),
        "worst_ms": round(1000 * took[-1], 1),
        "answers": answers,
        "unanswered": sum(len(one.sent) for one in ones),
        "rooms": sum(one.rooms for one in ones),
        "largest_room_bytes": max(one.largest for one in ones),
        "host_mb": peak_memory(pid),
    }


def peak_memory(pid: int) -> float:
    """The most memory the host has held, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    (peak,) = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
    return round(peak / 1024, 1)


def run(seats: int, projectors: int) -> dict[str, object]:
    """Host a lesson, and measure it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "demarche", "host", "dual-track-2018", "--json", "--port", "0"]
        command += ["--file", os.path.join(folder, "a.lesson")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as host:
            assert host.stdout is not None
            told = json.loads(host.stdout.readline())
            try:
                return asyncio.run(measure(told, seats, projectors, host.pid))
            finally:
                host.terminate()


def main() -> None:
    """Both rooms, a line of JSON each."""
    for seats, projectors in ((40, 1), (193, 7)):
        print(json.dumps(run(seats, projectors)), flush=True)


if __name__ == "__main__":
    main()
