"""All quarters of a world before those of the next, compiled: what the session does tick by tick, to the same bits.

It agrees with session.go_on where every seat is the national doctrine and no pact is on offer any more: in each
quarter conduct under each pact in turn, what happens by itself, and answers.  Whatever else there is goes tick by tick.
"""

from dataclasses import replace

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.fast.capitals import weigh
from demarche.scenarios.playout_bundles import (
    Course,
    Hidden,
    Numbers,
    Pact,
    Public,
    Room,
    Seeds,
    Setting,
    Span,
    Standing,
    States,
    Texts,
)  # fmt: skip
from demarche.scenarios.playout_capitals import keep, respond
from demarche.scenarios.playout_sums import enter, sum_up
from demarche.sim import conduct as conducts
from demarche.sim import formulas, question
from demarche.sim.aftermath.bonds import CHANNELS
from demarche.sim.aftermath.stages import QUARTER
from demarche.sim.fast.arithmetic import F, N, U, tables
from demarche.sim.fast.bonds import run_elsewhere
from demarche.sim.fast.bundles import Address, Belief, Bound, Terrain
from demarche.sim.fast.compiling import compiled, formula, inlined
from demarche.sim.fast.nature import befalls, lists
from demarche.sim.fast.quarters import believe, bit_of
from demarche.sim.record import World
from demarche.sim.rules import Rules
from demarche.sim.secrets import WORD
from demarche.sim.session import Chance
from demarche.sim.terms import NONE, Bools, Stage, Status

MOST_PACTS = 31
"""Pacts that are told apart by the bits of one number; a world with more is played tick by tick."""
_QUARTER = tuple(int(stage) for stage in QUARTER)
_CONDUCT, _NATURE, _RESPONSES = int(Stage.CONDUCT), int(Stage.NATURE), int(Stage.RESPONSES)
_FALSE_ALARM, _TALKS, _LINE = (conducts.PLACES[name] for name in ("false_alarm", "calm_talks", "calm_line"))
_RETALIATION, _DISPLACE, _MISREAD = (conducts.PLACES[name] for name in ("retaliation", "displace", "misread"))
_SURPRISE, _FORGET, _PRIOR = (conducts.PLACES[name] for name in ("surprise", "forget", "prior"))
alarm, of_full, packed = formula(formulas.alarm), formula(formulas.of_full), formula(question.packed)


def fits(world: World) -> Bools:
    """The worlds whose quarters can be played so, (B,): at the opening of one, with no pact on offer."""
    r = world.record
    if r.signed.shape[1] > MOST_PACTS:
        return np.zeros(r.worlds, bool)
    opening = ((r.stage == Stage.CONDUCT) | (r.stage == Stage.NATURE)) & (r.quarter != NONE)
    return np.asarray(opening & ~np.isin(r.status, (Status.UNSIGNED, Status.OPEN)).any(axis=1))


def play_out(rules: Rules, world: World, doctrine: Doctrine, luck: Chance) -> World:
    """The worlds at their end. Every one of them fits, and is spent."""
    r, s, conduct, roster, ground = world.record, world.secrets, rules.conduct, rules.roster, rules.ground
    record = {name: np.require(getattr(r, name), requirements=("C", "W")) for name in Public._fields}
    secret = {name: np.require(getattr(s, name), requirements=("C", "W")) for name in Hidden._fields}
    chi = conduct.forbids(rules.book.vague, rules.book.depth, r.wording)
    line = np.where(roster.line == NONE, len(roster.blocs), roster.line).astype(np.uint32)
    seed = U(luck.seed & 0xFFFFFFFF), U((luck.seed >> 32) & 0xFFFFFFFF)
    setting = Setting(
        *tables(conduct.values[:, 0]),
        *tables(ground.rate), *tables(ground.tell), *tables(ground.name), *tables(ground.named),
        *tables(ground.detect, ground.first, ground.second),
        *tables(roster.offence), *tables(roster.audience), *tables(conduct.threat),
        *tables(doctrine.values), *tables(doctrine.family),
    )  # fmt: skip
    _play_out(
        Public(**record),
        Hidden(**secret),
        Texts(r.signed, rules.may_be_parties, chi, conduct.promises(r.wording), *tables(rules.binding)),
        setting,
        Seeds(np.asarray(luck.replicate).astype(np.uint32), *seed, line),
        Span(int(r.quarter[0]), conduct.quarters, bool(conduct.void)),
    )
    everywhere = np.ones(r.worlds, bool)
    r = replace(r, **record).but(everywhere, quarter=conduct.quarters, turn=0, stage=Stage.CLOSED)
    return world.now(r, secrets=replace(s, **secret))


