"""The projector as the class's stage: results that stay until the teacher goes on, news, the pact's timeline."""

import json

import pytest

from demarche.sim.terms import Ballot, Role, Unreadable
from demarche.ui.classroom import boards, stage
from demarche.ui.classroom.opening import Wanted, opened
from demarche.ui.classroom.presets import Part
from demarche.ui.classroom.qr import QUIET, picture_of, with_code
from demarche.ui.classroom.records import Entry
from demarche.ui.seat.heard import heard
from tests.classroom.hosting import Hosted, ask, open_session, play_out
from tests.classroom.plain import begin, move

ACTS = {"STATEMENTS": "speak", "AMENDMENTS": "amend CON.d", "AMENDMENT_VOTE": "yes", "DECISION": "ask", "VOTE": "yes"}


def until_result(lesson, *, final):
    """Move on until a result of that kind is shown; people amend, vote yes, and pass where they cannot."""
    while (result := stage.result(lesson)) is None or result.final != final:
        assert not lesson.session.closed, "no such result came"
        act = ACTS.get(lesson.session.stage.name, "pass")
        for code in lesson.awaited():
            lesson.offer(code, f"{code}-{lesson.state.question}", lesson.state.question, act)
        move(lesson, lesson.state.people)
    return result


def go_on(lesson, result):
    lesson.keep(Entry("passed", {"tick": result.tick + 1, "message": len(lesson.state.messages)}))


def test_a_decision_is_shown_with_its_tally_and_how_each_of_the_class_voted(lesson):
    begin(lesson, "CAL", "AVA")
    result = until_result(lesson, final=True)
    told = stage.told(lesson)
    assert told
    draft = lesson.session.world.record.final[0, 0]
    assert sum(result.tally) == len(draft)
    assert result.tally[0] == int((draft == Ballot.YES).sum())
    votes = {one["code"]: one["ballot"] for one in told["ballots"]}
    assert votes == {"CAL": "Y", "AVA": "Y"}
    assert {one["name"] for one in told["ballots"]} == {"Person CAL", "Person AVA"}
    assert told["verdict"] in ("Adopted", "Rejected")
    assert told["good"] == (told["verdict"] == "Adopted")
    assert lesson.words.draft(0) in told["what"]


def test_a_decision_stays_through_what_follows_and_a_kill_until_the_teacher_goes_on(wanted, lesson):
    begin(lesson, "CAL")
    result = until_result(lesson, final=True)
    while not lesson.session.closed:
        move(lesson, {"CAL"})
        assert stage.result(lesson) == result
    lesson.store.close()
    again = opened(wanted).lesson
    assert stage.result(again) == result
    go_on(again, result)
    assert stage.result(again) is None
    again.store.close()
    once_more = opened(wanted).lesson
    assert stage.result(once_more) is None
    once_more.store.close()


def test_a_vote_that_decides_no_draft_is_shown_for_one_question_to_the_class(lesson):
    begin(lesson, "CAL", "AVA", "BRE")
    result = until_result(lesson, final=False)
    assert result.verdict in ("Adopted", "Rejected")
    assert "mendment" in result.what
    while not lesson.awaited():
        assert stage.result(lesson) == result
        move(lesson, lesson.state.people)
    assert stage.result(lesson) == result
    move(lesson, lesson.state.people)
    assert stage.result(lesson) != result
    assert getattr(stage.result(lesson), "tick", result.tick + 1) > result.tick


def test_a_consensus_shows_who_objected_and_who_stood_aside(tmp_path):
    lesson = opened(Wanted("gge-2017", 45, 1, 0, False, tmp_path / "a.lesson")).lesson
    begin(lesson, "CUB", "RUS", "DEU")
    while lesson.session.stage.name != "CONSENSUS":
        assert not lesson.session.closed
        for code in lesson.awaited():
            act = "table 1" if lesson.session.stage.name == "TABLING" else "pass"
            lesson.offer(code, f"{code}-{lesson.state.question}", lesson.state.question, act)
        move(lesson, lesson.state.people)
    for code, act in (("CUB", "block"), ("RUS", "dissociate"), ("DEU", "pass")):
        lesson.offer(code, f"{code}-last", lesson.state.question, act)
    move(lesson, lesson.state.people)
    told = stage.told(lesson)
    assert told
    assert {one["code"]: one["ballot"] for one in told["ballots"]} == {"CUB": "N", "RUS": "A", "DEU": "Y"}
    assert (told["asked"], told["verdict"], told["good"]) == ("consensus", "Blocked", False)
    assert sum(told["tally"]) == len(lesson.places) - (lesson.game.rules.roster.role == Role.CHAIR).sum()
    lesson.store.close()


def test_going_back_unsays_what_the_teacher_had_gone_past(lesson):
    begin(lesson, "CAL")
    result = until_result(lesson, final=True)
    go_on(lesson, result)
    lesson.rewind(0.0)
    assert lesson.state.passed[0] <= lesson.session.tick
    assert until_result(lesson, final=True).tick == result.tick


