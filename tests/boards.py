"""Small assemblies made by hand, without scenarios, and a room in which to play them a line at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from demarche.sim.act import an_act, default_act, silence
from demarche.sim.aftermath.events import Count, Events, Gathered
from demarche.sim.book import Book
from demarche.sim.conduct import MEASURES, PLACES, TABLE, Conduct, Threats
from demarche.sim.parameter import values
from demarche.sim.procedure.order import may, refusal
from demarche.sim.procedure.step import step
from demarche.sim.record import Briefs, World, opening
from demarche.sim.roster import Roster
from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, Ballot, Bools, Decision, Ints, Item, Kind, Refusal, Role, Stage, Status, Verb

ROLES = {"M": Role.MEMBER, "O": Role.OBSERVER, "C": Role.CHAIR, "T": Role.THIRD_STATE}
BALLOTS = {"Y": Ballot.YES, "N": Ballot.NO, "A": Ballot.ABSTAIN, "-": Ballot.ABSENT}


def board(
    seats: int = 3,
    clauses: int = 2,
    wordings: int = 2,
    drafts: int = 1,
    level: int = 1,
    rounds: int = 0,
    decision: Decision = Decision.VOTE,
    *,
    roles: str = "",
    pens: Sequence[int] = (),
    pocket: Iterable[int] = (),
    costs: Iterable[tuple[int, int]] = (),
    capacity: Sequence[int] | int = 1,
    quarters: int = 0,
    promises: Iterable[tuple[int, int, str]] = (),
    numbers: Mapping[str, float] | None = None,
    rate: float = 0.6,
    worlds: int = 1,
) -> Rules:
    """Rules of a small assembly. Every draft opens with wording 0 of every clause.

    roles    a letter for each seat: Member, Observer, Chair, Third state; all members where it is empty
    pens     the seat that holds the pen of each draft; seats in turn where it is empty
    costs    (clause, wording) pairs that spend money
    quarters played after the session       promises (clause, wording, measure) of the pacts
    numbers  of the conduct of states, where they are not the defaults
    rate     operations a quarter of each against each
    Positions: wording k of clause c stands at k + 1 from the fallback times a mass of c + 1, so that the furthest
    amendment is the last wording of the last clause.
    """
    role = np.array([ROLES[letter] for letter in roles or "M" * seats])
    pen = np.array(pens[:drafts] or [d % seats for d in range(drafts)])
    spends = np.zeros((clauses, wordings), bool)
    for clause, wording in costs:
        spends[clause, wording] = True
    return Rules(
        book=_book(clauses, wordings, spends, worlds),
        roster=_roster(role, np.broadcast_to(np.array(capacity), (seats,)), clauses, wordings, worlds),
        decision=decision,
        level=level,
        rounds=rounds,
        drafts=tuple(f"L.{d + 1}" for d in range(drafts)),
        pen=pen,
        lead=np.zeros(drafts, int),
        opened=np.zeros((drafts, clauses), np.int8),
        sponsors=(pen[:, None] == np.arange(seats)) & (role == Role.MEMBER),
        pocket=np.isin(np.arange(drafts), list(pocket)),
        standing=np.zeros((drafts, seats), bool),
        crime=np.zeros(drafts, bool),
        welcomes=np.zeros(drafts, bool),
        preempts=np.zeros(drafts, bool),
        beside=np.zeros(drafts, bool),
        usual=np.zeros((drafts, seats), np.float32),
        reserve=np.ones((drafts, seats), np.float32),
        visibility=np.ones((worlds, drafts), np.float32),
        binding=np.zeros((worlds, drafts), np.float32),
        linkage=np.zeros((worlds, drafts), np.float32),
        ratification=np.ones((worlds, drafts), np.float32),
        delay=np.zeros(drafts, int),
        notice=np.zeros(drafts, int),
        conduct=_conduct((seats, clauses, wordings), quarters, promises, numbers or {}, rate, worlds),
    )


def _conduct(
    shape: tuple[int, int, int],
    quarters: int,
    promises: Iterable[tuple[int, int, str]],
    numbers: Mapping[str, float],
    rate: float,
    worlds: int,
) -> Conduct:
    """Everybody runs as much against everybody; every wording covers all of it clearly; no threats, nothing unread."""
    seats, clauses, wordings = shape

    def each(table: np.ndarray) -> np.ndarray:
        return np.broadcast_to(np.asarray(table, np.float32), (worlds, *table.shape))

    measures = np.zeros((clauses, wordings, len(MEASURES)), bool)
    for clause, wording, measure in promises:
        measures[clause, wording, MEASURES.index(measure)] = True
    others = ~np.eye(seats, dtype=bool)
    numbers_ = values(TABLE, numbers, worlds)
    none, covered = np.zeros(seats), np.ones((clauses, wordings, len(Kind)))
    return Conduct(
        values=numbers_,
        quarters=quarters,
        rate=each(rate * others),
        reported=each(rate * others),
        elsewhere=each(none),
        unread=each(none),
        share=each(np.tile([0.25, 0.25, 0.5, 0.0], (seats, 1))),
        expected=each(others / max(seats - 1, 1)),
        ever=each(np.full(seats, 0.5)),
        reading=each(np.full(seats, 0.5)),
        tolerance=each(np.full(seats, 0.8)),
        distance=each(0.5 * others),
        pressure=each(none),
        rival=each(0.0 * others),
        weight=each(np.zeros(0)),
        threats=Threats(*np.zeros((4, 0), int)),
        approach=each(none),
        affinity=each(np.zeros((seats, seats))),
        stolen=each(np.zeros((seats, seats))),
        region=np.full(seats, -1),
        accused=np.zeros((seats, seats), np.int8),
        trust=each(np.full((seats, seats), numbers_[0, 0, PLACES["prior"]])),
        reach=each(covered),
        clear=each(covered),
        measures=measures,
    )


def _book(clauses: int, wordings: int, costs: Bools, worlds: int) -> Book:
    def each(*shape: int, value: float = 0.0) -> np.ndarray:
        return np.full((worlds, *shape), value, np.float32)

    stands = np.arange(1, wordings + 1, dtype=np.float32) / np.float32(16)
    position = np.broadcast_to(stands, (worlds, clauses, wordings))
    return Book(
        names=tuple(f"C{c}" for c in range(clauses)),
        titles=tuple(f"Clause {c}" for c in range(clauses)),
        position=position.astype(np.float32),
        vague=each(clauses, wordings),
        depth=each(clauses, wordings),
        touches=each(clauses, 1, value=1.0),
        mass=np.broadcast_to(np.arange(1, clauses + 1, dtype=np.float32), (worlds, clauses)),
        help=each(clauses),
        fallback=each(clauses),
        exists=np.ones((clauses, wordings), bool),
        costs=costs,
    )


def _roster(role: Ints, capacity: Ints, clauses: int, wordings: int, worlds: int) -> Roster:
    seats = len(role)

    def each(*shape: int) -> np.ndarray:
        return np.full((worlds, seats, *shape), 0.5, np.float32)

    return Roster(
        names=tuple(f"S{s}" for s in range(seats)),
        titles=tuple(f"State {s}" for s in range(seats)),
        blocs=("",),
        role=role,
        capacity=capacity,
        position=each(1),
        salience=each(1),
        ideal=each(clauses),
        weight=each(clauses),
        red=np.zeros((seats, clauses, wordings + 1), bool),
        development=each(),
        offence=each(),
        skill=each(),
        vulnerability=each(),
        audience=each(),
        propensity=each(),
        place=each(2),
        member=np.zeros((seats, 1), bool),
        line=np.full(seats, -1),
        discipline=np.zeros((worlds, 1, 3), np.float32),
    )


def briefs(rules: Rules, worlds: int = 1) -> Briefs:
    """Instructions that say nothing in particular."""
    shape, k = (worlds, rules.seats), rules.book.wordings
    return Briefs(
        position=np.zeros((*shape, 1), np.float32),
        ideal=np.zeros((*shape, rules.book.clauses), np.float32),
        weight=np.ones((*shape, rules.book.clauses), np.float32),
        strict=np.zeros((*shape, rules.book.clauses, k + 1), np.float32),
    )


def quiet(rules: Rules, world: World, verbs: Bools) -> Ints:
    """The joint act in which everybody does the least: passes, tables, abstains. (B, S, 8)."""
    act = silence(world.record.worlds, rules.seats)
    for b, s in np.argwhere(verbs.any(axis=2)):
        act[b, s] = default_act(verbs[b, s], int(world.record.turn[b]))
    return act


def nothing(rules: Rules, worlds: int = 1) -> Events:
    """A quarter in which nothing happens."""
    return Gathered().events(rules.seats, np.zeros((worlds, len(rules.pen)), bool))


def happening(rules: Rules, **what: Mapping[tuple[int, int], int]) -> Events:
    """A quarter in which that happens: disruption={(doer, victim): 3}, clear=..., right=..., wrong=..., told=..."""
    into = Gathered()
    for name, pairs in what.items():
        for (doer, victim), n in pairs.items():
            into.add(np.array([doer * rules.seats + victim]), Count[name.upper()], np.array([n]))
    return into.events(rules.seats, np.zeros((1, len(rules.pen)), bool))


class Room:
    """One world, played by hand. Whoever is not named in a line does the least."""

    def __init__(self, rules: Rules, lot: int = 0) -> None:
        self.rules = rules
        self.world = opening(rules, np.array([lot]))

    @property
    def stage(self) -> Stage:
        return Stage(int(self.world.record.stage[0]))

    @property
    def verbs(self) -> Bools:
        return may(self.rules, self.world)[0]

    def status(self, draft: int = 0) -> Status:
        return Status(int(self.world.record.status[0, draft]))

    def text(self, draft: int = 0) -> list[int]:
        return [int(w) for w in self.world.record.wording[0, draft]]

    def asked(self) -> list[int]:
        return [int(s) for s in np.flatnonzero(self.verbs.any(axis=1))]

    def open_to(self, seat: int) -> set[Verb]:
        return {Verb(int(v)) for v in np.flatnonzero(self.verbs[seat])}

    def do(self, acts: Mapping[int, Ints] | None = None, events: Events | None = None) -> "Room":
        """One joint act. events: what happens by itself in a quarter, nothing where it is not said."""
        joint = quiet(self.rules, self.world, may(self.rules, self.world))
        for seat, act in (acts or {}).items():
            joint[0, seat] = act
        self.world = step(self.rules, self.world, joint, events=events or nothing(self.rules))
        return self

    def until(self, *stages: Stage) -> "Room":
        """Quiet acts until one of those questions is put. Fails if the session closes before."""
        while self.stage not in stages:
            assert self.stage != Stage.CLOSED, "the session closed before that question was put"
            self.do()
        return self

    def to_the_end(self) -> "Room":
        while self.stage != Stage.CLOSED:
            self.do()
        return self

    def vote(self, ballots: str) -> "Room":
        """A ballot for each seat: Y, N, A, - for absent, . for a seat that has none."""
        cast = {s: an_act(Verb.CAST, wording=BALLOTS[x]) for s, x in enumerate(ballots) if x in BALLOTS}
        return self.do(cast)

    def ask_for_a_vote(self, seat: int = 0) -> "Room":
        return self.until(Stage.DECISION).do({seat: an_act(Verb.ASK)})

    def why_not(self, seat: int, act: Ints) -> Refusal:
        """Why that act of that seat is out of order now; NONE where it is in order."""
        joint = quiet(self.rules, self.world, may(self.rules, self.world))
        joint[0, seat] = act
        return Refusal(int(refusal(self.rules, self.world, joint, may(self.rules, self.world))[0, seat]))

    def with_record(self, **changes: object) -> "Room":
        """The same room with fields of its record written by hand; each is (1, ...)."""
        fields = {k: np.asarray(v, getattr(self.world.record, k).dtype)[None] for k, v in changes.items()}
        self.world = self.world.now(replace(self.world.record, **fields))
        return self


def move(motion: int) -> Ints:
    return an_act(Verb.MOVE, wording=motion)


def amend(clause: int, wording: int = ABSENT) -> Ints:
    return an_act(Verb.AMEND, clause=clause, wording=wording)


def verb_of(act: Ints) -> Verb:
    return Verb(int(act[Item.VERB]))
