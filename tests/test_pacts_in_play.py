"""A pact proposed in play: proposed, countered, signed, in force, measured, and told to nobody before it is signed."""

from dataclasses import replace

import numpy as np
import pytest

from demarche.agents.any_act import AnyAct
from demarche.scenarios import saves
from demarche.scenarios.batch import play
from demarche.scenarios.campaign import Memory, recalled, remember
from demarche.scenarios.compile import game
from demarche.scenarios.load import LIBRARY, load, parse
from demarche.scenarios.reading.toml import read_toml
from demarche.scenarios.twins import twin_of
from demarche.sim import engine
from demarche.sim.notation import read
from demarche.sim.pacts import pacts
from demarche.sim.procedure.order import may
from demarche.sim.procedure.step import step
from demarche.sim.record import World, opening
from demarche.sim.session import Session, ask, by_itself, furthest_behind, go_on
from demarche.sim.terms import Item, Stage, Status, Verb
from demarche.ui.result import result
from demarche.ui.seat.acts import say_act
from demarche.ui.seat.heard import heard
from demarche.ui.seat.room import room
from demarche.ui.story import tell
from tests.fuzz import same, same_world

SETTINGS = ["quarters=6", "pact_slots=2", "rounds=0"]
SLOTS_OF_TWO = ["quarters=4", "pact_slots=2", "rounds=0"]


def quiet_game():
    """The experts of 2017, of whom nobody proposes anything by itself."""
    return game(load("gge-2017", [*SETTINGS, "states.RUS.approaches=0", "settings.pledge_base=-20"]), 3)


def seat(made, name):
    return made.rules.roster.names.index(name)


def says(session, made, name, text):
    session.offer(seat(made, name), session.tick, read(made.rules, text))


def on(session, stage):
    while session.stage != stage:
        session.advance(time_is_up=True)


def brazil_and_india(made, session):
    """Brazil proposes, India answers with a change, Brazil agrees."""
    on(session, Stage.PROPOSALS)
    says(session, made, "BRA", "invite IND: confidence-building with NAP.a after 1 for 5")
    session.advance(time_is_up=True)
    assert session.asked() == [seat(made, "IND")]
    says(session, made, "IND", "counter NAP.b")
    session.advance(time_is_up=True)
    assert session.asked() == [seat(made, "BRA")]
    says(session, made, "BRA", "agree")
    session.advance(time_is_up=True)


def test_a_pact_of_brazil_and_india_is_proposed_countered_signed_in_force_and_measured(tmp_path):
    made = quiet_game()
    session = saves.open_session(made)
    brazil_and_india(made, session)
    draft, both = 1, {seat(made, "BRA"), seat(made, "IND")}
    assert session.world.record.status[0, draft] == Status.SIGNED
    assert set(np.flatnonzero(session.world.record.signed[0, draft]).tolist()) == both
    nap = made.rules.book.names.index("NAP")
    assert session.world.record.wording[0, draft, nap] == 1, "as India changed it"
    in_force = {}
    while not session.closed:
        if session.stage == Stage.NATURE:
            in_force[int(session.world.record.quarter[0])] = bool(session.world.record.in_force[0, draft])
        session.advance(time_is_up=True)
    assert in_force == {1: False, 2: True, 3: True, 4: True, 5: True}
    found = pacts(made.rules, session.world, twin_of(made, session))
    assert (bool(found.signed[0, draft]), bool(found.in_force[0, draft])) == (True, True)
    told = next(pact for pact in result(made, session)["pacts"] if pact["id"] == "PACT-1")
    assert (told["parties"], told["signed"], told["since_quarter"]) == (["BRA", "IND"], True, 3)
    due = [q["measures_due"] for q in told["quarters"]]
    assert due[:2] == [0, 0]
    assert len(set(due[2:])) == 1
    assert due[2] > 0
    assert 0 < told["measures_delivered"] <= 1
    story = " ".join(part.text for part in tell(made, session))
    assert "PACT-1 binds Brazil and India" in story
    assert "PACT-2" not in story, "a slot in which nothing was signed"
    log = tmp_path / "log.jsonl"
    saves.write_out(made, session, log, "test").close()
    _, replayed = saves.replay(log)
    same_world(replayed.world, session.world)


