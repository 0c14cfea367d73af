"""How a room is expected to lean on texts, compiled: counterparts of demarche.agents.doctrine's doctrine and vote."""

from typing import Any

import numpy as np

from demarche.agents.doctrine.doctrine import Doctrine
from demarche.agents.doctrine.parameters import PLACES
from demarche.agents.doctrine.vote import Prospects
from demarche.sim.fast.arithmetic import F, exp, tables, total
from demarche.sim.fast.compiling import compiled
from demarche.sim.rules import Rules
from demarche.sim.terms import NONE, Floats, Ints

_NONE, _LEAST, _LOGISTIC, _LEAST_VARIANCE = int(NONE), F(1e-6), F(1.702), F(0.25)
BASE, OF_TEXT, VALUES, COHESION = (PLACES[name] for name in ("base", "text", "values", "cohesion"))
INDIFFERENCE, INDIFFERENCE_CRIME = PLACES["indifference"], PLACES["indifference_crime"]
POLITE = PLACES["polite"]


def published(known: Doctrine, world: Ints, text: Ints) -> tuple[Floats, Floats]:
    """The same as demarche.agents.doctrine.doctrine.published."""
    near, more = np.empty((2, len(text), known.family.shape[1]), F)
    _published(near, more, *_texts(known, world, text))
    return near, more


def bloc_lines(rules: Rules, eta: Floats) -> Floats:
    """The same as demarche.agents.doctrine.vote.bloc_lines."""
    lines = np.empty((len(eta), rules.roster.member.shape[1]), F)
    _lines(lines, np.ascontiguousarray(eta, F), *_members(rules))
    return lines


def room(rules: Rules, doctrine: Doctrine, world: Ints, text: Ints, draft: Ints) -> Floats:
    """The same as demarche.agents.doctrine.vote.room."""
    etas = np.empty((len(text), rules.seats), F)
    _rooms(etas, np.empty((0, 3), F), *_read(rules, doctrine, draft), *_texts(doctrine, world, text))
    return etas


def prospects(rules: Rules, doctrine: Doctrine, world: Ints, text: Ints, draft: Ints) -> Prospects:
    """The same as demarche.agents.doctrine.vote.prospects."""
    found = np.empty((len(text), 3), F)
    _rooms(np.empty((1, rules.seats), F), found, *_read(rules, doctrine, draft), *_texts(doctrine, world, text))
    return Prospects(*found.T)


def _texts(known: Doctrine, world: Ints, text: Ints) -> tuple[Any, ...]:
    """Texts, and the tables of what each wording is worth to each seat."""
    read = tables(known.nearer, known.other, known.red, known.mass)
    return np.ascontiguousarray(world, np.int64), np.ascontiguousarray(text, np.int8), known.guarded, *read


def _read(rules: Rules, known: Doctrine, draft: Ints) -> tuple[Any, ...]:
    """What makes leanings and prospects of what texts are worth."""
    return (
        np.ascontiguousarray(draft, np.int64), rules.lead.astype(np.int64), rules.roster.line,
        *tables(rules.roster.discipline), *tables(known.drawn), rules.crime.astype(F), rules.welcomes.astype(F),
        rules.voters, *tables(known.values), *tables(known.family), *_members(rules),
    )  # fmt: skip


def _members(rules: Rules) -> tuple[Ints, Ints, Floats]:
    """Every membership of a bloc, seat by seat: the seat and the bloc, (M,); and what to divide by for each bloc."""
    who, bloc = map(np.ascontiguousarray, np.nonzero(rules.roster.member))
    return who, bloc, np.maximum(np.bincount(bloc, minlength=len(rules.roster.blocs)), 1).astype(F)


@compiled
def _of_text(near, more, m, crossed, standing, text, n, b, guarded, nearer, other, red, mass):
    """Write into row m of near and more what text n is worth to each seat; see doctrine.published."""
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
    all_mass = max(total(standing, clauses), _LEAST)
    for s in range(len(crossed)):
        near[m, s] = near[m, s] / all_mass
        more[m, s] = more[m, s] / all_mass + crossed[s]


