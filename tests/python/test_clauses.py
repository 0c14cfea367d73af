"""A clause book of a scenario's own: everything that is done with a scenario is done with it, and its log keeps it."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

import demarche as dm
from demarche.scenarios.books import clauses_of
from demarche.scenarios.load import LIBRARY, load, parse
from demarche.scenarios.reading.toml import read_toml
from demarche.sim.log import mark
from demarche.ui.classroom.opening import Wanted, opened
from demarche.ui.cli import main
from demarche.ui.play.showing import State
from demarche.ui.play.table import Table
from tests.classroom.plain import begin, move
from tests.play.at_table import play_on, room_of, settle

AI = str(Path(__file__).parents[2] / "docs" / "examples" / "military-ai.toml")
BOTH = pytest.mark.parametrize("name", ["lifelines-2031", AI], ids=["library", "example"])
STUDY = """
id = "own"
title = "Vague hospitals"
scenario = "lifelines-2031"
replicates = 3
measures = ["signed_1", "breaches_1"]

[design]
kind = "grid"

[[factors]]
name = "vague"
path = "clauses.HOS.b.vague"
values = [0.1, 0.9]
"""


def document(name="lifelines-2031"):
    return read_toml(LIBRARY / f"{name}.toml")


@BOTH
def test_it_is_listed_shown_run_and_replayed(name, tmp_path, capsys):
    log = str(tmp_path / "log.jsonl")
    assert main(["validate", name if name.endswith("toml") else str(LIBRARY / f"{name}.toml")]) == 0
    assert main(["show", name]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert clauses_of(load(name))[0].title in shown
    assert main(["run", name, "--log", log, "--json"]) == 0
    ran = json.loads(capsys.readouterr().out)
    assert main(["replay", log, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == ran
    assert set(ran["drafts"][0]["wordings"]) <= {clause.id for clause in clauses_of(load(name))}


def test_its_words_are_those_of_the_story_and_of_the_list():
    assert "lifelines-2031" in dm.library().index
    story = dm.play("lifelines-2031").story(100)
    assert "Hospitals" in story
    assert "network" not in story.lower()


def test_its_states_differ_on_its_own_dimensions_and_its_pledge_covers_operations():
    from demarche.scenarios.compile import game

    made = game(load("lifelines-2031"), 1)
    assert made.rules.book.touches.shape == (1, 6, 3)
    assert made.rules.roster.position.shape == (1, 5, 3)
    assert made.rules.roster.position[0, 0].tolist() == pytest.approx([0.7, 0.8, 0.5])
    assert made.rules.conduct.reach[0, 0].max() == pytest.approx(0.7)
    assert made.rules.conduct.measures[4, 2].sum() == 3


def test_a_study_varies_a_wording_of_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "study.toml").write_text(STUDY)
    assert main(["sweep", "study.toml", "--out", "out", "--workers", "1", "--quiet", "--json"]) == 0
    swept = json.loads(capsys.readouterr().out)
    assert (swept["errors"], swept["runs"]) == (0, 6)


def test_a_setting_names_a_clause_and_a_letter_as_in_the_common_book():
    assert clauses_of(load("lifelines-2031", ["clauses.HOS.b.vague=0.9"]))[0].wordings[1].vague == 0.9
    with pytest.raises(dm.Unreadable, match=r"there are entries 0 to 5"):
        load("lifelines-2031", ["clauses.XXX.b.vague=0.9"])


def test_its_log_replays_when_the_file_has_another_book_by_now(tmp_path):
    path = tmp_path / "lifelines-2031.toml"
    text = (LIBRARY / "lifelines-2031.toml").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    world = dm.play(str(path), 1)
    log, outcome = world.log, world.outcome
    path.write_text(text.replace("vague = 0.45", "vague = 0.95").replace("position = 0.2\n", "position = -0.9\n"))
    assert dm.play(str(path), 1).outcome != outcome
    assert dm.replay(log).outcome == outcome


def test_its_log_replays_under_another_common_book(monkeypatch):
    from demarche.scenarios import tables

    world = dm.play("lifelines-2031", 2)
    log, outcome = world.log, world.outcome
    monkeypatch.setattr(tables, "clauses", lambda: ())
    assert dm.replay(log).outcome == outcome


def test_a_log_whose_own_book_was_edited_is_refused():
    log = dm.play("lifelines-2031", 1).log
    with pytest.raises(dm.Unreadable, match="line 1"):
        dm.replay(log.replace('"vague":0.45', '"vague":0.46'))


def test_a_person_plays_it_in_the_window_to_the_end(tmp_path, monkeypatch):
    monkeypatch.setenv("DEMARCHE_HOME", str(tmp_path))
    table = Table.new("lifelines-2031", 1, ["XHA"])
    try:
        assert settle(table) == State.ASKS
        assert any("Hospitals" in json.dumps(asdict(draft)) for draft in room_of(table).drafts)
        play_on(table)
        assert table.state == State.OVER
    finally:
        table.close()


def test_a_lesson_of_it_is_begun_and_goes_on_where_it_stood(tmp_path):
    wanted = Wanted("lifelines-2031", 45, 1, 0, False, tmp_path / "a.lesson")
    lesson = opened(wanted).lesson
    begin(lesson, "XHA", "XKO")
    for _ in range(6):
        move(lesson)
    stood = mark(lesson.session.world)
    lesson.store.close()
    again = opened(wanted).lesson
    assert mark(again.session.world) == stood
    assert again.game.clauses[0].title == "Hospitals"
    again.store.close()


def changed(**keys):
    made = document()
    made.update(keys)
    return made


def without(key, *place):
    made = document()
    entry = made
    for part in place:
        entry = entry[part]
    del entry[key]
    return made


def with_value(value, *place):
    made = document()
    entry = made
    for part in place[:-1]:
        entry = entry[part]
    entry[place[-1]] = value
    return made


def of_a_doctrine():
    made = document() | {"ideal_points": "prior5_2018"}
    made["fictional"]["XAR"] |= {"positions": "doctrine", "doctrine": "non-aligned"}
    return made


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (without("title", "clauses", 0), "clauses.0.title: this key is missing"),
        (without("position", "clauses", 1, "wordings", 2), "clauses.1.wordings.2.position: this key is missing"),
        (with_value(2, "clauses", 0, "wordings", 0, "vague"), "clauses.0.wordings.0.vague"),
        (with_value("Hospital", "clauses", 0, "id"), "clauses.0.id"),
        (with_value("CAB", "clauses", 0, "id"), "there are two clauses CAB"),
        (with_value({"protektion": 1.0}, "clauses", 0, "dims"), "did you mean protection"),
        (with_value({"protection": 0.5}, "clauses", 0, "dims"), "those of HOS come to 0.5, and should come to 1"),
        (with_value(["tea"], "clauses", 0, "wordings", 1, "measures"), "(HOS.b).measures: there is no measure 'tea'"),
        (with_value({"theft": 0.5}, "clauses", 1, "wordings", 0, "clear"), "clear.theft: it covers no theft"),
        (with_value({"piracy": 0.5}, "clauses", 1, "wordings", 0, "reach"), "clauses.1.wordings.0.reach.piracy"),
        (changed(fallback="gge_2015"), "fallback: its wordings are those of the common clause book"),
        (changed(pact_slots=2), "pact_slots: pacts are proposed by templates"),
        (without("protection", "fictional", "XAR", "positions"), "fictional.XAR.positions: protection is missing"),
        (with_value("HOS.d", "drafts", 0, "wordings", "HOS"), "no wording HOS.d; there are HOS.a, HOS.b, HOS.c"),
        (with_value("NAP.a", "drafts", 0, "wordings", "NAP"), "drafts.0.wordings.NAP: there is no such clause"),
        (with_value("XYZ.a", "cards", 0, "red_line"), "cards.0.red_line: there is no wording XYZ.a"),
        (changed(dimensions=[*document()["dimensions"], {"id": "price", "meaning": "low (-1) .. high (+1)"}]),
         "dimensions: no clause touches price"),
        (of_a_doctrine(), "no doctrine has any on protection; give a table"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_in_the_words_of_the_author(made, said):
    with pytest.raises(dm.Unreadable) as refused:
        parse(made, "mine.toml")
    assert said in str(refused.value)


def test_a_real_state_needs_a_position_on_a_dimension_of_the_scenario():
    made = document()
    made |= {"seats": [*made["seats"], "FRA"], "ideal_points": "prior5_2018"}
    with pytest.raises(dm.Unreadable, match=r"states.FRA.positions: protection is missing: it is a dimension of this"):
        parse(made, "mine.toml")
    made["states"] = {"FRA": {"positions": {"protection": 0.5, "openness": 0.5, "commitment": 0.0}}}
    assert parse(made, "mine.toml").seats[-1] == "FRA"


def test_dimensions_without_a_book_are_refused():
    made = document("tutorial") | {"dimensions": [{"id": "price", "meaning": "low (-1) .. high (+1)"}]}
    with pytest.raises(dm.Unreadable, match="they belong to a clause book"):
        parse(made, "mine.toml")


def test_a_misspelt_key_of_an_override_is_told_of_as_before():
    made = document("tutorial") | {"clauses": {"NAP": {"a": {"vage": 0.1}}}}
    with pytest.raises(dm.Unreadable, match=r"clauses.NAP.a.vage: there is no such key; did you mean vague"):
        parse(made, "mine.toml")
