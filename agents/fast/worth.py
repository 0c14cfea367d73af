"""What texts are worth, compiled: counterparts of agents.doctrine's worth, of what is published, and of bloc lines."""

import numpy as np

from agents.doctrine.doctrine import Doctrine
from agents.doctrine.worth import Minds, Worth
from sim.fast.arithmetic import F, N, compiled, inlined, tables, total
from sim.rules import Rules
from sim.terms import ABSENT, Decision, Floats, Ints

_ABSENT, _LEAST = int(ABSENT), F(1e-6)
_TEXT, _HELP, _DUTY, _RED = range(4)


def worth(rules: Rules, minds: Minds, text: Ints, fallback: Floats | None = None) -> Worth:
    """The same as agents.doctrine.worth.worth."""
    return _terms(rules, minds, text, fallback, in_a_text=True)


def clause_terms(rules: Rules, minds: Minds, text: Ints, fallback: Floats | None = None) -> Worth:
    """The same as agents.doctrine.worth.clause_terms."""
    return _terms(rules, minds, text, fallback, in_a_text=False)


def _terms(rules: Rules, minds: Minds, text: Ints, fallback: Floats | None, *, in_a_text: bool) -> Worth:
    found = np.empty((4, *text.shape), F)
    of_book = np.empty((0, text.shape[1]), F) if fallback is None else np.ascontiguousarray(fallback, F)
    _write_terms(found, *_facts(rules, minds, text), of_book, in_a_text)
    return Worth(*found)


def _facts(rules: Rules, minds: Minds, text: Ints) -> tuple[Floats | Ints, ...]:
    """Texts and minds as the loops below read them."""
    p, book, roster = minds.p, rules.book, rules.roster
    slack = p.slack_vote if rules.decision == Decision.VOTE else p.slack_consensus
    numbers = np.stack([slack, p.slack_red, p.help, p.vague_help, p.duty], axis=1)
    mine = np.stack([roster.development[minds.world, minds.seat], roster.offence[minds.world, minds.seat]], axis=1)
    return (
        np.ascontiguousarray(text, np.int8), minds.world, numbers, mine,
        np.ascontiguousarray(minds.ideal), np.ascontiguousarray(minds.weight), np.ascontiguousarray(minds.strict),
        *tables(book.position, book.vague, book.depth, book.mass, book.help, book.fallback),
    )  # fmt: skip


@inlined
def _alone(n, c, wording, b, numbers, mine, ideal, weight, strict, position, vague, depth, help_, q):
    """The four terms of one clause as if it stood alone; see worth.clause_terms."""
    chosen = max(wording, 0)
    loose = vague[b, c, chosen]
    far = q - ideal[n, c]
    gap = (F(1) - numbers[n, 0] * loose) * (position[b, c, chosen] - ideal[n, c])
    crossed = strict[n, c, wording if wording >= 0 else strict.shape[2] - 1]
    hidden = F(0) if wording == _ABSENT else loose
    return (
        weight[n, c] * (far * far - gap * gap),
        numbers[n, 2] * help_[b, c] * mine[n, 0] * (F(1) - numbers[n, 3] * loose),
        -numbers[n, 4] * depth[b, c, chosen] * (F(1) - loose) * mine[n, 1],
        -crossed * (F(1) - numbers[n, 1] * hidden),
    )


@compiled
def _write_terms(
    found, text, world, numbers, mine, ideal, weight, strict,
    position, vague, depth, mass, help_, fallback, other, whole,
):  # fmt: skip
    """Mind by mind; `other` (N, C) takes the place of the book's fallback unless it is empty."""
    minds, clauses = text.shape
    standing = np.empty(clauses, F)
    for n in range(minds):
        b = world[n] % len(position)
        q = other[n] if len(other) else fallback[b]
        for c in range(clauses):
            standing[c] = mass[b, c] if text[n, c] != _ABSENT else F(0)
        all_mass = max(total(standing, clauses), _LEAST)
        for c in range(clauses):
            of_text, helped, duty, red = _alone(
                n, c, text[n, c], b, numbers, mine, ideal, weight, strict, position, vague, depth, help_, q[c]
            )
            share = standing[c] / all_mass if whole else F(1)
            found[_TEXT, n, c], found[_HELP, n, c] = share * of_text, share * helped
            found[_DUTY, n, c], found[_RED, n, c] = share * duty, red


def gains(rules: Rules, minds: Minds, text: Ints) -> tuple[Ints, Floats]:
    """The same as agents.doctrine.worth.gains."""
    options, gain = np.empty((*text.shape, 3), np.int64), np.empty((*text.shape, 3), F)
    top = rules.book.exists.sum(axis=1) - 1
    _gains(options, gain, top, minds.p.scope, *_facts(rules, minds, text))
    return options, gain


