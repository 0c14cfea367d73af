"""A lesson with 5,000 messages of forty seats: how soon the facilitator's page shows them, before and after a restart.

    python -m bench.messages

The page is opened in Chromium, where playwright and Chromium are installed; otherwise its times are null.
"""

import asyncio
import json
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from websockets.asyncio.client import connect

from bench.classroom import drain
from bench.hostile import hosting, take_seats, wire_of

MESSAGES = 5000


async def write(told: dict[str, str], seats: list[dict[str, str]]) -> Counter[str]:
    """Every seat writes to the next, as fast as it may, question after question, until the messages are written."""
    answers = Counter[str]()
    each = MESSAGES // len(seats)

    async def writer(number: int) -> None:
        async with connect(wire_of(told), max_size=None) as wire:
            await wire.send(json.dumps({"type": "hello", "token": seats[number]["token"]}))
            done = 0
            while done < each:
                other = seats[(number + 1) % len(seats)]["seat"]
                await wire.send(json.dumps({"type": "say", "id": f"m{done}", "to": other, "text": "A word. " * 12}))
                message = json.loads(await wire.recv())
                while message["type"] not in ("answer", "refused"):
                    message = json.loads(await wire.recv())
                answers[message.get("answer", "refused")] += 1
                if message.get("answer") == "acknowledged":
                    done += 1
                await asyncio.sleep(0.21)

    async def move_on() -> None:
        async with connect(wire_of(told), max_size=None) as wire:
            await wire.send(json.dumps({"type": "hello", "token": told["facilitator"].split("#")[1]}))
            listening = asyncio.create_task(drain(wire))
            for number in range(1000):
                await asyncio.sleep(3.5)
                await wire.send(json.dumps({"type": "start" if number < 2 else "rewind" if number % 2 else "force"}))
                if listening.done():
                    listening.result()

    moving = asyncio.create_task(move_on())
    await asyncio.gather(*(writer(number) for number in range(len(seats))))
    moving.cancel()
    return answers


def page_seconds(told: dict[str, str]) -> float | None:
    """How long the page of the facilitator takes in Chromium, from its address to the last message shown."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        began = time.perf_counter()
        page.goto(told["facilitator"])
        for shown in ("#letters-body li", "#people-body tr"):
            page.locator(shown).last.wait_for(state="attached")
        took = time.perf_counter() - began
        browser.close()
    return round(took, 2)


async def first_seconds(told: dict[str, str], token: str) -> float:
    """How long a wire takes from its hello to its messages."""
    began = time.perf_counter()
    async with connect(wire_of(told), max_size=None) as wire:
        await wire.send(json.dumps({"type": "hello", "token": token}))
        while json.loads(await wire.recv())["type"] != "messages":
            pass
    return round(time.perf_counter() - began, 3)


def messages() -> dict[str, Any]:
    """The page of the facilitator in a lesson with 5,000 messages, before and after the host begins again."""
    with tempfile.TemporaryDirectory() as folder:
        with hosting(folder) as told:
            seats = take_seats(told)
            answers = asyncio.run(write(told, seats))
            before = page_seconds(told)
            seat = asyncio.run(first_seconds(told, seats[1]["token"]))
        began = time.perf_counter()
        with hosting(folder) as told:
            started = round(time.perf_counter() - began, 2)
            after = page_seconds(told)
            size = Path(told["file"]).stat().st_size
    return {
        "messages": answers["acknowledged"],
        "page_before_seconds": before,
        "page_after_seconds": after,
        "seat_seconds": seat,
        "start_again_seconds": started,
        "lesson_mb": round(size / 1e6, 1),
        "answers": dict(answers),
    }


if __name__ == "__main__":
    print(json.dumps(messages()))
