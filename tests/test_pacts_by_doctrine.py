"""Pacts that states propose by their doctrine: in both engines and in twins, under pressure, and with reasons."""

from dataclasses import replace

import numpy as np
import pytest

from demarche.scenarios import saves
from demarche.scenarios.batch import play
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim import engine
from demarche.sim.procedure.order import may
from demarche.sim.procedure.step import step
from demarche.sim.record import opening
from demarche.sim.session import ask, by_itself, furthest_behind, go_on
from demarche.sim.terms import Item, Stage, Verb
from demarche.ui.seat.heard import heard
from tests.fuzz import same_world

SLOTS_OF_TWO = ["quarters=4", "pact_slots=2", "rounds=0"]


@pytest.mark.parametrize("name", ["pact-2015", "us-china-2015"])
def test_a_world_and_its_twin_sign_the_same_pacts(name):
    made = game(load(name, ["pact_slots=3", "quarters=8", "rounds=1"]), 5, range(24))
    played = play(made, with_twin=True, by=engine.NUMPY)
    assert played.twin is not None
    assert played.world.record.signed[:, 1:].any()
    for what in ("signed", "wording", "signed_in", "template", "status"):
        assert np.array_equal(getattr(played.world.record, what), getattr(played.twin.record, what)), what


@pytest.mark.skipif(not engine.installed(), reason="numba is not installed")
def test_both_engines_play_the_same_worlds_and_each_is_the_same_alone():
    made = game(load("pact-2015", SLOTS_OF_TWO), 2, range(12))
    worlds = [play(made, by=by).world for by in (engine.NUMPY, engine.NUMBA)]
    assert worlds[0].record.signed[:, 1:].any()
    same_world(*worlds)
    for b in (0, 7):
        alone = play(game(load("pact-2015", SLOTS_OF_TWO), 2, [b]), by=engine.NUMPY).world
        same_world(alone, worlds[0].take(slice(b, b + 1)))


@pytest.mark.parametrize("by", ["RUS", "CHN"])
@pytest.mark.parametrize("without", ["approach_pressure", "sign_pressure"])
def test_pressure_from_outside_raises_approaches_and_signatures_each_by_itself(by, without):
    """A sign test over worlds with the same chance, in which the text of the scenario is never signed.

    without  the term of pressure that is left out, so that only the other is at work
    """

    def signed(pressure):
        settings = [f"states.{s}.pressure={pressure}" for s in ("RUS", "CHN")]
        settings += [*SLOTS_OF_TWO, "settings.sign_base=-20", f"settings.{without}=0", "settings.agree_base=-2"]
        settings += ["quarters=2", "states.RUS.approaches=0", f"states.{by}.approaches=1.5"]
        made = game(load("pact-2015", settings), 1, range(1000))
        record = play(made, by=engine.NUMPY).world.record
        r, c = (made.rules.roster.names.index(s) for s in ("RUS", "CHN"))
        return (record.signed[:, 1:, r] & record.signed[:, 1:, c]).any(axis=1)

    low, high = signed(0.0), signed(0.8)
    more, fewer = int((high & ~low).sum()), int((low & ~high).sum())
    assert more > fewer + 3 * np.sqrt(more + fewer)


def test_what_was_done_and_answered_in_the_quarters_decides_no_proposal_and_no_answer_to_one():
    """So that the twin of a world, in which pacts have no effect, has the same pacts."""
    made = game(load("us-china-2015", ["pact_slots=3", "quarters=8", "rounds=0"]), 5, range(40))
    chance, asked = np.random.default_rng(1), 0

    def differs(world):
        """Other beliefs, signals and threats."""
        s, r = world.secrets, world.record
        trust, signal = (chance.integers(0, n, t.shape).astype(t.dtype) for n, t in ((1000, s.trust), (3, s.signal)))
        threat = chance.integers(0, 1000, r.threat.shape).astype(r.threat.dtype)
        return world.now(replace(r, threat=threat), secrets=replace(s, trust=trust, signal=signal, ready=signal))

    world = opening(made.rules, made.luck.lot(made.rules))
    while not world.record.closed.all():
        moving = ~world.record.closed & furthest_behind(world.record, ~world.record.closed)
        verbs = may(made.rules, world, moving)
        act = ask(made.rules, world, made.briefs, verbs, made.seats, made.luck)
        if np.isin(world.record.stage[moving], (Stage.PROPOSALS, Stage.CONSIDERATION)).all():
            other = ask(made.rules, differs(world), made.briefs, verbs, made.seats, made.luck)
            assert np.array_equal(act, other)
            asked += int((act[..., Item.VERB] > Verb.PASS).sum())
        events = by_itself(made.rules, world, made.luck, moving)
        world = step(made.rules, world, act, verbs, events, moving)
    assert asked > 20


def test_the_doctrine_proposes_answers_with_changes_declines_and_agrees():
    made, done = game(load("pact-2015", ["quarters=8", "pact_slots=4", "rounds=0"]), 1, range(60)), set()
    world = opening(made.rules, made.luck.lot(made.rules))
    go_on(
        made.rules, world, made.briefs, made.seats, made.luck,
        watch=lambda record, act, _: done.update(np.unique(act[..., Item.VERB]).tolist()),
    )  # fmt: skip
    assert {Verb.INVITE, Verb.AGREE, Verb.DECLINE, Verb.COUNTER} <= done


def test_every_answer_to_a_pact_has_its_reason_and_only_the_invited_are_told_it():
    made, told = game(load("pact-2015", ["quarters=8", "pact_slots=4", "rounds=0"]), 1), set()
    for replicate in range(12):
        session = saves.play(
            game(load("pact-2015", ["quarters=8", "pact_slots=4", "rounds=0"]), 1, [replicate]), program=""
        )
        for moment in session.moments:
            for by in np.flatnonzero(moment.tick.act[:, Item.VERB] >= Verb.INVITE).tolist():
                told.add(Verb(int(moment.tick.act[by, Item.VERB])))
                assert moment.why(by)
                assert moment.why(by) not in " ".join(
                    one.why for one in heard(made, session, moment.tick.number, None, reveal="all")
                )
    assert {Verb.INVITE, Verb.AGREE} <= told