@compiled
def _published(near, more, world, text, guarded, nearer, other, red, mass):
    """Text by text; see doctrine.published."""
    standing, crossed = np.empty(text.shape[1], F), np.empty(near.shape[1], F)
    for n in range(len(text)):
        b = world[n] % len(nearer)
        _of_text(near, more, n, crossed, standing, text, n, b, guarded, nearer, other, red, mass)


@compiled
def _line_up(lines, row, eta, m, who, bloc, count):
    """Write into that row of lines the mean of row m of eta among the members of each bloc; see vote.bloc_lines.

    numpy adds them up seat by seat, but for a bloc that is the only one: then in pairs.
    """
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
def _lines(lines, eta, who, bloc, count):
    """Text by text."""
    for n in range(len(eta)):
        _line_up(lines, n, eta, n, who, bloc, count)


@compiled
def _numbers_of(base, of_text, of_values, cohesion, indifference, indifference_crime, polite, values, families):
    """Write the parameters of each seat (S,)."""
    for s in range(len(families)):
        p = values[families[s]]
        base[s], of_text[s], of_values[s], cohesion[s] = p[BASE], p[OF_TEXT], p[VALUES], p[COHESION]
        indifference[s], indifference_crime[s], polite[s] = p[INDIFFERENCE], p[INDIFFERENCE_CRIME], p[POLITE]


@compiled
def _rooms(
    eta, found, draft, lead, line, discipline, drawn, crime, welcomes, voters, values, family, who, bloc, count,
    world, text, guarded, nearer, other, red, mass,
):  # fmt: skip
    """Text by text: how the room leans, into eta (n, S), or (1, S) for all; what comes of it, into found (n, 3).

    See vote.published, vote.room, vote.expected and vote.prospects.
    """
    seats = len(line)
    more, crossed, among, no = np.empty_like(eta), np.empty(seats, F), np.empty(seats, F), np.empty(seats, F)
    base, of_text, of_values, cohesion = np.empty(seats, F), np.empty(seats, F), np.empty(seats, F), np.empty(seats, F)
    half, half_crime, polite = np.empty(seats, F), np.empty(seats, F), np.empty(seats, F)
    standing, lines, voting = np.empty(text.shape[1], F), np.empty((1, len(count)), F), 0
    for s in range(seats):
        voting += voters[s]
    for n in range(len(text)):
        b, d, m = world[n], draft[n], n if len(eta) > 1 else 0
        if n == 0 or len(values) > 1 or len(family) > 1:
            _numbers_of(
                base, of_text, of_values, cohesion, half, half_crime, polite,
                values[b % len(values)], family[b % len(family)],
            )  # fmt: skip
        t, e, i = b % len(nearer), b % len(drawn), b % len(discipline)
        _of_text(eta, more, m, crossed, standing, text, n, t, guarded, nearer, other, red, mass)
        for s in range(seats):
            eta[m, s] = base[s] + of_text[s] * eta[m, s] + of_values[s] * more[m, s] + drawn[e, d, s]
        _line_up(lines, 0, eta, m, who, bloc, count)
        for s in range(seats):
            if line[s] != _NONE:
                close = cohesion[s] * discipline[i, line[s], lead[d] + 1]
                eta[m, s] = eta[m, s] + close * (lines[0, line[s]] - eta[m, s])
        if len(found):
            for s in range(seats):
                h = half[s] + half_crime[s] * crime[d]
                crossed[s] = F(1) / (F(1) + exp(-(eta[m, s] - h)))
                no[s] = F(1) / (F(1) + exp(-(-(h + polite[s] * welcomes[d]) - eta[m, s])))
            for s in range(seats):
                if not voters[s]:
                    crossed[s], no[s] = F(0), F(0)
            for s in range(seats):
                ahead = crossed[s] - no[s]
                among[s] = crossed[s] + no[s] - ahead * ahead
                crossed[s] = ahead
            margin, against = total(crossed, seats), total(no, seats)
            z = _LOGISTIC * margin / np.sqrt(max(total(among, seats), _LEAST_VARIANCE))
            found[n, 0], found[n, 1], found[n, 2] = F(1) / (F(1) + exp(-z)), margin / F(max(voting, 1)), against
