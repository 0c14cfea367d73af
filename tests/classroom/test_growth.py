"""A lesson is gone on with as it was begun, whatever has been added to the tables since."""

import pytest

from demarche.sim.log import mark
from demarche.sim.terms import Stage, Unreadable
from demarche.ui.classroom.opening import Wanted, opened
from tests.classroom.plain import begin, move


def some_way(wanted: Wanted) -> tuple[str, int]:
    """A lesson that has come to its vote: the mark of its world, and the clauses of its book."""
    lesson = opened(wanted).lesson
    begin(lesson, "CAL")
    while lesson.session.stage != Stage.VOTE:
        move(lesson, {"CAL"})
    stood = mark(lesson.session.world), lesson.game.rules.book.clauses
    lesson.store.close()
    return stood


@pytest.mark.parametrize("first", [True, False])
def test_a_lesson_opened_again_with_a_longer_book_stands_where_it_stood(wanted, grown, first):
    stood = some_way(wanted)
    grown.add_clause(first=first)
    again = opened(wanted).lesson
    assert (mark(again.session.world), again.game.rules.book.clauses) == stood
    while not again.session.closed:
        move(again, {"CAL"})
    again.store.close()


def test_a_lesson_is_refused_when_a_wording_that_it_uses_has_changed(wanted, grown):
    some_way(wanted)
    grown.set("CAP.a", "text", '"It reads otherwise"')
    with pytest.raises(Unreadable, match=r"a\.lesson: head: book: the wording CAP\.a \("):
        opened(wanted)
