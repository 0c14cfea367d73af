"""What texts are worth to minds, compiled: counterparts of demarche.agents.doctrine.worth."""

from typing import NamedTuple

import numpy as np

from demarche.agents import formulas_of_texts as formulas
from demarche.agents.doctrine.parameters import PLACES
from demarche.agents.doctrine.worth import Minds, Worth
from demarche.agents.fast.reading import read
from demarche.agents.formulas_of_texts import Part, Whole, Wording
from demarche.sim.fast.arithmetic import F, total
from demarche.sim.fast.compiling import compiled, formula, inlined
from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, NONE, Floats, Ints

_ABSENT, _NONE = int(ABSENT), int(NONE)
HELP, DUTY, SCOPE = PLACES["help"], PLACES["duty"], PLACES["scope"]
SLACK_RED, VAGUE_HELP = PLACES["slack_red"], PLACES["vague_help"]
nearness, helping = formula(formulas.nearness), formula(formulas.helping)
duty, crossing = formula(formulas.duty), formula(formulas.crossing)
by_mass, moving = formula(formulas.by_mass), formula(formulas.moving)
reworded, shortened = formula(formulas.reworded), formula(formulas.shortened)


class Found(NamedTuple):
    """Where terms are written: of_text, helped, duty, red (N, C), or (1, C) where they are only summed.

    sums (4, N) of each over the clauses, or (4, 0)      whole (N,) of all of them, or (0,)
    """

    of_text: Floats
    helped: Floats
    duty: Floats
    red: Floats
    sums: Floats
    whole: Floats


def worth(rules: Rules, minds: Minds, text: Ints, fallback: Floats | None = None) -> Worth:
    """The same as demarche.agents.doctrine.worth.worth."""
    terms = np.empty((4, *text.shape), F)
    _weigh(Found(*terms, np.empty((4, 0), F), np.empty(0, F)), *read(rules, minds, text, fallback))
    return Worth(*terms)


def whole_worth(rules: Rules, minds: Minds, text: Ints, fallback: Floats | None = None) -> Floats:
    """The same as demarche.agents.doctrine.worth.whole_worth."""
    terms, whole = np.empty((4, 1, text.shape[1]), F), np.empty(len(text), F)
    _weigh(Found(*terms, np.empty((4, 0), F), whole), *read(rules, minds, text, fallback))
    return whole


def term_sums(rules: Rules, minds: Minds, text: Ints) -> Floats:
    """The same as demarche.agents.doctrine.worth.term_sums."""
    terms, sums = np.empty((4, 1, text.shape[1]), F), np.empty((4, len(text)), F)
    _weigh(Found(*terms, sums, np.empty(0, F)), *read(rules, minds, text, None))
    return sums


def best_change(rules: Rules, minds: Minds, text: Ints) -> tuple[Ints, Ints, Floats]:
    """The same as demarche.agents.doctrine.worth.best_change."""
    clause, wording, gain = np.empty(len(text), np.int64), np.empty(len(text), np.int64), np.empty(len(text), F)
    top = rules.book.exists.sum(axis=1) - 1
    _best_change(clause, wording, gain, top, *read(rules, minds, text, None))
    return clause, wording, gain


@compiled
def _changes(text, world, n):
    """Whether mind n looks at another text, or from another world, than the mind before it."""
    if n == 0 or world[n] != world[n - 1]:
        return True
    differ = 0
    for c in range(text.shape[1]):
        differ |= text[n, c] ^ text[n - 1, c]
    return differ != 0


@inlined
def _places(text):
    """Room for a number for every clause, (C,)."""
    return np.empty(text.shape[1], F)


# Rows are not taken out of arrays, nor arrays out of bundles, for every mind: numba counts each array that has a name,
# and that would cost as much as all the rest.  The loops are small, so that each becomes vector instructions.


@compiled
def _weigh(found, texts, facts):
    """Mind by mind: the four terms of every clause, their sums over the clauses, and the sum of all.

    See worth.worth, worth.clause_terms, worth.term_sums and worth.whole_worth.
    """
    of_text, helped, duties, red, sums, whole = found
    text, world, seat, rows, ideal, weight, strict = texts
    q, own, numbers, slack, development, offence, position, vague, depth, mass, help_ = facts
    clauses, last = text.shape[1], strict.shape[2] - 1
    at, loose, deep, share, row = _places(text), _places(text), _places(text), _places(text), _places(text)
    for n in range(len(text)):
        b, r, i = world[n] % len(position), world[n] % len(development), n if own else world[n] % len(q)
        k, dev, able, m = rows[n], development[r, seat[n]], offence[r, seat[n]], n if len(of_text) > 1 else 0
        hides, hides_help, hides_red = numbers[0, k, slack], numbers[0, k, VAGUE_HELP], numbers[0, k, SLACK_RED]
        worth_help, cost = numbers[0, k, HELP], numbers[0, k, DUTY]
        if _changes(text, world, n):
            for c in range(clauses):
                wording = max(text[n, c], 0)
                at[c], loose[c], deep[c] = position[b, c, wording], vague[b, c, wording], depth[b, c, wording]
                share[c] = mass[b, c] if text[n, c] != _ABSENT else F(0)
            all_mass = total(share, clauses)
            for c in range(clauses):
                share[c] = by_mass(share[c], all_mass)
        for c in range(clauses):
            worded = Wording(at[c], loose[c], deep[c])
            of_text[m, c] = share[c] * nearness(worded, q[i, c], ideal[n, c], weight[n, c], hides)
        for c in range(clauses):
            worded = Wording(at[c], loose[c], deep[c])
            helped[m, c] = share[c] * helping(worded, worth_help, help_[b, c], dev, hides_help)
        for c in range(clauses):
            duties[m, c] = share[c] * duty(Wording(at[c], loose[c], deep[c]), cost, able)
        for c in range(clauses):
            wording = text[n, c]
            price = strict[n, c, last if wording == _ABSENT else wording]
            red[m, c] = crossing(price, wording, loose[c], hides_red)
        if len(whole):
            for c in range(clauses):
                row[c] = of_text[m, c] + helped[m, c] + duties[m, c] + red[m, c]
            whole[n] = total(row, clauses)
        if sums.shape[1]:
            for c in range(clauses):
                row[c] = of_text[m, c]
            sums[0, n] = total(row, clauses)
            for c in range(clauses):
                row[c] = helped[m, c]
            sums[1, n] = total(row, clauses)
            for c in range(clauses):
                row[c] = duties[m, c]
            sums[2, n] = total(row, clauses)
            for c in range(clauses):
                row[c] = red[m, c]
            sums[3, n] = total(row, clauses)


