"""Logs whose chain is right and whose fields are not: refused with the line, by replay and by the shelf of saves."""

from pathlib import Path

import pytest

from demarche.scenarios.saves import replay, so_far
from demarche.sim import replay as replaying
from demarche.sim.terms import Unreadable
from demarche.ui.cli import main
from demarche.ui.play.shelf import saved
from tests.logs import contents, forged
from tests.readers.table import logs

FORGED = {
    "by_clock of lists": ("line", {"by_clock": [["AVA"]]}, "by_clock: a list of seat codes"),
    "by_clock of numbers": ("line", {"by_clock": [1]}, "by_clock: a list of seat codes"),
    "by_clock as a text": ("line", {"by_clock": "AVA"}, "by_clock: should be of kind list"),
    "events of numbers": ("line", {"events": {"RUS>CHN": 1}}, "events: two seats and numbers"),
    "events of nothing": ("line", {"events": {"RUS>CHN": None}}, "events: two seats and numbers"),
    "events as a list": ("line", {"events": []}, "events: should be of kind dict"),
    "acts of lists": ("line", {"acts": {"RUS": []}}, "acts: a seat code and its words"),
    "a reason with an escape": ("line", {"why": {"RUS": "\x1b[2J"}}, "why: a seat code and its words"),
    "a tick that is a truth": ("line", {"tick": False}, "tick: should be of kind int, not False"),
    "a tick that is a list": ("line", {"tick": [0] * 999}, "tick 0 belongs here and tick \\[0, 0"),
    "a mark that is a number": ("line", {"mark": 5}, "mark: should be of kind str"),
    "a stage of its own": ("line", {"stage": "x" * 999}, "the line says x{60}$"),
    "an end that is a number": ("end", {"end": 5}, "end: should be of kind dict"),
    "an end of lists": ("end", {"end": {"x": []}}, "end: each draft and how it ended"),
    "an end with a mark of its own": ("end", {"mark": []}, "mark: should be of kind str"),
    "an end with another key": ("end", {"more": 1}, "there is no key more"),
    "seats of lists": ("head", {"seats": {"RUS": []}}, "seats: a seat code and a name"),
    "a seed that is a truth": ("head", {"seed": True}, "seed: should be of kind int, not True"),
    "a lot that is a list": ("head", {"lot": []}, "lot: should be of kind int"),
    "a lot below none": ("head", {"lot": -1}, "lot: there are seats 0 to"),
    "a seed of 70 bits": ("head", {"seed": 1 << 70}, r"a seed lies below 2\*\*64"),
    "a scenario that is empty": ("head", {"scenario": {}}, "scenario: id: this key is missing"),
    "rules that are a list": ("head", {"rules": [2]}, "this log has rules version \\[2\\]"),
}


def changed(which, changes):
    """The number of a line of the log of a pact, and the log with that line changed and all chained again."""
    lines = contents(logs()[1])
    place = {"head": 0, "line": 1, "end": len(lines) - 1}[which]
    lines[place] |= changes
    return place + 1, forged(lines)


def test_a_log_that_is_chained_again_unchanged_is_replayed(tmp_path):
    path = tmp_path / "log.jsonl"
    path.write_bytes(changed("line", {})[1])
    assert replay(path)[1].closed


@pytest.mark.parametrize("fault", FORGED)
def test_a_forged_log_is_refused_with_its_line(fault, tmp_path, capsys):
    which, changes, said = FORGED[fault]
    number, text = changed(which, changes)
    path = tmp_path / "log.jsonl"
    path.write_bytes(text)
    for read in (replay, so_far):
        with pytest.raises(Unreadable, match=rf"log\.jsonl: line {number}: .*{said}"):
            read(path)
    assert main(["replay", str(path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    saved(path)  # says so, or shows it as far as its head goes


def test_a_log_has_a_most_of_bytes_and_of_letters_in_a_line(tmp_path, monkeypatch):
    path = tmp_path / "log.jsonl"
    path.write_bytes(logs()[0])
    monkeypatch.setattr(replaying, "MOST_LINE", 100)
    with pytest.raises(Unreadable, match="line 1: longer than"):
        replay(path)
    monkeypatch.setattr(replaying, "MOST_BYTES", 1000)
    with pytest.raises(Unreadable, match="larger than"):
        replay(path)
    assert "larger than" in saved(Path(path)).fault
