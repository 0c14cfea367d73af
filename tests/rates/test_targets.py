"""The targets of the quarters are those of the record, where the program holds the record itself."""

import numpy as np
import pytest

from demarche.scenarios import tables
from demarche.scenarios.history.dyads import JOINED_NATO_LATER
from demarche.scenarios.rates import record
from demarche.scenarios.reading.toml import read_toml

TARGETS = read_toml(tables.DATA / "quarter_targets.toml")
FIRST, LAST = TARGETS["level"]["years"]
SUMMED = record.reported()[FIRST - record.FIRST : LAST + 1 - record.FIRST].sum(axis=0)


def share(selected):
    """A count as a share of the operations of the years of the level."""
    return pytest.approx(selected / SUMMED.sum(), abs=6e-4)


def seats(codes):
    """Which members those are, (193,)."""
    return np.isin(list(tables.members()), list(codes))


def test_the_level_is_that_of_the_record():
    level = TARGETS["level"]
    by_year = [int(record.of_year(year).sum()) for year in range(FIRST, LAST + 1)]
    assert level["by_year"] == by_year
    assert level["per_year"] == pytest.approx(np.mean(by_year), abs=0.05)


@pytest.mark.parametrize("most", [10, 25, 50])
def test_the_shares_of_the_busiest_dyads_are_those_of_the_record(most):
    assert TARGETS["level"][f"share_of_top_{most}_dyads"] == share(np.sort(SUMMED, axis=None)[-most:].sum())


def test_the_shares_of_initiators_are_those_of_the_record():
    level, nato = TARGETS["level"], seats(tables.members_of("nato_2024") - JOINED_NATO_LATER)
    assert level["share_of_CHN_RUS_IRN_PRK"] == share(SUMMED[seats(["CHN", "RUS", "IRN", "PRK"])].sum())
    assert level["share_of_USA"] == share(SUMMED[seats(["USA"])].sum())
    among = SUMMED[np.ix_(nato, nato)].sum() / (LAST - FIRST + 1)
    assert level["nato_on_nato_per_year"] == pytest.approx(among, abs=6e-4)


def test_the_shares_of_kinds_are_those_of_the_record():
    rows = [row for row in tables.read("dyad_years") if row["un_members"] == "1"]
    counts = {kind: sum(int(row[kind]) for row in rows) for kind in ("disruption", "data_theft", "other")}
    for kind, count in counts.items():
        assert TARGETS["kinds"][kind] == pytest.approx(count / sum(counts.values()), abs=6e-4)


def test_attribution_grows_with_time_and_its_bounds_enclose_it():
    """Within 0.001: a bound has other operations at risk than the middle."""
    political = TARGETS["attribution"]["political"]
    for curve in (political, political["begun_2021_to_2023"], TARGETS["attribution"]["any_source"]):
        assert len(curve["quarters"]) == len(curve["named_by"])
        assert curve["named_by"] == sorted(curve["named_by"])
    late = political["begun_2021_to_2023"]
    bounds = zip(late["named_by_high"], late["named_by"], late["named_by_low"], strict=True)
    assert all(longest - 0.001 <= middle <= shortest + 0.001 for longest, middle, shortest in bounds)


def test_every_receiver_is_counted_once():
    by_receiver = TARGETS["attribution"]["political"]["by_receiver"].values()
    assert sum(row["operations"] for row in by_receiver) == TARGETS["attribution"]["political"]["operations"]
    for row in by_receiver:
        named = [row[f"named_by_quarter_{quarter}"] for quarter in (0, 4, 12)]
        assert named == sorted(named)


def test_responses_add_up_and_their_intervals_are_wilsons():
    responses, z = TARGETS["responses"], 1.959964
    parts = [responses[name] for name in ("named", "not_named")]
    for key in ("operations", "any"):
        assert sum(part[key] for part in parts) == responses[key]
    for part in parts:
        n, share_ = part["operations"], part["any"] / part["operations"]
        middle = (share_ + z * z / (2 * n)) / (1 + z * z / n)
        half = z * np.sqrt(share_ * (1 - share_) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        assert [part[key] for key in ("share", "low", "high")] == pytest.approx(
            [share_, middle - half, middle + half], abs=6e-4
        )
