"""What a text is worth to a state, with its terms kept apart: they are the reasons it gives.

    gap = (1 - φ v)(x - ideal)        T = Σ m w [(q - ideal)² - gap²] / Σ m        nearer than the fallback?
    H   = Σ m help dev (1 - λ v) / Σ m     K = Σ m depth (1 - v) offence / Σ m     R = Σ strict (1 - φ_r v)
    V   = T + b_C H - b_K K - R

Spatial preference: Bailey, Strezhnev and Voeten 2017.  The weights are judged.
"""

from dataclasses import dataclass

import numpy as np

from demarche.agents import formulas_of_texts as formulas
from demarche.agents.formulas_of_texts import Part, Whole, Wording
from demarche.sim.engine import also_compiled, restated
from demarche.sim.parameter import Numbers
from demarche.sim.rows import look_up
from demarche.sim.rules import Rules
from demarche.sim.terms import ABSENT, NONE, Bools, Decision, Floats, Ints


@dataclass(frozen=True, slots=True)
class Minds:
    """N states as they value things: themselves (from a View) or as others see them (from the Roster).

    world, seat (N,)   ideal, weight (N, C)   strict (N, C, K + 1)   position (N, D)   p their Numbers
    """

    world: Ints
    seat: Ints
    ideal: Floats
    weight: Floats
    strict: Floats
    position: Floats
    p: Numbers

    @property
    def mean(self) -> Floats:
        """Of all positions, (N,)."""
        return np.asarray(self.position.mean(axis=1))


@dataclass(frozen=True, slots=True)
class Worth:
    """Terms of the worth of N texts, each by clause (N, C) in utils; in a text their sum over the clauses is the worth.

    text   nearer to the ideal than the fallback    help   for states of little capacity
    duty   cost, <= 0                               red    red lines crossed, <= 0
    """

    text: Floats
    help: Floats
    duty: Floats
    red: Floats

    @property
    def total(self) -> Floats:
        """All terms of all clauses together, (N,) utils."""
        return np.asarray((self.text + self.help + self.duty + self.red).sum(axis=1, dtype=np.float32))


@restated("demarche.agents.fast.worth:_weigh")
@also_compiled("demarche.agents.fast.worth:worth")
def worth(rules: Rules, minds: Minds, text: Ints, fallback: Floats | None = None) -> Worth:
    """What each mind finds in its text. text (N, C) wordings; fallback (N, C) positions, the book's where None."""
    mass = standing_mass(rules, minds, text)
    share = formulas.by_mass(mass, mass.sum(axis=1, keepdims=True, dtype=np.float32))
    alone = clause_terms(rules, minds, text, fallback)
    return Worth(share * alone.text, share * alone.help, share * alone.duty, alone.red)


@restated("demarche.agents.fast.worth:_weigh")
@also_compiled("demarche.agents.fast.worth:whole_worth")
def whole_worth(rules: Rules, minds: Minds, text: Ints, fallback: Floats | None = None) -> Floats:
    """The same, all terms of all clauses together, (N,) utils."""
    return worth(rules, minds, text, fallback).total


@restated("demarche.agents.fast.worth:_weigh")
@also_compiled("demarche.agents.fast.worth:term_sums")
def term_sums(rules: Rules, minds: Minds, text: Ints) -> Floats:
    """The same, each term of all clauses together, (4, N) utils: text, help, duty and red lines."""
    found = worth(rules, minds, text)
    return np.stack([term.sum(axis=1, dtype=np.float32) for term in (found.text, found.help, found.duty, found.red)])


def standing_mass(rules: Rules, minds: Minds, text: Ints) -> Floats:
    """Mass of each clause that stands in the text, (N, C)."""
    return np.asarray(look_up(rules.book.mass, minds.world) * (text != ABSENT).astype(np.float32))


@restated("demarche.agents.fast.worth:_weigh", "demarche.agents.fast.worth:_best_change")
def clause_terms(rules: Rules, minds: Minds, text: Ints, fallback: Floats | None = None) -> Worth:
    """The terms of each clause as if it stood alone; red lines count in full, however long the text."""
    book, p = rules.book, minds.p
    wording = Wording(*book.of_wordings(minds.world, text))
    q = look_up(book.fallback, minds.world) if fallback is None else fallback
    slack = p.slack_vote if rules.decision == Decision.VOTE else p.slack_consensus
    dev, offence = (
        look_up(table, minds.world, minds.seat)[:, None] for table in (rules.roster.development, rules.roster.offence)
    )
    return Worth(
        text=formulas.nearness(wording, q, minds.ideal, minds.weight, slack[:, None]),
        help=formulas.helping(wording, p.help[:, None], look_up(book.help, minds.world), dev, p.vague_help[:, None]),
        duty=formulas.duty(wording, p.duty[:, None], offence),
        red=formulas.crossing(crossed(minds, text), text, wording.vague, p.slack_red[:, None]),
    )


