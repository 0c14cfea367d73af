"""Several people in one delegation: who is there, acts that a partner confirms, a channel of their own."""

import json

import pytest

from tests.classroom.hosting import ask, open_session


@pytest.fixture
def team(hosted):
    """A teacher, two people of Cala and one of Ava; the session is open."""
    teacher = hosted.facilitator()
    teacher.say(type="teams", open=True)
    teacher.until("board", teams=True)
    pages = [hosted.sit("Ada", "CAL"), hosted.sit("Ben", "CAL"), hosted.sit("Cy", "AVA")]
    open_session(teacher)
    return teacher, *pages


def asked(page, hosted):
    """The number of the question that is put, once its room has come."""
    return page.room(after=hosted.lesson.state.question - 1)["question"]


def test_a_seat_that_is_taken_is_shared_only_where_the_teacher_allows_teams(hosted):
    assert hosted.join("Ada", "CAL")["seat"] == "CAL"
    assert "taken" in hosted.join("Ben", "CAL")["reason"]
    teacher = hosted.facilitator()
    teacher.say(type="teams", open=True)
    teacher.until("board", teams=True)
    assert hosted.join("Ben", "CAL")["seat"] == "CAL"
    assert hosted.lesson.state.people["CAL"].names == ["Ada", "Ben"]


def test_both_have_their_own_page_and_see_each_other(team):
    _, ada, ben, cy = team
    board = ben.until("board", part="session")
    assert [(one["name"], one["here"], one["me"]) for one in board["team"]] == [
        ("Ada", True, False),
        ("Ben", True, True),
    ]
    assert cy.until("board", part="session")["team"] == []
    ada.close()
    while ben.until("board")["team"][0]["here"]:
        pass


def test_one_proposes_and_another_confirms_before_it_is_sent(team, hosted):
    _, ada, ben, _ = team
    question = asked(ada, hosted)
    assert ada.act("speak CON.d", question)["answer"] == "proposed"
    assert "CAL" not in hosted.lesson.offered
    ada.say(type="confirm", id="own", question=question)
    assert "your own" in ada.until("answer", id="own")["reason"]
    proposed = ben.until("board", part="session")
    while not proposed["proposed"]:
        proposed = ben.until("board")
    assert proposed["proposed"]["by"] == "Ada"
    assert not proposed["proposed"]["mine"]
    ben.say(type="confirm", id="yes", question=question)
    assert ben.until("answer", id="yes")["answer"] == "acknowledged"
    assert hosted.lesson.offered["CAL"] == "speak CON.d"
    ben.say(type="confirm", id="again", question=question)
    assert "nothing is proposed" in ben.until("answer", id="again")["reason"]


def test_the_same_act_by_a_partner_confirms_it_and_another_replaces_it(team, hosted):
    _, ada, ben, _ = team
    question = asked(ada, hosted)
    assert ada.act("speak CON.d", question)["answer"] == "proposed"
    assert ben.act("pass", question)["answer"] == "proposed"
    assert "CAL" not in hosted.lesson.offered
    assert ada.act("pass", question)["answer"] == "acknowledged"
    assert hosted.lesson.offered["CAL"] == "pass"


def test_an_act_out_of_order_is_refused_before_a_partner_is_asked(team, hosted):
    _, ada, _, _ = team
    question = asked(ada, hosted)
    assert ada.act("yes", question)["answer"] == "refused"
    assert ada.act("pass", question + 1)["answer"] == "refused"
    assert hosted.host.teams.of(hosted.lesson, "CAL") is None


def test_whoever_is_there_alone_or_where_the_teacher_turned_it_off_just_sends(team, hosted):
    teacher, ada, ben, _ = team
    question = asked(ada, hosted)
    teacher.say(type="agreeing", open=False)
    teacher.until("board", agreeing=False)
    assert ada.act("pass", question)["answer"] == "acknowledged"
    teacher.say(type="agreeing", open=True)
    teacher.until("board", agreeing=True)
    ben.close()
    while ada.until("board")["team"][1]["here"]:
        pass
    assert ada.act("speak CON.d", question)["answer"] == "acknowledged"


def test_the_team_has_a_channel_that_only_it_and_the_teacher_read(team):
    teacher, ada, ben, cy = team
    ada.say(type="say", id="t", to="CAL", text="say yes?")
    assert ada.until("answer", id="t")["answer"] == "acknowledged"
    told = ben.until("message", kind="team")
    assert (told["who"], told["text"]) == ("Ada", "say yes?")
    assert teacher.until("message", kind="team")["text"] == "say yes?"
    assert not [one for one in cy.settle() if one["type"] == "message"]
    cy.say(type="say", id="c", to="AVA", text="alone")
    assert cy.until("answer", id="c")["answer"] == "refused"


def test_private_messages_may_be_closed_and_the_team_still_talks_but_not_while_it_is_quiet(team):
    teacher, ada, ben, _ = team
    teacher.say(type="private", open=False)
    teacher.until("board", private=False)
    ada.say(type="say", id="t", to="CAL", text="one")
    assert ada.until("answer", id="t")["answer"] == "acknowledged"
    teacher.say(type="quiet", open=True)
    assert teacher.until("board", quiet=True)["paused"]
    ben.until("board", quiet=True)
    ada.say(type="say", id="u", to="CAL", text="two")
    assert "quiet" in ada.until("answer", id="u")["reason"]


def test_a_second_page_of_one_person_replaces_the_first_and_not_the_partner(team, hosted):
    _, ada, ben, _ = team
    again = hosted.open(ada.token, "CAL")
    assert ada.until("bye")["why"] == "replaced"
    again.until("welcome")
    assert set(hosted.host.seats) >= {("CAL", 0), ("CAL", 1)}
    assert ben.act("pass", asked(ben, hosted))["answer"] == "proposed"


def test_a_team_is_kept_when_the_class_is_larger_than_the_scenario(hosted):
    teacher = hosted.facilitator()
    teacher.say(type="teams", open=True)
    teacher.until("board", teams=True)
    seats = [json.loads(ask(hosted.url + "join", json.dumps({"code": hosted.head.code, "name": f"N{n}"}).encode())[1])
             for n in range(16)]  # fmt: skip
    sizes = [len(person.names) for person in hosted.lesson.state.people.values()]
    assert all("seat" in one for one in seats)
    assert max(sizes) - min(sizes) <= 1
