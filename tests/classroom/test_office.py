"""The teacher's page over HTTP: uploads, points by hand, what is held on a person, who is forgotten, another lesson."""

import json
import time

import pytest

from demarche.ui.classroom.store import Store
from tests.classroom.hosting import Page, ask, join, kill_gently, start_process


def post(url, what, key, body):
    """Status and answer of the teacher's page."""
    status, text = ask(f"{url}desk/{what}", body if isinstance(body, bytes) else json.dumps(body).encode(),
                       {"Authorization": f"Bearer {key}"})  # fmt: skip
    return status, json.loads(text)


RUBRIC = b"""title = "R"
[[criteria]]
title = "Hand"
points = 10
[[criteria]]
title = "Votes"
measure = "votes"
points = 5
"""
NEWS = b'[[injects]]\ntitle = "A cable"\ntext = "It is cut."\n'


def test_only_the_teacher_s_key_opens_a_route(hosted):
    for what in ("roster", "injects", "rubric", "grade", "new", "forget", "held"):
        assert post(hosted.url, what, "0" * 32, b"x")[0] == 403
        assert post(hosted.url, what, hosted.head.projector, b"x")[0] == 403


def test_roster_news_and_rubric_are_uploaded_and_kept(hosted, wanted):
    key = hosted.head.facilitator
    assert post(hosted.url, "roster", key, "name,seat\nAda,CAL\nÉva,AVA\n".encode()) == (
        200,
        {"what": "roster", "lines": 2},
    )
    assert post(hosted.url, "injects", key, NEWS)[1]["lines"] == 1
    assert post(hosted.url, "rubric", key, RUBRIC)[1]["lines"] == 2
    assert hosted.join("Ada")["seat"] == "CAL"
    assert "taken" in hosted.join("Zoe", "AVA")["reason"]
    page = hosted.facilitator()
    assert [one["title"] for one in page.until("board")["script"]] == ["A cable"]
    assert hosted.lesson.state.given["roster"].startswith("name,seat")


@pytest.mark.parametrize(
    ("what", "body", "fault"),
    [
        ("roster", b"name,seat\nAda,XXX\n", "roster.csv: line 2: seat"),
        ("roster", b"\xff\xfe\x00", "UTF-8"),
        ("injects", b"[[injects]]\ntitle = 3\n", "injects.toml: injects.0"),
        ("rubric", b'title = "R"\n', "rubric.toml: criteria"),
    ],
)
def test_an_upload_that_is_wrong_is_refused_with_its_line_and_changes_nothing(hosted, what, body, fault):
    status, told = post(hosted.url, what, hosted.head.facilitator, body)
    assert status == 400
    assert fault in told["reason"]
    assert "/tmp" not in told["reason"]
    assert not hosted.lesson.state.given


def test_points_by_hand_are_taken_in_the_teacher_s_lines_only(hosted):
    key, _ = hosted.head.facilitator, hosted.sit("Ada", "CAL")
    line = len(hosted.host.rubric.criteria) - 1
    good = {"type": "grade", "seat": "CAL", "line": line, "points": 12.5}
    assert post(hosted.url, "grade", key, good)[0] == 200
    assert hosted.lesson.state.graded == {"CAL": {line: 12.5}}
    assert post(hosted.url, "grade", key, good | {"points": 21.0})[0] == 400
    assert post(hosted.url, "grade", key, good | {"line": 0})[0] == 400
    assert post(hosted.url, "grade", key, good | {"seat": "AVA"})[0] == 400
    assert hosted.lesson.state.graded == {"CAL": {line: 12.5}}


def test_everything_that_is_held_on_a_person_is_told_and_nothing_of_others(hosted):
    ada, ben = hosted.sit("Ada", "CAL"), hosted.sit("Ben", "AVA")
    ada.say(type="say", id="a", to="AVA", text="from Ada")
    ada.until("answer")
    ben.say(type="say", id="b", to="CAL", text="from Ben")
    ben.until("answer")
    told = post(hosted.url, "held", hosted.head.facilitator, {"name": "ada"})[1]
    assert [one["seat"] for one in told["seats"]] == ["CAL"]
    assert [one["text"] for one in told["wrote"]] == ["from Ada"]
    assert [one["text"] for one in told["read"]] == ["from Ben"]
    assert "token" not in json.dumps(told)


def bytes_of(folder):
    return b"".join(one.read_bytes() for one in folder.iterdir() if one.is_file())


def test_a_person_is_forgotten_in_every_file_and_the_lesson_goes_on(tmp_path):
    process, told = start_process(tmp_path)
    key = told["facilitator"].partition("#")[2]
    try:
        seats = {name: join(told["join"], told["code"], name) for name in ("Wilhelmina", "Ben")}
        mina = Page(told["join"], seats["Wilhelmina"]["token"])
        mina.say(type="say", id="a", to=seats["Ben"]["seat"], text="a canary of hers")
        mina.until("answer")
        post(told["join"], "roster", key, b"name,seat\nWilhelmina,\nBen,\n")
        assert b"Wilhelmina" in bytes_of(tmp_path)
        assert post(told["join"], "forget", key, {"name": "wilhelmina"}) == (200, {"again": True})
        page = after(told["join"], key)
        board = page.until("board")
        assert sorted(one["name"] for one in board["people"]) == ["Ben", "Somebody"]
        assert b"ilhelmina" not in bytes_of(tmp_path)
        assert b"a canary of hers" not in bytes_of(tmp_path)
        assert after(told["join"], seats["Ben"]["token"]).until("board")["name"] == "Ben"
        assert after(told["join"], seats["Wilhelmina"]["token"], "bye").got[0]["why"] == "unknown-token"
    finally:
        kill_gently(process)
    store, kept = Store.go_on(tmp_path / "a.lesson")
    store.close()
    assert not kept.fault


def after(url, key, first="welcome"):
    """A page that comes back once the host serves again."""
    time.sleep(1)  # until the host has stopped, which it does within a tenth of a second
    for _ in range(100):
        try:
            page = Page(url, key)
            page.until(first)
            return page
        except Exception:
            time.sleep(0.1)
    raise AssertionError("the host did not come back")


def test_another_lesson_is_begun_by_a_button_with_own_minutes_and_rounds(tmp_path):
    process, told = start_process(tmp_path)
    key = told["facilitator"].partition("#")[2]
    try:
        ask(told["join"] + "join", json.dumps({"code": told["code"], "name": "Ada"}).encode())
        status, answer = post(told["join"], "new", key, {"preset": 45, "settings": ["rounds=none"]})
        assert status == 400
        assert "rounds" in answer["reason"]
        assert post(told["join"], "new", key, {"preset": 45, "minutes": 3})[0] == 400
        assert post(told["join"], "new", key, {"preset": 90, "minutes": 60, "settings": ["rounds=2"]})[0] == 200
        page = after(told["join"], key)
        board = page.until("board")
        assert board["people"] == []
        assert board["code"] != told["code"]
        assert len(list(tmp_path.glob("*.lesson"))) == 2
        assert ask(told["projector"].partition("#")[0])[0] == 200
    finally:
        kill_gently(process)


def test_another_lesson_is_not_begun_while_one_is_under_way(hosted):
    teacher, _ = hosted.facilitator(), hosted.sit("Ada", "CAL")
    teacher.say(type="start")
    teacher.until("board", part="brief")
    status, told = post(hosted.url, "new", hosted.head.facilitator, {"preset": 45})
    assert status == 400
    assert "under way" in told["reason"]
