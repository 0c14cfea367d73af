"""Every measure has a meaning, a unit and a range; the page and the codebook say the same; values keep to them."""

import csv
import json

import numpy as np
import pyarrow.parquet as pq
import pytest

from demarche.agents.doctrine.profiles import DOCTRINES
from demarche.scenarios.batch import play
from demarche.scenarios.compile import game
from demarche.scenarios.load import load, names
from demarche.scenarios.study.meanings import OF_A_STATE as MEANINGS_OF_STATES
from demarche.scenarios.study.meanings import meaning_of
from demarche.scenarios.study.measures import EFFECT, OF_A_STATE, TWIN, columns, known
from demarche.scenarios.study.observe import observe
from demarche.sim.outcome import outcome
from demarche.sim.pacts import SERIES
from demarche.sim.terms import Ballot
from demarche.ui.cli import main
from tests import measures_page

STUDY = """
id = "states"
title = "States"
scenario = "us-china-2015"
set = ["quarters=4"]
replicates = 12
seed = 1
measures = [{measures}]
series = ["operations", "measures_delivered"]
twin = "no-pact"
[design]
kind = "grid"
[[factors]]
name = "theft"
path = "settings.harm_theft"
values = [0.0, 2.0]
"""
KINDS = "theft", "espionage", "disruption", "information_operations"
OTHERS = "operations_within_1", "displacement", "attributed_1", "false_signals_1"


@pytest.mark.parametrize("scenario", names())
def test_every_measure_of_every_scenario_has_a_meaning(scenario):
    for column in columns(known(load(scenario)), "no-pact"):
        assert meaning_of(column).words
        assert meaning_of(column).unit


def test_every_count_by_quarter_and_every_measure_of_a_state_has_a_meaning():
    assert all(meaning_of(f"{name}_1{ending}", by_quarter=True).unit for name in SERIES for ending in ("", TWIN))
    assert set(MEANINGS_OF_STATES) == set(OF_A_STATE)
    for kind in OF_A_STATE:
        assert "RUS" in meaning_of(f"{kind}_RUS").words
        assert "pact 2" in meaning_of(f"{kind}_2_RUS{EFFECT}").words


@pytest.mark.parametrize("column", ["bogus", "bogus_1", "yes", "bogus_RUS", "payoff_1", "yes_1_RUS"])
def test_what_is_no_measure_has_no_meaning(column):
    with pytest.raises(KeyError):
        meaning_of(column)


def test_the_page_has_the_table_of_today():
    page = measures_page.PAGE.read_text(encoding="utf-8")
    assert measures_page.MADE.search(page)
    assert measures_page.written(page) == page


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("states")
    measures = [*OTHERS, *(f"{kind}_{of}" for kind in OF_A_STATE for of in ("CHN", "1_CHN", "1_USA", "USA"))]
    (folder / "states.toml").write_text(STUDY.format(measures=json.dumps(measures)[1:-1]), encoding="utf-8")
    assert main(["sweep", str(folder / "states.toml"), "--out", str(folder / "r"), "--workers", "1", "--quiet"]) == 0
    return folder / "r"


