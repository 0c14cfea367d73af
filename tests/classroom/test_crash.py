"""A host that is killed in the middle of a vote: the same command goes on where it stood, and nothing is lost."""

import signal
import socket
import time

import pytest
from websockets.exceptions import ConnectionClosed

from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.ui.classroom.opening import Wanted, opened
from demarche.ui.classroom.presets import PRESETS, fitted
from tests.classroom.hosting import Page, join, open_session, start_process


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    process.stderr.close()


def page_again(url, token, seat, within):
    """What a page does by itself: try until the host is there."""
    until = time.monotonic() + within
    while True:
        try:
            return Page(url, token, seat)
        except (OSError, ConnectionClosed):
            assert time.monotonic() < until, "not back in time"
            time.sleep(0.1)


def to_the_vote(pages):
    """Everybody passes until the whole text is voted on, one asking for it; the question."""
    while True:
        for page in pages:
            message = page.asked()
            room = message["room"]
            if room["stage"] == "vote":
                return message["question"]
            page.act("ask" if room["stage"] == "decision" else "pass" if room["stage"] != "tabling" else "table 1",
                     message["question"])  # fmt: skip


@pytest.mark.timeout(120)
def test_killed_in_the_middle_of_a_vote_it_loses_nothing_and_counts_each_vote_once(tmp_path):
    port = free_port()
    process, told = start_process(tmp_path, port=port)
    try:
        url = told["join"]
        seats = [join(url, told["code"], name, seat) for name, seat in (("Ada", "CAL"), ("Ben", "AVA"), ("Cy", "BRE"))]
        ada, ben, cy = (Page(url, one["token"], one["seat"]) for one in seats)
        teacher = Page(url, told["facilitator"].partition("#")[2])
        open_session(teacher)
        question = to_the_vote([ada, ben, cy])
        assert ada.act("yes", question, id="ada-vote")["answer"] == "acknowledged"
        ben.say(type="act", id="ben-vote", question=question, act="no")  # perhaps kept, perhaps not: no answer is read
        kill(process)

        process, again = start_process(tmp_path, port=port)
        began = time.monotonic()  # how soon a page is back once the host is; how soon that is depends on the machine
        assert again["code"] == told["code"]
        assert again["facilitator"] == told["facilitator"]
        ada = page_again(url, seats[0]["token"], "CAL", within=5)
        assert ada.until("board")["answer"] == "yes"
        took = time.monotonic() - began
        assert took < 5
        assert ada.act("yes", question, id="ada-vote")["answer"] == "already"
        ben, cy = (page_again(url, one["token"], one["seat"], within=5) for one in seats[1:])
        assert ben.act("no", question, id="ben-vote")["answer"] in ("acknowledged", "already")
        assert ben.act("no", question, id="ben-vote")["answer"] == "already"
        assert cy.act("abstain", question, id="cy-vote")["answer"] == "acknowledged"
        # Everybody has voted: the tally is that of one vote each.
        places = {place["code"]: place["ballot"] for place in ada.room(after=question)["room"]["places"]}
        assert (places["CAL"], places["AVA"], places["BRE"]) == ("Y", "N", "A")
    finally:
        kill(process)
    lesson = opened(Wanted("tutorial", 45, 1, 0, False, tmp_path / "a.lesson")).lesson
    rows = lesson.store.connection.execute("SELECT seat, act FROM intents WHERE id LIKE '%-vote'").fetchall()
    assert sorted(rows) == [("AVA", "no"), ("BRE", "abstain"), ("CAL", "yes")]
    lesson.store.close()


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_killed_over_and_over_at_any_moment_it_comes_to_the_end_that_the_log_tells(tmp_path):
    """One person passes; the host is killed after every third answer. The acts kept make one whole session."""
    port = free_port()
    process, told = start_process(tmp_path, port=port)
    url, one = told["join"], join(told["join"], told["code"], "Ada", "CAL")
    try:
        page, teacher = Page(url, one["token"], "CAL"), Page(url, told["facilitator"].partition("#")[2])
        open_session(teacher)
        acked, final = 0, False
        while not final:
            message = page.asked()
            final = message["room"]["final"]
            if (
                not final
                and page.act(message["room"]["acts"][-1]["says"], message["question"])["answer"] == "acknowledged"
            ):
                acked += 1
                if acked % 3 == 0:
                    kill(process)
                    process, _ = start_process(tmp_path, port=port)
                    page = page_again(url, one["token"], "CAL", within=10)
    finally:
        kill(process)
    made = game(fitted(load("tutorial"), PRESETS[45]), 1)
    lesson = opened(Wanted("tutorial", 45, 1, 0, False, tmp_path / "a.lesson")).lesson
    passed = lesson.store.connection.execute("SELECT count(*) FROM intents").fetchone()[0]
    assert passed == acked
    assert lesson.session.closed
    assert lesson.session.tick >= acked
    assert lesson.session.rules.seats == made.rules.seats
    lesson.store.close()
