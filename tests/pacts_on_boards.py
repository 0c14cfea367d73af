"""Pacts on small boards, and what is asked of them in the cases of the quarters."""

from dataclasses import replace

import numpy as np

from demarche.agents.doctrine.restrain import pact_of, restraint, shares_delivered, stakes, threatened
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.act import an_act
from demarche.sim.aftermath.bonds import bonds, kinds, parties, rates
from demarche.sim.aftermath.nature import happen
from demarche.sim.conduct import MEASURES
from demarche.sim.procedure.order import may
from demarche.sim.secrets import FULL, LETTER
from demarche.sim.terms import Decision, Stage, Verb
from demarche.sim.view import sight
from tests.boards import Room, board, happening

ALL = {name: 1 << place for place, name in enumerate(MEASURES)}


def pact(seats=3, quarters=3, **other):
    """A pact of everybody, signed at the table; the quarters begin with their first question."""
    return signing(seats, quarters, **other).vote("Y" * seats).until(Stage.CONDUCT)


def signing(seats=3, quarters=3, **other):
    rules = board(seats, 1, 2, decision=Decision.UNANIMITY, quarters=quarters, **other)
    return Room(rules).until(Stage.SIGNATURE)


def unsigned(seats=2, quarters=3, **other):
    return signing(seats, quarters, **other).vote("N" * seats).until(Stage.SIGNING)


def keep(restraint=0, *, delivers=0, letter=False, apart=-1, toward=-1, draft=0):
    given = delivers + LETTER * letter
    return an_act(Verb.KEEP, draft=draft, clause=given, wording=restraint, partner=apart, wording2=toward)


def bound(room, draft=0):
    return np.flatnonzero(parties(room.world)[0, draft]).tolist()


def rate(room):
    return expected(room.rules, room.world)


def expected(rules, world):
    """Operations to be expected in the quarter of one world, (S, S)."""
    standing = bonds(rules, world)
    return rates(standing, kinds(standing))[0]


def seen(room, **what):
    """What happens in the quarter, and the responses to it."""
    return room.until(Stage.NATURE).do(events=happening(room.rules, **what))


def alarms(rules, world, number=400):
    """False alarms between three parties who run no operations, in that many worlds."""
    quiet = world.secrets.but(np.array([True]), restraint=FULL)
    many = world.now(world.record, secrets=quiet).take(np.zeros(number, int))
    many = many.now(many.record.but(np.ones(number, bool), tick=50))
    return int(happen(rules.take(np.zeros(number, int)), many, 1, np.arange(number)).wrong.sum())


def restrained(threat, sanctioned):
    """Restraint of CHN toward the United States in the first quarter, under the agreement of 2015."""
    made = game(load("us-china-2015", [f"threats.0.weight={threat}", "rounds=0"]), 1)
    by, against = (made.rules.roster.names.index(name) for name in ("USA", "CHN"))
    world = Room(made.rules).until(Stage.CONDUCT, Stage.SIGNING).world
    r = world.record.but(np.array([True]), signed=made.rules.voters, stage=Stage.CONDUCT, turn=0)
    if sanctioned:
        used = np.zeros_like(r.sanctioned)
        used[0, by, against] = True
        r = replace(r, sanctioned=used)
    world = world.now(r)
    one = np.array([0])
    view = sight(world, made.briefs, may(made.rules, world), one, np.array([against]))
    bound = pact_of(made.rules, view, one)
    at_stake = stakes(made.rules, made.doctrine, view, bound)
    given, feared = shares_delivered(made.rules, view), threatened(made.rules, view)
    return restraint(made.rules, view, bound, at_stake, given, feared)[0, by]


def half_forbidden():
    """A pact that clearly forbids half of all acts, between busy states."""
    room = pact(numbers={"rate": 20, "greed": 6})
    room.rules = replace(room.rules, book=replace(room.rules.book, depth=np.full((1, 1, 2), 0.5, np.float32)))
    return room
