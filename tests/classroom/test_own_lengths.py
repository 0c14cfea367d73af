"""A lesson of one's own minutes, and with values of the scenario set as it begins."""

import pytest

from demarche.sim.terms import Stage, Unreadable
from demarche.ui.classroom.opening import Wanted, opened
from demarche.ui.classroom.presets import LEAST_SECONDS, PRESETS, Part, question_seconds, stretched
from demarche.ui.cli import main
from demarche.ui.refused import Refused


def wanted(folder, **other):
    return Wanted("dual-track-2018", 45, 1, 0, False, folder / "a.lesson", **other)


@pytest.mark.parametrize("minutes", [20, 45, 60, 120])
def test_clocks_run_in_proportion_to_the_minutes_of_the_lesson(tmp_path, minutes):
    made = opened(wanted(tmp_path, minutes=minutes)).lesson
    rules = made.game.rules
    usual = question_seconds(PRESETS[45], rules, Stage.FLOOR)
    assert made.preset.minutes == minutes
    assert question_seconds(made.preset, rules, Stage.FLOOR) == pytest.approx(max(usual * minutes / 45, LEAST_SECONDS))
    made.go_to(Part.BRIEF, 0.0)
    assert made.clock.length == pytest.approx(60 * PRESETS[45].brief * minutes / 45)
    made.store.close()


def test_no_minutes_leave_a_preset_as_it_is():
    assert stretched(PRESETS[90], None) == PRESETS[90]
    assert stretched(PRESETS[90], 90) == PRESETS[90]


def test_what_is_set_stays_so_beyond_the_preset_and_after_a_stop(tmp_path):
    begun = opened(wanted(tmp_path, settings=("rounds=6",))).lesson
    assert begun.game.rules.rounds == 6
    assert begun.game.rules.level == PRESETS[45].level
    begun.store.close()
    for again in ((), ("rounds=6",)):
        gone_on = opened(wanted(tmp_path, settings=again)).lesson
        assert gone_on.game.rules.rounds == 6
        gone_on.store.close()
    with pytest.raises(Refused, match="was begun with other values than --set rounds=5"):
        opened(wanted(tmp_path, settings=("rounds=5",)))


def test_without_a_setting_the_preset_says_how_many_rounds(tmp_path):
    lesson = opened(wanted(tmp_path)).lesson
    assert lesson.game.rules.rounds == PRESETS[45].rounds
    lesson.store.close()


def test_a_value_that_cannot_be_set_is_told_in_a_sentence_before_a_file_is_made(tmp_path):
    with pytest.raises(Unreadable, match="nonsense"):
        opened(wanted(tmp_path, settings=("nonsense=6",)))
    assert not (tmp_path / "a.lesson").exists()


@pytest.mark.parametrize("typed", ["9", "481", "4.5", "-20", "x", "\u0663\u0660"])
def test_minutes_that_no_lesson_has_are_refused_in_a_sentence(capsys, typed):
    assert main(["host", "tutorial", f"--minutes={typed}"]) == 2
    assert "a whole number from 10 to 480" in capsys.readouterr().err
