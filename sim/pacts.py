"""What became of pacts in the quarters after a session, each held beside its twin: the same world without the pact."""

from dataclasses import dataclass

import numpy as np

from demarche.sim.bargain import Doubles
from demarche.sim.record import Record, World
from demarche.sim.rules import Rules
from demarche.sim.secrets import Sum
from demarche.sim.terms import Bools, Decision, Ints, Status

SERIES = {
    "operations": Sum.OPERATIONS,
    "breaches": Sum.BREACHES,
    "contested": Sum.DISPUTED,
    "attributed": Sum.ATTRIBUTED,
    "false_signals": Sum.FALSE,
    "measures_due": Sum.DUE,
    "measures_delivered": Sum.DELIVERED,
    "operations_intention_to_treat": Sum.AMONG,
    "theft": Sum.THEFT,
    "espionage": Sum.ESPIONAGE,
    "disruption": Sum.DISRUPTION,
    "information_operations": Sum.INFORMATION,
    "reported": Sum.REPORTED,
    "ready_to_name": Sum.READY,
    "assistance_due": Sum.HELP_DUE,
    "assistance_given": Sum.HELP_GIVEN,
}
"""What is counted in every quarter, by name, and its place in the sums."""


@dataclass(frozen=True, slots=True)
class Pacts:
    """L drafts that may be pacts in B finished worlds, T quarters of each.

    possible  (B, L) bool, it was signed or still could be        signed (B, L) bool
    parties   (B, L, S) bool, who signed; while nobody has, who may        denounced (B, L, S) bool
    in_force  (B, L) bool, at the end
    series, twin (B, L, T, Sum) the sums of each quarter, here and in the same world without pacts; see sim/secrets.py
    accusations (B, L) in public, among the parties        sanctions (B, L) pairs of them between which they were used
    abroad, abroad_twin (B,) operations against states that the doer has no pact with
    """

    possible: Bools
    signed: Bools
    in_force: Bools
    parties: Bools
    denounced: Bools
    series: Ints
    twin: Ints
    accusations: Ints
    sanctions: Ints
    abroad: Ints
    abroad_twin: Ints

    def total(self, of: Sum) -> Ints:
        """One of the sums over all quarters, (B, L)."""
        return np.asarray(self.series[..., of].sum(axis=2, dtype=np.int64))

    def total_counterfactual(self, of: Sum) -> Ints:
        """The same without the pact, (B, L)."""
        return np.asarray(self.twin[..., of].sum(axis=2, dtype=np.int64))

    @property
    def breaches(self) -> Ints:
        """Operations among the parties that the text clearly rules out, (B, L)."""
        return self.total(Sum.BREACHES)

    @property
    def contested(self) -> Ints:
        """Operations rightly attributed of which the text does not clearly say whether it covers them, (B, L)."""
        return self.total(Sum.DISPUTED)

    @property
    def attributed(self) -> Ints:
        """Operations rightly attributed by their victims, (B, L)."""
        return self.total(Sum.ATTRIBUTED)

    @property
    def false_signals(self) -> Ints:
        """Signals laid at the door of a party that had run nothing of what was found, (B, L)."""
        return self.total(Sum.FALSE)

    @property
    def operations_within(self) -> Ints:
        """Operations of the parties against each other while it is in force, (B, L)."""
        return self.total(Sum.OPERATIONS)

    @property
    def operations_within_counterfactual(self) -> Ints:
        """The same in the counterfactual, (B, L)."""
        return self.total_counterfactual(Sum.OPERATIONS)

    @property
    def theft_within(self) -> Ints:
        """Of those, theft for commercial advantage, (B, L)."""
        return self.total(Sum.THEFT)

    @property
    def theft_within_counterfactual(self) -> Ints:
        """The same in the counterfactual, (B, L)."""
        return self.total_counterfactual(Sum.THEFT)

    @property
    def disruption_within(self) -> Ints:
        """Of those, disruption, (B, L)."""
        return self.total(Sum.DISRUPTION)

    @property
    def disruption_within_counterfactual(self) -> Ints:
        """The same in the counterfactual, (B, L)."""
        return self.total_counterfactual(Sum.DISRUPTION)

    @property
    def reported_within(self) -> Ints:
        """Of those, the ones that are reported, (B, L)."""
        return self.total(Sum.REPORTED)

    @property
    def operations_intention_to_treat(self) -> Ints:
        """Operations among those who may become parties, over all quarters, signed or not, (B, L)."""
        return self.total(Sum.AMONG)

    @property
    def operations_intention_to_treat_counterfactual(self) -> Ints:
        """The same in the counterfactual, (B, L)."""
        return self.total_counterfactual(Sum.AMONG)

    @property
    def measures_delivered(self) -> Doubles:
        """Share of the measures due that were delivered, (B, L), 0 .. 1; NaN where none was due."""
        return ratio(self.total(Sum.DELIVERED), self.total(Sum.DUE))

    @property
    def assistance_given(self) -> Doubles:
        """Share of the assistance due that was given, (B, L), 0 .. 1; NaN where none was due."""
        return ratio(self.total(Sum.HELP_GIVEN), self.total(Sum.HELP_DUE))

    @property
    def reduction(self) -> Doubles:
        """Share of the counterfactual's operations that the pact spared its parties, (B, L); NaN where it has none."""
        return np.clip(1 - ratio(self.operations_within, self.operations_within_counterfactual), 0, 1)

    @property
    def substance(self) -> Doubles:
        """Mean of the delivered share and of the reduction, (B, L), 0 .. 1; NaN of what was not signed.

        A half that has nothing to measure is left out; with neither there is no substance.
        """
        halves = np.stack([self.measures_delivered, self.reduction])
        known = ~np.isnan(halves)
        mean = np.where(known, halves, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
        return np.where(self.signed, mean, np.nan)

    @property
    def displacement(self) -> Ints:
        """Operations abroad that the counterfactual does not have, (B,); fewer are below 0."""
        return np.asarray(self.abroad - self.abroad_twin)


def ratio(part: Ints, whole: Ints) -> Doubles:
    """part / whole; NaN where the whole is nothing. Any shape."""
    return np.where(whole > 0, part / np.maximum(whole, 1), np.nan)


def pacts(rules: Rules, world: World, twin: World) -> Pacts:
    """What became of every draft as a pact. twin: the same worlds played with conduct that is void."""
    r, s = world.record, world.secrets
    signed = r.signed.sum(axis=2) > 1
    parties = np.where(signed[..., None], r.signed, rules.may_be_parties)
    pairs = (parties[..., :, None] & parties[..., None, :]) & signed[..., None, None]
    none = not rules.conduct.quarters
    accused = np.where(pairs, r.accused[:, None], 0) if not none else pairs
    used = pairs & r.sanctioned[:, None] if not none else pairs
    return Pacts(
        possible=(signed | may_be_signed(rules, r)) & (not none),
        signed=signed,
        in_force=r.in_force,
        parties=parties,
        denounced=r.denounced,
        series=s.sums,
        twin=twin.secrets.sums,
        accusations=accused.sum(axis=(2, 3)),
        sanctions=used.sum(axis=(2, 3)),
        abroad=s.abroad.sum(axis=1, dtype=np.int64),
        abroad_twin=twin.secrets.abroad.sum(axis=1, dtype=np.int64),
    )


def may_be_signed(rules: Rules, record: Record) -> Bools:
    """Drafts of parties who sign that were put to them or could have been, (B, L)."""
    hidden = np.isin(record.status, (Status.POCKET, Status.FREE, Status.PROPOSED))
    return np.asarray((rules.decision == Decision.UNANIMITY) & ~hidden)


INTENDED = ("signed", "operations_intention_to_treat", "operations_intention_to_treat_counterfactual")
"""What a draft has that is or could be a pact, whether it was signed or not."""
PER_PACT = (
    "measures_delivered",
    "breaches",
    "contested",
    "attributed",
    "false_signals",
    "operations_within",
    "operations_within_counterfactual",
    "theft_within",
    "theft_within_counterfactual",
    "disruption_within",
    "disruption_within_counterfactual",
    "reported_within",
    "assistance_given",
    "substance",
    "accusations",
    "sanctions",
)


def pact_measures(found: Pacts) -> dict[str, Doubles]:
    """Every measure by name, (B,) each: `substance_1` is that of the first draft.

    NaN where a world does not have it: those of INTENDED of what could not be a pact, those of PER_PACT of what was not
    signed, `denounced` where nothing was.  Empty where a scenario has no quarters.
    """
    if not found.series.shape[2]:
        return {}
    table = {
        f"{name}_{draft + 1}": np.where(there[:, draft], np.asarray(getattr(found, name)[:, draft], np.float64), np.nan)
        for draft in range(found.signed.shape[1])
        for names, there in ((INTENDED, found.possible), (PER_PACT, found.possible & found.signed))
        for name in names
    }
    left = found.denounced.any(axis=2).sum(axis=1).astype(np.float64)
    table["denounced"] = np.where(found.signed.any(axis=1), left, np.nan)
    table["displacement"] = found.displacement.astype(np.float64)
    return table