@compiled
def _play_out(public, hidden, texts, setting, seeds, span):
    """World by world, quarter by quarter, in the order of stages.QUARTER; see session.go_on."""
    worlds, pacts, seats = texts.signed.shape
    room = _room(pacts, seats)
    course = Course(public, hidden, texts, room, lists(seats))
    for b in range(worlds):
        states, terrain, numbers = _states(setting, room, seeds.line, b), _terrain(setting, b), _numbers(setting, b)
        address, runs = Address(seeds.replicate[b], seeds.k0, seeds.k1), 0
        _sign(room.signed, texts.signed[b])
        for quarter in range(span.first, span.end):
            _settle(room, texts.signed[b], public.denounced[b], states.rate, quarter == span.first)
            for stage in _QUARTER:
                if stage == _CONDUCT:
                    _keep_pacts(course, states, address, quarter, b)
                elif stage == _NATURE:
                    runs = _pass(course, terrain, numbers, address, span.void, quarter, b)
                elif stage == _RESPONSES:
                    _answer(course, states, address, quarter, b)
        hidden.count[b], hidden.inside[b], run = 0, 0, course.lists.run
        for n in range(runs):
            i, j = run[0, n], run[1, n]
            hidden.count[b, i, j], hidden.inside[b, i, j] = run[2, n], run[3, n]


@compiled
def _room(pacts, seats):
    of_pact, of_state = np.empty((3, pacts, seats), F), np.empty(seats, F)
    return Room(
        np.empty((pacts, seats), np.bool_), of_pact[0], np.empty(pacts, F), of_pact[1], of_pact[2], of_state,
        np.empty(seats, N), np.empty(seats, np.bool_),
    )  # fmt: skip


@compiled
def _states(setting, room, line, b):
    """What is known of the states of world b. A table is read at 0 where all worlds have it in common."""
    threat, family, values = setting.threat, setting.family, setting.values
    h, threatened, seats = b % len(threat), room.threatened, len(room.threatened)
    threatened[:] = False
    for i in range(seats):
        for s in range(seats):
            threatened[s] |= threat[h, i, s] != 0
    return States(
        values[b % len(values)], family[b % len(family)], setting.rate[b % len(setting.rate)],
        setting.name[b % len(setting.name)], setting.named[b % len(setting.named)],
        setting.offence[b % len(setting.offence)], setting.audience[b % len(setting.audience)], threat[h],
        threatened, line,
    )  # fmt: skip


@compiled
def _terrain(setting, b):
    d = b % len(setting.detect)
    return Terrain(
        setting.rate[b % len(setting.rate)], setting.detect[d], setting.tell[b % len(setting.tell)], setting.first[d],
        setting.second[d],
    )  # fmt: skip


@compiled
def _numbers(setting, b):
    p = setting.numbers[b % len(setting.numbers)]
    return Numbers(
        p[_FALSE_ALARM], p[_TALKS], p[_LINE], p[_RETALIATION], p[_DISPLACE], p[_MISREAD],
        Belief(p[_FALSE_ALARM], p[_SURPRISE], p[_FORGET], p[_PRIOR]),
    )  # fmt: skip


@compiled
def _sign(bits, signed):
    """Write which pacts each state signed with another, as bits, into bits (S,); see quarter.sums_of. signed (L, S)."""
    bits[:] = 0
    for pact in range(len(signed)):
        if signed[pact].sum() > 1:
            for s in range(len(bits)):
                bits[s] |= N(signed[pact, s]) << N(pact)


@compiled
def _settle(room, signed, denounced, rate, first):
    """Write who is bound by what as a quarter begins, and what follows from that, where it is other than before."""
    changed = first
    for pact in range(len(signed)):
        if _parties(room.who[pact], signed[pact], denounced[pact]) or first:
            weigh(room.weighed[pact], rate, room.who[pact])
            changed = True
    if changed:
        run_elsewhere(room.elsewhere, rate, room.who)


