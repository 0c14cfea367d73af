"""The tables hold together, and what is derived in them is what deriving gives."""

import csv
import io
import tomllib

import numpy as np
import pytest

from demarche.scenarios import tables
from demarche.scenarios.data import derive, maps, regress

WORDINGS = {wording.id: wording for clause in tables.clauses() for wording in clause.wordings}
WINDOWS = list(maps.WINDOWS)


def test_there_are_8_dimensions_24_clauses_and_84_wordings():
    assert (len(tables.dimensions()), len(tables.clauses()), len(WORDINGS)) == (8, 24, 84)


def test_the_dimensions_of_a_clause_exist_and_their_weights_sum_to_one():
    for clause in tables.clauses():
        assert set(clause.dims) <= set(tables.dimensions())
        assert sum(clause.dims.values()) == pytest.approx(1)


def test_wordings_stay_within_their_scales():
    for wording in WORDINGS.values():
        assert -1 <= wording.position <= 1
        assert 0 <= wording.vague <= 1
        assert 0 <= wording.depth <= 1


def test_mechanisms_and_the_un_fund_are_what_costs_money():
    assert {w.id for w in WORDINGS.values() if w.expenditure} == {"MEC.a", "MEC.b", "MEC.c", "MEC.d", "CAP.b"}


def test_there_are_31_documents_and_each_votes_field_has_three_counts():
    assert len(tables.documents()) == 31
    for document in tables.documents().values():
        assert all(votes is None or len(votes) == 3 for votes in (document.votes, document.committee_votes))


def test_every_document_uses_wordings_that_exist():
    for document in tables.documents().values():
        for clause, wording in document.wordings.items():
            assert wording in WORDINGS
            assert wording.startswith(f"{clause}.")


def test_a_wording_is_used_by_exactly_the_documents_that_hold_it():
    raw = tomllib.loads((tables.DATA / "clauses.toml").read_text(encoding="utf-8"))
    for wording in (wording for clause in raw["clauses"] for wording in clause["wordings"]):
        assert wording["used_by"] == [d.id for d in tables.documents().values() if wording["id"] in d.wordings.values()]


def test_what_a_document_leaves_unconfirmed_is_one_of_its_fields():
    for document in tables.documents().values():
        assert all(hasattr(document, field) for field in document.unconfirmed)


def test_tallies_of_documents_and_resolutions_agree():
    totals = {row["resolution"]: row for row in tables.read("resolutions")}
    for document in tables.documents().values():
        if document.symbol in totals and document.votes:
            row = totals[document.symbol]
            assert document.votes == (int(row["yes"]), int(row["no"]), int(row["abstain"]))


def test_there_are_32_profiles_all_of_members():
    assert len(tables.profiles()) == 32
    assert set(tables.profiles()) <= set(tables.members())


def test_there_are_193_members_in_the_order_of_their_codes():
    assert len(tables.members()) == 193
    assert list(tables.members()) == sorted(tables.members())


def test_blocs_consist_of_members_and_none_is_defined_by_the_outcome_of_a_vote():
    for bloc in tables.blocs():
        assert bloc.members <= set(tables.members())
        assert 0 <= bloc.discipline <= 1
        assert "HARD_NO" not in bloc.id


def test_members_of_answers_for_blocs_and_for_flags_and_names_them_when_asked_for_another():
    assert len(tables.members_of("EU")) == 27
    assert tables.members_of("p5") == {"CHN", "FRA", "GBR", "RUS", "USA"}
    with pytest.raises(ValueError, match="nam_2023"):
        tables.members_of("Atlantis")


@pytest.mark.parametrize("window", WINDOWS)
def test_every_member_has_a_position_within_bounds_in_every_window(window):
    states = tables.positions(window)
    assert list(states) == list(tables.members())
    for state in states.values():
        assert len(state.position) == len(state.salience) == 8
        assert all(-1 <= x <= 1 for x in state.position)
        assert all(0 <= x <= 1 for x in state.salience)
        shares = (state.offence, state.attribution, state.vulnerability, state.audience, state.propensity)
        assert all(0 <= x <= 1 for x in (*shares, state.development))
        assert state.capacity in (1, 2)


@pytest.mark.parametrize("window", WINDOWS)
def test_a_profiled_state_keeps_its_profile(window):
    states = tables.positions(window)
    assert {iso3 for iso3, state in states.items() if state.profiled} == set(tables.profiles())
    for iso3, profile in tables.profiles().items():
        assert (states[iso3].position, states[iso3].salience) == (profile.position, profile.salience)
        assert states[iso3].red_lines == profile.red_lines


