"""What became of pacts, and their twins: held to arithmetic done here and to the events of the quarters."""

from dataclasses import replace

import numpy as np
import pytest

from demarche.agents.any_act import AnyAct
from demarche.agents.human import Awaited
from demarche.scenarios import saves
from demarche.scenarios.compile import game
from demarche.scenarios.load import LIBRARY, load, parse
from demarche.scenarios.reading.toml import read_toml
from demarche.scenarios.twins import twin, twin_of, without_effect
from demarche.sim.aftermath.events import Count
from demarche.sim.notation import read
from demarche.sim.pacts import INTENDED, PER_PACT, pact_measures, pacts
from demarche.sim.secrets import Sum
from demarche.sim.session import run
from demarche.sim.terms import PHASE_OF, Phase, Stage, Verb

WITH_QUARTERS = ["pact-2015", "sco-2009", "us-china-2015"]


def batch(name, worlds=6, settings=()):
    made = game(load(name, settings), 3, range(worlds))
    return made, run(made.rules, made.briefs, made.seats, made.luck)


@pytest.fixture(scope="module", params=WITH_QUARTERS)
def played(request):
    made, world = batch(request.param)
    return made, world, twin(made)


@pytest.fixture(scope="module")
def empty():
    """A signed pact whose sums are all nothing, to be written by hand; its twin is the same."""
    made, world = batch("pact-2015", worlds=1)
    signed = np.broadcast_to(made.rules.voters, world.record.signed.shape)
    return made.rules, replace(
        world,
        record=replace(world.record, signed=signed),
        secrets=replace(world.secrets, sums=np.zeros_like(world.secrets.sums)),
    )


def with_sums(world, **kinds):
    sums = np.zeros_like(world.secrets.sums)
    for kind, number in kinds.items():
        sums[0, 0, 0, Sum[kind.upper()]] = number
    return replace(world, secrets=replace(world.secrets, sums=sums))


# ── the numbers of a pact ────────────────────────────────────────────────────────────────────────────────────────────


def test_substance_is_the_mean_of_what_was_delivered_and_what_was_spared(empty):
    rules, world = empty
    found = pacts(rules, with_sums(world, operations=3, due=8, delivered=2), with_sums(world, operations=4))
    assert found.measures_delivered[0, 0] == pytest.approx(2 / 8)
    assert found.reduction[0, 0] == pytest.approx(1 / 4)
    assert found.substance[0, 0] == pytest.approx((2 / 8 + 1 / 4) / 2)


def test_a_pact_under_which_more_happens_spares_nothing_and_is_not_below_nothing(empty):
    rules, world = empty
    found = pacts(rules, with_sums(world, operations=9, due=2, delivered=2), with_sums(world, operations=3))
    assert found.reduction[0, 0] == 0
    assert found.substance[0, 0] == pytest.approx(1 / 2)


def test_a_half_that_has_nothing_to_measure_is_left_out(empty):
    rules, world = empty
    nothing, some = with_sums(world), with_sums(world, operations=4)
    assert pacts(rules, with_sums(world, operations=1), some).substance[0, 0] == pytest.approx(3 / 4)
    assert pacts(rules, with_sums(world, due=4, delivered=1), nothing).substance[0, 0] == pytest.approx(1 / 4)
    assert pacts(rules, nothing, nothing).substance[0, 0] == 0
    assert np.isnan(pacts(rules, nothing, nothing).measures_delivered[0, 0])


def test_what_was_not_signed_has_no_substance(empty):
    rules, world = empty
    unsigned = replace(world, record=replace(world.record, signed=np.zeros_like(world.record.signed)))
    found = pacts(rules, unsigned, with_sums(unsigned, operations=4))
    assert not found.signed[0, 0]
    assert np.isnan(found.substance[0, 0])
    assert np.array_equal(found.parties[0, 0], rules.voters)


