"""The host as seats, facilitators and strangers meet it, over real wires."""

import json

import pytest
from websockets.exceptions import InvalidStatus

from demarche.ui.classroom.limits import Pace
from demarche.ui.classroom.records import NotKept
from tests.classroom.hosting import Hosted, ask, open_session, play_out
from tests.classroom.plain import fill, make_room


def test_a_whole_session_is_played_by_two_people_and_five_machines(hosted):
    pages = [hosted.sit("Ada", "CAL"), hosted.sit("Ben", "AVA")]
    open_session(hosted.facilitator())
    play_out(pages, lambda _, message: message["room"]["acts"][-1]["says"])
    assert hosted.lesson.session.closed
    assert hosted.lesson.state.part == "debrief"
    spoke = [code for codes in hosted.lesson.state.spoke for code in codes]
    assert min(spoke.count("CAL"), spoke.count("AVA")) > 3


def test_an_act_is_acknowledged_once_and_then_already_known(hosted):
    page = hosted.sit("Ada", "CAL")
    hosted.sit("Ben", "AVA")
    open_session(hosted.facilitator())
    question = hosted.lesson.state.question
    assert page.act("pass", question, id="one")["answer"] == "acknowledged"
    assert page.act("pass", question, id="one")["answer"] == "already"
    assert len(hosted.lesson.store.offered(question)) == 1


@pytest.mark.parametrize(
    ("act", "reason"),
    [("yes", "not in order in this phase"), ("sing", "an act begins with"), ("propose 9 XXX.a", "propose 9 XXX.a")],
)
def test_a_refusal_gives_its_reason_and_changes_nothing(hosted, act, reason):
    page = hosted.sit("Ada", "CAL")
    open_session(hosted.facilitator())
    question = hosted.lesson.state.question
    answer = page.act(act, question)
    assert answer["answer"] == "refused"
    assert reason in answer["reason"]
    assert hosted.lesson.offered == {}


def test_an_act_for_a_question_that_is_gone_is_refused_as_stale(hosted):
    page = hosted.sit("Ada", "CAL")
    open_session(hosted.facilitator())
    answer = page.act("pass", hosted.lesson.state.question - 1)
    assert answer["answer"] == "refused"
    assert "is put now" in answer["reason"]


def test_the_newest_wire_of_a_seat_counts_and_the_older_is_told(hosted):
    page = hosted.sit("Ada", "CAL")
    again = hosted.open(page.token, "CAL")
    assert page.until("bye")["why"] == "replaced"
    assert again.until("board")["seat"] == "CAL"
    assert hosted.host.present == {"CAL"}


def test_a_second_facilitator_takes_over_and_the_first_is_told(hosted):
    first = hosted.facilitator()
    first.until("board")
    second = hosted.facilitator()
    bye = first.until("bye")
    assert bye["why"] == "replaced"
    assert "facilitator" in bye["reason"]
    hosted.sit("Ada", "CAL")
    open_session(second)


def test_after_ten_wrong_codes_others_come_slowly_and_the_right_one_is_let_through(hosted):
    wrong = json.dumps({"code": "AAAAAA", "name": "Eve"}).encode()
    assert [ask(hosted.url + "join", wrong)[0] for _ in range(10)] == [403] * 10
    status, text = ask(hosted.url + "join", wrong)
    assert status == 429
    assert "wrong too" in json.loads(text)["reason"]
    assert hosted.lesson.state.people == {}
    assert hosted.join("Ada", "CAL")["seat"] == "CAL"


def test_a_code_is_read_as_it_is_typed(hosted):
    typed = f" {hosted.head.code[:3].lower()}-{hosted.head.code[3:].lower()} "
    assert hosted.join("Ada", "CAL", code=typed)["seat"] == "CAL"


def test_a_taken_seat_a_taken_name_and_no_name_are_refused_in_words(hosted):
    assert hosted.join("Ada", "CAL")["seat"] == "CAL"
    assert "is taken" in hosted.join("Ben", "CAL")["reason"]
    assert "has a seat already" in hosted.join(" ada ", "AVA")["reason"]
    assert "your name" in hosted.join("\u200b \n")["reason"]
    assert "no seat ZZZ" in hosted.join("Ben", "ZZZ")["reason"]
    assert set(hosted.lesson.state.people) == {"CAL"}


