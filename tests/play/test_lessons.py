"""The lessons, played as they advise to their end, and against their advice."""

import pytest

from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.notation import read
from demarche.sim.terms import Item, Stage, Verb
from demarche.ui.play.lesson import Chapter, chapters
from demarche.ui.play.showing import State
from demarche.ui.play.table import Table
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
        if chapter.id == "first-vote":
            assert "VOTE" in stages
        if chapter.id == "deal":
            assert any(heard.kind == "deal" and "accepts" in heard.text for heard in table.heard())
            offered = next(tick.act for tick in table.game()[1].ticks if tick.stage == Stage.FLOOR)
            by, to = (table.game()[1].rules.roster.names.index(code) for code in ("BRE", chapter.seat))
            assert offered[by, [Item.VERB, Item.PARTNER]].tolist() == [Verb.OFFER, to], (
                "the advice speaks of that offer"
            )
        if chapter.id == "pact":
            assert room_of(table).pacts
    assert {"VOTE", "AMENDMENT_VOTE", "PART_VOTE", "SIGNATURE", "CONDUCT", "NATURE"} <= done
    assert {"speak", "amend", "divide", "offer", "take", "keep", "consult", "explain"} <= done


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
def test_the_first_vote_comes_within_five_minutes_of_reading_and_every_lesson_within_ten(chapter):
    """At 150 words a minute, slow for English, with ten seconds for each act."""
    words = sum(len(f"{step.title} {step.text}".split()) for step in chapter.steps)
    acts = sum(1 for step in chapter.steps if step.act)
    minutes = words / 150 + acts * 10 / 60
    assert minutes <= (5 if chapter.id == "first-vote" else 10)
    assert chapter.minutes <= 6
