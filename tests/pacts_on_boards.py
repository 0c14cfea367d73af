"""Pacts on small boards, and what is asked of them in the cases of the quarters."""

from dataclasses import replace

import numpy as np

from demarche.agents.doctrine.restrain import pact_of, weigh
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.act import an_act
from demarche.sim.aftermath.bonds import bonds, parties
from demarche.sim.aftermath.events import Count
from demarche.sim.aftermath.holding import held, rates
from demarche.sim.aftermath.nature import happen
from demarche.sim.conduct import MEASURES
from demarche.sim.levels import APART, GENERAL, packed
from demarche.sim.procedure.order import may
from demarche.sim.secrets import BROADLY
from demarche.sim.terms import Decision, Kind, Stage, Verb
from demarche.sim.view import sight
from tests.boards import Room, board, happening

AT_ONCE = ("drafts.0.delay=0", "drafts.0.ratification=1")
"""Settings by which a pact of the library is in force as soon as it is signed."""
NOISY = ("settings.misread=1", "settings.noise=5")
"""Settings by which much is found that nobody can read, and laid at some door."""
IN_FORCE = ("rounds=0", "drafts.0.standing=['USA','CHN']", *NOISY)
"""The understanding of 2015 as a pact in force when the session opens."""
NAMES_NOBODY = {Verb.CONSULT, Verb.DENOUNCE, Verb.PASS}
"""What a party may do that can name nobody."""
ALL = {name: 1 << place for place, name in enumerate(MEASURES)}


def pact(seats=3, quarters=3, **other):
    """A pact of all members, signed at the table; the quarters begin with their first question."""
    ballots = "".join("Y" if role == "M" else "." for role in other.get("roles", "M" * seats))
    return signing(seats, quarters, **other).vote(ballots).until(Stage.CONDUCT)


def signing(seats=3, quarters=3, **other):
    rules = board(seats, 1, 2, decision=Decision.UNANIMITY, quarters=quarters, **other)
    return Room(rules).until(Stage.SIGNATURE)


def unsigned(seats=2, quarters=3, **other):
    return signing(seats, quarters, **other).vote("N" * seats).until(Stage.SIGNING)


def keep(restraint=0, *, delivers=0, broadly=False, apart=-1, toward=None, draft=0):
    """Conduct under a pact. restraint, toward: hundredths, of all kinds or of each."""
    act = an_act(Verb.KEEP, draft=draft, clause=delivers + BROADLY * broadly, partner=apart)
    act[list(GENERAL)] = packed(np.broadcast_to(restraint, 4))
    if toward is not None:
        act[list(APART)] = packed(np.broadcast_to(toward, 4))
    return act


def bound(room, draft=0):
    return np.flatnonzero(parties(room.world)[0, draft]).tolist()


def rate(room):
    return expected(room.rules, room.world)


def expected(rules, world):
    """Operations to be expected in the quarter of one world, (S, S)."""
    standing = bonds(rules, world)
    found = rates(standing, held(standing), np.ones(1, np.float32))
    table = rules.ground.rate[:1] * found.factor[..., None]
    table.reshape(-1)[found.at] = found.rate
    return table[0]


def seen(room, **what):
    """What happens in the quarter, and the responses to it."""
    return room.until(Stage.NATURE).do(events=happening(room.rules, **what))


def events_of(room, replicate=0, seed=1):
    """What happens by itself in the quarter of one world: the table of doers and victims of each column."""
    found = happen(room.rules, room.world, seed, np.array([replicate]))
    return {count: found.table(found.of(count), room.rules.seats)[0] for count in Count}


def false_signals(rules, world, number=400):
    """False signals among parties who run no operations, and find much that they cannot read, in that many worlds."""
    quiet = replace(rules.conduct, unread=np.full_like(rules.conduct.unread, 4), rate=0 * rules.conduct.rate)
    many = world.take(np.zeros(number, int))
    found = happen(replace(rules, conduct=quiet).take(np.zeros(number, int)), many, 1, np.arange(number))
    return int(found.of(Count.WRONG).sum())


def restrained(weight, quarters=0):
    """Restraint of China on theft toward the United States, under the understanding of 2015, so many quarters on."""
    made = game(load("us-china-2015", [f"threats.0.weight={weight}", "rounds=0"]), 1)
    by, against = (made.rules.roster.names.index(name) for name in ("USA", "CHN"))
    world = Room(made.rules).until(Stage.CONDUCT, Stage.SIGNING).world
    here = np.array([True])
    signed = {"signed": made.rules.voters, "in_force": True, "signed_in": 0}
    r = world.record.but(here, **signed, stage=Stage.CONDUCT, turn=0, quarter=quarters)
    view = sight(world.now(r), made.briefs, may(made.rules, world.now(r)), np.array([0]), np.array([against]))
    pact = pact_of(made.rules, view, np.array([0]))
    found = weigh(made.rules, made.doctrine, view, pact)
    return float(found.restraint[found.other == by][0, Kind.THEFT])


def half_covered(rate=12, covered=0.5, **other):
    """A pact that clearly covers half of all operations and arguably none, between busy states. covered: of kinds."""
    room = pact(rate=rate, **other)
    half = replace(room.rules.conduct, reach=np.zeros_like(room.rules.conduct.reach) + np.float32(covered))
    room.rules = replace(room.rules, conduct=half)
    return room
