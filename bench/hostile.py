"""The classroom when somebody means it harm: what the others notice.  A line of JSON for each.

    python -m bench.hostile                      all of them
    python -m bench.hostile reconnect codes      some: reconnect, unfinished, codes, class

The host is the command itself in a process of its own.
"""

import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from urllib.error import HTTPError

from websockets.asyncio.client import connect

from bench.classroom import Seat, drain, post

SEATS, UNFINISHED, GUESSES = 40, 1200, 300
SECONDS = 15.0


@contextmanager
def hosting(folder: str, files: int = 0) -> Iterator[dict[str, str]]:
    """A host of the lesson in that folder; what it printed. files: how many it may open, if not as many as this one."""
    command = [sys.executable, "-m", "demarche", "host", "dual-track-2018", "--json", "--port", "0"]
    command += ["--file", os.path.join(folder, "a.lesson")]
    if files:
        command = ["sh", "-c", f'ulimit -n {files} && exec "$@"', "sh", *command]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as host:
        assert host.stdout is not None
        assert host.stderr is not None
        told = json.loads(host.stdout.readline())
        try:
            yield told
        finally:
            host.terminate()
            told["stderr"] = host.stderr.read()


def take_seats(told: dict[str, str], number: int = SEATS) -> list[dict[str, str]]:
    """That many students join, one after another."""
    return [post(told["join"] + "join", {"code": told["code"], "name": f"Student {n}"}) for n in range(number)]


@asynccontextmanager
async def in_session(told: dict[str, str], seats: list[dict[str, str]]) -> AsyncIterator[list[Seat]]:
    """The session is open, and every seat but the first acts every two seconds."""
    ones = [Seat(told["join"], one["token"], number) for number, one in enumerate(seats)]
    tasks = [asyncio.create_task(one.run()) for one in ones[1:]]
    async with connect(wire_of(told), max_size=None) as teacher:
        await teacher.send(json.dumps({"type": "hello", "token": told["facilitator"].split("#")[1]}))
        tasks.append(asyncio.create_task(drain(teacher)))
        await asyncio.sleep(2)
        for _ in range(2):
            await teacher.send('{"type":"start"}')
            await asyncio.sleep(1)
        await asyncio.sleep(3)
        yield ones[1:]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def times(ones: list[Seat]) -> dict[str, float]:
    """How soon acts are acknowledged from now on, in milliseconds."""
    for one in ones:
        one.took.clear()
    await asyncio.sleep(SECONDS)
    took = sorted(1000 * second for one in ones for second in one.took)
    return {
        "acts": len(took),
        "median_ms": round(statistics.median(took), 1),
        "p95_ms": round(took[int(0.95 * len(took))], 1),
        "worst_ms": round(took[-1], 1),
    }


def wire_of(told: dict[str, str]) -> str:
    """The address of the wire."""
    return told["join"].replace("http", "ws", 1) + "wire"


# ── a seat that reconnects in a loop ─────────────────────────────────────────────────────────────────────────────────

LOOP = """
import json, sys
from websockets.sync.client import connect
while True:
    try:
        with connect(sys.argv[1], max_size=None, close_timeout=0.1) as wire:
            wire.send(json.dumps({"type": "hello", "token": sys.argv[2]}))
            wire.recv(timeout=3)
    except Exception:
        pass
"""


async def reconnecting(told: dict[str, str]) -> dict[str, Any]:
    """Answers to the others before and while one seat opens wire after wire, as fast as it can."""
    seats = take_seats(told)
    async with in_session(told, seats) as ones:
        before = await times(ones)
        loop = await asyncio.create_subprocess_exec(sys.executable, "-c", LOOP, wire_of(told), seats[0]["token"])
        await asyncio.sleep(2)
        during = await times(ones)
        loop.kill()
        await loop.wait()
    return {"before": before, "during": during}


def reconnect() -> dict[str, Any]:
    """See `reconnecting`."""
    with tempfile.TemporaryDirectory() as folder, hosting(folder) as told:
        return asyncio.run(reconnecting(told))


# ── unfinished requests ──────────────────────────────────────────────────────────────────────────────────────────────


