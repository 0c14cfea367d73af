"""The measures of finished worlds, held to arithmetic done here."""

import dataclasses
from itertools import product

import numpy as np
import pytest

from demarche.scenarios.compile import game
from demarche.scenarios.load import load, names
from demarche.sim import bargain
from demarche.sim.outcome import DECIDED_BY, DecidedBy, mean_over_text, measures, outcome, text_as_decided, yes_to_all
from demarche.sim.session import run
from demarche.sim.tally import tally
from demarche.sim.terms import ABSENT, Ballot, Decision, Status

Y, N, A, X, U = Ballot.YES, Ballot.NO, Ballot.ABSTAIN, Ballot.ABSENT, Ballot.UNCAST


def finished(name, worlds=3):
    made = game(load(name), 1, range(worlds))
    return made.rules, run(made.rules, made.briefs, made.seats, made.luck).record


@pytest.fixture(scope="module")
def tutorial():
    return finished("tutorial")


@pytest.mark.parametrize(
    ("status", "decided_by"),
    [
        (Status.HELD, DecidedBy.NOT_PUT),
        (Status.POCKET, DecidedBy.NOT_PUT),
        (Status.NO_QUORUM, DecidedBy.NOT_PUT),
        (Status.PASSED_OVER, DecidedBy.NOT_PUT),
        (Status.PARTS_REJECTED, DecidedBy.VOTE),
        (Status.REJECTED, DecidedBy.VOTE),
        (Status.ADOPTED, DecidedBy.VOTE),
        (Status.BLOCKED, DecidedBy.CONSENSUS),
        (Status.CONSENSUS, DecidedBy.CONSENSUS),
        (Status.SIGNED, DecidedBy.CONSENSUS),
        (Status.UNSIGNED, DecidedBy.CONSENSUS),
        (Status.WITHDRAWN, DecidedBy.WITHDRAWN),
        (Status.NO_ACTION, DecidedBy.NO_ACTION),
    ],
)
def test_every_ending_has_its_word(status, decided_by):
    assert DECIDED_BY[status] == decided_by


@pytest.mark.parametrize("name", names())
def test_a_recorded_vote_is_adopted_where_more_say_yes_than_no(name):
    rules, record = finished(name)
    found = outcome(rules, record)
    voted = (found.decided_by == DecidedBy.VOTE) & (record.status != Status.PARTS_REJECTED)
    assert np.array_equal(found.adopted[voted], (found.yes > found.no)[voted])
    assert np.array_equal(tally(found.votes), (found.yes, found.no))
    assert ((found.votes == U).all(axis=2) | voted).all()


@pytest.mark.parametrize("name", names())
def test_a_world_has_the_same_measures_alone_and_in_a_crowd(name):
    rules, record = finished(name)
    crowd = measures(outcome(rules, record))
    for world in range(record.worlds):
        alone = measures(outcome(rules.take([world]), record.take([world])))
        assert {k: v[0] for k, v in alone.items()} == pytest.approx(
            {k: v[world] for k, v in crowd.items()}, nan_ok=True
        )


def test_a_measure_of_a_text_is_the_mean_weighted_by_mass(tutorial):
    rules, _ = tutorial
    text = rules.opened[None]
    standing = [(c, k) for c, k in enumerate(text[0, 0]) if k != ABSENT]
    mass = sum(rules.book.mass[0, c] for c, _ in standing)
    mean = sum(rules.book.mass[0, c] * rules.book.position[0, c, k] for c, k in standing) / mass
    assert mean_over_text(rules.take([0]), rules.book.position[:1], text)[0, 0] == pytest.approx(mean, rel=1e-6)


def test_a_text_without_clauses_has_no_position(tutorial):
    rules, _ = tutorial
    assert np.isnan(
        mean_over_text(rules.take([0]), rules.book.position[:1], np.full_like(rules.opened, ABSENT)[None])
    ).all()


def test_a_clause_struck_and_a_clause_reworded_are_counted_apart(tutorial):
    rules, record = tutorial
    standing = np.flatnonzero(rules.opened[0] != ABSENT)
    wording = np.repeat(rules.opened[None], record.worlds, axis=0).copy()
    wording[:, 0, standing[0]] = ABSENT
    wording[:, 0, standing[1]] = (wording[:, 0, standing[1]] + 1) % 2
    found = outcome(rules, dataclasses.replace(record, wording=wording))
    assert (found.struck.tolist(), found.changed.tolist()) == ([[1]] * 3, [[1]] * 3)


