"""A disk that fills while a lesson is on: its teacher is told, on the page and on the terminal, before a tick fails."""

import pytest

from demarche.ui.classroom.disk import EVERY, LEAST, DiskWatch
from demarche.ui.classroom.records import Entry, NotKept
from tests.classroom.hosting import open_session
from tests.classroom.plain import fill, make_room
from tests.classroom.test_lesson import keep_until_full


@pytest.fixture
def free(lesson, monkeypatch):
    """How many bytes are free on the disk of the lesson; a test may change it."""
    held = {"bytes": 10 * LEAST}
    monkeypatch.setattr(lesson.store, "free_bytes", lambda: held["bytes"])
    return held


def test_the_teacher_is_told_when_little_room_is_left_and_when_there_is_more_again(lesson, free, capsys):
    watch = DiskWatch(lesson.store)
    assert not watch.look(0)
    free["bytes"] = LEAST - 1
    assert not watch.look(EVERY / 2), "it was looked at a moment ago"
    assert watch.look(EVERY)
    assert "MB are left" in watch.warning
    assert watch.warning in capsys.readouterr().err
    assert not watch.look(2 * EVERY), "the same is not said again"
    free["bytes"] = LEAST // 3
    assert watch.look(3 * EVERY)
    free["bytes"] = 10 * LEAST
    assert watch.look(4 * EVERY)
    assert watch.warning == ""
    assert "room on the disk again" in capsys.readouterr().err


def test_a_write_that_fails_is_told_at_once_whatever_the_disk_says_is_free(lesson, free):
    watch = DiskWatch(lesson.store)
    watch.look(0)
    lesson.store.trouble = "the host cannot write to a.lesson: the disk is full"
    assert watch.look(0)
    assert watch.warning.startswith("The host cannot write to a.lesson: the disk is full; make room")


def test_a_refused_write_says_why_without_the_words_of_the_database(lesson):
    fill(lesson.store)
    with pytest.raises(NotKept, match="the disk is full, so this has not happened") as refused:
        keep_until_full(lesson)
    assert "database" not in str(refused.value)
    assert lesson.store.trouble
    make_room(lesson.store)
    lesson.keep(Entry("door", {"open": True}))
    assert lesson.store.trouble == ""


def use_up(lesson):
    """Keep acts of one seat until there is room for none, wherever in the file it would be."""
    number = refused = 0
    while refused < 50:
        number += 1
        try:
            lesson.offer("CAL", f"CAL-{number}", lesson.state.question, "pass")
            refused = 0
        except NotKept:
            refused += 1


def test_an_act_that_the_disk_refuses_is_told_to_the_teacher_before_a_tick_fails(hosted, capfd):
    page, other, teacher = hosted.sit("Ada", "CAL"), hosted.sit("Ben", "AVA"), hosted.facilitator()
    open_session(teacher)
    question, tick = hosted.lesson.state.question, hosted.lesson.session.tick
    fill(hosted.lesson.store)
    use_up(hosted.lesson)
    answer = page.act("pass", question)
    assert answer["answer"] == "refused"
    assert "the disk is full" in answer["reason"]
    board = teacher.until("board")
    while not board["warning"]:
        board = teacher.until("board")
    assert "make room on the disk now" in board["warning"]
    assert board["fault"] == ""
    assert hosted.lesson.session.tick == tick
    assert "make room on the disk now" in capfd.readouterr().err
    make_room(hosted.lesson.store)
    assert page.act("pass", question, id="again")["answer"] == "acknowledged"
    while board["warning"]:
        board = teacher.until("board")
    other.act("pass", question)
    page.room(after=question)


def test_no_seat_and_no_projector_is_told_of_the_disk(hosted):
    page, screen = hosted.sit("Ada", "CAL"), hosted.projector()
    for one in (page, screen):
        assert "warning" not in one.until("board")
