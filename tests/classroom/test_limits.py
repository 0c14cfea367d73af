"""How often and how much: one seat cannot take from the others, and reconnecting does not begin a limit again."""

import copy
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from demarche.ui.classroom import desk
from demarche.ui.classroom.limits import MESSAGES_A_QUESTION, NEW_SEATS, NEW_WIRES, SLOWLY, WRONG_CODES, Pace
from demarche.ui.classroom.opening import opened
from demarche.ui.classroom.records import Entry, NotKept
from demarche.ui.classroom.wire import Act, Say
from tests.classroom.hosting import Hosted, ask, open_session
from tests.classroom.plain import begin, move
from tests.classroom.raw import Raw

# ── messages ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def written(by, to, text):
    return Entry("message", {"kind": "private", "by": by, "to": to, "title": "", "text": text, "tick": 0})


def test_a_lesson_with_more_messages_than_may_wait_cuts_nobody_off(tmp_path):
    with Hosted(tmp_path) as hosted:
        page = hosted.sit("Ada", "CAL")
        hosted.lesson.keep(*(written("CAL", ("AVA",), f"word {n}") for n in range(1200)))
        for reader in (hosted.facilitator(), hosted.open(page.token)):
            told = reader.until("messages")
            assert [one["text"] for one in told["messages"]] == [f"word {n}" for n in range(1100, 1200)]
            assert told["earlier"]
            reader.say(type="earlier", before=told["messages"][0]["number"])
            assert [one["text"] for one in reader.until("messages")["messages"]] == [
                f"word {n}" for n in range(1000, 1100)
            ]
            reader.say(type="earlier", before=40)
            told = reader.until("messages")
            assert len(told["messages"]) == 40
            assert not told["earlier"]
            assert not any(one["type"] == "bye" for one in reader.got)


def test_a_seat_has_so_many_messages_a_question_and_a_new_wire_gives_it_no_more(hosted):
    page, other, teacher = hosted.sit("Ada", "CAL"), hosted.sit("Ben", "AVA"), hosted.facilitator()
    open_session(teacher)
    for number in range(MESSAGES_A_QUESTION):
        page.say(type="say", id=f"m{number}", to="AVA", text="Well?")
        hosted.entrance.connections.paces.clear()
        assert page.until("answer", id=f"m{number}")["answer"] == "acknowledged"
    page = hosted.open(page.token, "CAL")
    page.until("board")
    page.say(type="say", id="more", to="AVA", text="Well?")
    refused = page.until("answer", id="more")
    assert refused["answer"] == "refused"
    assert "when the next one is put" in refused["reason"]
    other.say(type="say", id="reply", to="CAL", text="Patience.")
    assert other.until("answer", id="reply")["answer"] == "acknowledged"
    teacher.say(type="force")
    page.room(after=page.latest["question"] if page.latest else 0)
    page.say(type="say", id="later", to="AVA", text="Well?")
    assert page.until("answer", id="later")["answer"] == "acknowledged"


def test_the_messages_of_a_question_are_counted_on_when_the_host_begins_again(wanted):
    lesson = opened(wanted).lesson
    begin(lesson, "CAL", "AVA")
    lesson.keep(written("CAL", ("AVA",), "one"), written("CAL", ("AVA",), "two"))
    lesson.store.close()
    again = opened(wanted).lesson
    assert again.state.written == {"CAL": 2}
    move(again, {"CAL", "AVA"})
    assert again.state.written == {}
    again.store.close()


# ── acts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("first", ["act", "say"])
def test_an_act_and_a_message_under_one_id_refuse_nobody_else(hosted, first):
    pages = {seat: hosted.sit(f"P {seat}", seat) for seat in ("CAL", "AVA", "BRE", "DOR")}
    open_session(hosted.facilitator())
    question, cal, host = hosted.lesson.state.question, pages["CAL"], hosted.host
    act = Act(type="act", id="x", question=question, act="pass")
    words = Say(type="say", id="x", to="AVA", text="Psst.")

    def at_once():
        for seat in ("AVA", "BRE"):
            desk.from_seat(host, host.seats[seat, 0], act)
        for message in (act, words) if first == "act" else (words, act):
            desk.from_seat(host, host.seats["CAL", 0], message)

    hosted.run(at_once)
    answers = [cal.until("answer", id="x") for _ in range(2)]
    assert [one["answer"] for one in answers] == ["acknowledged", "refused"]
    assert "with a new one" in answers[1]["reason"]
    for seat in ("AVA", "BRE"):
        assert pages[seat].until("answer", id="x")["answer"] == "acknowledged"
    assert ("CAL" in hosted.lesson.offered) == (first == "act")


