"""Tables of a study: no digit that is not sure, none lost that is, and words for measures and factors."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from demarche.scenarios.study.levels import levels, name_of, names_of
from demarche.ui.analysis import analysed_sections
from demarche.ui.report.study import Written
from demarche.ui.report.study_findings import findings
from demarche.ui.report.study_numbers import in_brief, in_file
from demarche.ui.report.study_tables import changes_sheet, measures_sheet, points_sheet
from demarche.ui.story.parts import Line, Table
from tests.study.tables_of import results_of, sampled

RNG = np.random.default_rng(3)
NAN = float("nan")


@pytest.mark.parametrize(
    ("row", "brief", "file"),
    [
        ((0.56871, 0.52832, 0.60831), "0.569 0.528 0.608", "0.56871 0.52832 0.60831"),
        ((1000000.5, 1000000.49, 1000000.51), "1000000.500 1000000.490 1000000.510", None),
        ((123456.7, 100000.0, 146913.4), "123457 100000 146913", None),
        ((-0.0004, -0.4, 0.4), "0.00 -0.40 0.40", None),
        ((0.25, 0.0, 0.9), "0.25 0.00 0.90", None),
        ((120.646, NAN, NAN), "120.6  ", "120.646  "),
        ((1.0, 0.99, 1.0), "1.000 0.990 1.000", None),
    ],
)
def test_an_estimate_has_the_digits_that_its_interval_leaves_sure(row, brief, file):
    assert " ".join(in_brief(row, [(0, 1, 2)])) == brief
    if file:
        assert " ".join(in_file(row, [(0, 1, 2)])) == file


def test_a_half_width_is_shown_to_two_digits_and_its_index_to_as_many_decimals():
    assert in_brief((0.53084, 0.11234, -0.00072, 0.00199), [(0, 1), (2, 3)]) == ["0.53", "0.11", "-0.0007", "0.0020"]


def test_an_interval_that_is_short_is_not_rounded_to_nothing():
    for wide in 10.0 ** -np.arange(1, 9):
        low, high = (float(text) for text in in_file((1234.5, 1234.5 - wide, 1234.5 + wide), [(0, 1, 2)])[1:])
        assert high - low == pytest.approx(2 * wide, rel=1e-2)


def test_whole_numbers_are_written_whole_and_others_to_six_digits():
    assert in_file((12345678.0, 1234567.25, 2 / 3, 1e-9, 7, "a", -0.0), []) == [
        *("12345678", "1234567", "0.666667", "1e-09", "7", "a", "0")
    ]


def test_levels_that_differ_late_have_names_that_differ():
    assert names_of([1234567.0, 1234568.0]) == ["1234567", "1234568"]
    assert names_of([0.1, 0.10000001]) == ["0.1", "0.10000001"]
    assert names_of([0.1, 0.2, 1 / 3]) == ["0.1", "0.2", "0.333333"]
    assert [name_of(value) for value in (True, "word", 2, 2.0, -0.5)] == ["true", "word", "2", "2", "-0.5"]


@pytest.mark.parametrize(("low", "high"), [(2015, 2016), (1e6, 1.001e6), (0, 1e-6), (-1, 1), (0.001, 100)])
def test_the_edges_of_bins_tell_them_apart(low, high):
    column = np.geomspace(low, high, 60) if low == 0.001 else np.linspace(low, high, 60)
    cut = levels(column)
    edges = [[float(part) for part in name.split(" to ")] for name in cut.names]
    assert len({name for name in cut.names}) == len(cut.names) == 10
    for place, (start, end) in enumerate(edges):
        here, wide = column[cut.place == place], end - start
        assert start - wide / 5 <= here.min() <= here.max() <= end + wide / 5
    assert "e+" not in "".join(cut.names)


def test_values_of_points_are_written_in_full_and_as_they_are_set():
    columns = {"a": np.array([1 / 3, 0.1]), "b": np.array([True, False]), "c": np.array([7, 8])}
    results = results_of({"y": [[1.0], [2.0]]}, "list", columns=columns)
    rows = list(csv.reader(points_sheet(results).csv().decode().splitlines()))
    assert rows[1:] == [["0", "0.3333333333333333", "true", "7", "1"], ["1", "0.1", "false", "8", "2"]]


def test_the_file_of_changes_has_no_remains_of_rounding():
    results = results_of({"y": [[0.1 + 0.2, 0.7], [0.3, 0.7]]}, "list", columns={"a": np.array([0.0, 1.0])})
    assert changes_sheet(results).csv().decode().splitlines()[1] == "y,a,0,1,0,,"


def noisy():
    """A Sobol design of which nothing is sure, with one factor that has a label."""
    made = sampled("sobol", lambda x, e: e, 2, names=("price", "trust"))
    price, trust = made.study.factors
    labelled = price.model_copy(update={"label": "price of breaking consensus, logits"})
    study = made.study.model_copy(update={"factors": (labelled, trust)})
    return replace(made, study=study, measures={"yes_1": made.measures["y"]})


def test_warnings_name_measures_and_factors_in_words():
    found = findings(noisy())
    yes = "Votes in favour of draft 1, where a vote was recorded (yes_1)"
    assert any(line.startswith(f"{yes}: the ") and "too wide to rank factors" in line for line in found.unsure)
    named = ("index of price of breaking consensus, logits (price)", "index of trust")
    assert all(any(name in line for name in named) for line in found.unsure if "index of" in line)


def test_the_terminal_names_measures_in_words():
    (section,) = analysed_sections(Written(Path("here"), findings(noisy()), [], []))
    table, lines = section.parts[0], [part for part in section.parts if isinstance(part, Line)]
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == ["votes in favour of draft 1, where a vote was recorded"]
    assert any("votes in favour of draft 1, where a vote was recorded (yes_1)" in line.text for line in lines)


def test_a_page_names_measures_in_words_and_as_the_tables_do():
    shown = measures_sheet(noisy()).shown(noisy(), "Each measure over all runs")
    assert shown.rows[0][0] == "votes in favour of draft 1, where a vote was recorded (yes_1)"
