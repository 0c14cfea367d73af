"""What a row of `backtest --scenarios` is worth: precedents, nulls, classes, the price of a split, tallies."""

import csv
import json
import tomllib

import numpy as np
import pytest

from demarche.scenarios import check, tables
from demarche.scenarios.compile import game
from demarche.scenarios.history import nulls, outcomes, tallies
from demarche.scenarios.history.events import EVENTS
from demarche.scenarios.history.nulls import BaseRate, Null, base_rate, null_of
from demarche.scenarios.history.outcomes import Evidence, brier, probabilities, probes, share_of_events
from demarche.scenarios.history.tallies import counted, crps, tally_scores
from demarche.scenarios.load import load, names
from demarche.scenarios.precedents import Precedent, earlier, opening_day, precedents, price_of_split, reasons
from demarche.scenarios.schema import Scenario
from demarche.ui.cli import main
from demarche.ui.outcomes import by_evidence, outcomes_result, outcomes_sections

REAL = [name for name in names() if load(name).history is not None]
ANY = next(iter(precedents()))


def test_precedents_are_those_of_the_other_tables():
    by_symbol = {document.symbol: document for document in tables.documents().values()}
    totals = {row["resolution"]: row for row in tables.read("resolutions")}
    with (tables.DATA / "timeline.toml").open("rb") as file:
        events = {event["id"]: event for event in tomllib.load(file)["events"]}
    for one in precedents():
        document = tables.documents().get(one.of) or by_symbol.get(one.of)
        if document is not None:
            assert one.day == document.date.isoformat()
            assert (one.result == "vote") == (document.decision == "vote")
        if one.of in totals:
            assert one.day == totals[one.of]["date"]
            if one.yes is not None:
                assert (one.yes, one.no) == (int(totals[one.of]["yes"]), int(totals[one.of]["no"]))
        assert document is not None or one.of in totals or events[one.of]["date"] == one.day
    assert [one.day for one in precedents()] == sorted(one.day for one in precedents())


def test_no_tally_later_than_2019_is_among_them():
    assert all(one.yes is None and one.no is None for one in precedents() if one.day >= "2020")
    assert all(one.yes is not None for one in precedents() if one.result == "vote" and one.day < "2020")


@pytest.mark.parametrize("name", REAL)
def test_the_price_of_a_split_is_that_of_the_one_rule(name):
    scenario = load(name)
    assert scenario.price_of_split is None
    assert price_of_split(scenario) == pytest.approx(1.2 / 2 ** len(reasons(opening_day(scenario))))


def test_the_price_is_halved_by_a_group_that_failed_and_by_a_text_that_split():
    assert reasons("2011-01-01") == []
    assert reasons("2018-01-01") == ["the last group had failed"]
    assert reasons("2018-12-17") == ["the last group had failed", "a text had split the house"]
    assert reasons("2022-01-01") == ["a text had split the house"]  # both groups of 2021 had reported
    assert reasons("2006-01-01") == ["the last group had failed"]  # that of 2005
    prices = {name: price_of_split(load(name)) for name in ("code-2015", "dual-track-2018", "cybercrime-2019")}
    assert prices == {"code-2015": 1.2, "dual-track-2018": 0.6, "cybercrime-2019": 0.3}


def test_a_price_that_a_scenario_names_holds():
    priced = load("code-2011").model_copy(update={"price_of_split": 0.4})
    assert price_of_split(priced) == 0.4
    for scenario, price in ((priced, 0.4), (load("code-2011"), 1.2)):
        known = game(scenario, 1).doctrine.at(np.zeros(1, int), np.zeros(1, int))
        assert known.price_of_split == pytest.approx([price])


def test_what_is_known_only_from_the_outcome_is_not_in_force():
    plain = load("oewg-2025")
    asked = plain.model_copy(update={"with_hindsight": True})
    usa = list(game(plain, 1).rules.roster.names).index("USA")
    before, after = (int(game(scenario, 1).rules.roster.red[usa].sum()) for scenario in (plain, asked))
    assert after == before + 1
    assert {name for name in REAL if load(name).hindsight} == {"gge-2017", "oewg-2025"}
    assert not any(load(name).with_hindsight for name in names())