def test_one_act_sent_on_two_wires_of_a_seat_at_once_counts_once_and_refuses_nobody(hosted):
    old, other = hosted.sit("Ada", "CAL"), hosted.sit("Ben", "AVA")
    hosted.sit("Cy", "BRE")
    open_session(hosted.facilitator())
    question = hosted.lesson.state.question
    new = hosted.open(old.token, "CAL")
    new.until("board")
    host, wire = hosted.host, hosted.host.seats["CAL", 0]

    def both_at_once():
        host.consider(copy.copy(wire), "twice", question, "pass")
        host.consider(wire, "twice", question, "pass")

    hosted.run(both_at_once)
    assert other.act("pass", question)["answer"] == "acknowledged"
    assert [new.until("answer", id="twice")["answer"] for _ in range(2)] == ["acknowledged", "already"]


def test_an_id_that_was_used_for_another_act_is_not_taken_for_that_act(hosted):
    page = hosted.sit("Ada", "CAL")
    hosted.sit("Ben", "AVA")
    open_session(hosted.facilitator())
    question = hosted.lesson.state.question
    assert page.act("pass", question, id="one")["answer"] == "acknowledged"
    refused = page.act("speak CON.d", question, id="one")
    assert refused["answer"] == "refused"
    assert "used for something else" in refused["reason"]
    assert hosted.lesson.offered["CAL"] == "pass"


def test_of_acts_that_come_together_only_the_one_that_cannot_be_kept_is_refused(hosted):
    pages = [hosted.sit(f"P {seat}", seat) for seat in ("CAL", "AVA", "BRE")]
    hosted.sit("Away", "DOR")
    open_session(hosted.facilitator())
    append, question = hosted.lesson.store.append, hosted.lesson.state.question

    def without_ava(*entries, intents=()):
        if any(intent.seat == "AVA" for intent in intents):
            raise NotKept("the host cannot write that")
        append(*entries, intents=intents)

    hosted.lesson.store.append = without_ava
    for page in pages:
        page.say(type="act", id=f"a-{page.seat}", question=question, act="pass")
    answers = {page.seat: page.until("answer", id=f"a-{page.seat}")["answer"] for page in pages}
    hosted.lesson.store.append = append
    assert answers == {"CAL": "acknowledged", "AVA": "refused", "BRE": "acknowledged"}
    assert set(hosted.lesson.offered) == {"CAL", "BRE"}


def test_a_write_that_fails_is_told_without_the_words_of_the_database(lesson):
    begin(lesson, "CAL")
    lesson.offer("CAL", "one", lesson.state.question, "pass")
    lesson.store.kept = lambda seat, intent: None
    with pytest.raises(NotKept) as caught:
        lesson.offer("CAL", "one", lesson.state.question, "pass")
    assert "so this has not happened" in str(caught.value)
    assert not any(word in str(caught.value) for word in ("UNIQUE", "intents", "SQL", "constraint"))


# ── pace and wires ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_pace_of_a_seat_does_not_begin_again_with_a_new_wire(hosted):
    page = hosted.sit("Ada", "CAL")
    hosted.entrance.connections.paces["CAL 0"] = Pace(burst=20, a_second=0.001)
    for number in range(20):
        page.say(type="nonsense", id=f"n{number}")
        assert "no message" in page.until("refused", id=f"n{number}")["reason"]
    again = hosted.open(page.token, "CAL")
    again.until("board")
    again.say(type="nonsense", id="more")
    assert "Too fast" in again.until("refused", id="more")["reason"]


