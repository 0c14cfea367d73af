"""What is done in private reaches nobody outside its audience: for every row of the table of acts that is not public.

An act is left undone, or done otherwise, in a joint act that was made; the rest is the same, and so is chance.  To a
seat outside the audience both worlds are the same: in the record, in its View, in its room and in what it hears.
"""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.agents.any_act import AnyAct
from demarche.agents.options import options
from demarche.scenarios import saves
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load
from demarche.sim.act import an_act
from demarche.sim.acts import ACTS, Audience
from demarche.sim.audience import overheard
from demarche.sim.formulas import PERCENT
from demarche.sim.judging import faults
from demarche.sim.levels import APART, GENERAL, packed, unpacked
from demarche.sim.procedure.order import may
from demarche.sim.procedure.step import step
from demarche.sim.record import World
from demarche.sim.secrets import BROADLY
from demarche.sim.session import Moment, Session
from demarche.sim.terms import NONE, Ints, Item, Verb
from demarche.ui.seat.aloud import said_aloud
from demarche.ui.seat.heard import heard
from demarche.ui.seat.room import room
from demarche.ui.seat.whispered import told_to
from demarche.ui.seat.wire import heard_to_json, room_to_json
from demarche.ui.words import Words
from tests.contract.test_acts import wild
from tests.fuzz import SHOWN, same
from tests.laws.test_seat_silence import ROOMS, hide, played, standing
from tests.pacts_on_boards import IN_FORCE

PRIVATE = [verb for verb, row in ACTS.items() if row.heard in (Audience.BETWEEN, Audience.ACTOR) and verb > Verb.PASS]
SEEDS = range(4)
Done = tuple[Game, Session, Moment, int]


@cache
def sessions() -> list[tuple[Game, Session]]:
    """Whole sessions in which every seat does anything it may, pacts among them."""
    found = [played(place, seed) for place in range(len(ROOMS)) for seed in SEEDS]
    for seed in range(6):
        made = game(load("us-china-2015", IN_FORCE if seed % 2 else ["rounds=0"]), seed)
        found.append((made, saves.play(made, program="", seats=dict.fromkeys(made.rules.roster.names, AnyAct()))))
    return found


@cache
def done(verb: Verb) -> list[Done]:
    """Every time that somebody did it in these sessions: the tick, and who."""
    return [
        (made, session, moment, by)
        for made, session in sessions()
        for moment in session.moments
        for by in np.flatnonzero(moment.tick.act[:, Item.VERB] == verb).tolist()
    ]


def otherwise(act: Ints) -> Ints:
    """The same act (8,) left undone; conduct has to be something, so it is other conduct that delivers the same."""
    if act[Item.VERB] != Verb.KEEP:
        return an_act(Verb.PASS)
    other = act.copy()
    other[[Item.PARTNER, *APART]] = NONE
    other[list(GENERAL)] = packed(PERCENT - unpacked(act, GENERAL))
    other[Item.CLAUSE] ^= BROADLY
    return other


def twin_of(made: Game, moment: Moment, by: int) -> Moment:
    """The moment in which that seat did otherwise, and gave another reason."""
    act = moment.tick.act.copy()
    act[by] = otherwise(act[by])
    ended = step(made.rules, moment.world, act[None], events=moment.tick.events)
    return replace(moment, tick=replace(moment.tick, act=act, why=moment.tick.why | {by: "CANARY"}), ended=ended)


def as_it_stands(session: Session, moment: Moment) -> Session:
    there = standing(session, session.briefs, moment.ended, moment.tick.number)
    there.moments = [*session.moments[: moment.tick.number], moment]
    return there


@pytest.mark.parametrize("verb", PRIVATE, ids=lambda verb: verb.name.lower())
def test_every_private_act_is_done_in_the_sessions_of_these_laws(verb):
    """Else the laws below would be true of nothing."""
    assert done(verb)


@pytest.mark.parametrize("verb", PRIVATE, ids=lambda verb: verb.name.lower())
@given(data=st.data())
@settings(max_examples=25)
def test_nothing_of_a_private_act_reaches_a_seat_outside_its_audience(verb, data):
    made, session, moment, by = data.draw(st.sampled_from(done(verb)))
    partner = int(moment.tick.act[by, Item.PARTNER])
    audience = {by, partner} if ACTS[verb].heard == Audience.BETWEEN else {by}
    seat = data.draw(st.sampled_from([None, *(set(range(made.rules.seats)) - audience)]))
    twin, words = twin_of(made, moment, by), Words(made)
    if not ACTS[verb].shown:
        same(moment.after, twin.after)
    if not np.array_equal(moment.after.rows(), twin.after.rows()):
        return  # what came of it is everybody's to see, and says what it says
    there, here = as_it_stands(session, moment), as_it_stands(session, twin)
    assert said_aloud(words, moment, tell_why=True) == said_aloud(words, twin, tell_why=True)
    if seat is not None:
        mine, others = (one.view(seat) for one in (there, here))
        for name in SHOWN:
            if name in ("offers", "public", "on_offer"):
                same(getattr(mine, name), getattr(others, name))
            elif name == "past":
                assert np.array_equal(mine.past.saw, others.past.saw)
            else:
                assert getattr(mine, name).tobytes() == getattr(others, name).tobytes(), name
        told = told_to(words, session.briefs, moment, seat, tell_why=True)
        assert heard_to_json(told) == heard_to_json(told_to(words, session.briefs, twin, seat, tell_why=True))
    assert room_to_json(room(made, there, seat)) == room_to_json(room(made, here, seat))


