"""The Mesa loops of the benchmark follow the same rules: what is certain is equal, what is drawn is so on average."""

from dataclasses import replace

import mesa
import numpy as np
import pytest

from bench import agreement
from bench.mesa_loops import nature, quarters, voting
from bench.mesa_loops import tabling as loop_tabling
from bench.mesa_loops.country import OUT
from bench.mesa_loops.facts import facts
from bench.mesa_loops.model import Assembly
from demarche.agents.doctrine import restrain, tabling, vote
from demarche.agents.doctrine.sponsoring import readiness
from demarche.agents.doctrine.worth import best_change, worth
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.conduct import base_rate
from demarche.sim.procedure.order import may
from demarche.sim.record import opening
from demarche.sim.view import sight
from tests.pacts_on_boards import expected as in_a_quarter

NAME = "dual-track-2018"


@pytest.fixture(scope="module")
def made():
    return game(load(NAME, ["quarters=1"]), seed=3)


@pytest.fixture(scope="module")
def loops(made):
    """The loops with the instructions of the first world of the batch."""
    model = Assembly(NAME, quarters=1)
    k = made.rules.book.wordings
    for d in model.delegations:
        d.position = made.briefs.position[0, d.seat].tolist()
        d.mean = float(made.briefs.position[0, d.seat].mean())
        d.ideal = made.briefs.ideal[0, d.seat].tolist()
        strict = made.briefs.strict[0, d.seat]
        d.strict = {(c, OUT if w == k else w): float(strict[c, w]) for c, w in np.argwhere(strict).tolist()}
    return model


@pytest.fixture(scope="module")
def seen(made):
    """The world as it opens, and what everybody sees of it."""
    world = opening(made.rules, made.luck.lot(made.rules))
    seats = np.arange(made.rules.seats)
    return world, sight(world, made.briefs, may(made.rules, world), np.zeros_like(seats), seats)


def draft_of(made, number):
    text = np.broadcast_to(made.rules.opened[number], (made.rules.seats, made.rules.book.clauses))
    return text, np.full(made.rules.seats, number)


@pytest.mark.parametrize("number", [0, 1])
def test_a_text_and_its_best_change_are_worth_the_same_to_everybody(made, loops, seen, number):
    text, _ = draft_of(made, number)
    minds = made.doctrine.own_minds(seen[1])
    np.testing.assert_allclose(
        [d.worth(loops.drafts[number].text) for d in loops.delegations],
        worth(made.rules, minds, text).total,
        rtol=1e-3,
        atol=1e-5,
    )
    changes = [d.best_change(loops.drafts[number].text) for d in loops.delegations]
    clause, wording, gain = best_change(made.rules, minds, text)
    np.testing.assert_allclose([change.gain for change in changes], gain, rtol=1e-3, atol=1e-5)
    assert [(change.clause, change.wording) for change in changes] == list(zip(clause, wording, strict=True))


