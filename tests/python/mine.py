"""What an author might plug in: kept apart from the package, and found by its name alone."""

import numpy as np

import demarche as dm
from demarche.agents.seat import nothing_to_say
from demarche.sim.terms import Ballot, Item, Verb


class Hawk(dm.Doctrine):
    """Names whoever it finds out, and never abstains.

    The second line is not its summary.
    """

    based_on = "cybersecurity"
    numbers = {"names": 0.9}  # noqa: RUF012 - as an author would write it
    source = "made for tests"

    def decide(self, rules, view, u):
        act = super().decide(rules, view, u)
        act[(act[:, Item.VERB] == Verb.CAST) & (act[:, Item.WORDING] == Ballot.ABSTAIN), Item.WORDING] = Ballot.NO
        return act


class Calm(dm.Doctrine):
    """By numbers alone."""

    based_on = "information-security"
    numbers = {"names": 0.05, "tolerance": 0.5}  # noqa: RUF012


class Patient(dm.Strategy):
    """Breaks after two breaches in a row."""

    memory = 2

    def breaks(self, dossier, u):
        return np.asarray(dossier.seen[:, -2:].sum(axis=1) == 2)


class Quiet:
    """Has nothing to say."""

    uses_chance = False

    def decide(self, rules, view, u):
        return nothing_to_say(view)

    def reasons(self, rules, view, act):
        return [""] * view.asks


class Moody(dm.Doctrine):
    """At fault: it counts its calls."""

    calls = 0

    def decide(self, rules, view, u):
        type(self).calls += 1
        act = super().decide(rules, view, u)
        if self.calls % 2:
            act[act[:, Item.VERB] == Verb.CAST, Item.WORDING] = Ballot.NO
        return act


class Herd(dm.Doctrine):
    """At fault: each votes as the first that is asked."""

    def decide(self, rules, view, u):
        act = super().decide(rules, view, u)
        cast = act[:, Item.VERB] == Verb.CAST
        act[cast, Item.WORDING] = act[0, Item.WORDING] if cast[0] else Ballot.NO
        return act


class Gambler(dm.Doctrine):
    """At fault: it says that it uses no chance."""

    uses_chance = False

    def decide(self, rules, view, u):
        act = super().decide(rules, view, u)
        cast = act[:, Item.VERB] == Verb.CAST
        act[cast, Item.WORDING] = np.where(u[cast, 0] < 0.5, Ballot.YES, Ballot.NO)
        return act


class Rude(dm.Doctrine):
    """At fault: it votes where it may not."""

    def decide(self, rules, view, u):
        act = super().decide(rules, view, u)
        act[:, Item.VERB] = Verb.CAST
        return act


class Thief(dm.Doctrine):
    """At fault: it reads the instructions of all."""

    def decide(self, rules, view, u):
        assert view._briefs.position.size
        return super().decide(rules, view, u)


class Forgetful(dm.Strategy):
    """At fault: it looks back further than it says."""

    memory = 1

    def breaks(self, dossier, u):
        return dossier.seen.any(axis=1)


class Loud(dm.Doctrine):
    """At fault: a number out of range."""

    numbers = {"names": 7}  # noqa: RUF012


class Lost(dm.Doctrine):
    """At fault: a number that there is not."""

    numbers = {"fury": 1}  # noqa: RUF012