@compiled
def _best_change(best_clause, best_wording, best_gain, top, texts, facts):
    """Mind by mind; see worth.clause_terms, worth.gains, worth.steps and worth.best_change.

    Three texts are looked at: as it is, with every clause one wording down, and with every clause one up.
    """
    text, world, seat, rows, ideal, weight, strict = texts
    q, _, numbers, slack, development, offence, position, vague, depth, mass, help_ = facts
    clauses, last, all_mass = text.shape[1], strict.shape[2] - 1, F(0)
    looked_at, part, standing = np.empty((3, clauses), np.int8), _places(text), _places(text)
    at, loose, deep = np.empty((3, clauses), F), np.empty((3, clauses), F), np.empty((3, clauses), F)
    alone, red, gain = np.empty((3, clauses), F), np.empty((3, clauses), F), np.empty((3, clauses), F)
    for n in range(len(text)):
        b, r, i, k = world[n] % len(position), world[n] % len(development), world[n] % len(q), rows[n]
        if _changes(text, world, n):
            for c in range(clauses):
                now = text[n, c]
                standing[c] = mass[b, c] if now != _ABSENT else F(0)
                looked_at[0, c], looked_at[1, c] = now, max(now - 1, 0)
                looked_at[2, c] = top[c] if now == _ABSENT else min(now + 1, top[c])
                for which in range(3):
                    wording = max(looked_at[which, c], 0)
                    at[which, c], loose[which, c] = position[b, c, wording], vague[b, c, wording]
                    deep[which, c] = depth[b, c, wording]
            all_mass = total(standing, clauses)
        hides, hides_help, hides_red = numbers[0, k, slack], numbers[0, k, VAGUE_HELP], numbers[0, k, SLACK_RED]
        worth_help, cost, scope = numbers[0, k, HELP], numbers[0, k, DUTY], numbers[0, k, SCOPE]
        dev, able = development[r, seat[n]], offence[r, seat[n]]
        for which in range(3):
            for c in range(clauses):
                worded = Wording(at[which, c], loose[which, c], deep[which, c])
                alone[which, c] = (
                    nearness(worded, q[i, c], ideal[n, c], weight[n, c], hides)
                    + helping(worded, worth_help, help_[b, c], dev, hides_help)
                    + duty(worded, cost, able)
                )
            for c in range(clauses):
                wording = looked_at[which, c]
                price = strict[n, c, last if wording == _ABSENT else wording]
                red[which, c] = crossing(price, wording, loose[which, c], hides_red)
        for c in range(clauses):
            part[c] = standing[c] * alone[0, c]
        worth = total(part, clauses)
        whole = Whole(worth, all_mass, by_mass(worth, all_mass))
        for place in range(2):
            for c in range(clauses):
                of_whole = Part(part[c], standing[c], red[0, c], mass[b, c])
                gain[place, c] = reworded(whole, of_whole, alone[1 + place, c], red[1 + place, c])
        for c in range(clauses):
            gain[2, c] = shortened(whole, Part(part[c], standing[c], red[0, c], mass[b, c]), strict[n, c, last])
        best_clause[n], best_wording[n], best_gain[n] = _NONE, _ABSENT, F(-np.inf)
        for c in range(clauses):
            now, moved = text[n, c], moving(scope, mass[b, c], all_mass)
            for place in range(3):
                if now == _ABSENT:
                    real, more = place < 2, gain[place, c] - moved
                elif place == 2:
                    real, more = True, gain[place, c] - moved
                else:
                    real, more = now > 0 if place == 0 else now < top[c], gain[place, c]
                if real and more > best_gain[n]:
                    best_clause[n], best_gain[n] = c, more
                    best_wording[n] = looked_at[1 + place, c] if place < 2 else _ABSENT
        if best_clause[n] == _NONE:
            best_gain[n] = F(0)
