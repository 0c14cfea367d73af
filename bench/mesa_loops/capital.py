"""A state in the quarters: what it runs against others, what it finds, and how it answers."""

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import mesa

from bench.mesa_loops.chances import hill, of_dyad, poisson, share_of
from bench.mesa_loops.facts import Country

if TYPE_CHECKING:
    from bench.mesa_loops.model import Aftermath

KINDS = ("theft", "espionage", "disruption", "information")
MOST, MOST_UNREAD, MOST_FADED = 60, 200, 40
PROSECUTED, SANCTIONED = 0b0101, 0b1101
"""A bit for each kind that an indictment, or sanctions, threaten to answer."""
SETTLES = 0.7
"""How much more often intelligence tells of a breach where there is one."""


@dataclass
class Threat:
    """Made by one state against another. weight when last renewed; kinds: a bit for each."""

    weight: float
    renewed: int
    kinds: int

    def now(self, quarter: int, fade: float) -> float:
        """What is left of it."""
        since = quarter - self.renewed
        return self.weight * (1 - fade) ** since if since < MOST_FADED else 0.0


class Capital(mesa.Agent):
    """One state. Dictionaries are by the other state.

    shares   of its operations by kind      dyads  what its rate against each other is multiplied by in this world
    threats  that it makes                  sanctioned, avenges  whom it has used sanctions on; whom it now hits back
    signals  operations laid at a door this quarter     waiting, ready  reported ones: to be named later, and now
    unread   found this quarter and not attributed      authors  those who ran any of that
    """

    model: "Aftermath"

    def __init__(self, model: "Aftermath", country: Country, shares: list[float]) -> None:
        """As the quarters begin."""
        super().__init__(model)
        self.seat, self.country, self.q, self.shares = country.seat, country, model.facts.q, shares
        self.dyads = [of_dyad(self.q.spread, model.random) for _ in country.rates]
        self.threats: dict[int, Threat] = {}
        self.sanctioned: set[int] = set()
        self.avenges: set[int] = set()
        self.signals: Counter[int] = Counter()
        self.waiting: Counter[int] = Counter()
        self.ready: Counter[int] = Counter()
        self.unread, self.authors = 0, set[int]()

    def threaten(self, other: int, weight: float, kinds: int) -> None:
        """Make or renew a threat: raised to at least that weight."""
        quarter = self.model.quarter
        threat = self.threats.setdefault(other, Threat(0.0, quarter, 0))
        threat.kinds |= kinds
        if weight >= threat.now(quarter, self.q.fade):
            threat.weight, threat.renewed = weight, quarter

    def held_back(self) -> dict[int, list[float]]:
        """Share by kind of what it would run that it runs against those that threaten it."""
        left = {}
        for other in self.model.capitals:
            threat = other.threats.get(self.seat)
            if threat is None:
                continue
            weight, them = threat.now(self.model.quarter, self.q.fade), other.country
            rate, alarm = self.country.rates[other.seat], them.alarm[self.seat]
            seen = them.detection * self.country.known[other.seat]
            left[other.seat] = list(self.shares)
            for kind, share in enumerate(self.shares):
                if threat.kinds >> kind & 1:
                    by_signals = math.exp(-alarm) - math.exp(-(rate * share * seen + alarm))
                    noticed = 1 - (1 - by_signals) * (1 - SETTLES * them.learns)
                    left[other.seat][kind] = share * (1 - hill(self.q.deterrence * weight * noticed))
        return left

    def expected(self, left: dict[int, list[float]]) -> list[float]:
        """Operations to be expected against each other: held back, displaced to others, driven by retaliation."""
        base, whole = self.country.rates, sum(self.shares)
        spared = {seat for seat, kinds in left.items() if kinds != self.shares}
        freed = sum(base[seat] * (whole - sum(kinds)) for seat, kinds in left.items())
        elsewhere = whole * max(self.country.outward - sum(base[seat] for seat in spared), 0)
        more = 1 + freed * self.q.displace / max(elsewhere, 1e-6)
        rates = [rate * whole * more for rate in base]
        for seat in spared:
            rates[seat] = base[seat] * sum(left[seat])
        for seat in self.avenges:
            rates[seat] *= self.q.retaliation
        return rates

    def run(self) -> None:
        """Its operations of a quarter, and what their victims find of them."""
        left, level = self.held_back(), self.model.level
        for victim, rate in enumerate(self.expected(left)):
            if rate > 0 and (many := poisson(rate * level * self.dyads[victim], MOST, self.random)):
                self.sort_by_kind(many, left.get(victim, self.shares))
                self.model.capitals[victim].find(self, many)

    def sort_by_kind(self, many: int, shares: list[float]) -> None:
        """Count operations by what they are for."""
        u, whole, upto, before = self.random.random(), sum(shares), 0.0, 0
        for name, share in zip(KINDS, shares, strict=True):
            upto += share
            now = many if name == KINDS[-1] else share_of(many, upto / whole, u)
            self.model.counts[name] += now - before
            before = now

    def find(self, doer: "Capital", many: int) -> None:
        """Find operations, attribute some of those, and report some of these, which are named at once or later."""
        draw, counts = self.random.random, self.model.counts
        found = share_of(many, self.country.detection, draw())
        right = share_of(found, doer.country.known[self.seat], draw())
        reported, u = share_of(right, self.q.published, draw()), draw()
        at_once = share_of(reported, self.country.ever * self.q.name_at_once, u)
        self.ready[doer.seat] += at_once
        self.waiting[doer.seat] += share_of(reported, self.country.ever, u) - at_once
        self.signals[doer.seat] += right
        self.unread += found - right
        if found > right:
            self.authors.add(doer.seat)
        counts["right"] += right
        counts["reported"] += reported
        counts["ready"] += at_once

    def name_later(self) -> None:
        """Some of what has waited can be named now."""
        for doer, waiting in self.waiting.items():
            drawn = sum(self.random.random() < self.q.name_hazard for _ in range(waiting))
            self.waiting[doer] -= drawn
            self.ready[doer] += drawn
            self.model.counts["ready"] += drawn

    def blame(self) -> None:
        """Lay some of what it cannot attribute at the doors of those that are expected to have run it."""
        doubt = self.q.misread * (self.unread + poisson(self.country.unread, MOST_UNREAD, self.random))
        if doubt > 0:
            for doer, expected in enumerate(self.country.expected):
                if self.random.random() < doubt * expected:
                    self.signals[doer] += 1
                    self.model.counts["right" if doer in self.authors else "wrong"] += 1

    def respond(self, shared: list[float]) -> None:
        """Answer the state that it can name for most, else the one that most was laid at the door of."""
        able_to_name = any(self.ready.values())
        known = self.ready if able_to_name else self.signals
        if not any(known.values()):
            return
        suspect = min(known, key=lambda seat: (-known[seat], seat))
        p, draw, counts = self.country.p, self.random.random, self.model.counts
        if able_to_name and self.ready[suspect] >= p.proof and draw() < p.speak_out:
            self.name(suspect, shared)
        elif self.country.offence > 0 and shared[1] < (1 - self.country.trust[suspect]) * p.hit_back:
            self.avenges.add(suspect)
            counts["retaliations"] += 1
        elif shared[2] < p.protest:
            counts["protests"] += 1

    def name(self, suspect: int, shared: list[float]) -> None:
        """Accuse a state in public: by sanctions where it threatens with them, an indictment, a statement, or not."""
        p, threat, counts = self.country.p, self.threats.get(suspect), self.model.counts
        held = threat is not None and threat.now(self.model.quarter, self.q.fade) > 0 and suspect not in self.sanctioned
        if held and self.random.random() < p.use_sanction:
            counts["sanctions"] += 1
            self.sanctioned.add(suspect)
            self.threaten(suspect, self.q.sanctioned, SANCTIONED)
        else:
            counts["accusations"] += 1
            if shared[3] < p.indict:
                counts["indictments"] += 1
                self.threaten(suspect, self.q.indicted, PROSECUTED)
            elif shared[3] < p.indict + p.state_publicly:
                counts["statements"] += 1
        self.waiting[suspect] = self.ready[suspect] = 0