def test_hindsight_is_checked_like_what_is_set_of_states():
    made = load("gge-2017").model_dump(mode="json")
    made["hindsight"]["XKX"] = made["hindsight"]["RUS"]
    made["hindsight"]["RUS"] = {**made["hindsight"]["RUS"], "positions": {"nowhere": 0.5}}
    scenario = Scenario.model_validate_json(json.dumps(made))
    found = "\n".join(check.faults(scenario))
    assert "hindsight: XKX has no seat" in found
    assert "no dimension nowhere" in found


def test_a_null_is_the_rule_of_succession():
    null = Null("reports of groups", lambda one: one.result == "failed")
    assert base_rate(null, []) == BaseRate(0, 0, 0.5)
    some = earlier("2017-01-01")
    assert base_rate(null, some) == BaseRate(1, 4, 2 / 6)
    two = Null("resolutions put to the Assembly", lambda one: True, 2)
    assert base_rate(two, some).chance == pytest.approx((7 / 8) ** 2)


def test_a_null_knows_nothing_of_its_own_day_or_later(monkeypatch):
    later = Precedent("2018-01-01", "x", "resolution", "vote", 100, 50, False)
    monkeypatch.setattr("demarche.scenarios.precedents.precedents", lambda: (ANY, later))
    assert earlier("2018-01-01") == [ANY]
    assert null_of(load("dual-track-2018"), "both adopted") == BaseRate(1, 1, (2 / 3) ** 2)


def test_every_event_has_a_null_or_says_that_there_is_none():
    assert nulls._NULLS.keys() == EVENTS.keys()
    assert all(len(nulls._NULLS[name]) == len(events) for name, events in EVENTS.items())


def test_a_row_that_one_number_flips_is_forced(monkeypatch):
    monkeypatch.setattr(outcomes, "EVENTS", {"code-2011": EVENTS["code-2011"], "joint-2021": EVENTS["joint-2021"]})
    code, joint = probabilities(8)
    assert (code.evidence, code.flipped_by) == (Evidence.FORCED, "at half the price of a split")
    assert (joint.evidence, joint.flipped_by) == (Evidence.OUT_OF_SAMPLE, None)
    cheap = load("code-2011").model_copy(update={"price_of_split": 0.6})
    assert share_of_events(cheap, 8)[code.event] < 0.5 < code.share


def test_a_forced_row_is_not_called_anything_better():
    assert outcomes._evidence("dual-track-2018", "x", True) == Evidence.FORCED
    assert outcomes._evidence("dual-track-2018", None, True) == Evidence.TUNED
    assert outcomes._evidence("dual-track-2018", None, False) == Evidence.IN_SAMPLE
    assert outcomes._evidence("poa-2022", None, False) == Evidence.OUT_OF_SAMPLE


def test_the_same_numbers_are_changed_in_every_scenario():
    of_votes = {f"at {times} the price of a split" for times in ("half", "twice")}
    of_all = {
        words.format(times)
        for times in ("half", "twice")
        for words in ("with {} the worth of being seen", "with texts {} as binding", "with {} the rounds")
    }
    assert probes(load("code-2011")).keys() == of_votes | of_all
    assert probes(load("us-china-2015")).keys() == of_all | {"without what is set of states", "without threats"}
    assert probes(load("code-2011"))["with half the rounds"].rounds == 6
    assert probes(load("code-2011"))["with twice the worth of being seen"].drafts[0].visibility == 2.0
    assert probes(load("code-2011"))["at half the price of a split"].price_of_split == pytest.approx(0.6)
    assert probes(load("pact-2015"))["with texts twice as binding"].drafts[0].binding == 1.0


def test_gge_2017_fails_without_hindsight_and_is_printed(monkeypatch):
    monkeypatch.setattr(outcomes, "EVENTS", {"gge-2017": EVENTS["gge-2017"]})
    plain, seen = probabilities(8)
    assert plain.share < 0.5 < seen.share
    assert seen.evidence is None
    assert seen.event.endswith("(with hindsight)")
    text = json.dumps(outcomes_result([plain, seen], []))
    assert "with hindsight" in text
    assert [row["rows"] for row in by_evidence([plain, seen])] == [1]
    assert outcomes_sections([plain, seen], [])


