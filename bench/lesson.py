"""A lesson of forty: simulated students join, read, act and drop out as a class does, from the door to the debrief.

    python -m bench.lesson [PACE]        1 is the real clock of a lesson of 45 minutes; 15 if not given

Each student thinks for a tenth to seven tenths of the time a question has, and then does one of the things in order.
Two drop out in the informals; one of them comes back in the action.  One line of JSON tells how it went.
"""

import asyncio
import contextlib
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import uvicorn
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from demarche.sim.terms import PHASE_OF, Phase
from demarche.ui.classroom.app import Entrance
from demarche.ui.classroom.host import Host
from demarche.ui.classroom.opening import Wanted, opened
from demarche.ui.classroom.people import Keeper
from demarche.ui.classroom.presets import Part
from demarche.ui.classroom.serve import configured, listen
from demarche.ui.seat.grammar import Reading

UNWILLING = ("hold", "withdraw", "away", "absent")
"""What would end the lesson before it has shown anything."""
STUDENTS, LEAVES, RETURNS = 40, (7, 23), 23


class Student:
    """One student. number: who it is; answers: what the host said to its acts."""

    def __init__(self, url: str, token: str, number: int, pace: float) -> None:
        """Nothing is connected yet."""
        self.url, self.token, self.number, self.pace = url, token, number, pace
        self.rng = random.Random(number)
        self.answers: dict[str, int] = {}
        self.length = 0.0
        self.gone = asyncio.Event()
        self.back = asyncio.Event()

    async def attend(self) -> None:
        """Be there until told to leave, and again once told to come back."""
        leaving = asyncio.create_task(self.gone.wait())
        being = asyncio.create_task(self.be_there())
        await asyncio.wait({leaving, being}, return_when=asyncio.FIRST_COMPLETED)
        being.cancel()
        leaving.cancel()
        await asyncio.gather(being, leaving, return_exceptions=True)
        await self.back.wait()
        await self.be_there()

    async def be_there(self) -> None:
        """Hear the host and answer what is asked."""
        thinking: asyncio.Task[None] | None = None
        async with connect(self.url.replace("http", "ws", 1) + "wire", max_size=None) as wire:
            await wire.send(json.dumps({"type": "hello", "token": self.token}))
            part, reading = Part.LOBBY, Reading()
            async for text in wire:
                message = reading.hear(json.loads(text))
                if message["type"] == "board":
                    self.length, part = message["length"], Part(message["part"])
                elif message["type"] == "answer":
                    self.answers[message["answer"]] = self.answers.get(message["answer"], 0) + 1
                elif message["type"] == "room" and message["room"]["asked"] and part == Part.SESSION:
                    if thinking is not None:
                        thinking.cancel()
                    thinking = asyncio.create_task(self.think(wire, message))

    async def think(self, wire: Any, message: dict[str, Any]) -> None:
        """Take some time, and then do something."""
        await asyncio.sleep(self.length * self.rng.uniform(0.1, 0.7) / self.pace)
        willing = [act for act in message["room"]["acts"] if act["verb"] not in UNWILLING]
        act = spelt(self.rng, self.rng.choice(willing))
        intent = f"{self.number}-{message['question']}-{self.rng.random()}"
        said = {"type": "act", "id": intent, "question": message["question"], "act": act}
        with contextlib.suppress(ConnectionClosed):
            await wire.send(json.dumps(said))


def spelt(rng: random.Random, act: dict[str, Any]) -> str:
    """An act in notation with its form filled in at random."""

    def filled(says: str, fields: Sequence[dict[str, Any]]) -> str:
        for one in fields:
            choice = None if one["may_pass_over"] and rng.random() < 0.5 else rng.choice(one["choices"])
            text = filled(choice["says"], choice["then"]) if choice else ""
            says = says.replace("{" + one["name"] + "}", text)
        return says

    return " ".join(filled(act["says"], act["fields"]).split())


def join(url: str, code: str, name: str) -> str:
    """The token of a seat."""
    with urlopen(Request(url + "join", json.dumps({"code": code, "name": name}).encode()), timeout=30) as answer:
        return str(json.load(answer)["token"])