def test_a_seat_that_comes_back_costs_the_others_nothing_and_itself_one_room(hosted):
    page, other, teacher = hosted.sit("Ada", "CAL"), hosted.sit("Ben", "AVA"), hosted.facilitator()
    projector = hosted.projector()
    open_session(teacher)
    for one in (page, other, teacher, projector):
        one.room(asked=one in (page, other), stage="statements")
        one.until_now()
    again = hosted.open(page.token, "CAL")
    again.until("room")
    again.until_now()
    came = [one["type"] for one in again.got]
    assert came.count("room") == came.count("board") == came.count("messages") == 1
    assert other.until_now() == []
    assert projector.until_now() == []
    assert {one["type"] for one in teacher.until_now()} <= {"board"}


def test_a_seat_that_comes_back_too_often_has_to_wait_and_keeps_the_wire_it_has(hosted):
    page = hosted.sit("Ada", "CAL")
    for _ in range(NEW_WIRES.amount - 1):
        page = hosted.open(page.token, "CAL")
        page.until("board")
    late = hosted.open(page.token, "CAL")
    assert late.until("bye")["why"] == "slow"
    assert hosted.host.present == {"CAL"}
    page.say(type="nonsense", id="here")
    assert page.until("refused", id="here")


# ── codes and seats ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_wrong_codes_whose_bodies_come_late_are_counted_all_the_same(hosted):
    number = WRONG_CODES.amount + SLOWLY + 10
    raws = [Raw(hosted.port) for _ in range(number)]
    body = json.dumps({"code": "AAAAAA", "name": "Eve"}).encode()
    for raw in raws:
        raw.head("POST", "/join", **{"Content-Length": len(body)})
    for raw in raws:
        raw.send(body)
    statuses = [raw.status() for raw in raws]
    assert statuses.count(403) == WRONG_CODES.amount
    assert statuses.count(429) == number - WRONG_CODES.amount
    assert "seat" in hosted.join("Ada", "CAL")


def test_whatever_is_said_of_another_address_is_not_believed(hosted):
    wrong = json.dumps({"code": "AAAAAA", "name": "Eve"}).encode()
    for number in range(WRONG_CODES.amount):
        assert ask(hosted.url + "join", wrong, {"X-Forwarded-For": f"10.0.0.{number}"})[0] == 403
    status, text = ask(hosted.url + "join", wrong, {"X-Forwarded-For": "10.0.1.1", "Forwarded": "for=10.0.1.1"})
    assert status == 429
    assert "wrong too" in json.loads(text)["reason"]


def test_a_class_behind_one_address_gets_in_and_one_address_does_not_take_every_seat(tmp_path):
    with Hosted(tmp_path, "dual-track-2018") as hosted, ThreadPoolExecutor(8) as several:
        told = list(several.map(hosted.join, [f"Student {number}" for number in range(40)]))
        assert len({one["seat"] for one in told}) == 40
        told = list(several.map(hosted.join, [f"Bot {number}" for number in range(40)]))
        assert sum("seat" in one for one in told) == NEW_SEATS.amount - 40
        assert all("Wait" in one["reason"] for one in told if "seat" not in one)
        assert len(hosted.lesson.state.people) == NEW_SEATS.amount


# ── the teacher decides ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_person_who_is_put_out_is_told_and_comes_back_only_while_joining_is_open(hosted):
    page, other, teacher = hosted.sit("Ada", "CAL"), hosted.sit("Ben", "AVA"), hosted.facilitator()
    open_session(teacher)
    question = hosted.lesson.state.question
    assert page.act("pass", question)["answer"] == "acknowledged"
    teacher.say(type="door", open=False)
    teacher.until("board", door=False)
    teacher.say(type="free", seat="CAL")
    bye = page.until("bye")
    assert bye["why"] == "taken-away"
    assert "put you out" in bye["reason"]
    assert hosted.open(page.token).until("bye")["why"] == "unknown-token"
    assert "closed joining" in hosted.join("Ada", "CAL")["reason"]
    assert other.act("pass", question)["answer"] == "acknowledged"
    other.room(after=question)
    teacher.say(type="door", open=True)
    teacher.until("board", door=True)
    assert hosted.join("Ada", "CAL")["seat"] == "CAL"
