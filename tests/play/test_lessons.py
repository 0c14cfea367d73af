"""The lessons, played as they advise to their end, and against their advice."""

from collections.abc import Iterable

import pytest

from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.notation import read
from demarche.ui.play.lesson import Chapter, Step, chapters
from demarche.ui.play.showing import State
from demarche.ui.play.table import Table
from demarche.ui.report.score import score
from tests.play.at_table import anything, path_of, room_of, settle

POINTS = {"acts", "draft", "hemicycle", "ladder", "heard", "brief", "pacts"}
EACH = pytest.mark.parametrize("chapter", chapters(), ids=lambda chapter: chapter.id)


def begun(chapter: Chapter) -> Table:
    return Table.new(
        chapter.source, chapter.seed, [chapter.seat], level=chapter.level, settings=chapter.settings
    )  # fmt: skip


def play(table: Table, chapter: Chapter, *, obey: bool) -> list[str]:
    """To the end, by the advice or against it; the ids of the steps that came."""
    read_, came = set[str](), list[str]()
    while settle(table) != State.OVER or chapter.step(room_of(table), read_):
        step = chapter.step(room_of(table), read_)
        came += [step.id] if step else []
        if step and not step.act:
            read_.add(step.id)
        elif table.state != State.OVER:
            table.offer(step.suggest if step and obey else anything(table))
    return came


@EACH
def test_a_lesson_is_played_to_its_end_by_its_own_advice(chapter, seated):
    table = seated(begun(chapter))
    came = play(table, chapter, obey=True)
    assert came[-1] == chapter.steps[-1].id
    assert room_of(table).final


def test_together_they_teach_a_vote_an_amendment_a_division_a_deal_a_pact_and_a_dark_quarter(seated):
    done: set[str] = set()
    for chapter in chapters():
        table = seated(begun(chapter))
        play(table, chapter, obey=True)
        stages = {tick.stage.name for tick in table.game()[1].ticks}
        done |= stages | {step.act for step in chapter.steps}
        if chapter.id == "deal":
            assert "VOTE" in stages
            assert any(heard.kind == "deal" and "accepts" in heard.text for heard in table.heard())
        if chapter.id == "letter":
            assert any("signs the letter" in heard.text for heard in table.heard())
        if chapter.id == "pact":
            assert room_of(table).pacts
    assert {"VOTE", "AMENDMENT_VOTE", "PART_VOTE", "SIGNATURE", "CONDUCT", "NATURE"} <= done
    assert {"speak", "amend", "divide", "offer", "take", "keep", "consult", "explain", "gather"} <= done


@EACH
def test_whoever_does_something_else_comes_to_the_end_as_well(chapter, seated):
    table = seated(begun(chapter))
    came = play(table, chapter, obey=False)
    assert came[-1] == chapter.steps[-1].id
    assert path_of(table).exists()


@EACH
def test_every_step_points_somewhere_and_what_it_suggests_is_its_act(chapter):
    made = game(load(chapter.source, chapter.settings), chapter.seed)
    ids = [step.id for step in chapter.steps]
    assert len(ids) == len(set(ids))
    for step in chapter.steps:
        assert step.point in POINTS
        assert bool(step.act) == bool(step.suggest)
        if step.act:
            read(made.rules, step.suggest)
            assert step.suggest.split()[0] == step.act or step.suggest == "pass"


@EACH
def test_who_follows_the_advice_of_a_lesson_scores_seven_points_of_ten_or_more(chapter, seated):
    table = seated(begun(chapter))
    play(table, chapter, obey=True)
    game_, session = table.game()
    mine = score(game_, session, session.rules.roster.names.index(chapter.seat))
    assert mine.points >= 7, [(mark.what, mark.stands, mark.points) for mark in mine.marks]


def minutes_of(steps: Iterable[Step]) -> float:
    """At 150 words a minute, slow for English, with ten seconds for each act."""
    several = list(steps)
    words = sum(len(f"{step.title} {step.text}".split()) for step in several)
    return words / 150 + sum(1 for step in several if step.act) * 10 / 60


def test_the_first_vote_comes_within_four_minutes_in_the_lesson_that_comes_first(seated):
    first = chapters()[0]
    table = seated(begun(first))
    came = play(table, first, obey=True)
    to_the_vote = came[: came.index("own-vote") + 1]
    assert minutes_of(step for step in first.steps if step.id in to_the_vote) <= 4
    assert first.seat == "DOR", "who holds the pen"


@EACH
def test_every_lesson_is_over_within_ten_minutes_of_reading(chapter):
    assert minutes_of(chapter.steps) <= 10
    assert chapter.minutes <= 6
