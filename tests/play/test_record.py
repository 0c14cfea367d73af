"""The record of games: best by seat, medals beside par, one line a save, and nothing lost to a line that is broken."""

import pytest

from demarche.ui.play.record import FILE, Medal, Played, before, best_by_seat, games, keep, now


def game(points=5.0, par=None, file="a.jsonl", **more) -> Played:
    values = {
        "when": now(), "file": file, "scenario": "tutorial", "title": "Seven states", "seat": "CAL", "name": "Calmere",
        "level": 2, "seed": 1, "points": points, "most": 10, "par": par,
    }  # fmt: skip
    return Played(**values | more)


def test_what_is_kept_is_read_again(home):
    one, other = game(), game(file="b.jsonl", marks=(("Goal", "met", 2, 2),), texts=(("L.1", "adopted"),))
    assert (keep(one), keep(other)) == ("", "")
    assert games() == ([one, other], 0)


def test_a_game_that_is_taken_back_and_played_on_counts_once(home):
    keep(game(2))
    keep(game(7))
    assert [one.points for one in games()[0]] == [7]


def test_a_line_that_cannot_be_read_is_left_alone_and_counted(home):
    keep(game())
    path = home / FILE
    path.write_text(path.read_text() + "{broken\n")
    keep(game(file="b.jsonl"))
    found, unread = games()
    assert (len(found), unread) == (2, 1)
    assert "{broken" in path.read_text()


def test_a_record_that_cannot_be_written_is_said_and_nothing_is_lost(home):
    keep(game())
    (home / FILE).chmod(0o400)
    blocked = home / "no" / "folder"
    blocked.parent.write_text("a file where a folder should be")
    assert keep(game(), blocked / FILE)
    assert len(games()[0]) == 1


def test_there_is_no_record_before_the_first_game(home):
    assert games() == ([], 0)


@pytest.mark.parametrize(
    ("points", "par", "medal"),
    [(8, 6, "gold"), (7.9, 6, "silver"), (6, 6, "silver"), (5.9, 6, "bronze"), (3, 6, "bronze"), (2.9, 6, "none"),
     (10, 9.5, "gold"), (0, 0, "silver"), (7, None, "gold"), (5, None, "silver"), (2, None, "none")],
)  # fmt: skip
def test_a_medal_is_given_beside_par(points, par, medal):
    assert game(points, par).medal == Medal(medal)


def test_the_best_of_a_seat_is_the_one_with_most_points_and_then_the_hardest_level():
    several = [game(5, level=1), game(7, level=1), game(7, level=3), game(9, seat="DOR", name="Dorvia")]
    found = best_by_seat(several)
    assert [(one.name, one.games, one.best.points, one.best.level) for one in found] == [
        ("Calmere", 3, 7, 3),
        ("Dorvia", 1, 9, 2),
    ]


def test_the_game_before_is_the_last_of_the_same_chance():
    first, second = game(2, file="1"), game(4, file="2")
    elsewhere = [game(9, file="3", seed=2), game(9, file="4", level=1), game(9, file="5", seat="DOR")]
    now_ = game(5, file="6")
    assert before(now_, [first, second, *elsewhere, now_]) == second
    assert before(now_, elsewhere) is None