def test_a_count_of_a_pact_is_missing_where_there_is_none_and_intention_to_treat_is_not(empty):
    rules, world = empty
    unsigned = replace(world, record=replace(world.record, signed=np.zeros_like(world.record.signed)))
    found = pact_measures(pacts(rules, with_sums(unsigned, among=6), with_sums(unsigned, among=7)))
    assert found["signed_1"] == 0
    assert found["operations_intention_to_treat_1"] == 6
    assert found["operations_intention_to_treat_counterfactual_1"] == 7
    assert all(np.isnan(found[f"{name}_1"]).all() for name in PER_PACT)
    assert np.isnan(found["denounced"]).all()
    signed = pact_measures(pacts(rules, with_sums(world, among=6), world))
    assert [float(signed[name][0]) for name in ("signed_1", "operations_within_1", "denounced")] == [1, 0, 0]


def test_operations_of_the_would_be_parties_are_counted_from_the_first_quarter(played):
    """All operations of one against another of them are either among them or abroad, before and after they sign."""
    made, world, _ = played
    found = pacts(made.rules, world, world)
    among, within = found.series[:, 0, :, Sum.AMONG], found.series[:, 0, :, Sum.OPERATIONS]
    everyone = made.rules.may_be_parties[0] == made.rules.voters
    assert everyone.all()
    in_force = found.series[:, 0, :, Sum.DUE] > 0
    stayed = ~found.denounced[:, 0].any(axis=1)
    assert np.array_equal(among[stayed][in_force[stayed]], within[stayed][in_force[stayed]])
    assert (among >= within).all()
    assert among.sum() > 0


def test_every_count_lies_where_it_can(played):
    made, world, other = played
    found = pacts(made.rules, world, other)
    assert (found.breaches <= found.operations_within).all()
    assert (found.attributed <= found.operations_within).all()
    assert (found.contested <= found.attributed).all()
    for share in (found.measures_delivered, found.reduction, found.substance):
        known = ~np.isnan(share)  # a pact that has not come into force has nothing to measure
        assert ((share >= 0) & (share <= 1))[known].all()
        assert known.any()
    assert found.series.shape[2:] == (made.scenario.quarters, len(Sum))


def test_the_sums_are_those_of_the_events():
    made = game(load("us-china-2015"), 5)
    session = saves.play(made, program="")
    found = pacts(session.rules, session.world, twin_of(made, session))
    events = [tick.events for tick in session.ticks if tick.events is not None]
    parties = made.rules.voters
    counted = {Sum.BREACHES: Count.CLEAR, Sum.ATTRIBUTED: Count.RIGHT, Sum.FALSE: Count.WRONG, Sum.THEFT: Count.THEFT}
    for kind, count in counted.items():
        since = [int(e.of(count)[parties[e.doer] & parties[e.victim]].sum()) for e in events]
        signed = found.series[0, 0, :, Sum.DUE] > 0
        assert found.series[0, 0, signed, kind].tolist() == [n for n, there in zip(since, signed, strict=True) if there]
    public = (Verb.ACCUSE, Verb.SANCTION)
    accusations = sum(
        int((np.isin(tick.act[:, 0], public) & parties & parties[tick.act[:, 1]]).sum()) for tick in session.ticks
    )
    assert found.accusations[0, 0] == accusations
    assert found.total(Sum.DELIVERED)[0, 0] <= found.total(Sum.DUE)[0, 0]


def test_a_world_has_the_same_pacts_alone_and_in_a_crowd(played):
    made, world, other = played
    crowd = pact_measures(pacts(made.rules, world, other))
    assert {name.rpartition("_")[0] for name in crowd if name.endswith("_1")} == {*INTENDED, *PER_PACT}
    for place in range(3):
        alone = pact_measures(pacts(made.rules.take([place]), world.take([place]), other.take([place])))
        assert {k: v[0] for k, v in alone.items()} == pytest.approx(
            {k: v[place] for k, v in crowd.items()}, nan_ok=True
        )