def test_the_codebook_has_a_row_for_each_column_of_each_file(swept):
    with open(swept / "codebook.csv", encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    assert all(row["meaning"] and row["unit"] for row in rows)
    for table, file in (("runs", "runs-00000"), ("series", "series-00000"), ("design", "design")):
        there = [row["column"] for row in rows if row["table"] == table]
        assert there == pq.read_table(swept / f"{file}.parquet").column_names


def test_values_keep_to_the_ranges_of_the_codebook(swept):
    runs = pq.read_table(swept / "runs-00000.parquet")
    assert runs["error"].null_count == runs.num_rows
    for column in runs.column_names[3:-1]:
        of, values = meaning_of(column), runs[column].to_numpy()
        values = values[~np.isnan(values)]
        assert values.size, column
        assert of.least is None or column.endswith(EFFECT) or values.min() >= of.least, column
        assert of.most is None or values.max() <= of.most, column


def test_what_parties_do_adds_up_to_what_the_pact_counts(swept):
    runs = {name: column.to_numpy() for name, column in zip(*table(swept), strict=True)}
    for ending in ("", TWIN):
        done, suffered = (
            sum(runs[f"operations_{what}_1_{s}{ending}"] for s in ("CHN", "USA")) for what in ("done", "suffered")
        )
        np.testing.assert_array_equal(done, runs[f"operations_within_1{ending}"])
        np.testing.assert_array_equal(suffered, runs[f"operations_within_1{ending}"])
        attributed = sum(runs[f"attributed_1_{s}{ending}"] for s in ("CHN", "USA"))
        np.testing.assert_array_equal(attributed, runs[f"attributed_1{ending}"])
        wrong = sum(runs[f"misattributed_1_{s}{ending}"] for s in ("CHN", "USA"))
        np.testing.assert_array_equal(wrong, runs[f"false_signals_1{ending}"])
    assert 0 < np.isnan(runs["payoff_1_CHN"]).sum() < len(runs["payoff_1_CHN"])


def table(folder):
    found = pq.read_table(folder / "runs-00000.parquet")
    return found.column_names[:-1], [found[name] for name in found.column_names[:-1]]


def test_a_payoff_is_gains_less_harm_and_the_harm_is_that_of_the_doctrine(swept):
    runs = {name: column.to_numpy() for name, column in zip(*table(swept), strict=True)}
    made = game(load("us-china-2015"), 1)
    doctrine = list(DOCTRINES.values())[made.doctrine.profile[0, made.rules.roster.names.index("USA")]]
    harm = {kind: doctrine.number(f"harm_{kind.partition('_')[0]}") for kind in KINDS}
    assert len(set(harm.values())) == len(harm)
    harm |= {"theft": np.where(runs["point"] == 0, 0.0, 2.0)}  # what is set holds for every doctrine
    suffered = sum(weight * runs[f"{kind}_suffered_USA"] for kind, weight in harm.items())
    np.testing.assert_allclose(runs["payoff_USA"], runs["operations_done_USA"] - suffered)
    kinds = sum(runs[f"{kind}_done_CHN"] for kind in KINDS)
    np.testing.assert_array_equal(kinds, runs["operations_done_CHN"])
    assert (runs["falsely_accused_CHN"] <= runs["accused_CHN"]).all()


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("payoff_ZZZ", "ZZZ has no seat"),
        ("pay_off_USA", "states have no pay_off; did you mean payoff"),
        ("vote_USA", "vote_1_USA is on the first"),
        ("payoff_9_USA", "drafts, counted from 1"),
    ],
)
def test_a_measure_of_a_state_that_there_is_not_is_refused(measure, said, tmp_path, capsys):
    (tmp_path / "states.toml").write_text(STUDY.format(measures=json.dumps(measure)), encoding="utf-8")
    assert main(["validate", str(tmp_path / "states.toml")]) == 2
    assert said in " ".join(capsys.readouterr().err.split())


def test_votes_are_those_of_the_record():
    made = game(load("tutorial"), 1, range(20))
    codes = made.rules.roster.names
    found, _ = observe(made, [f"vote_1_{code}" for code in codes], (), None)
    ballots = outcome(made.rules, play(made).world.record).votes[:, 0]
    counted = {Ballot.YES: 1.0, Ballot.NO: -1.0, Ballot.ABSTAIN: 0.0}
    for seat, code in enumerate(codes):
        wanted = [counted.get(Ballot(ballot), np.nan) for ballot in ballots[:, seat].tolist()]
        np.testing.assert_array_equal(found[f"vote_1_{code}"], wanted)
    assert (ballots == Ballot.YES).any()
    assert (ballots == Ballot.NO).any()
