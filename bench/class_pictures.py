"""`python -m bench.class_pictures`: the pages of a class for the teacher's guide, from a lesson that really took place.

Projector, telephone and the teacher's page in docs/pictures/, by Chromium: eighteen bots, one telephone, two texts.
Nothing is drawn by hand.
"""

import contextlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from bench.lesson import UNWILLING, join, spelt
from demarche.ui.seat.grammar import Reading

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
NAMES = (
    *("Amina", "Bruno", "Chloe", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines"),
    *("Jonas", "Kofi", "Lena", "Mateo", "Nadia", "Omar", "Petra", "Rosa", "Samir"),
)
SAID = (
    "We cannot sign what we cannot check.",
    "Trust is built in small steps.",
    "Our people need help to keep such rules.",
    "A rule that nobody can verify protects nobody.",
)
SPOKEN = ("speak", "propose", "amend", "yes", "no", "abstain")
STEP = 400
"""Milliseconds between two looks at the pages."""


class Bot:
    """A student who answers what is asked, often in words of their own."""

    def __init__(self, url: str, token: str, number: int) -> None:
        """It has a seat already."""
        self.rng, self.number, self.answered = random.Random(number), number, -1
        self.wire: ClientConnection = connect(url.replace("http", "ws", 1) + "wire", max_size=None)
        self.wire.send(json.dumps({"type": "hello", "token": token}))
        self.reading = Reading()

    def latest(self) -> dict[str, Any] | None:
        """The last room that has come."""
        room = None
        try:
            while True:
                message = self.reading.hear(json.loads(self.wire.recv(timeout=0.01)))
                room = message if message["type"] == "room" else room
        except TimeoutError:
            return room

    def act(self) -> None:
        """Answer the latest question, if it is asked."""
        room = self.latest()
        if room is None or not room["room"]["asked"] or room["question"] == self.answered:
            return
        self.answered = room["question"]
        willing = [act for act in room["room"]["acts"] if act["verb"] not in UNWILLING]
        act = self.rng.choice([act for act in willing if act["verb"] != "pass"] or willing)
        words = self.rng.choice(SAID) if act["verb"] in SPOKEN and self.rng.random() < 0.6 else ""
        said = {"type": "act", "id": f"{self.number}-{self.answered}", "question": self.answered, "words": words}
        self.wire.send(json.dumps({**said, "act": spelt(self.rng, act)}))


def take(told: dict[str, str], browser: Any) -> None:
    """Play the lesson up to its first decision, with a picture of each page on the way."""
    from playwright.sync_api import Error

    def page(address: str, width: int, height: int) -> Any:
        opened = browser.new_context(viewport={"width": width, "height": height}).new_page()
        opened.goto(address)
        return opened

    bots = [Bot(told["join"], join(told["join"], told["code"], name), n) for n, name in enumerate(NAMES)]
    projector, teacher = page(told["projector"], 1280, 720), page(told["facilitator"], 1280, 900)
    phone = page(f"{told['join']}?code={told['code']}", 390, 844)
    phone.get_by_label("Your name").fill("Zoe")
    phone.get_by_role("button", name="Join").click()
    phone.wait_for_url("**/seat")
    projector.get_by_text(f"{len(NAMES) + 1} have joined").wait_for()
    projector.wait_for_timeout(2 * STEP)
    projector.screenshot(path=FOLDER / "projector-lobby.png")
    for name in ("Start: deal the cards", "Open the session"):
        teacher.get_by_role("button", name=name).click()
    pictured = False
    while "stands" not in teacher.inner_text("#projected-body"):
        button = phone.locator("#acts button.act:visible")
        if "accept what" in phone.inner_text("#question") and button.count() and not pictured:
            pictured = True
            phone.screenshot(path=FOLDER / "telephone.png")
            projector.screenshot(path=FOLDER / "projector-session.png")
            teacher.screenshot(path=FOLDER / "teacher.png")
        if button.count():
            with contextlib.suppress(Error):  # the question may have ended meanwhile
                button.first.click(timeout=STEP)
        for bot in bots:
            bot.act()
        phone.wait_for_timeout(STEP)
    projector.wait_for_timeout(2 * STEP)
    projector.screenshot(path=FOLDER / "projector-result.png")


def main() -> None:
    """Host a lesson, and take the pictures."""
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "demarche",
        "host",
        "dual-track-2018",
        "--set",
        "level=1",
        "--set",
        "rounds=1",
        "--json",
        "--port",
        "0",
    ]
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as play,
        subprocess.Popen([*command, "--file", f"{folder}/a.lesson"], stdout=subprocess.PIPE, encoding="utf-8") as host,
    ):
        assert host.stdout
        try:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            take(json.loads(host.stdout.readline()), browser)
            browser.close()
        finally:
            host.terminate()


if __name__ == "__main__":
    main()