def test_a_rival_kept_in_its_pocket_is_measured_as_it_would_open(tutorial):
    rules, record = tutorial
    kept = dataclasses.replace(rules, pocket=np.array([True]))
    record = dataclasses.replace(
        record, wording=np.full_like(record.wording, ABSENT), tabled=np.full_like(record.tabled, ABSENT)
    )
    assert (text_as_decided(kept, record) == rules.opened).all()
    assert (text_as_decided(rules, record) == ABSENT).all()


def test_yes_to_all_counts_only_drafts_that_were_voted_on():
    votes = np.array([[[Y, Y, N, A], [U, U, U, U], [Y, N, N, X]], [[Y, Y, N, A], [U, U, U, U], [U, U, U, U]]])
    assert yes_to_all(votes).tolist() == [1, -1]


def test_a_signature_is_no_recorded_vote_and_may_come_later():
    rules, record = finished("pact-2015", worlds=12)
    found = outcome(rules, record)
    assert rules.decision == Decision.UNANIMITY
    assert (found.votes == U).all()
    assert np.array_equal(found.signed[..., rules.voters].all(axis=(1, 2)), found.adopted.all(axis=1))
    assert not found.signed[..., ~rules.voters].any()


# ── bargaining ───────────────────────────────────────────────────────────────────────────────────────────────────────


def table_of(*clauses):
    """Gains (1, 2, C, K + 1) of clauses given as lists of (first, second); silence brings nothing."""
    most = max(len(c) for c in clauses)
    gain = np.full((1, 2, len(clauses), most + 1), np.nan)
    gain[..., -1] = 0
    for c, wordings in enumerate(clauses):
        for k, pair in enumerate(wordings):
            gain[0, :, c, k] = pair
    return gain


def every_text(gain):
    places = [[k for k in range(gain.shape[3]) if not np.isnan(gain[0, 0, c, k])] for c in range(gain.shape[2])]
    return np.array([gain[0][:, range(gain.shape[2]), list(choice)].sum(axis=1) for choice in product(*places)])


@pytest.fixture(params=range(20))
def some_table(request):
    rng = np.random.default_rng(request.param)
    return table_of(*[[tuple(rng.normal(size=2)) for _ in range(rng.integers(1, 4))] for _ in range(4)])


def test_no_text_lies_beyond_the_frontier(some_table):
    points, texts = bargain.frontier(some_table)[0], every_text(some_table)
    for weight in np.linspace(0.001, 0.999, 50):
        reach = np.array([weight, 1 - weight])
        assert (points @ reach).max() == pytest.approx((texts @ reach).max())


def test_the_nash_point_beats_every_text_that_both_would_take(some_table):
    nash = bargain.nash(bargain.frontier(some_table))[0]
    fair = [a * b for a, b in every_text(some_table) if a >= 0 and b >= 0]
    assert nash.min() >= -1e-9
    assert nash[0] * nash[1] >= max(fair) - 1e-9


def test_at_the_kalai_smorodinsky_point_both_have_the_same_share_of_their_hopes(some_table):
    points = bargain.frontier(some_table)
    first, second = bargain.kalai_smorodinsky(points)[0]
    fine = np.concatenate([np.linspace(a, b, 400) for a, b in zip(points[0, :-1], points[0, 1:], strict=True)])
    hopes = fine[fine[:, 1] >= 0][:, 0].max(), fine[fine[:, 0] >= 0][:, 1].max()
    if min(hopes) > 1e-6:
        assert first / hopes[0] == pytest.approx(second / hopes[1], abs=0.02)


def test_two_camps_alike_meet_in_the_middle():
    points = bargain.frontier(table_of([(3, -1)], [(-1, 3)]))
    assert bargain.nash(points)[0] == pytest.approx([2, 2])
    assert bargain.kalai_smorodinsky(points)[0] == pytest.approx([2, 2])


def test_where_each_gain_is_the_others_loss_they_stay_with_the_fallback():
    points = bargain.frontier(table_of([(1, -3), (-3, 1)]))
    assert bargain.nash(points)[0] == pytest.approx([0, 0])
    assert bargain.kalai_smorodinsky(points)[0] == pytest.approx([0, 0])


def test_a_room_without_one_of_the_camps_has_no_such_points():
    rules, record = finished("pact-2015", worlds=1)
    assert np.isnan(outcome(rules, record).from_nash).all()