def half_requests(told: dict[str, str], number: int) -> list[socket.socket]:
    """Connections, each with the half of a request."""
    port = int(told["join"].rstrip("/").rpartition(":")[2])
    opened = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(number)]
    for one in opened:
        one.sendall(b"POST /join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99\r\n\r\n{")
    return opened


async def besieged(told: dict[str, str]) -> dict[str, Any]:
    """Answers to a class of forty before and after as many halves of requests, and whether somebody can still join."""
    async with in_session(told, take_seats(told)) as ones:
        before = await times(ones)
        opened = await asyncio.to_thread(half_requests, told, UNFINISHED)
        began = time.perf_counter()
        late = await asyncio.to_thread(post, told["join"] + "join", {"code": told["code"], "name": "Late"})
        joined = round(time.perf_counter() - began, 2)
        during = await times(ones)
        for one in opened:
            one.close()
    return {"before": before, "during": during, "late_joined": bool(late["seat"]), "late_took_seconds": joined}


def unfinished() -> dict[str, Any]:
    """See `besieged`. The host may open 1,024 files, as on most systems."""
    with tempfile.TemporaryDirectory() as folder, hosting(folder, files=1024) as told:
        found = asyncio.run(besieged(told))
    return {"requests": UNFINISHED, **found, "lines_on_the_terminal": told["stderr"].count("\n")}


# ── codes and joining ────────────────────────────────────────────────────────────────────────────────────────────────


def codes() -> dict[str, Any]:
    """Wrong codes whose bodies come a second late, all at once; then the right code from the same address."""
    body = json.dumps({"code": "AAAAAA", "name": "Eve"}).encode()
    with tempfile.TemporaryDirectory() as folder, hosting(folder) as told:
        port = int(told["join"].rstrip("/").rpartition(":")[2])
        opened = [socket.create_connection(("127.0.0.1", port), timeout=30) for _ in range(GUESSES)]
        head = f"POST /join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        for one in opened:
            one.sendall(head)
        time.sleep(1)
        for one in opened:
            one.sendall(body)
        answers = Counter(answer_of(one) for one in opened)
        right = post(told["join"] + "join", {"code": told["code"], "name": "Ada"})
    return {"guesses": GUESSES, "answers": dict(answers), "right_code_let_in": bool(right["seat"])}


def answer_of(one: socket.socket) -> str:
    """Whether a guess was judged, in a word."""
    answer = ""
    with one:
        while not answer.endswith("}"):  # the body of a refusal
            answer += one.recv(65_536).decode()
    if " 403 " in answer[:20]:
        return "judged at once"
    return (
        "judged late" if "this one is wrong too" in answer else "not judged" if " 429 " in answer[:20] else answer[:40]
    )


def at_once() -> dict[str, Any]:
    """Forty students behind one address join at once, after ten wrong codes; then somebody takes every seat left."""
    with tempfile.TemporaryDirectory() as folder, hosting(folder) as told, ThreadPoolExecutor(SEATS) as several:
        for _ in range(10):
            refused(told, "AAAAAA", "Eve")
        began = time.perf_counter()
        joined = list(several.map(lambda n: refused(told, told["code"], f"Student {n}"), range(SEATS)))
        took = round(time.perf_counter() - began, 2)
        taken = [refused(told, told["code"], f"Bot {n}") for n in range(150)]
    return {"students": joined.count(0), "seconds": took, "taken_by_one_address": joined.count(0) + taken.count(0)}


def refused(told: dict[str, str], code: str, name: str) -> int:
    """0 where a seat is given, and else the status of the refusal."""
    try:
        post(told["join"] + "join", {"code": code, "name": name}, tries=0)
    except HTTPError as error:
        return error.code
    return 0


WHAT = {"reconnect": reconnect, "unfinished": unfinished, "codes": codes, "class": at_once}


def main() -> None:
    """What was named, or all of it."""
    for name in sys.argv[1:] or WHAT:
        print(json.dumps({"what": name, **WHAT[name]()}), flush=True)


if __name__ == "__main__":
    main()
