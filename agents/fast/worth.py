"""What texts are worth to minds, compiled: counterparts of demarche.agents.doctrine.worth."""

from typing import Any

import numpy as np

from demarche.agents.doctrine.parameters import PLACES
from demarche.agents.doctrine.worth import Minds, Worth
from demarche.sim.fast.arithmetic import F, tables, total
from demarche.sim.fast.compiling import compiled, inlined
from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, NONE, Array, Decision, Floats, Ints

_ABSENT, _NONE, _LEAST = int(ABSENT), int(NONE), F(1e-6)
HELP, DUTY, SCOPE = PLACES["help"], PLACES["duty"], PLACES["scope"]
SLACK_RED, VAGUE_HELP = PLACES["slack_red"], PLACES["vague_help"]


def worth(rules: Rules, minds: Minds, text: Ints, fallback: Floats | None = None) -> Worth:
    """The same as demarche.agents.doctrine.worth.worth."""
    terms = np.empty((4, *text.shape), F)
    _weigh(*terms, np.empty((4, 0), F), np.empty(0, F), *_without(rules, fallback), *_read(rules, minds, text))
    return Worth(*terms)


def whole_worth(rules: Rules, minds: Minds, text: Ints, fallback: Floats | None = None) -> Floats:
    """The same as demarche.agents.doctrine.worth.whole_worth."""
    terms, whole = np.empty((4, 1, text.shape[1]), F), np.empty(len(text), F)
    _weigh(*terms, np.empty((4, 0), F), whole, *_without(rules, fallback), *_read(rules, minds, text))
    return whole


def term_sums(rules: Rules, minds: Minds, text: Ints) -> Floats:
    """The same as demarche.agents.doctrine.worth.term_sums."""
    terms, sums = np.empty((4, 1, text.shape[1]), F), np.empty((4, len(text)), F)
    _weigh(*terms, sums, np.empty(0, F), *_without(rules, None), *_read(rules, minds, text))
    return sums


def best_change(rules: Rules, minds: Minds, text: Ints) -> tuple[Ints, Ints, Floats]:
    """The same as demarche.agents.doctrine.worth.best_change."""
    clause, wording, gain = np.empty(len(text), np.int64), np.empty(len(text), np.int64), np.empty(len(text), F)
    top = rules.book.exists.sum(axis=1) - 1
    _best_change(clause, wording, gain, top, *_without(rules, None), *_read(rules, minds, text))
    return clause, wording, gain


def _without(rules: Rules, fallback: Floats | None) -> tuple[Array, bool]:
    """Positions that hold without a text, and whether they are those of each mind (N, C), not of each world (B, C)."""
    (found,) = tables(rules.book.fallback if fallback is None else fallback[None])
    return (found, False) if fallback is None else (found[0], True)


def _read(rules: Rules, minds: Minds, text: Ints) -> tuple[Any, ...]:
    """Texts, minds and clause book as the loops below read them: a row of `numbers` for each mind."""
    book, roster = rules.book, rules.roster
    slack = PLACES["slack_vote" if rules.decision == Decision.VOTE else "slack_consensus"]
    (row,) = minds.p.index
    return (
        np.ascontiguousarray(text, np.int8), *map(np.ascontiguousarray, (minds.world, minds.seat, row)),
        *tables(minds.p.table[None]), slack,
        *map(np.ascontiguousarray, (minds.ideal, minds.weight, minds.strict)),
        *tables(roster.development, roster.offence),
        *tables(book.position, book.vague, book.depth, book.mass, book.help),
    )  # fmt: skip


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


@inlined
def _nearer(q, ideal, weight, hides, loose, at):
    """What a clause is worth for being nearer to the ideal than the fallback q; see worth.clause_terms."""
    far, gap = q - ideal, (F(1) - hides * loose) * (at - ideal)
    return weight * (far * far - gap * gap)


@inlined
def _helps(worth_help, help_, dev, hides, loose):
    """What its promise of help is worth."""
    return worth_help * help_ * dev * (F(1) - hides * loose)


@inlined
def _binds(cost, deep, loose, offence):
    """What its duties cost."""
    return -cost * deep * (F(1) - loose) * offence


@inlined
def _crosses(price, wording, hides, loose):
    """What its red line costs; left out, it hides nothing."""
    return -price * (F(1) - hides * (F(0) if wording == _ABSENT else loose))


# Rows are not taken out of arrays, nor arrays handed on, for every mind: numba counts each array that has a name, and
# that would cost as much as all the rest.  The loops are small, so that each becomes vector instructions.


