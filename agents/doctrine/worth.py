"""What a text is worth to a state, with its terms kept apart: they are the reasons it gives.

    gap = (1 - φ v)(x - ideal)        T = Σ m w [(q - ideal)² - gap²] / Σ m        nearer than the fallback?
    H   = Σ m help dev (1 - λ v) / Σ m     K = Σ m depth (1 - v) offence / Σ m     R = Σ strict (1 - φ_r v)
    V   = T + b_C H - b_K K - R

Spatial preference: Bailey, Strezhnev and Voeten 2017.  The weights are judged.
"""

from dataclasses import dataclass

import numpy as np

from agents.doctrine.parameters import FAMILY_CUT, Family
from sim.engine import also_compiled
from sim.parameter import Numbers
from sim.rules import Rules
from sim.terms import ABSENT, Bools, Decision, Floats, Ints


@dataclass(frozen=True, slots=True)
class Minds:
    """N states as they value things: themselves (from a View) or as others see them (from the Roster).

    world, seat (N,)   ideal, weight (N, C)   strict (N, C, K + 1)   mean (N,) of all positions   p their Numbers
    """

    world: Ints
    seat: Ints
    ideal: Floats
    weight: Floats
    strict: Floats
    mean: Floats
    p: Numbers


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
        """(N,) utils."""
        return summed(self)


@also_compiled("agents.fast.worth:summed")
def summed(found: Worth) -> Floats:
    """The worth of N texts, all terms of all clauses together, (N,) utils."""
    return np.asarray((found.text + found.help + found.duty + found.red).sum(axis=1, dtype=np.float32))


def families(rules: Rules) -> Ints:
    """The doctrine family of every seat in every world, (B, S) Family, by published mean position."""
    mean = rules.roster.position.mean(axis=2)
    return np.asarray(
        np.select(
            [mean < -FAMILY_CUT, mean > FAMILY_CUT],
            [Family.INFORMATION_SECURITY, Family.CYBERSECURITY],
            Family.NON_ALIGNED,
        )
    )


@also_compiled("agents.fast.worth:worth")
def worth(rules: Rules, minds: Minds, text: Ints, fallback: Floats | None = None) -> Worth:
    """What each mind finds in its text. text (N, C) wordings; fallback (N, C) positions, the book's where None."""
    mass = standing_mass(rules, minds, text)
    share = mass / np.maximum(mass.sum(axis=1, keepdims=True, dtype=np.float32), np.float32(1e-6))
    alone = clause_terms(rules, minds, text, fallback)
    return Worth(share * alone.text, share * alone.help, share * alone.duty, alone.red)


def standing_mass(rules: Rules, minds: Minds, text: Ints) -> Floats:
    """Mass of each clause that stands in the text, (N, C)."""
    return np.where(text != ABSENT, rules.book.mass[minds.world], np.float32(0))


@also_compiled("agents.fast.worth:clause_terms")
def clause_terms(rules: Rules, minds: Minds, text: Ints, fallback: Floats | None = None) -> Worth:
    """The terms of each clause as if it stood alone; red lines count in full, however long the text."""
    book, p = rules.book, minds.p
    chosen = (minds.world[:, None], np.arange(text.shape[1]), np.maximum(text, 0))
    vague = book.vague[chosen]
    q = book.fallback[minds.world] if fallback is None else fallback
    slack = p.slack_vote if rules.decision == Decision.VOTE else p.slack_consensus
    gap = (1 - slack[:, None] * vague) * (book.position[chosen] - minds.ideal)
    dev = rules.roster.development[minds.world, minds.seat][:, None]
    offence = rules.roster.offence[minds.world, minds.seat][:, None]
    # ABSENT is -1 and reads the last place of `strict`, where leaving the clause out stands.
    crossed = minds.strict[np.arange(len(text))[:, None], chosen[1], text]
    return Worth(
        text=minds.weight * ((q - minds.ideal) ** 2 - gap**2),
        help=p.help[:, None] * book.help[minds.world] * dev * (1 - p.vague_help[:, None] * vague),
        duty=-p.duty[:, None] * book.depth[chosen] * (1 - vague) * offence,
        red=-crossed * (1 - p.slack_red[:, None] * np.where(text == ABSENT, np.float32(0), vague)),
    )


def after(text: Ints, clause: Ints, wording: Ints) -> Ints:
    """The texts (N, C) with one clause worded otherwise. clause, wording (N,)."""
    return np.where(np.arange(text.shape[1]) == clause[:, None], wording[:, None], text)


def steps(rules: Rules, text: Ints) -> tuple[Ints, Bools]:
    """The three smallest changes of each clause: one wording down, one up, left out.

    text (N, C) -> (N, C, 3) wordings, and whether each is a change to something that exists.  A clause that does not
    stand can only come in at either end.
    """
    stands = text != ABSENT
    top = rules.book.exists.sum(axis=1) - 1
    down = np.where(stands, text - 1, 0)
    up = np.where(stands, text + 1, top)
    out = np.full_like(text, ABSENT)
    options = np.stack([down, up, out], axis=2)
    real = np.stack([down >= 0, up <= top, stands], axis=2)
    return np.where(real, options, ABSENT), real


@also_compiled("agents.fast.worth:gains")
def gains(rules: Rules, minds: Minds, text: Ints) -> tuple[Ints, Floats]:
    """What each smallest change of each clause would add to the worth of the text.

    text (N, C) -> options (N, C, 3) wordings as from `steps`, gain (N, C, 3) utils, -inf where there is no such change.
    """
    now = clause_terms(rules, minds, text)
    mass = standing_mass(rules, minds, text)
    part = mass * (now.text + now.help + now.duty)
    all_mass, whole = (np.sum(x, axis=1, keepdims=True, dtype=np.float32) for x in (mass, part))
    before = whole / np.maximum(all_mass, np.float32(1e-6))
    options, real = steps(rules, text)
    gain = np.empty(options.shape, np.float32)
    for place in range(options.shape[2]):
        then = clause_terms(rules, minds, options[..., place])
        new_mass = standing_mass(rules, minds, options[..., place])
        new_whole = whole - part + new_mass * (then.text + then.help + then.duty)
        new_worth = new_whole / np.maximum(all_mass - mass + new_mass, np.float32(1e-6))
        gain[..., place] = new_worth - before + then.red - now.red
    moved = np.where(text != ABSENT, mass, rules.book.mass[minds.world]) / np.maximum(all_mass, np.float32(1e-6))
    gain -= np.where((options == ABSENT) | (text == ABSENT)[..., None], (minds.p.scope[:, None] * moved)[..., None], 0)
    return options, np.where(real, gain, np.float32(-np.inf))


def scope_cost(rules: Rules, minds: Minds, text: Ints, new: Ints) -> Floats:
    """Cost of the clauses that stand in one of two texts and not in the other, (N,) utils.

    A text is about something; what it is about was settled before anybody met.
    """
    mass = standing_mass(rules, minds, text)
    one_sided = (text == ABSENT) != (new == ABSENT)
    moved = np.where(one_sided, rules.book.mass[minds.world], np.float32(0)).sum(axis=1, dtype=np.float32)
    return minds.p.scope * moved / np.maximum(mass.sum(axis=1, dtype=np.float32), np.float32(1e-6))
