"""The quarters hold what the session held: silence, sameness in a crowd, replay; and counts that are counts."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.agents.strategies.registry import STRATEGIES
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.saves import open_session
from demarche.sim.aftermath.bonds import parties
from demarche.sim.aftermath.events import Count
from demarche.sim.aftermath.nature import MOST, binomial, poisson
from demarche.sim.formulas import share_of
from demarche.sim.procedure.order import may
from demarche.sim.secrets import FULL, Secrets
from demarche.sim.session import run
from demarche.sim.terms import Stage
from demarche.sim.view import sight
from tests.boards import Room, briefs
from tests.fuzz import SHOWN, same, same_world
from tests.pacts_on_boards import AT_ONCE, events_of, keep, pact, seen

SEATS = 4


def played(name, replicates, *changes, seed=5):
    g = game(load(name, changes), seed, replicates)
    return g, run(g.rules, g.briefs, g.seats, g.luck)


def at_responses():
    """Operations, false alarms and conduct of every kind, one quarter after another."""
    room = pact(SEATS).do({0: keep(50, broadly=True), 1: keep(0, apart=2, toward=90)})
    seen(
        room,
        disruption={(1, 0): 3, (2, 3): 1}, clear={(1, 0): 2}, right={(1, 0): 1}, wrong={(3, 0): 1, (0, 2): 1},
        told={(1, 0): 1, (3, 0): 1}, waiting={(1, 0): 1}, learned={(2, 1): 2},
    )  # fmt: skip
    return seen(room.do(), theft={(2, 1): 2}, right={(2, 1): 2}, ready={(2, 1): 1}, wrong={(1, 3): 1, (2, 0): 1})


def what_others_did(secrets, seat, chance):
    """The same for the seat, and anything else of what is hidden: conduct, operations, signals, beliefs, histories."""
    changed = {}
    for name in Secrets.__slots__:
        old = getattr(secrets, name)
        new = chance.integers(0, FULL if name in ("trust", "sums", "abroad") else 2, old.shape)
        if name in ("signal", "trust", "waiting", "ready"):
            new[:, seat] = old[:, seat]
        elif name in ("broke", "saw"):
            new[:, :, seat] = old[:, :, seat]
        changed[name] = new.astype(old.dtype)
    return Secrets(**changed)


@given(seat=st.integers(0, SEATS - 1), seed=st.integers(0, 2**32))
@settings(max_examples=60)
def test_what_others_did_does_not_change_what_a_seat_sees_or_is_asked(seat, seed):
    room = at_responses()
    hidden = room.world.now(
        room.world.record, secrets=what_others_did(room.world.secrets, seat, np.random.default_rng(seed))
    )
    views = [
        sight(w, briefs(room.rules), may(room.rules, w), np.array([0]), np.array([seat])) for w in (room.world, hidden)
    ]
    for name in SHOWN:
        one, other = (getattr(view, name) for view in views)
        if name in ("public", "offers", "on_offer"):
            same(one, other)
        elif name == "past":
            assert (one.broke.tobytes(), one.saw.tobytes()) == (other.broke.tobytes(), other.saw.tobytes())
        else:
            assert one.tobytes() == other.tobytes(), name


def test_an_operation_is_seen_only_through_a_signal():
    rooms = [seen(pact(SEATS), **what) for what in ({}, {"disruption": {(1, 0): 9, (2, 3): 4}, "clear": {(1, 0): 9}})]
    views = [sight(r.world, briefs(r.rules), r.verbs[None], np.zeros(SEATS, int), np.arange(SEATS)) for r in rooms]
    same(*(view.public for view in views))
    for name in ("signal", "trust", "verbs"):
        assert getattr(views[0], name).tobytes() == getattr(views[1], name).tobytes()
    assert np.array_equal(views[0].past.saw, views[1].past.saw)
    # What a state did itself, it knows.
    assert np.argwhere(views[0].past.broke != views[1].past.broke).tolist() == [[1, 0, 0]]


def test_world_17_of_64_with_quarters_is_world_17_alone():
    _, crowd = played("pact-2015", range(64))
    same_world(crowd.take(np.array([17])), played("pact-2015", [17])[1])


def test_a_world_of_193_seats_with_quarters_is_the_same_alone():
    changes = ("quarters=2", "rounds=1")
    _, crowd = played("dual-track-2018", range(3), *changes)
    same_world(crowd.take(np.array([2])), played("dual-track-2018", [2], *changes)[1])


EXTREMES = (
    (),
    ("settings.published=0.3", "settings.detect_base=0.01", "settings.detect_skill=0"),
    ("settings.misread=0",),
    ("settings.misread=1", "settings.noise=5"),
    ("settings.tolerance=1", "settings.forget=0"),
    ("settings.forget=1", "settings.intelligence=1"),
)


@pytest.mark.parametrize("changes", EXTREMES)
def test_beliefs_stay_within_their_bounds(changes):
    for name in ("pact-2015", "us-china-2015"):
        _, world = played(name, range(16), *changes)
        trust = world.secrets.trust
        assert trust.min() >= 10
        assert trust.max() <= 990
        assert (world.secrets.sums >= 0).all()


def test_the_counterfactual_has_the_same_operations_outside_pacts():
    """With nothing displaced, a pact touches only what its parties do to each other."""
    room = pact(5, roles="MMOOO", rate=3, numbers={"displace": 0}).do({s: keep(100) for s in (0, 1)})
    void = replace(room.rules, conduct=replace(room.rules.conduct, void=True))
    twin = Room(void)
    twin.world = room.until(Stage.NATURE).world
    for number in range(10):
        here, there = (events_of(r, number) for r in (room, twin))
        for count in (Count.THEFT, Count.ESPIONAGE, Count.DISRUPTION):
            assert np.array_equal(here[count][2:], there[count][2:])
            assert np.array_equal(here[count][:, 2:], there[count][:, 2:])
        assert not here[Count.DISRUPTION][:2, :2].any()
        assert there[Count.DISRUPTION][:2, :2].any()


RATES = st.floats(0, 30, width=32)


@given(low=RATES, high=RATES, u=st.integers(0, 2**24 - 257))
@settings(max_examples=300)
def test_the_more_rate_the_more_operations_at_the_same_draw(low, high, u):
    """As far as float32 can add: sums may be off by 62 of 2**-24 either way; the last draws are left out."""
    draw = np.array([u], np.float32) * np.float32(2.0**-24)
    low, high = sorted((low, high))
    more = np.minimum(draw + np.float32(124 * 2.0**-24), np.float32(1 - 2.0**-24))
    one, other = (poisson(np.array([r], np.float32), d, MOST)[0] for r, d in ((low, draw), (high, more)))
    assert 0 <= one <= other <= MOST


@pytest.mark.parametrize("rate", [0.01, 0.3, 1.0, 4.0, 20.0])
def test_counts_have_the_mean_and_the_variance_of_their_rate(rate):
    """Over the midpoints of n equal parts of [0, 1), not a sample: a moment is off by a step at each count."""
    n = 2**18
    u = ((np.arange(n) + 0.5) / n).astype(np.float32)
    count = poisson(np.full(n, rate, np.float32), u, MOST).astype(float)
    tolerance = MOST**2 / n + 62 * 2.0**-24 * MOST**2
    assert count.mean() == pytest.approx(rate, abs=tolerance)
    assert count.var() == pytest.approx(rate, abs=2 * tolerance)


@pytest.mark.parametrize("rate", [0, 1e-6, 0.001, 0.05, 0.5, 1, 3, 8])
def test_the_greatest_draw_is_a_tail_and_not_the_end_of_the_scale(rate):
    """float32 terms may add up to less than the greatest draw, which is no reason for sixty operations."""
    most = poisson(np.array([rate], np.float32), np.array([1 - 2.0**-24], np.float32), MOST)[0]
    assert most <= rate + 8 * np.sqrt(rate) + 8


@pytest.mark.parametrize(("trials", "chance"), [(1, 0.096), (5, 0.096), (12, 0.3), (40, 0.05)])
def test_binomial_counts_have_the_mean_and_the_variance_of_their_chance(trials, chance):
    n = 2**16
    u = ((np.arange(n) + 0.5) / n).astype(np.float32)
    count = binomial(np.full(n, trials, np.int16), np.full(n, chance, np.float32), u).astype(float)
    assert count.max() <= trials
    assert count.mean() == pytest.approx(trials * chance, abs=2e-3)
    assert count.var() == pytest.approx(trials * chance * (1 - chance), abs=1e-2)


@given(count=st.integers(0, MOST), chance=st.floats(0, 1, width=32))
def test_a_share_is_right_on_average_and_never_more_than_the_whole(count, chance):
    n = 4096
    u = ((np.arange(n) + 0.5) / n).astype(np.float32)
    share = share_of(np.full(n, count, np.float32), np.full(n, chance, np.float32), u)
    assert share.min() >= 0
    assert share.max() <= count
    assert abs(share.mean() - count * chance) <= 1 / n + 2 * MOST * 2.0**-23


@pytest.mark.parametrize("name", sorted(STRATEGIES))
def test_every_pledge_strategy_is_the_same_alone(name):
    changes = [f"states.{seat}.strategy={name}" for seat in ("RUS", "CHN")]
    _, crowd = played("pact-2015", range(4), *changes)
    same_world(crowd.take(np.array([3])), played("pact-2015", [3], *changes)[1])


def test_a_capital_remembers_in_which_quarters_it_broke_its_pledge_and_heard_of_the_other():
    """Histories are kept as bits, sixteen quarters a number, and read as quarters."""
    changes = ("quarters=20", "settings.sign_base=9", "settings.forget=0.5", "settings.intelligence=0")
    busy = ("rates=[{by='RUS',against='CHN',reported=6},{by='CHN',against='RUS',reported=5}]",)
    made = game(load("pact-2015", (*changes, *busy, *AT_ONCE)), 3)
    session = open_session(made)
    broke, heard = [], []
    while not session.closed:
        who = parties(session.world)[0, 0]
        bound = who[:, None] & who
        session.advance(time_is_up=True)
        if (events := session.ticks[-1].events) is not None:
            broke.append(events.table(events.of(Count.CLEAR), made.rules.seats)[0] > 0)
            heard.append(bound & (events.table(events.of(Count.TOLD), made.rules.seats)[0].T > 0))
    assert len(broke) == 20
    assert 0 < np.sum(broke[16:]) < np.size(broke[16:])
    for seat in range(2):
        past = session.view(seat).past
        assert np.array_equal(past.broke[0, :20], np.array(broke)[:, seat])
        assert np.array_equal(past.saw[0, :20], np.array(heard)[:, seat])
        assert not past.broke[0, 20:].any()