@compiled
def _weigh(
    of_text, helped, duty, red, sums, whole, q, own, text, world, seat, rows, numbers, slack, ideal, weight, strict,
    development, offence, position, vague, depth, mass, help_,
):  # fmt: skip
    """Mind by mind: the four terms of every clause (N, C), or with room for one mind (1, C) only to be summed.

    And, where there is room for them, the sum of each over the clauses (4, N), and of all (N,).
    See worth.worth, worth.term_sums and Worth.total.
    """
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
            all_mass = max(total(share, clauses), _LEAST)
            for c in range(clauses):
                share[c] = share[c] / all_mass
        for c in range(clauses):
            of_text[m, c] = share[c] * _nearer(q[i, c], ideal[n, c], weight[n, c], hides, loose[c], at[c])
        for c in range(clauses):
            helped[m, c] = share[c] * _helps(worth_help, help_[b, c], dev, hides_help, loose[c])
        for c in range(clauses):
            duty[m, c] = share[c] * _binds(cost, deep[c], loose[c], able)
        for c in range(clauses):
            wording = text[n, c]
            price = strict[n, c, last if wording == _ABSENT else wording]
            red[m, c] = _crosses(price, wording, hides_red, loose[c])
        if len(whole):
            for c in range(clauses):
                row[c] = of_text[m, c] + helped[m, c] + duty[m, c] + red[m, c]
            whole[n] = total(row, clauses)
        if sums.shape[1]:
            for c in range(clauses):
                row[c] = of_text[m, c]
            sums[0, n] = total(row, clauses)
            for c in range(clauses):
                row[c] = helped[m, c]
            sums[1, n] = total(row, clauses)
            for c in range(clauses):
                row[c] = duty[m, c]
            sums[2, n] = total(row, clauses)
            for c in range(clauses):
                row[c] = red[m, c]
            sums[3, n] = total(row, clauses)


@compiled
def _best_change(
    best_clause, best_wording, best_gain, top, q, own, text, world, seat, rows, numbers, slack,
    ideal, weight, strict, development, offence, position, vague, depth, mass, help_,
):  # fmt: skip
    """Mind by mind; see worth.gains, worth.steps and worth.best_change.

    Three texts are looked at: as it is, with every clause one wording down, and with every clause one up.
    """
    clauses, last, all_mass = text.shape[1], strict.shape[2] - 1, F(0)
    texts, part, standing = np.empty((3, clauses), np.int8), _places(text), _places(text)
    at, loose, deep = np.empty((3, clauses), F), np.empty((3, clauses), F), np.empty((3, clauses), F)
    alone, red, gain = np.empty((3, clauses), F), np.empty((3, clauses), F), np.empty((3, clauses), F)
    for n in range(len(text)):
        b, r, i, k = world[n] % len(position), world[n] % len(development), world[n] % len(q), rows[n]
        if _changes(text, world, n):
            for c in range(clauses):
                now = text[n, c]
                standing[c] = mass[b, c] if now != _ABSENT else F(0)
                texts[0, c], texts[1, c] = now, max(now - 1, 0)
                texts[2, c] = top[c] if now == _ABSENT else min(now + 1, top[c])
                for which in range(3):
                    wording = max(texts[which, c], 0)
                    at[which, c], loose[which, c] = position[b, c, wording], vague[b, c, wording]
                    deep[which, c] = depth[b, c, wording]
            all_mass = total(standing, clauses)
        hides, hides_help, hides_red = numbers[0, k, slack], numbers[0, k, VAGUE_HELP], numbers[0, k, SLACK_RED]
        worth_help, cost, scope = numbers[0, k, HELP], numbers[0, k, DUTY], numbers[0, k, SCOPE]
        dev, able = development[r, seat[n]], offence[r, seat[n]]
        for which in range(3):
            for c in range(clauses):
                alone[which, c] = (
                    _nearer(q[i, c], ideal[n, c], weight[n, c], hides, loose[which, c], at[which, c])
                    + _helps(worth_help, help_[b, c], dev, hides_help, loose[which, c])
                    + _binds(cost, deep[which, c], loose[which, c], able)
                )
            for c in range(clauses):
                wording = texts[which, c]
                price = strict[n, c, last if wording == _ABSENT else wording]
                red[which, c] = _crosses(price, wording, hides_red, loose[which, c])
        for c in range(clauses):
            part[c] = standing[c] * alone[0, c]
        whole = total(part, clauses)
        before = whole / max(all_mass, _LEAST)
        for place in range(2):
            for c in range(clauses):
                new_whole = whole - part[c] + mass[b, c] * alone[1 + place, c]
                new_mass = all_mass - standing[c] + mass[b, c]
                gain[place, c] = new_whole / max(new_mass, _LEAST) - before + red[1 + place, c] - red[0, c]
        for c in range(clauses):
            new_worth = (whole - part[c]) / max(all_mass - standing[c], _LEAST)
            gain[2, c] = new_worth - before - strict[n, c, last] - red[0, c]
        best_clause[n], best_wording[n], best_gain[n] = _NONE, _ABSENT, F(-np.inf)
        for c in range(clauses):
            now = text[n, c]
            moved = scope * (mass[b, c] / max(all_mass, _LEAST))
            for place in range(3):
                if now == _ABSENT:
                    real, more = place < 2, gain[place, c] - moved
                elif place == 2:
                    real, more = True, gain[place, c] - moved
                else:
                    real, more = now > 0 if place == 0 else now < top[c], gain[place, c]
                if real and more > best_gain[n]:
                    best_clause[n], best_gain[n] = c, more
                    best_wording[n] = texts[1 + place, c] if place < 2 else _ABSENT
        if best_clause[n] == _NONE:
            best_gain[n] = F(0)
