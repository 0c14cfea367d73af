"""How a room is expected to lean on texts, compiled: counterparts of demarche.agents.doctrine's doctrine and vote."""

from typing import NamedTuple

import numpy as np

from demarche.agents import formulas_of_texts as formulas
from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.parameters import PLACES
from demarche.agents.doctrine.vote import Prospects
from demarche.agents.formulas_of_texts import Pull
from demarche.sim.fast.arithmetic import F, tables, total
from demarche.sim.fast.compiling import compiled, formula
from demarche.sim.rules import Rules
from demarche.sim.terms import NONE, Bools, Floats, Ints

_NONE = int(NONE)
BASE, OF_TEXT, VALUES, COHESION = (PLACES[name] for name in ("base", "text", "values", "cohesion"))
INDIFFERENCE, INDIFFERENCE_CRIME = PLACES["indifference"], PLACES["indifference_crime"]
POLITE = PLACES["polite"]
by_mass, leaning, closed_up = formula(formulas.by_mass), formula(formulas.leaning), formula(formulas.closed_up)
edge_of_yes, edge_of_no = formula(formulas.edge_of_yes), formula(formulas.edge_of_no)
chance_of_yes, chance_of_no = formula(formulas.chance_of_yes), formula(formulas.chance_of_no)
variance, passing = formula(formulas.variance), formula(formulas.passing)


class Texts(NamedTuple):
    """n texts, and the tables of what each wording is worth to each seat; see Doctrine. world (n,), text (n, C)."""

    world: Ints
    text: Ints
    guarded: Bools
    nearer: Floats
    other: Floats
    red: Floats
    mass: Floats


class Members(NamedTuple):
    """Every membership of a bloc, seat by seat: the seat and the bloc, (M,); and what to divide by for each bloc."""

    who: Ints
    bloc: Ints
    sizes: Floats


class Readers(NamedTuple):
    """What makes leanings and prospects of what texts are worth: draft (n,) of each, and what is known of the room."""

    draft: Ints
    lead: Ints
    line: Ints
    discipline: Floats
    drawn: Floats
    crime: Floats
    welcomes: Floats
    reserve: Floats
    voters: Bools
    values: Floats
    profile: Ints


class Persons(NamedTuple):
    """The parameters of each seat, (S,)."""

    base: Floats
    text: Floats
    values: Floats
    cohesion: Floats
    indifference: Floats
    on_crime: Floats
    polite: Floats


class Row(NamedTuple):
    """Room for one text: by seat, what is worked on (S,), what stands (C,), and the lines of the blocs (1, G)."""

    crossed: Floats
    among: Floats
    no: Floats
    standing: Floats
    lines: Floats


def published(known: Doctrine, world: Ints, text: Ints) -> tuple[Floats, Floats]:
    """The same as demarche.agents.doctrine.doctrine.published."""
    near, more = np.empty((2, len(text), known.profile.shape[1]), F)
    _published(near, more, _texts(known, world, text))
    return near, more


def bloc_lines(rules: Rules, eta: Floats) -> Floats:
    """The same as demarche.agents.doctrine.vote.bloc_lines."""
    lines = np.empty((len(eta), rules.roster.member.shape[1]), F)
    _lines(lines, np.ascontiguousarray(eta, F), _members(rules))
    return lines


def room(rules: Rules, doctrine: Doctrine, world: Ints, text: Ints, draft: Ints) -> Floats:
    """The same as demarche.agents.doctrine.vote.room."""
    etas = np.empty((len(text), rules.seats), F)
    _rooms(etas, np.empty((0, 3), F), *_read(rules, doctrine, draft), _texts(doctrine, world, text))
    return etas


def prospects(rules: Rules, doctrine: Doctrine, world: Ints, text: Ints, draft: Ints) -> Prospects:
    """The same as demarche.agents.doctrine.vote.prospects."""
    found = np.empty((len(text), 3), F)
    _rooms(np.empty((1, rules.seats), F), found, *_read(rules, doctrine, draft), _texts(doctrine, world, text))
    return Prospects(*found.T)


def _texts(known: Doctrine, world: Ints, text: Ints) -> Texts:
    read = tables(known.nearer, known.other, known.red, known.mass)
    return Texts(np.ascontiguousarray(world, np.int64), np.ascontiguousarray(text, np.int8), known.guarded, *read)


def _read(rules: Rules, known: Doctrine, draft: Ints) -> tuple[Readers, Members]:
    readers = Readers(
        np.ascontiguousarray(draft, np.int64), rules.lead.astype(np.int64), rules.roster.line,
        *tables(rules.roster.discipline), *tables(known.drawn), rules.crime.astype(F), rules.welcomes.astype(F),
        np.ascontiguousarray(rules.reserve, F), rules.voters, *tables(known.values), *tables(known.profile),
    )  # fmt: skip
    return readers, _members(rules)


def _members(rules: Rules) -> Members:
    who, bloc = map(np.ascontiguousarray, np.nonzero(rules.roster.member))
    return Members(who, bloc, np.maximum(np.bincount(bloc, minlength=len(rules.roster.blocs)), 1).astype(F))