@pytest.mark.parametrize("number", [0, 1])
def test_everybody_leans_the_same_way_and_is_expected_to(made, loops, seen, number):
    text, which = draft_of(made, number)
    draft, rules, doctrine = loops.drafts[number], made.rules, made.doctrine
    np.testing.assert_allclose(
        [voting.leaning(d, draft, draft.text).eta for d in loops.delegations],
        vote.own_leaning(rules, doctrine, seen[1], text, which).eta,
        rtol=1e-3,
        atol=1e-3,
    )
    one = (np.array([0]), text[:1], which[:1])
    np.testing.assert_allclose(
        voting.room(loops, draft, draft.text), vote.room(rules, doctrine, *one)[0], rtol=1e-3, atol=1e-3
    )
    expected, found = vote.prospects(rules, doctrine, *one), voting.prospects(loops, draft, draft.text)
    for name in ("passes", "margin", "against"):
        np.testing.assert_allclose(getattr(found, name), getattr(expected, name)[0], rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("number", [0, 1])
def test_to_table_and_to_sponsor_are_weighed_the_same(made, loops, seen, number):
    text, which = draft_of(made, number)
    draft, minds = loops.drafts[number], made.doctrine.own_minds(seen[1])
    value = worth(made.rules, minds, text).total
    np.testing.assert_allclose(
        [loop_tabling.readiness(d, draft, d.worth(draft.text)) for d in loops.delegations],
        readiness(made.rules, minds, seen[1], which, value),
        rtol=1e-2,
        atol=1e-5,
    )
    expected = tabling.expected_value(made.rules, made.doctrine, seen[1], minds, text, which)
    np.testing.assert_allclose(
        [loop_tabling.expected_value(d, draft) for d in loops.delegations], expected, rtol=1e-3, atol=1e-3
    )


def test_parties_hold_back_as_far_and_run_as_much(made, loops, seen):
    world, _ = seen
    signed = np.zeros_like(world.record.signed)
    for number, draft in enumerate(loops.drafts):
        draft.parties = list(range(number * 20, 140 + number * 20, 2 + number))
        draft.members = set(draft.parties)
        draft.forbids = quarters.forbidden_share(loops, draft)
        draft.general = dict.fromkeys(draft.parties, 300 + 200 * number)
        signed[0, number, draft.parties] = True
    record = replace(world.record, signed=signed)
    bound = world.now(record)
    secrets = bound.secrets
    held = np.where(signed, np.array([300, 500])[:, None], 0).astype(np.int16)
    bound = bound.now(record, secrets=replace(secrets, restraint=held))

    rates = in_a_quarter(made.rules, bound)
    partners = quarters.partners_of(loops)
    for doer in (0, 20, 40, 107):
        expected = dict(nature.rates(loops, doer, loops.drafts, partners[doer]))
        ours = [expected.get(victim, 0.0) for victim in range(made.rules.seats)]
        np.testing.assert_allclose(ours, rates[doer], rtol=1e-3, atol=1e-6)

    seats = np.arange(made.rules.seats)
    view = sight(bound, made.briefs, may(made.rules, bound), np.zeros_like(seats), seats)
    for number, draft in enumerate(loops.drafts):
        among = np.array(draft.parties)
        pact = restrain.pact_of(made.rules, view.take(among), np.full(len(among), number))
        plan = restrain.by_utility(made.rules, made.doctrine, view.take(among), pact)
        given = dict.fromkeys(draft.parties, 0.0)
        levels = [quarters.restrain(loops.delegations[seat], draft, given)[0] for seat in draft.parties]
        np.testing.assert_allclose(levels, 1000 * plan.general, atol=1)


def test_what_a_state_would_run_against_another_without_a_pledge_is_the_same(made, loops):
    roster = made.rules.roster
    expected = base_rate(made.rules.conduct, roster.offence, roster.vulnerability)[0]
    countries = loops.facts.countries
    for doer in (0, 50, 192):
        ours = [countries[doer].base_rate(victim) for victim in countries]
        np.testing.assert_allclose(ours, expected[doer] * (np.arange(193) != doer), rtol=1e-3, atol=1e-6)


def test_what_is_worked_out_once_changes_nothing():
    ends = []
    for tuned in (False, True):
        model = Assembly("tutorial", quarters=8, replicate=5, tuned=tuned)
        while model.running:
            model.step()
        ends.append((model.counts, model.operations, [(d.text, d.ballots, d.sponsors) for d in model.drafts]))
    assert ends[0] == ends[1]


def test_batch_run_reports_what_demarche_is_measured_by():
    theirs = agreement.of_the_loops("tutorial", quarters=3, worlds=40)
    ours = agreement.of_demarche("tutorial", quarters=3, worlds=40)
    compared = agreement.compare(ours, theirs)
    assert {row.name for row in compared} == set(ours)
    members = len(facts("tutorial").countries)
    ballots = np.sum([theirs[f"{ballot}_1"] for ballot in voting.BALLOTS], axis=0)
    assert set(ballots) <= {0, members}


def test_loops_that_follow_another_rule_do_not_agree():
    rng = np.random.default_rng(0)
    ours = {"tally": rng.normal(100, 5, 200), "sponsors": rng.normal(9, 2, 200)}
    theirs = {"tally": rng.normal(104, 5, 200), "sponsors": rng.normal(9, 2, 200)}
    assert [row.agrees for row in agreement.compare(ours, theirs)] == [False, True]


def test_the_correction_is_holms():
    # The least of three counts thrice, the next twice, and none less than the one before it.
    assert agreement.holm_corrected(np.array([0.03, 0.01, 0.04])).tolist() == pytest.approx([0.06, 0.03, 0.06])


def test_a_scenario_that_needs_what_the_loops_leave_out_is_refused():
    with pytest.raises(ValueError, match="gge-2017"):
        facts("gge-2017")


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_what_is_drawn_agrees_in_distribution():
    worlds = 120
    rows = agreement.compare(agreement.of_demarche(NAME, 4, worlds), agreement.of_the_loops(NAME, 4, worlds))
    assert [row.name for row in rows if not row.agrees] == []


def test_mesa_collects_every_step():
    model = Assembly("tutorial", quarters=2)
    while model.running:
        model.step()
    table = model.datacollector.get_model_vars_dataframe()
    assert isinstance(model, mesa.Model)
    assert len(table) == model.steps
    assert len(table["operations"].iloc[-1]) == 2