@compiled
def _gains(
    options, gain, top, scope,
    text, world, numbers, mine, ideal, weight, strict, position, vague, depth, mass, help_, fallback,
):  # fmt: skip
    """Mind by mind; see worth.gains and worth.steps."""
    minds, clauses = text.shape
    standing, part, red = np.empty(clauses, F), np.empty(clauses, F), np.empty(clauses, F)
    for n in range(minds):
        b = world[n] % len(position)
        for c in range(clauses):
            of_text, helped, duty, red[c] = _alone(
                n, c, text[n, c], b, numbers, mine, ideal, weight, strict, position, vague, depth, help_, fallback[b, c]
            )
            standing[c] = mass[b, c] if text[n, c] != _ABSENT else F(0)
            part[c] = standing[c] * (of_text + helped + duty)
        all_mass, whole = total(standing, clauses), total(part, clauses)
        before = whole / max(all_mass, _LEAST)
        for c in range(clauses):
            now = N(text[n, c])
            stands = now != _ABSENT
            moved = scope[n] * (mass[b, c] / max(all_mass, _LEAST))
            for place in range(3):
                if place == 2:
                    then, real = N(_ABSENT), stands
                elif place == 0:
                    then = N(now - 1 if stands else 0)
                    real = then >= 0
                else:
                    then = N(now + 1 if stands else top[c])
                    real = then <= top[c]
                if not real:
                    options[n, c, place], gain[n, c, place] = _ABSENT, F(-np.inf)
                    continue
                of_text, helped, duty, crossed = _alone(
                    n, c, then, b, numbers, mine, ideal, weight, strict, position, vague, depth, help_, fallback[b, c]
                )
                new_mass = mass[b, c] if then != _ABSENT else F(0)
                new_whole = whole - part[c] + new_mass * (of_text + helped + duty)
                new_worth = new_whole / max(all_mass - standing[c] + new_mass, _LEAST)
                more = new_worth - before + crossed - red[c]
                options[n, c, place] = then
                gain[n, c, place] = more - (moved if then == _ABSENT or not stands else F(0))


def summed(found: Worth) -> Floats:
    """The same as agents.doctrine.worth.summed."""
    whole = np.empty(len(found.text), F)
    _sum(whole, found.text, found.help, found.duty, found.red)
    return whole


@compiled
def _sum(whole, text, help_, duty, red):
    minds, clauses = text.shape
    row = np.empty(clauses, F)
    for n in range(minds):
        for c in range(clauses):
            row[c] = text[n, c] + help_[n, c] + duty[n, c] + red[n, c]
        whole[n] = total(row, clauses)


def published(known: Doctrine, world: Ints, text: Ints) -> tuple[Floats, Floats]:
    """The same as agents.doctrine.doctrine.published."""
    found = np.empty((2, len(text), known.family.shape[1]), F)
    read = tables(known.nearer, known.other, known.red, known.mass)
    _published(found[0], found[1], np.ascontiguousarray(world, np.int64), np.ascontiguousarray(text, np.int8), *read)
    return found[0], found[1]


@compiled
def _published(near, more, world, text, nearer, other, red, mass):
    """Text by text, clause by clause; see doctrine.published."""
    texts, clauses = text.shape
    seats, last = near.shape[1], nearer.shape[2] - 1
    standing, crossed = np.empty(clauses, F), np.empty(seats, F)
    for n in range(texts):
        b = world[n] % len(nearer)
        near[n], more[n], crossed[:] = F(0), F(0), F(0)
        for c in range(clauses):
            place = text[n, c] if text[n, c] >= 0 else last
            standing[c] = mass[b, c, place]
            x, y, z = nearer[b, c, place], other[b, c, place], red[b, c, place]
            for s in range(seats):
                near[n, s] += x[s]
                more[n, s] += y[s]
                crossed[s] += z[s]
        all_mass = max(total(standing, clauses), _LEAST)
        for s in range(seats):
            near[n, s] = near[n, s] / all_mass
            more[n, s] = more[n, s] / all_mass + crossed[s]


def bloc_lines(rules: Rules, eta: Floats) -> Floats:
    """The same as agents.doctrine.vote.bloc_lines."""
    lines = np.empty((len(eta), rules.roster.member.shape[1]), F)
    _lines(lines, np.ascontiguousarray(eta, F), np.ascontiguousarray(rules.roster.member.T))
    return lines


@compiled
def _lines(lines, eta, members):
    """Text by text, bloc by bloc; see vote.bloc_lines and numbers.mean_where."""
    texts, seats = eta.shape
    among = np.empty(seats, F)
    for g in range(len(members)):
        count = 0
        for s in range(seats):
            count += members[g, s]
        for n in range(texts):
            for s in range(seats):
                among[s] = eta[n, s] if members[g, s] else F(0)
            lines[n, g] = total(among, seats) / F(max(count, 1))