@pytest.mark.parametrize("ensemble", [[[3.0, 4.0, 5.0]], [[1.0, 2.0, 3.0], [5.0, 2.0, 9.0], [4.0, 4.0, 4.0]]])
def test_the_score_of_a_tally_is_its_definition(ensemble):
    x, real = np.array(ensemble), (2, 3, 4)
    within = np.abs(x[:, None] - x[None]).mean(axis=(0, 1))
    assert crps(x, real) == pytest.approx((np.abs(x - real).mean(axis=0) - within / 2).mean())


def test_the_score_of_a_tally_is_proper():
    """Who forecasts the distribution that counts come from expects less than who is off or too sure."""
    rng = np.random.default_rng(3)
    real = rng.normal(100, 5, (400, 3)).round()
    forecasts = {
        "true": rng.normal(100, 5, (200, 3)),
        "off": rng.normal(108, 5, (200, 3)),
        "sure": np.full((2, 3), 100),
    }
    mean = {name: np.mean([crps(made, row) for row in real]) for name, made in forecasts.items()}
    assert mean["true"] < mean["off"]
    assert mean["true"] < mean["sure"]


def test_committee_and_plenary_are_scored_apart():
    found = list(tally_scores(4))
    rows = {(one.draft, one.body): one.real for one in found}
    assert rows[("A/C.1/73/L.27", "Committee")] == (109, 45, 16)
    assert rows[("A/C.1/73/L.27", "plenary")] == (119, 46, 14)
    assert rows[("A/RES/74/247", "Committee")] == (88, 58, 34)
    assert all(one.model < one.null for one in found)
    assert {one.scenario for one in found} == {"dual-track-2018", "cybercrime-2019"}


def test_no_tally_later_than_2019_is_scored():
    later = [load(name) for name in REAL if load(name).year > tallies.LAST_YEAR]
    assert later
    assert all(not counted(past) for scenario in later if scenario.history for past in scenario.history.drafts)


def test_committee_tallies_are_those_of_the_documents():
    by_symbol = {document.symbol: document for document in tables.documents().values()}
    assert by_symbol["A/RES/73/27"].committee_votes == (109, 45, 16)
    with (tables.DATA / "committee_totals.csv").open(encoding="utf-8") as file:
        totals = {row["plenary_resolution"]: row for row in csv.DictReader(file)}
    assert [int(totals["A/RES/73/27"][side]) for side in ("yes", "no", "abstain")] == [109, 45, 16]
    assert by_symbol["A/RES/74/247"].committee_votes == (88, 58, 34)


def test_flags_of_scenarios_are_those_of_the_documents():
    by_symbol = {document.symbol: document for document in tables.documents().values()}
    same = {
        ("dual-track-2018", 0): "A/RES/73/27", ("dual-track-2018", 1): "A/RES/73/266",
        ("cybercrime-2019", 0): "A/RES/73/187", ("cybercrime-2019", 1): "A/RES/74/247",
        ("poa-2022", 0): "A/RES/77/36", ("poa-2022", 1): "A/RES/77/37",
    }  # fmt: skip
    for (name, place), symbol in same.items():
        draft, document = load(name).drafts[place], by_symbol[symbol]
        assert draft.welcomes_rival == document.welcomes_rival_track
        assert draft.preempts == document.preempts_running_group
        assert draft.beside_rival == document.beside_rival_group


def test_a_certain_forecast_of_what_happened_scores_nought():
    assert (brier(1.0), brier(0.0), brier(0.5)) == (0.0, 1.0, 0.25)


def test_show_says_what_the_price_rests_on_and_what_is_hindsight(capsys):
    assert main(["show", "dual-track-2018"]) == 0
    assert "0.6 utils" in (said := " ".join(capsys.readouterr().out.split()))
    assert "the last group had failed" in said
    assert main(["show", "gge-2017"]) == 0
    assert "with_hindsight=true" in capsys.readouterr().out