@pytest.mark.parametrize("verb", PRIVATE, ids=lambda verb: verb.name.lower())
def test_a_private_act_is_heard_by_the_two_or_by_the_actor_if_by_anybody(verb):
    """The other side of the law: a table that let nobody hear of anything would keep it too."""
    for made, session, moment, by in done(verb)[:20]:
        names, tick, told = made.rules.roster.names, moment.tick.number, ACTS[verb].heard
        mine = [one for one in heard(made, session, tick, by) if one.private and one.by == names[by]]
        assert mine or ACTS[verb].shown
        assert all(one.text.startswith("You ") for one in mine)
        partner = int(moment.tick.act[by, Item.PARTNER])
        if told == Audience.BETWEEN:
            theirs = [one for one in heard(made, session, tick, partner) if one.private and one.by == names[by]]
            assert theirs
            assert all(one.text.startswith(f"{Words(made).state(by)} ") for one in theirs)
        for seat in set(range(made.rules.seats)) - {by, partner}:
            assert not [one for one in heard(made, session, tick, seat) if one.private and one.by == names[by]]


def test_who_asked_for_consultations_is_nobody_elses_to_know():
    swapped = 0
    for made, _, moment, by in done(Verb.CONSULT):
        verbs = may(made.rules, moment.world)[0, :, Verb.CONSULT]
        for other in np.flatnonzero(verbs & (moment.tick.act[:, Item.VERB] != Verb.CONSULT)).tolist():
            act = moment.tick.act.copy()
            act[other], act[by] = act[by].copy(), an_act(Verb.PASS)
            as_here = moment.tick.act.copy()
            as_here[other] = an_act(Verb.PASS)
            here, there = (
                Moment(replace(moment.tick, act=one), moment.world, step(made.rules, moment.world, one[None]))
                for one in (as_here, act)
            )
            same(here.after, there.after)
            words = Words(made)
            assert said_aloud(words, here, tell_why=False) == said_aloud(words, there, tell_why=False)
            swapped += 1
    assert swapped


def test_nobody_but_its_pen_holder_hears_that_a_text_stays_in_its_pocket():
    held = 0
    for seed in range(8):
        session = wild("two texts", ("level=1", "rounds=0"), seed)
        rules, tabled = session.rules, set[int]()
        while not session.closed:
            session.advance(time_is_up=True)
            act, after = session.ticks[-1].act, session.world.record
            tabled |= set(act[act[:, Item.VERB] == Verb.TABLE, Item.DRAFT].tolist())
            for by in np.flatnonzero(act[:, Item.VERB] == Verb.HOLD).tolist():
                hidden = bool(rules.pocket[act[by, Item.DRAFT]]) and int(act[by, Item.DRAFT]) not in tabled
                held += hidden
                for seat in (None, *range(rules.seats)):
                    told = overheard(rules, after, act, seat)[by, Item.VERB]
                    assert told == (Verb.SILENT if hidden and seat != by else Verb.HOLD)
    assert held


@given(
    place=st.integers(0, len(ROOMS) - 1),
    seed=st.sampled_from(SEEDS),
    at=st.floats(0, 1, exclude_max=True),
    who=st.floats(0, 1, exclude_max=True),
    chance=st.integers(0, 2**32),
)
@settings(max_examples=100)
def test_what_a_seat_could_do_says_nothing_of_what_it_may_not_know(place, seed, at, who, chance):
    """Its acts are judged by the rules, which see all worlds whole: here over other dealings and secrets of others."""
    made, session = played(place, seed)
    moment = session.moments[int(at * len(session.ticks))]
    seat = int(who * made.rules.seats)
    hidden = hide(moment.world, seat, np.random.default_rng(chance))
    views = [looks(session, world, moment).view(seat) for world in (moment.world, hidden)]
    for verb in map(Verb, np.flatnonzero(views[0].verbs[0]).tolist()):
        true, other = (options(made.rules, view, 0, verb) for view in views)
        assert [act.tolist() for act in true] == [act.tolist() for act in other]
        if true:
            tried = np.stack(true)
            assert faults(made.rules, views[0], 0, tried).tolist() == faults(made.rules, views[1], 0, tried).tolist()


def looks(session: Session, world: World, moment: Moment) -> Session:
    return standing(session, session.briefs, world, moment.tick.number)
