"""The debrief: who may read what and when, marks by a rubric, files that nothing misreads."""

import csv
import io
import json

import pytest

from demarche.scenarios import saves
from demarche.sim.terms import Unreadable
from demarche.ui.classroom.marks import OURS, Criterion, Rubric, marks_table, read_rubric
from demarche.ui.classroom.sheets import as_xlsx, harmless
from tests.classroom.hosting import Hosted, ask, open_session, play_out

FILES = ("data", "report.html", "marks.csv", "marks-eu.csv", "grades-lms.csv", "deeds.csv", "log.jsonl")


def get(hosted, name, token):
    return ask(f"{hosted.url}debrief/{name}", headers={"Authorization": f"Bearer {token}"})


@pytest.fixture(scope="module")
def over(tmp_path_factory):
    """A session that has been played to its end: one student who acts, one who leaves it to the clock and to AI."""
    with Hosted(tmp_path_factory.mktemp("over"), pace=30) as hosted:
        ada = hosted.sit("=Ada", "CAL")
        away = hosted.sit("Ben", "AVA")
        open_session(hosted.facilitator())
        away.close()
        hosted.early = {name: get(hosted, name, ada.token)[0] for name in FILES}
        hosted.early_for_teacher = get(hosted, "data", hosted.head.facilitator)[0]

        def choose(page, message):
            room, acts = message["room"], [act["verb"] for act in message["room"]["acts"]]
            if room["stage"] == "statements":
                return "speak CON.d"
            if room["round"] == 1 and "propose" in acts:
                return "propose 1 -CON"
            return room["acts"][-1]["says"]

        play_out([ada], choose)
        hosted.ada = ada
        yield hosted


def rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_nothing_of_it_is_told_before_the_session_is_over(over):
    assert set(over.early.values()) <= {403, 409}
    assert over.early["data"] == 409
    assert over.early_for_teacher == 409


def test_a_student_reads_the_report_and_their_own_page_and_no_other(over):
    status, text = get(over, "data", over.ada.token)
    told = json.loads(text)
    assert status == 200
    assert [one["code"] for one in told["students"]] == ["CAL"]
    assert told["sections"]
    assert get(over, "report.html", over.ada.token)[0] == 200
    assert [get(over, name, over.ada.token)[0] for name in ("marks.csv", "deeds.csv", "log.jsonl")] == [403] * 3
    assert get(over, "data", "0" * 32)[0] == get(over, "data", "")[0] == 403
    assert get(over, "passwords", over.head.facilitator)[0] == 404


def test_the_teacher_reads_everybody_s_page_and_every_file(over):
    told = json.loads(get(over, "data", over.head.facilitator)[1])
    assert [one["code"] for one in told["students"]] == ["CAL", "AVA"]
    assert all(get(over, name, over.head.facilitator)[0] == 200 for name in FILES)


def test_what_ai_and_the_clock_did_is_not_counted_as_the_student_s(over):
    ada, ben = rows(get(over, "marks.csv", over.head.facilitator)[1])
    assert (ada["seat"], ben["seat"]) == ("CAL", "AVA")
    assert ada["statements"] == "1"
    assert int(ada["proposals"]) >= 1
    assert (ben["answered"], ben["clocked"]) == ("0", "1")
    assert int(ben["asked"]) > 1  # it was gone, and was asked all the same
    assert float(ada["total"]) > float(ben["total"]) == 0
    assert {one["by"] for one in rows(get(over, "deeds.csv", over.head.facilitator)[1]) if one["seat"] == "AVA"} <= {
        "clock",
        "AI",
    }


def test_a_name_is_no_formula(over):
    assert rows(get(over, "marks.csv", over.head.facilitator)[1])[0]["name"] == "'=Ada"
    assert [harmless(cell) for cell in ("+1", "@x", "-2", "Ada", -2)] == ["'+1", "'@x", "'-2", "Ada", -2]


def test_the_log_is_one_that_can_be_replayed(over, tmp_path):
    path = tmp_path / "lesson.jsonl"
    path.write_text(get(over, "log.jsonl", over.head.facilitator)[1], encoding="utf-8")
    _, session = saves.replay(path)
    assert session.closed
    assert session.tick == over.lesson.session.tick


def test_points_are_earned_in_proportion_up_to_full():
    part = Criterion(title="A", measure="proposals", full=2, points=10)
    assert [part.earned({"proposals": n}) for n in (0, 1, 2, 9)] == [0, 5, 10, 10]
    share = Criterion(title="A", measure="reasons", of="ballots", full=1, points=10)
    assert share.earned({"reasons": 1, "ballots": 4}) == 2.5
    assert not share.could_be_earned({"reasons": 0, "ballots": 0})


def test_a_line_that_did_not_arise_is_left_out_of_what_can_be_reached():
    answered = Criterion(title="A", measure="answered", points=10)
    reasons = Criterion(title="B", measure="reasons", of="ballots", points=30)
    rubric = Rubric(title="R", criteria=(answered, reasons, Criterion(title="C", points=20)))
    assert rubric.most({"answered": 1, "reasons": 0, "ballots": 0}) == 30
    assert rubric.most({"answered": 1, "reasons": 0, "ballots": 1}) == 60
    assert rubric.share_by_program({"answered": 1, "reasons": 0, "ballots": 0}) == 100
    assert rubric.share_by_program({"answered": 1, "reasons": 0, "ballots": 1}) == 25


def test_our_rubric_is_out_of_a_hundred():
    assert sum(line.points for line in read_rubric(OURS).criteria) == 100
    assert len(marks_table([], read_rubric(OURS))) == 1


def test_a_european_spreadsheet_reads_the_marks(over):
    text = get(over, "marks-eu.csv", over.head.facilitator)[1].removeprefix("\ufeff")
    ada = next(csv.DictReader(io.StringIO(text), delimiter=";"))
    plain = rows(get(over, "marks.csv", over.head.facilitator)[1])[0]
    assert ada["total"].replace(",", ".") == plain["total"]
    assert "." not in ada["total"]


def test_a_gradebook_is_given_a_name_and_a_grade_of_a_hundred(over):
    ada, ben = rows(get(over, "grades-lms.csv", over.head.facilitator)[1])
    assert float(ada["Grade (of 100)"]) > float(ben["Grade (of 100)"]) == 0
    assert "points" in ada["Feedback"]


def test_a_workbook_holds_names_as_text_and_numbers_as_numbers():
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx([("Marks & more", [["=1+1", 2.5], ["<Ada>", 3]]), ("B", [])])))
    assert book.sheetnames == ["Marks & more", "B"]
    found = book["Marks & more"]
    assert (found["A1"].value, found["A1"].data_type) == ("=1+1", "s")
    assert (found["B1"].value, found["A2"].value, found["B2"].value) == (2.5, "<Ada>", 3)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('title = "A"\n', "criteria: this key is missing"),
        ('title = "A"\n[[criteria]]\ntitle = "B"\nmeasure = "charm"\nfull = 1\npoints = 1\n', "measure"),
        ('title = "A"\n[[criteria]]\ntitle = "B"\nmeasure = "held"\nfull = 0\npoints = 1\n', "full: should be greater"),
    ],
)
def test_a_rubric_that_is_wrong_is_refused_by_its_key(tmp_path, text, fault):
    path = tmp_path / "rubric.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable, match=fault):
        read_rubric(path)
