"""A log seen again."""

import time

import pytest

from demarche.sim.terms import OutOfOrder
from demarche.ui.play.film import Film
from demarche.ui.play.table import Table
from tests.play.at_table import path_of, play_on, room_of, settle


@pytest.fixture
def path(seated):
    table = seated(Table.new("tutorial", 1, ["CAL"]))
    play_on(table)
    table.close()
    return path_of(table)


def made(film: Film) -> Film:
    while film.busy():
        film.poll()
        time.sleep(0.0005)
    film.close()
    return film


def test_every_tick_can_be_gone_to_forwards_and_back(path):
    film = made(Film(path))
    assert film.length > 10
    for tick in (0, film.length, 3, 99_999, -1):
        film.go(tick)
        room = film.room()
        assert room is not None
        assert room.tick == film.at == min(max(tick, 0), film.length)
        assert all(heard.tick < max(film.at, 1) for heard in film.heard())
        assert film.poll()
        assert not film.poll()


def test_nothing_private_is_on_the_projector_and_a_seat_sees_its_own(path):
    public, own = made(Film(path)), made(Film(path, eyes="CAL"))
    for film in (public, own):
        film.go(film.length)
    assert not any(heard.private for heard in public.heard())
    shown = own.room()
    assert shown is not None
    assert shown.brief is not None
    assert shown.me == "CAL"


def test_a_game_that_was_left_is_seen_as_far_as_it_went(seated):
    table = seated(Table.new("tutorial", 1, ["CAL"]))
    play_on(table, 2)
    settle(table)
    film = made(Film(path_of(table)))
    assert film.length == room_of(table).tick


def test_nothing_can_be_done_in_it(path):
    with pytest.raises(OutOfOrder, match="played already"):
        made(Film(path)).offer("pass")


def test_a_log_that_cannot_be_read_says_why(path):
    path.write_text("dear reader")
    film = Film(path)
    film.poll()
    while film.busy():
        time.sleep(0.0005)
    assert film.poll() or film.notice()
    assert not film.poll()
    film.close()
    assert "line 1" in film.notice()
    assert film.room() is None
    assert list(film.heard()) == []


def test_eyes_that_are_not_there_are_refused(path):
    assert "USA has no seat in tutorial" in made(Film(path, eyes="USA")).notice()


def test_a_mistake_of_the_program_is_told_and_what_was_made_is_still_shown(path, monkeypatch, capsys):
    monkeypatch.setattr("demarche.ui.play.film.heard", lambda *_: 1 / 0)
    film = made(Film(path))
    assert "The program has made a mistake" in film.notice()
    assert film.room() is not None
    assert "ZeroDivisionError" in capsys.readouterr().err