def test_every_red_line_is_a_wording_that_exists():
    for state in tables.positions(WINDOWS[0]).values():
        assert set(state.red_lines) <= WORDINGS.keys()


def test_members_of_the_eu_without_a_profile_share_the_red_lines_of_those_with_one():
    states = tables.positions("prior5_2018")
    assert set(states["POL"].red_lines) == set(states["DEU"].red_lines) & set(states["FRA"].red_lines)


def test_an_unknown_window_is_refused_with_the_names_of_those_there_are():
    with pytest.raises(ValueError, match="prior5_2018"):
        tables.positions("prior5_1850")


@pytest.mark.parametrize("window", [window for window in WINDOWS if maps.WINDOWS[window] >= 2016])
def test_the_camps_lie_where_their_profiles_do(window):
    mean = {iso3: np.mean(state.position) for iso3, state in tables.positions(window).items()}
    assert min(mean[iso3] for iso3 in ("POL", "NOR", "NZL")) > 0.4
    assert max(mean[iso3] for iso3 in ("BLR", "SYR", "VEN", "PRK", "NIC")) < -0.3
    assert all(abs(mean[iso3]) < 0.4 for iso3 in ("VNM", "GHA", "CHL", "JAM", "SAU", "FJI"))


def test_roll_calls_of_single_states_end_in_2019():
    assert max(row["date"] for row in tables.read("roll_calls")) < "2020"


def test_roll_calls_add_up_to_the_totals():
    totals = {row["resolution"]: row for row in tables.read("resolutions")}
    rows = list(tables.read("roll_calls"))
    for resolution in {row["resolution"] for row in rows}:
        votes = [row["vote"] for row in rows if row["resolution"] == resolution]
        for vote, column in (("Y", "yes"), ("N", "no"), ("A", "abstain")):
            assert votes.count(vote) == int(totals[resolution][column])


def test_events_say_whether_they_are_confirmed():
    events = tomllib.loads((tables.DATA / "timeline.toml").read_text(encoding="utf-8"))["events"]
    assert {event["confirmed"] for event in events} == {"yes", "partly", "no"}
    assert all(event["source"] for event in events if event["confirmed"] == "yes")


def test_the_derived_positions_are_what_deriving_gives():
    kept, made = list(tables.read("positions")), list(csv.DictReader(io.StringIO(derive.positions_csv())))
    words = ("iso3", "window", "window_used", "capacity", "red_lines")
    assert [[row[w] for w in words] for row in kept] == [[row[w] for w in words] for row in made]
    numbers = [name for name in kept[0] if name not in words]
    here, there = (np.array([[float(row[name]) for name in numbers] for row in rows]) for rows in (kept, made))
    assert np.abs(here - there).max() < 1.5e-4  # one unit of the last decimal: another BLAS may round a tie otherwise


def test_the_fit_was_made_from_the_tables_as_they_are():
    kept = tomllib.loads((tables.DATA / "positions_fit.toml").read_text(encoding="utf-8"))
    made = tomllib.loads(derive.fit_toml(kept["date"]))
    assert kept["data_sha256"] == made["data_sha256"]
    for window in WINDOWS:
        assert kept["windows"][window]["position"]["loo_all"] == pytest.approx(
            made["windows"][window]["position"]["loo_all"], abs=1.5e-4
        )


def test_a_state_missing_from_a_window_is_placed_by_the_nearest_earlier_one_if_there_is_any():
    assert maps.window_with("STP", "prior5_2018") == "prior5_2016"
    assert maps.window_with("SSD", "2000-2004") == "prior5_2016"


def test_the_error_of_a_row_left_out_is_that_of_a_fit_without_it():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(9, 3)), rng.normal(size=(9, 1))
    errors = []
    for row in range(9):
        without = regress.ridge(np.delete(x, row, axis=0), np.delete(y, row, axis=0), penalty=2.0)
        errors.append(y[row] - without.predict(x[row : row + 1])[0])
    assert regress.ridge(x, y, penalty=2.0).loo == pytest.approx(np.sqrt(np.mean(np.square(errors), axis=0)))


def test_a_map_turned_moved_and_scaled_is_turned_back():
    points = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 2.0], [3.0, 1.0]])
    turned = 2.0 * points @ np.array([[0.0, 1.0], [-1.0, 0.0]]) + 5.0
    assert regress.turn_onto(turned[:3], points[:3], turned[3:]) == pytest.approx(points[3:])
