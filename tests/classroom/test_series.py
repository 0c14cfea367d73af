"""A campaign over weeks: one lesson a session, what is carried from one to the next, the file of a state."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from demarche.scenarios.compile import game
from demarche.scenarios.load import load, load_campaign
from demarche.ui.classroom.opening import Wanted, go_to_next_session, opened
from demarche.ui.classroom.people import Keeper, Person
from demarche.ui.classroom.presets import Part
from demarche.ui.classroom.series import file_of, memory_in
from demarche.ui.classroom.tokens import print_of
from demarche.ui.refused import Refused

CAMPAIGN = "campaign-us-china-2013-2019"


@pytest.fixture
def wanted(tmp_path):
    return Wanted(CAMPAIGN, 45, 1, 0, False, tmp_path / "a.lesson")


def campaign():
    """The campaign of these lessons."""
    found = load_campaign(CAMPAIGN)
    assert found is not None
    return found


def played_out(lesson):
    """Both parts of a lesson that AI plays to its end, with people in two seats."""
    for code, name in (("USA", "Ada"), ("CHN", "Ben")):
        lesson.seat(Person(code, [name], "", [print_of(name * 8)], Keeper.TEACHER))
    lesson.go_to(Part.BRIEF, 0.0)
    lesson.go_to(Part.SESSION, 0.0)
    while lesson.state.part == Part.SESSION:
        lesson.advance(time_is_up=True)
        lesson.moved(set(), 0.0)


def test_a_campaign_begins_with_its_first_session(wanted):
    lesson = opened(wanted).lesson
    assert lesson.game.scenario.id == campaign().sessions[0].scenario
    assert lesson.state.campaign["number"] == 0
    assert file_of(lesson.state.campaign, lesson.game, "USA")["past"] == []
    lesson.store.close()
    again = opened(wanted).lesson
    assert again.state.campaign["id"] == CAMPAIGN
    again.store.close()


def test_the_next_session_keeps_seats_links_code_trust_and_what_was_done(wanted):
    lesson = opened(wanted).lesson
    head = lesson.store.head
    played_out(lesson)
    trust = lesson.session.world.secrets.trust
    lesson.store.close()
    go_to_next_session(wanted)
    following = opened(wanted).lesson
    assert following.game.scenario.id == campaign().sessions[1].scenario
    assert (following.store.head.code, following.store.head.facilitator) == (head.code, head.facilitator)
    assert {code: one.names for code, one in following.state.people.items()} == {"USA": ["Ada"], "CHN": ["Ben"]}
    assert following.state.people["USA"].tokens == [print_of("Ada" * 8)]
    assert following.state.people["USA"].keeper == Keeper.OWNER
    told = file_of(following.state.campaign, following.game, "USA")
    assert told["past"][0]["goals"]
    assert len(list(Path(wanted.file).parent.glob("*.lesson"))) == 2
    memory = memory_in(following.state.campaign)
    assert trust.size == 0 or memory.beliefs or not lesson.session.world.record.signed[0].any()
    following.store.close()


def test_a_file_tells_its_own_state_s_trust_and_not_that_of_others():
    memory = {
        "pacts": [{"id": "P", "standing": ["USA", "CHN"]}, {"id": "Q", "standing": ["RUS", "CHN"]}],
        "beliefs": [["USA", "CHN", 0.25], ["CHN", "USA", 0.75]],
        "threats": [],
        "accusations": [["USA", "RUS", 2], ["CHN", "RUS", 1]],
    }
    told = {"memory": memory, "past": {"CHN": [{"title": "t"}]}}
    found = file_of(told, game(load("us-china-2015", ()), 1), "USA")
    assert [pact["title"] for pact in found["pacts"]] == ["P"]
    assert [one["trust"] for one in found["trust"]] == [25]
    assert "75" not in json.dumps(found)
    assert [one["times"] for one in found["accusations"]] == [2]
    assert found["past"] == []


def test_there_is_no_next_session_while_one_is_under_way_or_after_the_last(wanted):
    lesson = opened(wanted).lesson
    lesson.store.close()
    with pytest.raises(Refused, match="no next session"):
        go_to_next_session(wanted)


def test_a_campaign_takes_no_settings(wanted):
    with pytest.raises(Refused, match="--set"):
        opened(replace(wanted, settings=("rounds=2",)))
