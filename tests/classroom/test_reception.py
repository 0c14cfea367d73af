"""Who is let in to which seat, by code, by roster, by link; and news that come by a script."""

import pytest

from demarche.sim.terms import Phase, Stage, Unreadable
from demarche.ui.classroom.injects import Inject, read_script
from demarche.ui.classroom.opening import Wanted, opened
from demarche.ui.classroom.people import read_roster
from demarche.ui.classroom.reception import Declined, admit, holder, suggested
from demarche.ui.classroom.tokens import as_code, new_code, new_token
from tests.classroom.plain import begin, move

# ── who is let in ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_seats_with_a_card_are_given_first(lesson):
    assert suggested(lesson)[:3] == ["AVA", "BRE", "CAL"]
    assert set(suggested(lesson)) == set(lesson.places)
    assert [admit(lesson, (), f"P{n}", "")[0] for n in range(7)] == suggested(lesson)
    with pytest.raises(Declined, match="Every seat is taken"):
        admit(lesson, (), "Late", "")


def test_a_roster_gives_each_their_seat_and_pairs_one_together(lesson, tmp_path):
    path = tmp_path / "class.csv"
    path.write_text("name,seat,team\nAda Lovelace,CAL,Red\nBen,cal,Red\nCy,,Blue\n", encoding="utf-8")
    roster = read_roster(path, lesson.game.rules.roster.names)
    code, first = admit(lesson, roster, "ada  lovelace", "AVA")
    assert code == "CAL"
    again, second = admit(lesson, roster, "Ben", "")
    assert again == "CAL"
    assert holder(lesson, first) == holder(lesson, second) == "CAL"
    assert lesson.state.people["CAL"].name == "ada lovelace and Ben"
    assert lesson.state.people["CAL"].team == "Red"
    with pytest.raises(Declined, match="taken"):
        admit(lesson, roster, "Eve", "CAL")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("who,where\nA,CAL\n", "columns are name,seat,team"),
        ("name,seat\n,CAL\n", "line 2: name"),
        ("name,seat\nA,XXX\n", "line 2: seat: there is no seat XXX"),
        ("name,seat\nA,CAL\nB,\na,AVA\n", "line 4: a stands here twice"),
    ],
)
def test_a_roster_that_is_wrong_is_refused_by_its_line(tmp_path, text, fault):
    path = tmp_path / "class.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable, match=fault):
        read_roster(path, ("AVA", "CAL"))


def test_codes_and_tokens_are_long_enough_to_guess_nothing():
    assert len({new_code() for _ in range(500)}) == 500
    assert all(len(new_code()) == 6 for _ in range(5))
    assert len(new_token()) == 32
    assert as_code(" ab-c 123 ") == "ABC123"


# ── injects ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_scripted_news_come_once_in_the_round_they_are_for(tmp_path):
    path = tmp_path / "news.toml"
    path.write_text(
        '[[injects]]\ntitle = "Cut"\ntext = "The cable is cut."\nphase = "informals"\nround = 2\n'
        '[[injects]]\ntitle = "Later"\ntext = "When you like."\nto = ["CAL"]\n',
        encoding="utf-8",
    )
    lesson = opened(Wanted("tutorial", 45, 1, 0, False, tmp_path / "a.lesson", injects=path)).lesson
    begin(lesson, "CAL")
    while not lesson.session.closed:
        move(lesson, {"CAL"})
    assert [(one.title, one.to) for one in lesson.state.messages] == [("Cut", ())]
    assert lesson.state.sent == {0}
    first = lesson.state.messages[0]
    assert lesson.session.ticks[first.tick].stage == Stage.FLOOR
    lesson.store.close()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "injects: this key is missing"),
        ('[[injects]]\ntitle = "A"\n', "text: this key is missing"),
        ('[[injects]]\ntitle = "A"\ntext = "B"\nto = ["XXX"]\n', "no seat XXX"),
        ('[[injects]]\ntitle = "A"\ntext = "B"\nphase = "lunch"\n', "phase"),
    ],
)
def test_a_script_that_is_wrong_is_refused_by_its_key(tmp_path, text, fault):
    path = tmp_path / "news.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable, match=fault):
        read_script(path, ("AVA", "CAL"))


def test_an_inject_without_rounds_is_due_in_its_whole_phase():
    assert Inject(title="A", text="B", phase="action").is_due(Phase.ACTION, 9)
    assert not Inject(title="A", text="B").is_due(Phase.ACTION, 1)


# ── third states ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_third_state_is_suggested_last_and_asked_in_the_quarters_only(tmp_path):
    """Those who draft are seated first; whoever holds the seat of a third state is waited for in the quarters alone."""
    lesson = opened(Wanted("pact-2015", 45, 1, 0, False, tmp_path / "pact.lesson")).lesson
    names = lesson.game.rules.roster.names
    assert suggested(lesson)[:2] == ["RUS", "CHN"]
    assert set(suggested(lesson)[2:]) == set(lesson.game.scenario.third_states)
    begin(lesson, "JPN")
    asked = set()
    while not lesson.session.closed:
        if names.index("JPN") in lesson.session.asked():
            asked.add(lesson.session.stage)
        move(lesson, {"JPN"})
    assert asked == {Stage.ORDERS, Stage.RESPONSES}
    lesson.store.close()
