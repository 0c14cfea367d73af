"""The closed forms of the theory: their signs, and the numbers that were derived apart from this program."""

from dataclasses import replace

import numpy as np
import pytest

from demarche.agents.strategies.registry import STRATEGIES
from demarche.scenarios.theory import attribution, bargaining, depth, escape, noise, timing, trigger
from demarche.scenarios.theory.games import P, R, S, T


@pytest.mark.parametrize(("p", "q", "least"), [(0, 1, 0.5), (0.05, 0.8, 0.588), (0.1, 0.5, 0.769), (0.2, 0.5, 0.909)])
def test_the_least_patience_that_keeps_a_pledge(p, q, least):
    assert trigger.least_patience(p, q) == pytest.approx(least, abs=6e-4)
    at_the_margin = trigger.Pledge(p, q, trigger.least_patience(p, q), trigger.FOREVER)
    assert trigger.gain_from_honouring(at_the_margin) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("p", [0.05, 0.1, 0.3])
def test_no_patience_suffices_where_the_signal_tells_too_little(p):
    ratio = (T - P) / (R - P)
    assert trigger.least_patience(p, p * ratio * 0.99) > 1
    assert trigger.least_patience(p, p * ratio * 1.01) < 1


def test_a_war_of_k_quarters_becomes_grim_as_k_grows():
    long, grim_ = (trigger.Pledge(0.1, 0.5, 0.9, k) for k in (400, trigger.FOREVER))
    assert trigger.worth_of_peace(long) == pytest.approx(trigger.worth_of_peace(grim_))


def test_the_rates_of_cooperation_under_noise():
    e, g = 0.05, 1 / 3
    rates = (noise.tit_for_tat_rate(e), noise.generous_rate(e, g), noise.win_stay_rate(e), noise.contrite_rate(e))
    assert rates == pytest.approx((0.5, 0.875, 0.8645, 0.9091), abs=6e-5)
    assert noise.contrite_rate(e) == pytest.approx(1 / (1 + 2 * e))
    assert (noise.misread_contrite_rate(e), noise.misread_generous_rate(e, g)) == pytest.approx((0.5, 0.917), abs=6e-4)


def test_the_default_generosity_is_the_most_that_cannot_be_exploited():
    assert STRATEGIES["generous"].parameters["generosity"] == pytest.approx(
        min(1 - (T - R) / (R - S), (R - P) / (T - P))
    )


@pytest.mark.parametrize(
    ("defence", "attacks"),
    [
        (attribution.naming(3, 0.6, 0.6, 0.1), 0.9092),
        (attribution.naming(3, 0.8, 0.6, 0.1), 0.8011),
        (attribution.naming(3, 0.6, 0.8, 0.1), 0.7519),
        (attribution.naming(3, 0.6, 0.6, 0.02), 0.8932),
        (attribution.naming(3, 0.6, 0.6, 0.1, unnamed=0.5), 0.8548),
        (attribution.EAGER, (0.9415, 0.9129, 0.9129)),
    ],
)
def test_the_chances_to_attack_in_equilibrium(defence, attacks):
    found = attribution.equilibrium(defence)
    assert found == pytest.approx(np.broadcast_to(attacks, 3), abs=6e-5)
    price = ((defence.if_attacked - defence.if_quiet) * attribution.beliefs(defence, found)).sum(axis=1)
    assert 1 - price / defence.most == pytest.approx(found), "nobody would do otherwise"


def test_better_detection_can_backfire():
    before, after = (attribution.equilibrium(attribution.pooled(detection)).sum() for detection in (0, 0.3))
    assert (before, after) == pytest.approx((1.233, 1.555), abs=6e-4)


@pytest.mark.parametrize(
    ("w", "p", "s", "threshold"),
    [(0.9, 0.9, 0.1, 0.4910), (0.9, 0.9, 0.5, 0.3727), (0.9, 0.5, 0.1, 0.2062), (0.95, 0.95, 0.1, 0.6147)],
)
def test_the_best_threshold_is_the_one_of_greatest_worth(w, p, s, threshold):
    weapon = timing.Weapon(w, p, s)
    assert timing.best_threshold(weapon) == pytest.approx(threshold, abs=6e-5)
    tried = np.linspace(0, 1, 2001)
    assert tried[np.argmax([timing.worth(weapon, t) for t in tried])] == pytest.approx(threshold, abs=1e-3)


def test_a_longer_shadow_eases_enforcement_and_slows_agreement():
    patient, hasty = (replace(bargaining.STAKES[0], r=r) for r in (0.05, 0.4))
    assert bargaining.mean_delay(patient) > bargaining.mean_delay(hasty)
    assert bargaining.mean_delay(patient) == pytest.approx(1 / (2 * bargaining.concession_rate(patient)))
    assert bargaining.gain_from_keeping(patient, 3, 2) > 0 > bargaining.gain_from_keeping(hasty, 3, 2)
    margin = replace(patient, r=bargaining.most_impatience(patient, 3, 2))
    assert bargaining.gain_from_keeping(margin, 3, 2) == pytest.approx(0, abs=1e-9)


def test_patience_and_detection_allow_depth_and_temptation_does_not():
    ties = depth.Ties(0.9, 0.5, 1.0, 2.0)
    assert depth.deepest(ties) == pytest.approx(2.25)
    assert depth.deepest(replace(ties, d=0.95)) > depth.deepest(ties) > depth.deepest(replace(ties, m=0.4))
    assert depth.deepest(replace(ties, t=3.0)) < depth.deepest(ties)


def test_a_clause_that_costs_more_than_breaking_changes_nothing():
    rigid, useless = escape.RIGID[0], replace(escape.RIGID[0], clause_cost=1.1)
    u = np.random.default_rng(0).random((500, 4))
    assert all(np.array_equal(a, b) for a, b in zip(escape.quarter(rigid, u), escape.quarter(useless, u), strict=True))
    assert escape.rigid_life(rigid) == pytest.approx(10)
