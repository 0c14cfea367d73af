"""All checks, in a short form for every day and a full one for the page: eight small games, then the quarters."""

from collections.abc import Callable

from demarche.scenarios.theory import (
    attribution,
    bargaining,
    belief,
    counts,
    depth,
    deterrence,
    deviating,
    escape,
    finding,
    naming,
    noise,
    operations,
    recovery,
    reply,
    restraint,
    signs,
    timing,
    trigger,
)
from demarche.scenarios.theory.check import Check

CHECKS: tuple[Callable[[int, int], list[Check]], ...] = (
    trigger.check,
    noise.check,
    attribution.check,
    timing.check,
    bargaining.check,
    depth.check,
    escape.check,
    recovery.check,
    operations.check,
    operations.check_kinds,
    operations.check_displaced,
    finding.check,
    finding.check_false,
    naming.check,
    belief.check,
    restraint.check,
    signs.check,
    deterrence.check,
    counts.check,
    reply.check,
    deviating.check,
)
"""In the order of the page. Each takes a scale and a seed."""

SHORT, FULL = 1, 16
"""How many times the games of the short form are played."""


def run_checks(full: bool = False, seed: int = 1) -> list[Check]:
    """Every row of every check. seed 0 .. 2**64 - 1; the same seed gives the same rows."""
    return [row for check in CHECKS for row in check(FULL if full else SHORT, seed)]