def test_only_the_invited_hear_of_a_pact_before_it_is_signed():
    made = quiet_game()
    session = saves.open_session(made)
    brazil_and_india(made, session)
    names = made.rules.roster.names
    for back in (3, 2):
        tick = len(session.moments) - back
        for who in (None, *range(made.rules.seats)):
            text = " ".join(one.text for one in heard(made, session, tick, who))
            party = who in (seat(made, "BRA"), seat(made, "IND"))
            assert ("pact" in text) == party, (back, who and names[who], text)
    signed = [one.text for one in heard(made, session, len(session.moments) - 1, None)]
    assert "Brazil and India sign PACT-1, proposed in this quarter." in signed


def test_the_invited_is_shown_the_pact_and_its_form_says_every_answer():
    made = quiet_game()
    session = saves.open_session(made)
    on(session, Stage.PROPOSALS)
    (form,) = (act for act in room(made, session, seat(made, "BRA")).acts if act.verb == "invite")
    picks = {"partner0": [c.says for c in form.fields[0].choices].index("IND"), "basis": 3, "term": 0}
    assert say_act(form, picks) == "invite IND : confidence-building with for 1"
    assert read(made.rules, "invite IND : confidence-building with for 1")[Item.PARTNER] == seat(made, "IND")
    says(session, made, "BRA", "invite IND: confidence-building")
    session.advance(time_is_up=True)
    told = {act.verb: act for act in room(made, session, seat(made, "IND")).acts}
    assert set(told) == {"agree", "decline", "counter"}
    assert told["agree"].tip.startswith(
        "BRA proposed a pact of BRA IND (confidence-building), in force after 0 quarters."
    )
    elsewhere = room(made, session, seat(made, "KEN"))
    assert elsewhere.acts == ()
    assert not any(place.asked for place in elsewhere.places)


def test_what_the_form_says_is_read_also_where_nothing_is_changed():
    made = quiet_game()
    one, other = (read(made.rules, text) for text in ("invite IND: theft-pledge with", "invite IND: theft-pledge"))
    assert np.array_equal(one, other)


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


def test_without_slots_nothing_of_the_record_is_kept_for_them():
    made = game(load("pact-2015", []), 1)
    world = saves.open_session(made).world
    assert [getattr(world.record, name).size for name in ("exchanges", "template", "delay", "ends")] == [0] * 4
    assert [getattr(world.dealings, name).size for name in ("on_offer", "invited", "agreed", "basis")] == [0] * 4


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


def another(world: World, who: int, chance: np.random.Generator) -> World:
    """The same record over other talks, of which one state has no part."""
    d = world.dealings
    mine = d.invited[..., who]
    other = replace(
        d,
        on_offer=np.where(mine[..., None], d.on_offer, chance.integers(-1, 2, d.on_offer.shape)).astype(
            d.on_offer.dtype
        ),
        proposer=np.where(mine, d.proposer, chance.integers(-1, 3, d.proposer.shape)).astype(d.proposer.dtype),
        agreed=np.where(mine[..., None], d.agreed, chance.random(d.agreed.shape) < 0.5),
        basis=np.where(mine[..., None], d.basis, chance.integers(-1, 3, d.basis.shape)).astype(d.basis.dtype),
    )
    others = chance.random(d.invited.shape) < 0.5
    others[..., who] = False
    return world.now(world.record, dealings=replace(other, invited=np.where(mine[..., None], d.invited, others)))


