"""Hostile input: whatever is sent, it is refused with a reason, nothing changes, and the host goes on."""

import contextlib
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from demarche.sim.log import mark
from tests.classroom.hosting import Hosted, ask, open_session

CALM = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
KINDS = ("act", "say", "back ", "hello", "start", "pause", "force", "rewind", "finish", "assign", "free", "tell", "")
WRONG_ACTS = ("yes", "pass pass", "propose 1 CON.z", "offer CAL: 1 yes for 1 yes")
WAYS_OUT = ("../store.py", "%2e%2e/store.py", "pages/../app.py", "pages/%2e%2e%2fstore.py", "debrief/..%2f", "wire")
mangled = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(KINDS) | anything,
        "id": st.text(max_size=80) | anything,
        "question": st.integers(-(10**20), 10**20) | anything,
        "act": st.text(max_size=500) | st.sampled_from(WRONG_ACTS),
        "to": st.text(max_size=5) | st.sampled_from(["CAL", "ZZZ"]),
        "text": st.text(max_size=700) | anything,
        "seat": st.sampled_from(["AVA", "CAL"]) | anything,
        "token": st.text(max_size=40) | anything,
        "extra": anything,
    },
)
hostile = st.text(max_size=300) | st.binary(max_size=300) | anything.map(json.dumps) | mangled.map(json.dumps)


@pytest.fixture(scope="module")
def besieged(tmp_path_factory):
    with Hosted(tmp_path_factory.mktemp("siege")) as hosted:
        hosted.sit("Ada", "CAL")
        hosted.sit("Ben", "AVA")
        open_session(hosted.facilitator())
        hosted.lesson.pause(True, 0.0)
        yield hosted


def facts(hosted):
    lesson = hosted.lesson
    lines = lesson.store.connection.execute("SELECT count(*) FROM log").fetchone()[0]
    intents = lesson.store.connection.execute("SELECT count(*) FROM intents").fetchone()[0]
    state = lesson.state
    return mark(lesson.session.world), lesson.offered, lines, intents, state.question, state.people, len(state.messages)


def bombard(hosted, token, messages):
    """Send messages after a hello with that token; every answer that comes to them, also where the host hangs up."""
    hello = [] if token is None else [json.dumps({"type": "hello", "token": token})]
    told: list[dict[str, str]] = []
    hosted.entrance.windows.forget()  # this is about what is sent, not about how often
    hosted.entrance.connections.paces.clear()
    with connect(hosted.url.replace("http", "ws", 1) + "wire", close_timeout=1, max_size=None) as wire:
        with contextlib.suppress(ConnectionClosed):
            for message in (*hello, *messages):
                wire.send(message)
        with contextlib.suppress(ConnectionClosed):
            while len(told) < len(messages) and not (told and told[-1]["type"] == "bye"):
                message = json.loads(wire.recv(timeout=5))
                told += [message] if message["type"] in ("refused", "answer", "bye") else []
    return told


@CALM
@given(messages=st.lists(hostile, min_size=1, max_size=5))
def test_whatever_a_seat_sends_is_refused_with_a_reason(besieged, messages):
    page = besieged.pages[0]
    before = facts(besieged)
    told = bombard(besieged, page.token, messages)
    assert told
    assert all(one.get("answer", "refused") == "refused" and one["reason"] for one in told)
    assert facts(besieged) == before


@CALM
@given(messages=st.lists(hostile, min_size=1, max_size=3))
def test_whatever_a_stranger_sends_opens_nothing(besieged, messages):
    before = facts(besieged)
    told = bombard(besieged, None, messages)
    assert [one["type"] for one in told] == ["bye"]
    assert facts(besieged) == before
    assert ask(besieged.url + "about")[0] == 200


@CALM
@given(body=st.binary(max_size=400) | anything.map(lambda value: json.dumps(value).encode()))
def test_whatever_is_posted_lets_nobody_in(besieged, body):
    before = facts(besieged)
    besieged.entrance.windows.forget()
    status, text = ask(besieged.url + "join", body)
    assert status in (400, 403, 409)
    assert json.loads(text)["reason"]
    assert facts(besieged) == before


@pytest.mark.parametrize("path", WAYS_OUT)
def test_no_path_leads_out_of_the_pages(besieged, path):
    status, text = ask(besieged.url + path)
    assert status in (403, 404, 405, 426)
    assert "sqlite" not in text


def test_too_long_a_message_and_too_many_of_them_end_the_wire_and_nothing_else(besieged):
    before = facts(besieged)
    token = besieged.pages[0].token
    assert bombard(besieged, token, ["x" * 10_000])[-1]["type"] == "bye"
    bombard(besieged, token, ["x" * 5_000_000])
    flood = bombard(besieged, token, ['{"type":"back "}'] * 400)
    assert flood[-1]["why"] == "too-fast"
    assert facts(besieged) == before
    assert ask(besieged.url + "about")[0] == 200


def test_the_token_of_another_seat_and_of_the_projector_do_not_speak_for_the_facilitator(besieged):
    before = facts(besieged)
    for token in (besieged.pages[1].token, besieged.head.projector):
        told = bombard(besieged, token, ['{"type":"force"}', '{"type":"rewind"}', '{"type":"free","seat":"CAL"}'])
        assert [one["type"] for one in told] == ["refused"] * 3
    assert facts(besieged) == before


def test_acts_out_of_order_doubled_and_for_other_questions_change_nothing(besieged):
    before, question = facts(besieged), besieged.lesson.state.question
    acts = [("yes", question), ("pass", question - 1), ("pass", question + 1), ("table 1", question), ("", question)]
    sent = [
        json.dumps({"type": "act", "id": f"i{n}", "question": q, "act": act}) for n, (act, q) in enumerate(acts * 2)
    ]
    told = bombard(besieged, besieged.pages[0].token, sent)
    assert len(told) == len(sent)
    assert all(one["reason"] for one in told)
    assert facts(besieged) == before