@compiled
def _parties(who, signed, denounced):
    """Write who is bound by one pact into who (S,), and say whether it is others than before; see bonds.parties."""
    bound, changed = 0, False
    for s in range(len(who)):
        bound += signed[s] and not denounced[s]
    for s in range(len(who)):
        now = bound > 1 and signed[s] and not denounced[s]
        changed |= who[s] != now
        who[s] = now
    return changed


@compiled
def _keep_pacts(course, states, address, quarter, b):
    """Conduct under each pact that is in force, in turn, a tick each."""
    public, hidden, texts, room = course.public, course.hidden, course.texts, course.room
    n = b % len(texts.binding)
    for pact in range(len(room.who)):
        if _any(room.who[pact]):
            of = Pact(
                room.who[pact], room.weighed[pact], texts.chi[b, pact], texts.binding[n, pact], texts.promises[b, pact],
                public.delivered[b, pact], hidden.restraint[b, pact], hidden.singled[b, pact], hidden.toward[b, pact],
                hidden.letter[b, pact],
            )  # fmt: skip
            keep(of, states, U(packed(quarter, _CONDUCT, pact, 0, 0)), address, hidden.trust[b], public.sanctioned[b])
            public.tick[b] += 1


@inlined
def _any(who):
    found = False
    for s in range(who.shape[0]):
        found |= who[s]
    return found


@compiled
def _pass(course, terrain, numbers, address, void, quarter, b):
    """What happens by itself in a quarter, and what is made of it. Returns how many operations are listed.

    See bonds.bonds and quarter.befall.
    """
    public, hidden, texts, room = course.public, course.hidden, course.texts, course.room
    binds, word, bit, who = F(0) if void else F(1), quarter // WORD, bit_of(quarter), room.who
    for pact in range(len(who)):
        line = _has_line(who[pact], public.delivered[b, pact]) and texts.promises[b, pact, CHANNELS]
        room.alarm[pact] = alarm(
            numbers.false_alarm, numbers.calm_talks, numbers.calm_line, F(public.consulted[b, pact]), F(line)
        )
        for s in range(who.shape[1]):
            room.kept[pact, s] = of_full(F(hidden.restraint[b, pact, s])) * binds
            room.apart[pact, s] = of_full(F(hidden.toward[b, pact, s])) * binds
    pacts = Bound(
        who, texts.chi[b], room.alarm, room.kept, hidden.singled[b], room.apart, hidden.letter[b] * np.int8(not void),
        hidden.avenges[b], room.elsewhere, room.signed, numbers.retaliation, numbers.displace, numbers.misread,
    )  # fmt: skip
    runs, wrongs = befalls(course.lists, U(quarter), address, pacts, terrain)
    enter(hidden.signal[b], hidden.broke[b, word], course.lists, runs, wrongs, bit)
    hidden.avenges[b] = 0
    public.consulted[b] = False
    believe(hidden.trust[b], hidden.saw[b, word], hidden.signal[b], who, bit, numbers.belief)
    hidden.abroad[b, quarter] = sum_up(
        hidden.sums[b, :, quarter],
        course.lists,
        runs,
        wrongs,
        who,
        texts.intended,
        texts.promises[b],
        public.delivered[b],
    )
    public.tick[b] += 1
    return runs


@compiled
def _has_line(who, delivered):
    """Whether any party of one pact has delivered a channel; see bonds.alarms."""
    line = False
    for s in range(len(who)):
        line |= who[s] and (delivered[s] >> CHANNELS) & 1 > 0
    return line


@compiled
def _answer(course, states, address, quarter, b):
    """All answers at once, a tick."""
    public, hidden, texts = course.public, course.hidden, course.texts
    standing = Standing(
        course.room.who, texts.signed[b], texts.promises[b], hidden.signal[b], hidden.trust[b], public.denounced[b],
        public.consulted[b], public.accused[b], public.sanctioned[b], hidden.avenges[b],
    )  # fmt: skip
    respond(standing, states, U(packed(quarter, _RESPONSES, 0, 0, 0)), address)
    public.tick[b] += 1
