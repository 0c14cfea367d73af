"""`python -m bench.first_act`: how long, and how many taps, from scanning the code to a first act that does something.

A telephone of 390 by 844 in Chromium, held by a person who reads nothing: they type their name and tap the largest
button in sight until an act is taken.  A tap costs them a second and a letter a quarter of one; the rest is the
program.  The session is open already, as for whoever comes late.  One line of JSON for each scenario.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from typing import Any

from websockets.sync.client import connect

from bench.lesson import join

SCENARIOS = ("tutorial", "pact-2015", "gge-2017", "dual-track-2018")
TAP, LETTER = 1.0, 0.25
"""Seconds that a person takes. Chosen: slow for a telephone of one's own."""
MOST_TAPS = 12
NOTHING = ("✓ You passed", "✓ You stayed away")
"""Acts that do nothing, as the page says them."""
LARGEST = """[...document.querySelectorAll('main button, main a.go, main summary')]
    .filter((one) => one.offsetParent && !one.disabled && one.getBoundingClientRect().bottom < innerHeight)
    .map((one, place) => [one.getBoundingClientRect().width * one.getBoundingClientRect().height, -place, one])
    .sort((one, other) => other[0] - one[0] || other[1] - one[1])[0]?.[2]"""


def first_act(scenario: str) -> dict[str, Any]:
    """A lesson of that scenario, until somebody who comes late has done something."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "demarche", "host", scenario, "--json", "--port", "0"]
        with subprocess.Popen(
            [*command, "--file", f"{folder}/a.lesson"], stdout=subprocess.PIPE, encoding="utf-8"
        ) as host:
            assert host.stdout
            told = json.loads(host.stdout.readline())
            try:
                join(told["join"], told["code"], "Somebody")
                opened(told)
                return {"scenario": scenario, **by_telephone(f"{told['join']}?code={told['code']}")}
            finally:
                host.terminate()


def opened(told: dict[str, str]) -> None:
    """Open the session as the teacher does, from the lobby and past the cards."""
    with connect(told["join"].replace("http", "ws", 1) + "wire", max_size=None) as wire:
        wire.send(json.dumps({"type": "hello", "token": told["facilitator"].rpartition("#")[2]}))
        for part in ("brief", "session"):
            wire.send(json.dumps({"type": "start"}))
            while json.loads(wire.recv(timeout=20)).get("part") != part:
                pass


def by_telephone(address: str) -> dict[str, Any]:
    """Seconds and taps from opening the address to an act that is taken, and the act as the page says it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()
        began, taps = time.monotonic(), 1
        page.goto(address)
        page.locator("input:visible").first.tap()
        page.keyboard.type("Zoe", delay=1000 * LETTER)
        while not (page.locator("#answer").count() and page.inner_text("#answer").startswith("✓")):
            if taps >= MOST_TAPS:
                raise SystemExit(f"nothing was done in {taps} taps")
            page.wait_for_timeout(1000 * TAP)
            largest = page.evaluate_handle(LARGEST).as_element()
            if largest is not None:
                largest.tap()
                taps += 1
                page.wait_for_timeout(300)
        act = page.inner_text("#answer")
        seconds = round(time.monotonic() - began, 1)
        browser.close()
        return {"seconds": seconds, "taps": taps, "act": act, "does_something": not act.startswith(NOTHING)}


if __name__ == "__main__":
    for one in sys.argv[1:] or SCENARIOS:
        print(json.dumps(first_act(one), ensure_ascii=False), flush=True)
