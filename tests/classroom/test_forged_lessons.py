"""Lessons forged with a chain that fits, and lessons of another version."""

import json

import pytest

from demarche.sim.rules import RULES_VERSION
from demarche.ui.classroom.entries import FORMS
from demarche.ui.classroom.kept import read_kept
from demarche.ui.classroom.opening import opened
from demarche.ui.classroom.records import Entry
from demarche.ui.classroom.state import HAPPENS
from tests.classroom.damaged import number_of, salvaged, why_not
from tests.classroom.on_disk import chained_again, content, edited, lively, of_format_1
from tests.classroom.plain import move

# ── forged with a chain that fits ────────────────────────────────────────────────────────────────────────────────────


FORGED = {
    "there is no kind of entry 'hm'": "UPDATE log SET kind = 'hm' WHERE n = 5",
    "nobody holds 'GOR'": """UPDATE log SET kind = 'freed', body = '{"code": "GOR"}' WHERE n = 5""",
    "there is no seat 'ZZZ'": "UPDATE log SET body = replace(body, 'CAL', 'ZZZ') WHERE n = 1",
    "line.by_clock": "UPDATE log SET body = json_set(body, '$.line.by_clock', 3) WHERE kind = 'tick'",
    "does not follow": """UPDATE log SET body = replace(body, '"tick": 2', '"tick": 7') WHERE kind = 'tick'""",
    "another world": "UPDATE log SET body = json_set(body, '$.line.mark', 'a0a0') WHERE body LIKE '%mark%'",
    "there is no going back": """UPDATE log SET body = '{"to": 4000}' WHERE kind = 'rewind'""",
    "debrief cannot begin": """UPDATE log SET kind = 'part', body = '{"part": "debrief"}' WHERE n = 6""",
    "open: Input should be a valid boolean": """UPDATE log SET body = '{"open": 1}' WHERE kind = 'door'""",
    "to: Input should be": """UPDATE log SET body = '{"to": 1.5}' WHERE kind = 'rewind'""",
    "an answer kept after entry": "UPDATE intents SET act = 'yes' WHERE id = 'waits'",
    "no preset 50": "UPDATE head SET value = '50' WHERE key = 'preset'",
    "facilitator: String should match": """UPDATE head SET value = '""' WHERE key = 'facilitator'""",
    "seed: Input should be": "UPDATE head SET value = '-1' WHERE key = 'seed'",
    "head: scenario": """UPDATE head SET value = '{"id": "tutorial"}' WHERE key = 'scenario'""",
}  # fmt: skip


@pytest.mark.parametrize("fault", FORGED)
def test_what_cannot_have_happened_is_refused_though_its_chain_fits(kept, fault):
    edited(kept.file, FORGED[fault])
    chained_again(kept.file)
    assert fault in why_not(kept)


@pytest.mark.parametrize(
    "edit",
    [
        "DROP TABLE intents",
        "CREATE TABLE more (x)",
        "CREATE TRIGGER t AFTER INSERT ON log BEGIN DELETE FROM log; END",
        "ALTER TABLE log ADD COLUMN more",
    ],
)
def test_other_tables_than_those_of_a_lesson_are_refused(kept, edit):
    edited(kept.file, edit)
    assert "its tables are not those of a lesson" in why_not(kept)


def test_every_kind_of_entry_has_a_form():
    assert set(FORMS) == set(HAPPENS)


def test_every_kind_of_entry_is_in_the_lesson_that_is_damaged_here(kept):
    assert {row[1] for row in content(kept.file)["log"]} == set(HAPPENS)


# ── versions ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("key", "other"), [("rules", "1"), ("rules", "99"), ("rules", '"x"'), ("format", "3")])
def test_a_lesson_of_another_version_is_refused_in_a_sentence_and_put_aside_by_new(kept, key, other):
    edited(kept.file, f"UPDATE head SET value = '{other}' WHERE key = '{key}'")
    chained_again(kept.file)
    said = why_not(kept)
    assert f"{key} version {json.loads(other)} and this program has {key} version" in said
    assert "--new" in said


def test_a_lesson_of_version_2_of_the_rules_is_refused_and_the_release_that_opens_it_is_named(kept):
    edited(kept.file, "UPDATE head SET value = '2' WHERE key = 'rules'")
    edited(kept.file, "UPDATE head SET value = '\"0.1.0\"' WHERE key = 'program'")
    chained_again(kept.file)
    this = f"this program has rules version {RULES_VERSION}"
    assert f"rules version 2 and {this}: open it with Démarche 0.1.0, or" in why_not(kept)


def test_an_edited_lesson_of_an_earlier_version_is_saved_up_to_the_entry_that_does_not_fit(kept):
    of_format_1(kept.file)
    number = number_of(kept.file, "tick", 4)
    edited(kept.file, f"UPDATE log SET body = replace(body, '\"tick\": 4', '\"tick\": 5') WHERE n = {number}")
    assert f"entries 1 to {number - 1} are sound" in why_not(kept)
    assert salvaged(kept).entries == number - 1


def test_a_lesson_goes_on_without_its_scenario_file_being_what_it_was(wanted, tmp_path):
    from demarche.scenarios.load import LIBRARY

    text = (LIBRARY / "tutorial.toml").read_text(encoding="utf-8")
    mine = tmp_path / "mine.toml"
    mine.write_text(text, encoding="utf-8")
    ours = type(wanted)(str(mine), 45, 1, 0, False, wanted.file)
    lesson = opened(ours).lesson
    lesson.keep(Entry("door", {"open": False}))
    lesson.store.close()
    mine.write_text(text.replace("year = 2030", "year = 2031"), encoding="utf-8")
    again = opened(ours).lesson
    assert again.game.scenario.year == 2030
    again.store.close()


def test_the_chain_is_kept_through_every_kind_of_write(wanted):
    lesson = lively(wanted)
    for _ in range(3):
        move(lesson, {"CAL"})
    kept = read_kept(lesson.store.connection, wanted.file)
    lesson.store.close()
    assert kept.fault == ""
    assert sum(len(write.intents) for write in kept.writes) == len(content(wanted.file)["intents"])