def test_an_unknown_token_opens_nothing(hosted):
    assert hosted.open("0" * 32).until("bye")["why"] == "unknown-token"


def test_a_page_of_somebody_else_is_turned_away(hosted):
    with pytest.raises(InvalidStatus):
        hosted.open(hosted.head.facilitator, additional_headers={"Origin": "http://evil.example"})
    assert ask(hosted.url + "join", b"{}", {"Origin": "http://evil.example"})[0] == 403
    assert ask(hosted.url, headers={"Host": "evil.example"})[0] == 403
    assert ask(hosted.url, headers={"Host": f"localhost:{hosted.port}"})[0] == 200


def test_every_page_comes_with_a_policy_that_lets_nothing_else_in(hosted):
    import urllib.request

    for name in ("", "seat", "facilitator", "projector", "debrief", "pages/style.css"):
        with urllib.request.urlopen(hosted.url + name) as answer:
            policy, text = answer.headers["content-security-policy"], answer.read().decode()
        assert "default-src 'self'" in policy
        assert "http://" not in text
        assert "https://" not in text
        assert " style=" not in text
        assert "<script>" not in text


def test_private_messages_reach_two_seats_and_the_facilitator_until_they_are_closed(hosted):
    cal, ava, bre = hosted.sit("Ada", "CAL"), hosted.sit("Ben", "AVA"), hosted.sit("Cy", "BRE")
    teacher, projector = hosted.facilitator(), hosted.projector()
    cal.say(type="say", id="m1", to="AVA", text="A secret word")
    assert cal.until("answer")["answer"] == "acknowledged"
    assert ava.until("message")["text"] == "A secret word"
    assert teacher.until("message")["text"] == "A secret word"
    teacher.say(type="private", open=False)
    cal.until("board", private=False)
    cal.say(type="say", id="m2", to="AVA", text="Another")
    assert "closed" in cal.until("answer", id="m2")["reason"]
    for other in (bre, projector):
        other.settle()
        assert "secret" not in "".join(other.raw)


def test_news_reach_those_they_are_for(hosted):
    cal, ava, teacher = hosted.sit("Ada", "CAL"), hosted.sit("Ben", "AVA"), hosted.facilitator()
    teacher.say(type="tell", title="A cable is cut", text="Nobody knows by whom.", to=["CAL"])
    assert cal.until("message")["title"] == "A cable is cut"
    ava.settle()
    assert "Nobody knows by whom" not in "".join(ava.raw)


def test_pause_stops_the_world_and_extend_gives_more_time(hosted):
    page, teacher = hosted.sit("Ada", "CAL"), hosted.facilitator()
    open_session(teacher)
    teacher.say(type="pause")
    page.until("board", paused=True)
    question = hosted.lesson.state.question
    assert page.act("pass", question)["answer"] == "acknowledged"
    page.settle()
    assert hosted.lesson.state.question == question
    before = hosted.lesson.clock.left(0)
    teacher.say(type="extend", seconds=60)
    teacher.settle()
    assert hosted.lesson.clock.left(0) == before + 60
    teacher.say(type="resume")
    assert page.room(after=question)["room"]["tick"] > 0


def test_rewind_puts_the_last_question_to_a_person_again_with_the_clock_standing(hosted):
    page, teacher = hosted.sit("Ada", "CAL"), hosted.facilitator()
    open_session(teacher)
    page.act("pass", hosted.lesson.state.question)
    first = page.room(stage="floor")
    page.act("pass", first["question"])
    page.room(after=first["question"])
    teacher.say(type="rewind")
    again = page.room(after=first["question"] + 1, stage="floor", round=1)
    assert again["since"] == first["room"]["tick"]
    assert hosted.lesson.state.paused
    assert page.act("pass", first["question"])["answer"] == "refused"