@compiled
def _of_text(near, more, m, row, texts, n, b):
    """Write into row m of near and more what text n is worth to each seat of world b; see doctrine.published."""
    _, text, guarded, nearer, other, red, mass = texts
    crossed, standing = row.crossed, row.standing
    clauses, last = text.shape[1], nearer.shape[2] - 1
    for s in range(len(crossed)):
        near[m, s], more[m, s], crossed[s] = F(0), F(0), F(0)
    for c in range(clauses):
        place = text[n, c] if text[n, c] >= 0 else last
        standing[c] = mass[b, c, place]
        if place != last:  # what does not stand adds nothing but red lines
            for s in range(len(crossed)):
                near[m, s] += nearer[b, c, place, s]
            for s in range(len(crossed)):
                more[m, s] += other[b, c, place, s]
        if guarded[c, place]:
            for s in range(len(crossed)):
                crossed[s] += red[b, c, place, s]
    all_mass = total(standing, clauses)
    for s in range(len(crossed)):
        near[m, s] = by_mass(near[m, s], all_mass)
        more[m, s] = by_mass(more[m, s], all_mass) + crossed[s]


@compiled
def _published(near, more, texts):
    """Text by text; see doctrine.published."""
    row = _row(near.shape[1], texts.text.shape[1], 0)
    for n in range(len(texts.text)):
        _of_text(near, more, n, row, texts, n, texts.world[n] % len(texts.nearer))


@compiled
def _row(seats, clauses, blocs):
    return Row(
        np.empty(seats, F), np.empty(seats, F), np.empty(seats, F), np.empty(clauses, F), np.empty((1, blocs), F)
    )


@compiled
def _line_up(lines, row, eta, m, members):
    """Write into that row of lines the mean of row m of eta among the members of each bloc; see vote.bloc_lines.

    numpy adds them up seat by seat, but for a bloc that is the only one: then in pairs.
    """
    who, bloc, count = members
    for g in range(len(count)):
        lines[row, g] = F(0)
    if len(count) == 1:
        among = np.zeros(eta.shape[1], F)
        for i in range(len(who)):
            among[who[i]] = eta[m, who[i]]
        lines[row, 0] = total(among, len(among))
    else:
        for i in range(len(who)):
            lines[row, bloc[i]] += eta[m, who[i]]
    for g in range(len(count)):
        lines[row, g] = lines[row, g] / count[g]


@compiled
def _lines(lines, eta, members):
    """Text by text; see vote.bloc_lines."""
    for n in range(len(eta)):
        _line_up(lines, n, eta, n, members)


@compiled
def _persons(p, values, profiles):
    """Write the parameters of each seat."""
    for s in range(len(profiles)):
        of = values[profiles[s]]
        p.base[s], p.text[s], p.values[s], p.cohesion[s] = of[BASE], of[OF_TEXT], of[VALUES], of[COHESION]
        p.indifference[s], p.on_crime[s], p.polite[s] = of[INDIFFERENCE], of[INDIFFERENCE_CRIME], of[POLITE]


@compiled
def _rooms(eta, found, readers, members, texts):
    """Text by text: how the room leans, into eta (n, S), or (1, S) for all; what comes of it, into found (n, 3).

    See vote.published, vote.room and vote.prospects.
    """
    draft, lead, line, discipline, drawn, crime, welcomes, reserve, voters, values, profile = readers
    seats, more, row = len(line), np.empty_like(eta), _row(len(line), texts.text.shape[1], len(members.sizes))
    p = Persons(
        np.empty(seats, F), np.empty(seats, F), np.empty(seats, F), np.empty(seats, F), np.empty(seats, F),
        np.empty(seats, F), np.empty(seats, F),
    )  # fmt: skip
    base, of_text, of_values, cohesion, _, _, _ = p
    for n in range(len(draft)):
        b, d, m = texts.world[n], draft[n], n if len(eta) > 1 else 0
        if n == 0 or len(values) > 1 or len(profile) > 1:
            _persons(p, values[b % len(values)], profile[b % len(profile)])
        e, i = b % len(drawn), b % len(discipline)
        _of_text(eta, more, m, row, texts, n, b % len(texts.nearer))
        for s in range(seats):
            eta[m, s] = leaning(Pull(base[s], of_text[s], of_values[s]), eta[m, s], more[m, s], drawn[e, d, s])
        lines = row.lines
        _line_up(lines, 0, eta, m, members)
        for s in range(seats):
            if line[s] != _NONE:
                close = cohesion[s] * discipline[i, line[s], lead[d] + 1]
                eta[m, s] = closed_up(eta[m, s], close, lines[0, line[s]])
        if len(found):
            _prospects(found, n, eta, m, p, row, (crime[d], welcomes[d], reserve[d]), voters)


@compiled
def _prospects(found, n, eta, m, persons, row, subject, voters):
    """Write what text n can expect into found (n, 3), from row m of eta.

    See vote.edges, vote.chances, vote.expected and vote.prospects.

    subject  whether the text is on crime and whether it welcomes the other camp's process, 1 or 0; reserve (S,)
    """
    crime, welcomes, reserve = subject
    crossed, among, no, seats = row.crossed, row.among, row.no, len(voters)
    half, half_crime, polite, voting = persons.indifference, persons.on_crime, persons.polite, 0
    for s in range(seats):
        edge = edge_of_yes(half[s], half_crime[s], crime, reserve[s])
        crossed[s] = chance_of_yes(eta[m, s], edge)
        no[s] = chance_of_no(eta[m, s], edge_of_no(edge, polite[s], welcomes))
    for s in range(seats):
        voting += voters[s]
        if not voters[s]:
            crossed[s], no[s] = F(0), F(0)
    for s in range(seats):
        among[s] = variance(crossed[s], no[s])
        crossed[s] = crossed[s] - no[s]
    margin, against = total(crossed, seats), total(no, seats)
    found[n, 0] = passing(margin, total(among, seats))
    found[n, 1], found[n, 2] = margin / F(max(voting, 1)), against
