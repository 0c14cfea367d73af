"""A host killed at random moments while a class answers: nothing that was acknowledged is lost, nothing counts twice.

    DEMARCHE_KILLS=50 DEMARCHE_KILL_SEED=7 python -m pytest tests/classroom/test_crash_at_random.py

Each of twelve clients sends as fast as it is asked, comes back by itself, and sends again what was not answered.
"""

import os
import random
import sqlite3
import threading
import time
from contextlib import closing, suppress

import pytest
from websockets.exceptions import WebSocketException

from demarche.ui.classroom.opening import Wanted, opened
from tests.classroom.hosting import Page, join, open_session, start_process
from tests.classroom.test_crash import free_port, kill, page_again

CLIENTS = 12
KILLS = int(os.environ.get("DEMARCHE_KILLS", "20"))
SEED = int(os.environ.get("DEMARCHE_KILL_SEED", "14"))


class Client(threading.Thread):
    """Somebody who answers every question at once, and writes to a neighbour now and then.

    acknowledged  what the host has said it keeps: of each id, the act or the words
    """

    def __init__(self, url, seat, token, other):
        super().__init__(daemon=True)
        self.url, self.seat, self.token, self.other = url, seat, token, other
        self.acknowledged, self.sent, self.stopped = {}, 0, threading.Event()
        self.unanswered = None

    def run(self):
        while not self.stopped.is_set():
            with suppress(OSError, WebSocketException, TimeoutError, AssertionError):
                page = page_again(self.url, self.token, self.seat, within=60)
                with closing(page):
                    self.be_there(page)

    def be_there(self, page):
        if self.unanswered:
            self.send(page, *self.unanswered)
        while not self.stopped.is_set():
            message = page.turn()
            if page.over:
                return
            if message:
                act = message["room"]["acts"][-1]["says"]
                self.sent += 1
                self.send(
                    page, f"{self.seat}-{self.sent}", act, {"type": "act", "question": message["question"], "act": act}
                )
                if self.sent % 3 == 0:
                    text = f"Words {self.sent} of {self.seat}"
                    self.send(
                        page, f"say-{self.seat}-{self.sent}", text, {"type": "say", "to": self.other, "text": text}
                    )

    def send(self, page, id, content, message):
        """Send until the host answers. What the wire swallowed is sent again by the next one."""
        self.unanswered = (id, content, message)
        page.say(id=id, **message)
        answer = page.until("answer", timeout=10, id=id)
        if answer["answer"] in ("acknowledged", "already"):
            self.acknowledged[id] = content
        self.unanswered = None


def kept_in(path):
    """The intents and the messages in a lesson that nobody has open, read without the program."""
    with closing(sqlite3.connect(path)) as connection:
        acts = dict(connection.execute("SELECT id, act FROM intents").fetchall())
        words = [body for (body,) in connection.execute("SELECT body FROM log WHERE kind = 'message'")]
    return acts, "\n".join(words)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_killed_at_random_moments_with_twelve_clients_it_loses_nothing_that_was_acknowledged(tmp_path):
    rng, port = random.Random(SEED), free_port()
    process, told = start_process(tmp_path, port=port, scenario="dual-track-2018")
    url, path = told["join"], tmp_path / "a.lesson"
    seats = [join(url, told["code"], f"Student {number}") for number in range(CLIENTS)]
    codes = [one["seat"] for one in seats]
    clients = [Client(url, one["seat"], one["token"], codes[(place + 1) % CLIENTS]) for place, one in enumerate(seats)]
    teacher = told["facilitator"].partition("#")[2]
    with closing(Page(url, teacher)) as page:
        open_session(page)
    for client in clients:
        client.start()
    try:
        for number in range(KILLS):
            time.sleep(rng.uniform(0.05, 3.0))
            kill(process)
            process, _ = start_process(tmp_path, port=port, scenario="dual-track-2018")
            began, done = time.monotonic(), sum(len(one.acknowledged) for one in clients)
            while sum(len(one.acknowledged) for one in clients) < done + CLIENTS and not all_over(url, teacher):
                assert time.monotonic() < began + 60, f"after kill {number + 1} nobody is answered"
                time.sleep(0.05)
    finally:
        for client in clients:
            client.stopped.set()
        kill(process)
    for client in clients:
        client.join(60)
    lesson = opened(Wanted("dual-track-2018", 45, 1, 0, False, path)).lesson
    lesson.store.close()
    acts, words = kept_in(path)
    acknowledged = {id: content for one in clients for id, content in one.acknowledged.items()}
    lost = [id for id in acknowledged if id not in acts]
    assert lost == []
    assert all(acts[id] == content for id, content in acknowledged.items() if not id.startswith("say"))
    for id, content in acknowledged.items():
        if id.startswith("say"):
            assert words.count(f'"{content}"') == 1
    print(f"{KILLS} kills, {len(acknowledged)} answers acknowledged, {len(lost)} lost, tick {lesson.session.tick}")


def all_over(url, teacher):
    """Whether the session has come to its end."""
    with suppress(OSError, WebSocketException), closing(Page(url, teacher)) as page:
        return page.until("board")["part"] == "debrief"
    return False