def test_without_quarters_there_are_no_pacts():
    made, world = batch("pact-2015", settings=["quarters=0"])
    found = pacts(made.rules, world, twin(made))
    assert not found.possible.any()
    assert pact_measures(found) == {}


# ── the twin ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_committee_is_the_same_in_the_twin(played):
    _, world, other = played
    for name in ("wording", "status", "sponsor", "final", "stated", "order", "signed", "explained"):
        assert np.array_equal(getattr(world.record, name), getattr(other.record, name)), name
    assert np.array_equal(world.dealings.rows(), other.dealings.rows())


def test_conduct_has_no_effect_in_the_twin():
    """Whatever the seats do with their pledge, what is run is the same, as long as nobody retaliates."""
    made = without_effect(game(load("pact-2015", ["quarters=3"]), 1))
    worlds = []
    for words in ("keep 1 at 0", "keep 1 at 100 delivering broadly"):
        session = saves.open_session(made)
        while not session.closed:
            if session.stage == Stage.CONDUCT:
                for seat in session.asked():
                    session.offer(seat, session.tick, read(session.rules, words))
            if session.stage == Stage.RESPONSES:
                for seat in session.asked():
                    session.offer(seat, session.tick, read(session.rules, "pass"))
            session.advance()
        worlds.append(session.world)
    assert np.array_equal(worlds[0].secrets.sums[..., Sum.OPERATIONS], worlds[1].secrets.sums[..., Sum.OPERATIONS])


@pytest.mark.parametrize("name", WITH_QUARTERS)
def test_the_twin_of_a_session_is_the_twin_of_its_batch(name):
    made = game(load(name), 2)
    session = saves.play(made, program="")
    one, other = twin_of(made, session), twin(made)
    assert np.array_equal(one.record.rows(), other.record.rows())
    assert np.array_equal(one.secrets.rows(), other.secrets.rows())


@pytest.mark.parametrize("seed", range(4))
def test_whoever_sits_there_the_twin_has_their_committee_and_their_signatures(seed):
    made = game(load("us-china-2015"), seed)
    session = saves.play(made, program="", seats=dict.fromkeys(made.rules.roster.names, AnyAct()))
    other = twin_of(made, session)
    assert np.array_equal(other.record.wording, session.world.record.wording)
    assert np.array_equal(other.record.signed, session.world.record.signed)


def test_talks_on_one_pact_go_in_the_twin_as_they_went_though_another_pact_was_left():
    """Whoever leaves a pact is asked less, so that all that follows has another place in the order of questions."""
    document = read_toml(LIBRARY / "pact-2015.toml")
    before = document["drafts"][0] | {"id": "BEFORE", "sponsors": [], "standing": ["RUS", "CHN"]}
    document |= {"drafts": [*document["drafts"], before], "quarters": 6}
    compared = 0
    for seed in range(8):
        made = game(parse(document, where="two pacts"), seed)
        session = saves.play(made, program="", seats=dict.fromkeys(made.rules.roster.names, AnyAct()))
        left = [tick.number for tick in session.ticks if (tick.act[:, 0] == Verb.DENOUNCE).any()]
        compared += any(
            tick.stage == Stage.SIGNING and tick.number > min(left, default=session.tick) for tick in session.ticks
        )
        there, here = twin_of(made, session).record, session.world.record
        for name in ("wording", "proposal", "signed", "status"):
            assert np.array_equal(getattr(there, name), getattr(here, name)), (seed, name)
    assert compared, "no pact was left while another was on offer"


def test_a_session_played_by_a_person_has_a_twin_that_is_not_waited_for():
    made = game(load("pact-2015", ["quarters=2"]), 1)
    session = saves.play(made, program="", seats={"RUS": Awaited()})
    assert twin_of(made, session).record.closed.all()
    assert any(PHASE_OF[tick.stage] == Phase.AFTERMATH for tick in session.ticks)


def test_a_session_without_quarters_is_its_own_twin():
    made = game(load("tutorial"), 1)
    session = saves.play(made, program="")
    assert twin_of(made, session) is session.world
