"""What happens by itself in a quarter: operations run, found, attributed, misattributed, reported, and known of.

Chance is here and nowhere else in the rules.  What it brings is written into the log, so that a world is played again
without its seed; and it is drawn by address, so that the same world without its pacts draws the same.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from demarche.sim import chance, spread
from demarche.sim.aftermath.bonds import Bonds, bonds
from demarche.sim.aftermath.events import Count, Events, Gathered
from demarche.sim.aftermath.holding import KINDS, Held, Pairs, held, pairs, rates
from demarche.sim.aftermath.orders import Orders, orders_in
from demarche.sim.engine import also_compiled
from demarche.sim.few import rows
from demarche.sim.formulas import (
    counts_on,
    false_signal,
    helped,
    may_run,
    next_of,
    next_term,
    says_breaks,
    share_of,
)  # fmt: skip
from demarche.sim.numbers import among, exp, places
from demarche.sim.record import World
from demarche.sim.rows import look_up
from demarche.sim.rules import Rules
from demarche.sim.secrets import ORDERS
from demarche.sim.terms import Bools, Floats, Ints, Stage, Use
from demarche.sim.terms_of_pacts import first_quarter, ratification

MOST = 60
"""Operations of one state against another in one quarter, at the most."""
MOST_UNREAD = 200
"""Incidents that a victim finds in one quarter and nobody here can have run, at the most."""
BY_KIND, BY_TEXT, FOUND, ATTRIBUTED = (n << 16 for n in range(1, 5))
"""Added to the number of a victim: where a doer draws what its operations are and what is found of them."""
ORDERED = 4 << 16
"""Added to those once for each place of an order: where a doer draws the same of an operation that it ordered."""
INTELLIGENCE = 1 << 16
"""Added to the number of a doer: where a victim draws what it learns of that one."""
UNREAD = 1 << 17
"""Where a victim draws what nobody here can have run."""


class Draws(NamedTuple):
    """Where numbers begin: doer and victim (B, S) of the quarter, lasting (B, S) of the whole world, level (B,)."""

    doer: Ints
    victim: Ints
    lasting: Ints
    level: Floats


def draws(rules: Rules, world: World, seed: int, replicate: Ints) -> Draws:
    """Where the draws of a quarter begin. replicate (B,)."""
    quarter, seats = world.record.quarter, np.arange(rules.seats)
    doer, victim = (
        chance.opening(seed, replicate[:, None], quarter[:, None], seats, use) for use in (Use.QUARTER, Use.VICTIM)
    )
    level = spread.levels(seed, replicate, rules.conduct.numbers().spread_level)
    return Draws(doer, victim, spread.openings(seed, replicate, rules.seats), level)


def happen(rules: Rules, world: World, seed: int, replicate: Ints, here: Bools | None = None) -> Events:
    """One quarter of the worlds `here` (B,), of all at NATURE where None; in the others nothing. replicate (B,)."""
    here = world.record.stage == Stage.NATURE if here is None else here
    at = np.flatnonzero(here)
    if len(at) < len(here):
        events = happen(rules.take(at), world.take(at), seed, replicate[at], here[at])
        entered = np.zeros((len(here), len(rules.pen)), bool)
        entered[at] = events.ratified
        return replace(events, world=at[events.world], ratified=entered)
    b, begun, into = bonds(rules, world), draws(rules, world, seed, replicate), Gathered()
    h = held(b)
    of, run = operations(b, h, begun)
    unread = [(of, find(into, b, h, begun, of, run))]
    unread += [carry_out(into, b, h, begun, orders_in(world, slot), slot) for slot in range(ORDERS)]
    blame(into, b, h, begun, unread)
    name(into, b, begun, world.secrets.waiting)
    learn(into, b, h, begun)
    return into.events(rules.seats, ratified(rules, world, seed, replicate))


def operations(b: Bonds, h: Held, begun: Draws) -> tuple[Pairs, Ints]:
    """The pairs that run operations this quarter, and how many each runs, (N,)."""
    seats, expected = b.who.shape[2], rates(b, h, begun.level)
    some, rate, u = may_bring(b.ground.rate, expected.factor, expected.at, expected.rate, begun.doer)
    of = pairs(some, seats)
    lasting, _ = chance.two_of(chance.numbered(begun.lasting.reshape(-1)[of.first], of.other))
    many = poisson(
        rate * spread.of_table(spread.DYADS, lasting, b.numbers().spread.take(of.world, mode="clip")), u, MOST
    )
    run = np.flatnonzero(many)
    return pairs(some[run], seats), many[run]


@also_compiled("demarche.sim.fast.nature:may_bring")
def may_bring(base: Floats, factor: Floats, at: Ints, rate_at: Floats, begun: Ints) -> tuple[Ints, Floats, Floats]:
    """The places among B S S at which a draw may bring operations, their rates, and the draws, each (n,).

    base (B, S, S) times factor (B, S), but for the pairs at (N,), rising, of rates rate_at (N,)
    begun (B, S) where the numbers of each doer begin
    """
    seats, found = begun.shape[1], []
    for few in rows(len(begun), seats**2):
        rate, first = base[few] * factor[few][..., None], few.start * seats**2
        mine = slice(*np.searchsorted(at, (first, first + rate.size)))
        rate.reshape(-1)[at[mine] - first] = rate_at[mine]
        u, _ = chance.two_of(chance.numbered(begun[few][..., None], np.arange(seats)))
        some = np.flatnonzero(may_run(rate * spread.MOST, u))
        found.append((some + first, rate.reshape(-1)[some], u.reshape(-1)[some]))
    where, rate, u = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return where, rate, u


def poisson(rate: Floats, u: Floats, most: int) -> Ints:
    """Poisson counts of those means by inversion, at most `most`. rate, u (N,); u in [0, 1)."""
    term = exp(-rate)
    total, count, going = term, np.zeros(len(rate), np.int16), np.arange(len(rate))
    for k in range(1, most + 1):
        more = np.flatnonzero(counts_on(u, total, np.float32(k), rate, term))
        going, rate, u, term, total = going[more], rate[more], u[more], term[more], total[more]
        if not more.size:
            break
        count[going] += 1
        term = next_term(term, rate, np.float32(k))
        total = total + term
    return count


def binomial(trials: Ints, chance_each: Floats, u: Floats) -> Ints:
    """Binomial counts by inversion. trials, chance_each, u (N,); the chance lies below 1."""
    left, none = trials.astype(np.float32), 1 - chance_each
    term, odds, count = np.ones_like(left), chance_each / none, np.zeros(len(trials), np.int16)
    for k in range(int(trials.max(initial=0))):
        term = np.where(k < trials, term * none, term)
    total, more = term, u > term
    for k in range(1, int(trials.max(initial=0)) + 1):
        more = more & (k <= trials)
        count += more
        term = next_of(term, left - (k - 1), odds, np.float32(k))
        total = total + term
        more = more & (u > total)
    return count


def find(into: Gathered, b: Bonds, h: Held, begun: Draws, of: Pairs, run: Ints) -> Floats:
    """Gather what the operations are and what is found of them; return those found and not attributed, (N,).

    run (N,) operations of each pair.
    """
    row, is_held = h.place(of.pair)
    clear, argued, left = _of_operations(b, h, of, row, is_held)
    many, drawn = run.astype(np.float32), begun.doer.reshape(-1)[of.first]
    by_kind, by_text = chance.two_of(chance.numbered(drawn, of.other + BY_KIND))
    kinds = _by_kind(many, left, by_kind)
    whole = np.maximum(left, np.float32(1e-20))
    clearly = share_of(kinds, clear / whole, by_text[:, None])
    covered = share_of(kinds, np.minimum((clear + argued) / whole, 1), by_text[:, None])
    return see(into, b, h, drawn, of, Ran(kinds, clearly.sum(axis=1), covered.sum(axis=1)))


def carry_out(into: Gathered, b: Bonds, h: Held, begun: Draws, ordered: Orders, slot: int) -> tuple[Pairs, Floats]:
    """Gather what is ordered in one place of the acts, and what is found of it; return what is not attributed, (N,).

    An operation outright is covered as often as its kind is; one within the words is so arguably at the most.
    """
    seats = b.who.shape[2]
    of = pairs((ordered.world * seats + ordered.doer) * seats + ordered.victim, seats)
    both = (b.who[of.world, :, of.one] & b.who[of.world, :, of.other])[..., None]
    clear, reach = (
        np.where(both, table[of.world], np.float32(0)).max(axis=1, initial=0)[np.arange(len(of.pair)), ordered.kind]
        for table in (b.clear, b.reach)
    )
    drawn = begun.doer.reshape(-1)[of.first]
    _, by_text = chance.two_of(chance.numbered(drawn, of.other + BY_KIND + ORDERED * (slot + 1)))
    within = ordered.within > 0
    left_open = np.maximum(1 - clear, np.float32(1e-6))
    covered = by_text < np.where(within, (reach - clear) / left_open, reach)
    clearly = ~within & (by_text < clear)
    kinds = (np.arange(KINDS) == ordered.kind[:, None]).astype(np.float32)
    one = np.float32(1)
    return of, see(into, b, h, drawn, of, Ran(kinds, clearly * one, covered * one), ORDERED * (slot + 1))


class Ran(NamedTuple):
    """Operations of N pairs: kinds (N, K) of each kind; clearly, covered (N,) those that texts cover so, and at all."""

    kinds: Floats
    clearly: Floats
    covered: Floats


def see(into: Gathered, b: Bonds, h: Held, drawn: Ints, of: Pairs, ran: Ran, apart: int = 0) -> Floats:
    """Gather operations and what is found of them; return those found and not attributed, (N,).

    drawn (N,) where the draws of each doer begin       apart  added to the addresses of draws
    """
    kinds, clearly, covered = ran
    by_skill, by_seeing = chance.two_of(chance.numbered(drawn, of.other + FOUND + apart))
    by_source, by_report = chance.two_of(chance.numbered(drawn, of.other + ATTRIBUTED + apart))
    by_reader, by_naming = chance.two_of(chance.numbered(drawn, of.other + BY_TEXT + apart))
    many = kinds.sum(axis=1, dtype=np.float32)
    row, is_held = h.place(of.pair)
    by_partner = is_held & h.bound[row] if len(h.bound) else is_held
    help_ = np.where(by_partner, np.float32(0), look_up(b.help, of.world, of.other))
    found = share_of(many, helped(look_up(b.ground.detect, of.world, of.other), help_), by_skill)
    right = share_of(found, helped(look_up(b.ground.tell, of.world, of.one, of.other), help_), by_source)
    seen = right / many
    seen_clear = np.minimum(share_of(clearly, seen, by_seeing), right)
    seen_covered = np.minimum(share_of(covered, seen, by_seeing), right)
    told = seen_clear + share_of(seen_covered - seen_clear, look_up(b.reading, of.world, of.other), by_reader)
    reported = share_of(right, b.numbers().published.take(of.world, mode="clip"), by_report)
    _report(into, b, of, reported, by_naming)
    for kind in range(KINDS):
        into.add(of.pair, Count(kind), kinds[:, kind])
    for count, number in (
        (Count.CLEAR, clearly), (Count.ARGUED, covered - clearly), (Count.RIGHT, right),
        (Count.DISPUTED, seen_covered - seen_clear), (Count.TOLD, told), (Count.REPORTED, reported),
    ):  # fmt: skip
        into.add(of.pair, count, number)
    return np.asarray(found - right)


def _of_operations(b: Bonds, h: Held, of: Pairs, row: Ints, is_held: Bools) -> tuple[Floats, Floats, Floats]:
    """Of what each pair runs, what is covered clearly, arguably, and all, by kind, each (N, K)."""
    share = look_up(b.share, of.world, of.one)
    none = np.zeros_like(share)
    if not len(h.of.pair):
        return none, none, share
    there = is_held[:, None]
    clear, argued = (np.where(there, table[row], none) for table in (h.clear, h.argued))
    return clear, argued, np.where(there, h.left[row], share)


def _by_kind(many: Floats, left: Floats, u: Floats) -> Floats:
    """Operations by kind, (N, K), right on average and adding up. many, u (N,), left (N, K)."""
    upto = np.cumsum(left, axis=1, dtype=np.float32)
    upto = share_of(many[:, None], upto / np.maximum(upto[:, -1:], np.float32(1e-20)), u[:, None])
    upto[:, -1] = many
    return np.diff(upto, axis=1, prepend=np.float32(0))


def _report(into: Gathered, b: Bonds, of: Pairs, reported: Floats, u: Floats) -> None:
    """Gather what of the operations reported is named at once, and what waits. reported, u (N,)."""
    ever, at_once = look_up(b.ever, of.world, of.other), b.numbers().name_at_once.take(of.world, mode="clip")
    now = share_of(reported, ever * at_once, u)
    later = np.minimum(share_of(reported, ever, u), reported) - now
    into.add(of.pair, Count.READY, now)
    into.add(of.pair, Count.WAITING, later)


def blame(into: Gathered, b: Bonds, h: Held, begun: Draws, unread: Sequence[tuple[Pairs, Floats]]) -> None:
    """Gather what victims lay at the door of some state, of all that they cannot attribute.

    unread: pairs of states, and of each (N,) the operations found and not attributed.

    Where that state ran any of it, it is laid at the right door.
    """
    first, _ = chance.two_of(chance.numbered(begun.victim, np.array(UNREAD)))
    whole = poisson(b.unread.reshape(-1), first.reshape(-1), MOST_UNREAD).astype(np.float32)
    for of, number in unread:
        np.add.at(whole, of.second, number)
    doubt = whole.reshape(first.shape) * b.numbers(1).misread
    at = doubts(b.expected, doubt, h.of.pair, h.calm, begun.doer)
    known = np.unique(np.concatenate([of.pair[number > 0] for of, number in unread]))
    is_right = among(at, known)
    into.add(at, Count.RIGHT, is_right)
    into.add(at, Count.WRONG, ~is_right)
    into.add(at, Count.TOLD, np.ones(len(at)))


@also_compiled("demarche.sim.fast.nature:doubts")
def doubts(expected: Floats, doubt: Floats, at: Ints, calm_at: Floats, begun: Ints) -> Ints:
    """The places among B S S, doer and victim, at which a victim takes the doer for the author of what it cannot read.

    expected (B, S, S) as in Conduct; doubt (B, S) incidents that each victim lays at some door
    at (N,) rising, calm_at (N,): pairs between which talks leave only that share      begun (B, S) as in may_bring
    """
    seats, found = begun.shape[1], []
    for few in rows(len(begun), seats**2):
        limit, first = false_signal(doubt[few][:, None], expected[few]), few.start * seats**2
        mine = slice(*np.searchsorted(at, (first, first + limit.size)))
        limit.reshape(-1)[at[mine] - first] *= calm_at[mine]
        _, u = chance.two_of(chance.numbered(begun[few][..., None], np.arange(seats)))
        found.append(np.flatnonzero(u < limit) + first)
    return np.concatenate(found)


def name(into: Gathered, b: Bonds, begun: Draws, waiting: Ints) -> None:
    """Gather what of the operations that waited can be named now. waiting (B, S, S), by victim and doer."""
    seats = b.who.shape[2]
    world, victim, doer = places(waiting.view(np.bool_))
    u, _ = chance.two_of(chance.numbered(begun.victim[world, victim], doer))
    drawn = binomial(waiting[world, victim, doer].astype(np.int16), b.numbers().name_hazard.take(world, mode="clip"), u)
    at = (world * seats + doer) * seats + victim
    into.add(at, Count.READY, drawn)
    into.add(at, Count.DRAWN, drawn)


def learn(into: Gathered, b: Bonds, h: Held, begun: Draws) -> None:
    """Gather what parties learn by intelligence of whether others keep their pledges."""
    at = np.flatnonzero(h.bound)
    w, doer, victim = h.of.world[at], h.of.one[at], h.of.other[at]
    u, by_error = chance.two_of(chance.numbered(begun.victim[w, victim], doer + INTELLIGENCE))
    breaks = by_error < says_breaks(h.kept[at], look_up(b.tolerance, w, victim))
    learned = np.where(u < h.otherwise[at], np.where(breaks, 2, 1), 0)
    into.add(h.of.pair[at], Count.LEARNED, learned)


def ratified(rules: Rules, world: World, seed: int, replicate: Ints) -> Bools:
    """Pacts that come into force with the next quarter, (B, L): signed, past their delay, and ratified by chance."""
    r = world.record
    waits = r.signed.any(axis=2) & ~r.in_force & (r.quarter[:, None] + 1 >= first_quarter(rules, r))
    if not waits.any():
        return waits
    pact = np.arange(len(rules.pen))
    u = chance.uniform(seed, replicate[:, None], r.quarter[:, None], pact, Use.RATIFICATION)[..., 0]
    return np.asarray(waits & (u < ratification(rules, r)))