def test_news_to_everybody_stay_and_news_to_some_never_come(lesson):
    begin(lesson, "CAL")
    body = {"kind": "inject", "by": "", "title": "A cable is cut", "text": "Nobody says by whom.", "tick": 0}
    lesson.keep(Entry("message", {**body, "to": []}), Entry("message", {**body, "title": "Secret", "to": ["CAL"]}))
    assert stage.news(lesson) == {"title": "A cable is cut", "text": "Nobody says by whom."}
    lesson.keep(Entry("passed", {"tick": 0, "message": len(lesson.state.messages)}))
    assert stage.news(lesson) is None


def test_the_clock_stands_while_a_decision_is_shown_only_where_a_teacher_and_a_projector_are_there(tmp_path):
    with Hosted(tmp_path) as hosted:
        page, teacher = hosted.sit("Ada", "CAL"), hosted.facilitator()
        open_session(teacher)
        lesson = hosted.lesson
        while not any(result.final for result in [hosted.run(lambda: stage.result(lesson))] if result):
            shown = page.asked()
            page.act(shown["room"]["acts"][-1]["says"], shown["question"])
            page.settle(0.05)
        assert not hosted.run(lambda: lesson.clock.paused)
        projector = hosted.projector()
        assert projector.until("board", held=True)["result"]["final"]
        assert hosted.run(lambda: lesson.clock.paused)
        assert teacher.until("board", held=True)["projected"]
        teacher.say(type="go-on")
        assert projector.until("board", held=False)["result"] is None
        assert not hosted.run(lambda: lesson.clock.paused)


def test_the_timeline_of_a_pact_says_what_was_heard_of_it(tmp_path):
    lesson = opened(Wanted("pact-2015", 45, 1, 0, False, tmp_path / "a.lesson")).lesson
    begin(lesson, "RUS", "CHN")
    while not lesson.session.closed:
        for code in lesson.awaited():
            if lesson.session.stage.name in ("SIGNATURE", "SIGNING"):
                lesson.offer(code, f"{code}-{lesson.state.question}", lesson.state.question, "yes")
        move(lesson, {"RUS", "CHN"})
    told = boards.for_projector(lesson, 0.0)["quarters"]
    said = [one for tick in range(lesson.session.tick) for one in heard(lesson.game, lesson.session, tick, None)]
    kept = [one.text.split(", and not ")[0] for one in said if one.kind == "pact" and " delivers " in one.text]
    cells = [cell for quarter in told for cell in quarter["cells"]]
    counted = [0 if "nothing" in text else text.count(",") + (" and " in text) + 1 for text in kept]
    assert len(told) == lesson.game.rules.conduct.quarters
    assert sorted(cell["delivered"] for cell in cells if cell["due"]) == sorted(counted)
    promised = lesson.game.rules.conduct.promises(lesson.session.world.record.wording)[0, 0]
    assert {cell["due"] for cell in cells} <= {0, int(promised.sum())}
    assert max(cell["due"] for cell in cells) == promised.sum()
    assert not promised.all()
    lesson.store.close()


def test_a_teacher_cannot_have_gone_on_past_what_had_not_happened(wanted, lesson):
    begin(lesson, "CAL")
    lesson.keep(Entry("passed", {"tick": 5, "message": 0}))
    lesson.store.close()
    with pytest.raises(Unreadable, match="what had not happened yet"):
        opened(wanted)


def first_plain(_, message):
    return message["room"]["acts"][-1]["says"]


def test_the_projected_debrief_has_no_name_and_no_mark_until_the_teacher_turns_them_on(tmp_path):
    with Hosted(tmp_path) as hosted:
        page, teacher = hosted.sit("Adalind", "CAL"), hosted.facilitator()
        open_session(teacher)
        bearer = {"Authorization": f"Bearer {hosted.head.projector}"}
        assert ask(hosted.url + "debrief/stage", headers=bearer)[0] == 409
        play_out([page], first_plain)
        teacher.until("board", part=Part.DEBRIEF)
        plain = json.loads(ask(hosted.url + "debrief/stage", headers=bearer)[1])
        assert [one["code"] for one in plain["students"]] == ["CAL"]
        assert plain["students"][0]["goals"]
        assert set(plain["students"][0]) == {"code", "title", "goals", "promises"}
        teacher.say(type="names", open=True)
        teacher.until("board", names=True)
        named = json.loads(ask(hosted.url + "debrief/stage", headers=bearer)[1])
        assert named["students"][0]["names"] == ["Adalind"]
        assert 0 < named["students"][0]["most"] <= 100
        assert ask(hosted.url + "debrief/data", headers=bearer)[0] == 403


def test_the_picture_in_the_lobby_carries_the_code():
    one = picture_of(with_code("http://127.0.0.1:8765/", "K7Q2MW"))
    other = picture_of(with_code("http://127.0.0.1:8765/", "K7Q2MX"))
    assert with_code("http://127.0.0.1:8765/", "K7Q2MW") == "http://127.0.0.1:8765/?code=K7Q2MW"
    assert one["path"] != other["path"]
    assert one["size"] == other["size"] == 2 * QUIET + 29  # version 3: 29 modules a side