def crossed(minds: Minds, text: Ints) -> Floats:
    """Utils that each mind would lose by the red lines that each clause of its text crosses, (N, C)."""
    who, clauses, places = minds.strict.shape
    first = np.arange(who * clauses).reshape(who, clauses) * places
    # ABSENT is -1 and reads the last place, where leaving the clause out stands.
    return np.asarray(minds.strict.take(first + text + places * (text == ABSENT)))


def after(text: Ints, clause: Ints, wording: Ints) -> Ints:
    """The texts (N, C) with one clause worded otherwise. clause, wording (N,)."""
    return np.where(np.arange(text.shape[1]) == clause[:, None], wording[:, None], text)


@restated("demarche.agents.fast.worth:_best_change")
def steps(rules: Rules, text: Ints) -> tuple[Ints, Bools]:
    """The three smallest changes of each clause: one wording down, one up, left out.

    text (N, C) -> (3, N, C) wordings, and whether each is a change to something that exists.  A clause that does not
    stand can only come in at either end.
    """
    stands = text != ABSENT
    top = rules.book.exists.sum(axis=1) - 1
    down, up = np.where(stands, text - 1, 0), np.where(stands, text + 1, top)
    real = np.stack([down >= 0, up <= top, stands])
    return np.where(real, np.stack([down, up, np.full_like(up, ABSENT)]), ABSENT), real


@restated("demarche.agents.fast.worth:_best_change")
def gains(rules: Rules, minds: Minds, text: Ints) -> tuple[Ints, Floats]:
    """What each smallest change of each clause would add to the worth of the text.

    text (N, C) -> options (3, N, C) wordings as from `steps`, gain (3, N, C) utils, -inf where there is no such change.
    """
    now, mass = clause_terms(rules, minds, text), standing_mass(rules, minds, text)
    part = Part(mass * (now.text + now.help + now.duty), mass, now.red, look_up(rules.book.mass, minds.world))
    worth, all_mass = (x.sum(axis=1, keepdims=True, dtype=np.float32) for x in (part.worth, mass))
    whole = Whole(worth, all_mass, formulas.by_mass(worth, all_mass))
    options, real = steps(rules, text)
    gain = np.empty(options.shape, np.float32)
    for place in (0, 1):
        then = clause_terms(rules, minds, options[place])
        gain[place] = formulas.reworded(whole, part, then.text + then.help + then.duty, then.red)
    gain[2] = formulas.shortened(whole, part, minds.strict[..., -1])
    cost = formulas.moving(minds.p.scope[:, None], part.full, all_mass)
    gain[:2] -= (text == ABSENT) * cost
    gain[2] -= cost
    return options, np.where(real, gain, np.float32(-np.inf))


@restated("demarche.agents.fast.worth:_best_change")
@also_compiled("demarche.agents.fast.worth:best_change")
def best_change(rules: Rules, minds: Minds, text: Ints) -> tuple[Ints, Ints, Floats]:
    """The smallest change of a text that each mind would gain most by: clause, wording (N,) and utils (N,)."""
    options, gain = gains(rules, minds, text)
    rows, clause = np.arange(len(text)), gain.max(axis=0).argmax(axis=1)
    place = gain[:, rows, clause].argmax(axis=0)
    most = gain[place, rows, clause]
    found = np.isfinite(most)
    return np.where(found, clause, NONE), options[place, rows, clause], np.where(found, most, np.float32(0))


def scope_cost(rules: Rules, minds: Minds, text: Ints, new: Ints) -> Floats:
    """Cost of the clauses that stand in one of two texts and not in the other, (N,) utils.

    A text is about something; what it is about was settled before anybody met.
    """
    mass = standing_mass(rules, minds, text)
    one_sided = (text == ABSENT) != (new == ABSENT)
    moved = np.where(one_sided, look_up(rules.book.mass, minds.world), np.float32(0)).sum(axis=1, dtype=np.float32)
    return minds.p.scope * moved / np.maximum(mass.sum(axis=1, dtype=np.float32), np.float32(1e-6))