async def lead(host: Host, students: list[Student]) -> dict[str, float]:
    """Start the lesson, send two away in the informals and one back in the action; when each phase began.

    Seconds of the lesson's own clocks, and the tick at which the two left.
    """
    lesson, began, when = host.lesson, time.monotonic(), dict[str, float]()
    async with host.lock:
        host.go_to(Part.BRIEF)
    while lesson.state.part != Part.DEBRIEF:
        phase = Phase(int(PHASE_OF[lesson.session.stage]))
        name = phase.name.lower() if lesson.state.part == Part.SESSION else str(lesson.state.part)
        when.setdefault(name, round((time.monotonic() - began) * lesson.clock.pace, 1))
        if name == "informals" and lesson.round > 1:
            when.setdefault("two_left_at_tick", lesson.session.tick)
            for number in LEAVES:
                students[number].gone.set()
        if name == "action":
            students[RETURNS].back.set()
        await asyncio.sleep(0.01)
    when["debrief"] = round((time.monotonic() - began) * lesson.clock.pace, 1)
    return when


async def play(folder: Path, pace: float) -> dict[str, Any]:
    """The whole lesson; how it went."""
    made = opened(Wanted("dual-track-2018", 45, 1, 0, False, folder / "a.lesson", pace=pace))
    listening = listen(0, lan=False)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    host = Host(made.lesson, made.rubric)
    server = uvicorn.Server(configured(Entrance(host, made.roster, url)))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    code, loop = made.lesson.store.head.code, asyncio.get_running_loop()
    tokens = [await loop.run_in_executor(None, join, url, code, f"Student {n}") for n in range(STUDENTS)]
    seats = list(made.lesson.state.people)
    students = [Student(url, token, number, pace) for number, token in enumerate(tokens)]
    attending = [asyncio.create_task(student.attend()) for student in students]
    while len(host.present) < STUDENTS:
        await asyncio.sleep(0.01)
    when = await lead(host, students)
    told = await host.debrief()
    for task in attending:
        task.cancel()
    await asyncio.gather(*attending, return_exceptions=True)
    server.should_exit = True
    await serving
    made.lesson.store.close()
    return report(made.lesson, students, seats, when, told)


def report(lesson: Any, students: list[Student], seats: list[str], when: dict[str, float], told: Any) -> dict[str, Any]:
    """How it went. clocked: answers by the clock, of those who stayed and of those who left."""
    places = [lesson.places[code] for code in seats]
    clocked = [sum(place in tick.clocked for tick in lesson.session.ticks) for place in places]
    spoke = [sum(code in codes for codes in lesson.state.spoke) for code in seats]
    answers: dict[str, int] = {}
    for student in students:
        for answer, count in student.answers.items():
            answers[answer] = answers.get(answer, 0) + count
    gone, left = lesson.places[seats[LEAVES[0]]], int(when.pop("two_left_at_tick"))
    stayed = [number for number in range(STUDENTS) if number not in LEAVES]
    return {
        "pace": lesson.clock.pace,
        "seats": seats,
        "began_at_seconds": when,
        "ticks": lesson.session.tick,
        "answers": answers,
        "clocked_of_those_who_stayed": sum(clocked[number] for number in stayed),
        "clocked_of_those_who_left": {seats[number]: clocked[number] for number in LEAVES},
        "clocked_once_gone": sum(gone in tick.clocked for tick in lesson.session.ticks[left:]),
        "spoke_themselves": {
            "fewest": min(spoke[n] for n in stayed),
            **{seats[number]: spoke[number] for number in LEAVES},
        },
        "kept_by": {seats[number]: lesson.state.people[seats[number]].keeper for number in LEAVES},
        "back": lesson.state.people[seats[RETURNS]].keeper == Keeper.OWNER,
        "drafts": {
            draft: int(status)
            for draft, status in zip(lesson.session.rules.drafts, lesson.session.world.record.status[0], strict=True)
        },
        "marked": len(told.marked),
        "report_bytes": len(told.report),
    }


def main() -> None:
    """One lesson."""
    pace = float(sys.argv[1]) if len(sys.argv) > 1 else 15.0
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(asyncio.run(play(Path(folder), pace))), flush=True)


if __name__ == "__main__":
    main()