def test_the_absent_block_nobody_and_have_their_seat_again_when_they_are_back(tmp_path):
    with Hosted(tmp_path, pace=60) as hosted:
        here, away = hosted.sit("Ada", "CAL"), hosted.sit("Ben", "AVA")
        teacher = hosted.facilitator()
        open_session(teacher)
        away.close()
        here.act("pass", hosted.lesson.state.question)
        here.room(stage="floor")  # the clock has spoken for the absent
        assert hosted.lesson.session.ticks[0].clocked == (hosted.lesson.places["AVA"],)
        assert hosted.lesson.state.people["AVA"].keeper == "away"
        assert hosted.lesson.awaited() in ([], ["CAL"])
        back = hosted.open(away.token, "AVA")
        assert back.until("board", keeper="owner")["seat"] == "AVA"


def test_a_seat_that_the_facilitator_gave_to_ai_comes_back_only_by_the_facilitator(hosted):
    page, teacher = hosted.sit("Ada", "CAL"), hosted.facilitator()
    hosted.sit("Ben", "AVA")
    open_session(teacher)
    teacher.say(type="to-ai", seat="CAL")
    page.until("board", keeper="teacher")
    assert "another speaks" in page.act("pass", hosted.lesson.state.question)["reason"]
    page.say(type="back")
    teacher.say(type="to-owner", seat="CAL")
    page.until("board", keeper="owner")
    assert page.act("pass", hosted.lesson.state.question)["answer"] == "acknowledged"


def test_a_new_link_holds_the_seat_and_the_old_one_no_more(hosted):
    page, teacher = hosted.sit("Ada", "CAL"), hosted.facilitator()
    teacher.say(type="reissue", seat="CAL")
    link = teacher.until("link")
    assert page.until("bye")["why"] == "taken-away"
    assert hosted.open(page.token).until("bye")["why"] == "unknown-token"
    assert hosted.open(link["token"]).until("board")["seat"] == "CAL"


def test_nothing_starts_before_anybody_is_there(hosted):
    teacher = hosted.facilitator()
    teacher.say(type="start")
    assert "Nobody has taken a seat" in teacher.until("refused")["reason"]


def test_joining_can_be_closed_and_opened_again(hosted):
    teacher = hosted.facilitator()
    teacher.say(type="door", open=False)
    teacher.until("board", door=False)
    assert "closed joining" in hosted.join("Ada")["reason"]


def test_a_full_disk_is_told_the_clock_stands_and_nothing_taken_is_lost(hosted):
    page, teacher = hosted.sit("Ada", "CAL"), hosted.facilitator()
    hosted.sit("Ben", "AVA")
    open_session(teacher)
    question = hosted.lesson.state.question
    assert page.act("pass", question, id="kept")["answer"] == "acknowledged"
    fill(hosted.lesson.store)
    hosted.entrance.connections.paces["CAL 0"] = Pace(burst=10_000)
    answer = {"answer": ""}
    for number in range(10_000):
        if answer["answer"] == "refused":
            break
        answer = page.act("pass", question, id=f"more-{number}-{'x' * 50}")
    assert "the host cannot write" in answer["reason"]
    assert page.act("pass", question, id="kept")["answer"] == "already"
    make_room(hosted.lesson.store)
    assert page.act("pass", question, id="after")["answer"] == "acknowledged"


def test_a_tick_that_cannot_be_kept_stops_the_clock_until_there_is_room(hosted):
    page, teacher = hosted.sit("Ada", "CAL"), hosted.facilitator()
    open_session(teacher)
    question, tick = hosted.lesson.state.question, hosted.lesson.session.tick
    keep, hosted.lesson.store.append = hosted.lesson.store.append, refusing(hosted.lesson.store.append)
    assert page.act("pass", question)["answer"] == "acknowledged"
    while True:
        board = teacher.until("board")
        if board["fault"]:
            break
    assert "Make room" in board["fault"]
    assert hosted.lesson.session.tick == tick
    assert hosted.lesson.offered == {"CAL": "pass"}
    hosted.lesson.store.append = keep
    teacher.say(type="resume")
    page.room(after=question)
    assert hosted.lesson.session.tick > tick


def refusing(append):
    """A store on a disk that has room for acts and for no tick."""

    def full(*entries, intents=()):
        if any(entry.kind == "tick" for entry in entries):
            raise NotKept("the host cannot write to a.lesson (database or disk is full), so this has not happened")
        append(*entries, intents=intents)

    return full