def test_a_state_that_is_not_invited_is_shown_the_same_whatever_is_negotiated():
    made = game(load("pact-2015", SLOTS_OF_TWO), 4)
    session = saves.open_session(made)
    session.seats = [AnyAct()] * made.rules.seats
    chance, looked = np.random.default_rng(1), 0
    while not session.closed:
        if session.stage == Stage.CONSIDERATION:
            for who in range(made.rules.seats):
                there = Session(made.rules, made.briefs, session.seats, session.luck)
                there.world = another(session.world, who, chance)
                there.moments = session.moments
                assert room(made, there, who) == room(made, session, who)
                same(there.view(who).on_offer, session.view(who).on_offer)
                assert np.array_equal(may(made.rules, there.world)[0, who], may(made.rules, session.world)[0, who])
                looked += not session.world.dealings.invited[0, :, who].any()
        session.advance(time_is_up=True)
    assert looked


def test_the_doctrine_proposes_answers_with_changes_declines_and_agrees():
    made, done = game(load("pact-2015", ["quarters=8", "pact_slots=4", "rounds=0"]), 1, range(60)), set()
    world = opening(made.rules, made.luck.lot(made.rules))
    go_on(
        made.rules, world, made.briefs, made.seats, made.luck,
        watch=lambda record, act, _: done.update(np.unique(act[..., Item.VERB]).tolist()),
    )  # fmt: skip
    assert {Verb.INVITE, Verb.AGREE, Verb.DECLINE, Verb.COUNTER} <= done


def test_a_campaign_carries_pacts_that_were_proposed_and_accusations(tmp_path):
    made = game(load("pact-2015", [*SETTINGS, "states.RUS.approaches=0", "settings.pledge_base=-20"]), 3)
    session = saves.open_session(made)
    on(session, Stage.PROPOSALS)
    says(session, made, "GBR", "invite JPN: confidence-building")
    session.advance(time_is_up=True)
    says(session, made, "JPN", "agree")
    session.advance(time_is_up=True)
    while not session.closed:
        session.advance(time_is_up=True)
    memory = Memory()
    remember(memory, made, session)
    (pact,) = (pact for pact in memory.pacts if pact["standing"] == ["JPN", "GBR"])
    assert (pact["id"], pact["binding"], pact["notice"]) == ("pact-2015 PACT-1", 0.3, 1)
    memory.accusations["GBR", "CHN"] = 3
    document = recalled(read_toml(LIBRARY / "us-china-2015.toml") | {"pact_slots": 1}, memory)
    after = saves.open_session(game(parse(document, where="test"), 1))
    names, draft = after.rules.roster.names, after.rules.drafts.index("pact-2015 PACT-1")
    assert after.world.record.accused[0, names.index("GBR"), names.index("CHN")] == 3
    assert {names[s] for s in np.flatnonzero(after.rules.standing[draft])} == {"GBR", "JPN"}
    assert after.rules.drafts[-1] == "PACT-1"


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


def test_each_year_is_played_by_the_rates_of_the_record_before_it():
    settings = ["quarters=10", "rates_by_year=true", "rounds=0", "year=2010"]
    made = game(load("pact-2015", settings), 1)
    assert len(made.rules.later) == 2
    for year, quarters in ((2010, (0, 3)), (2011, (4, 7)), (2012, (8, 9))):
        alone = game(load("pact-2015", [*settings[:1], "rounds=0", f"year={year}"]), 1).rules
        for quarter in quarters:
            assert np.array_equal(made.rules.of_quarter(quarter).conduct.rate, alone.conduct.rate)
    session = saves.open_session(made)
    seen = set()
    while not session.closed:
        quarter = int(session.world.record.quarter[0])
        assert session.rules is made.rules.of_quarter(quarter)
        seen.add(quarter)
        session.advance(time_is_up=True)
    assert seen >= {0, 4, 8}
    crowd = game(load("pact-2015", settings), 1, range(3))
    same_world(play(crowd, by=engine.NUMPY).world.take(slice(1)), session.world)
