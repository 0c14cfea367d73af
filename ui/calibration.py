"""Calibrations and discoveries as objects for machines and as sections for a terminal."""

from typing import Any

import numpy as np

from demarche.scenarios.calibration.inference import RULED_OUT
from demarche.scenarios.calibration.run import Calibrated
from demarche.scenarios.study.discovery import Discovered
from demarche.ui.story.parts import Line, Section, Table, Tone

MOST_SHOWN = 12


def calibrated_result(found: Calibrated) -> dict[str, Any]:
    """What `calibrate --json` prints. Implausibility and statistics are of every point, in their order."""
    of = found.posterior
    return {
        "targets": [
            {
                "name": t.name,
                "meaning": t.meaning,
                "record": round(t.record, 6),
                "tolerance": round(t.tolerance, 6),
                "accepted": round(mean, 6),
            }
            for t, mean in zip(found.targets, found.accepted_mean().tolist(), strict=True)
        ],
        "points": len(found.values),
        "accepted": len(of.accepted),
        "not_ruled_out": round(float(of.kept_in.mean()), 6),
        "numbers": [
            {
                "name": number.name,
                "range": [number.low, number.high],
                "judged": number.default,
                "quantiles": [round(found.quantile(k, q), 6) for q in range(3)],
                "narrowed": round(float(of.narrowed[k]), 6),
            }
            for k, number in enumerate(found.numbers)
        ],
        "coverage": {"held": round(found.held, 6), "cases": found.cases, "nominal": 0.9},
    }


def calibrated_sections(found: Calibrated) -> list[Section]:
    """The targets, what is left of the numbers that narrowed most, and how far intervals can be trusted."""
    of, means = found.posterior, found.accepted_mean()
    aims = Table(
        ("target", "record", "tolerance", "accepted points"),
        tuple(
            (t.meaning, f"{t.record:.3f}", f"{t.tolerance:.3f}", f"{m:.3f}")
            for t, m in zip(found.targets, means, strict=True)
        ),
        right=(1, 2, 3),
    )
    order = np.argsort(-of.narrowed, kind="stable")[:MOST_SHOWN]
    rows = tuple(
        (
            found.numbers[k].name,
            f"{found.numbers[k].low:g} to {found.numbers[k].high:g}",
            "" if found.numbers[k].default is None else f"{found.numbers[k].default:g}",
            *(f"{found.quantile(k, q):.3g}" for q in range(3)),
            f"{of.narrowed[k]:.0%}",
        )
        for k in order
    )
    numbers = Table(("number", "range", "judged", "5 %", "median", "95 %", "narrower by"), rows, right=(2, 3, 4, 5, 6))
    told = (
        f"{len(found.values):,} points of the ranges of docs/model.md; {of.kept_in.mean():.0%} are not ruled out (no "
        f"target further than {RULED_OUT:g} standard deviations), {len(of.accepted):,} are accepted. Where points were "
        f"taken for the record in turn, intervals of 90 % held the truth in {found.held:.0%} of {found.cases:,} cases."
    )
    return [
        Section("Targets", (aims,)),
        Section(f"Numbers that narrowed most, of {len(found.numbers)}", (numbers, Line(told, Tone.QUIET))),
    ]


def discovered_result(found: Discovered) -> dict[str, Any]:
    """What `discover --json` prints."""
    return {
        "measure": found.measure,
        "above" if found.above else "below": found.bound,
        "points": found.points,
        "scores": found.scores,
        "fit": round(found.fit, 6),
        "interest": round(found.interest, 6),
        "box": [{"factor": one.factor, "low": one.low, "high": one.high, "p": one.p} for one in found.limits],
        "density": round(found.density, 6),
        "coverage": round(found.coverage, 6),
        "mass": round(found.mass, 6),
    }


def discovered_sections(found: Discovered) -> list[Section]:
    """The factors that matter most, and the box."""
    rows = tuple((factor, f"{score:.3f}") for factor, score in list(found.scores.items())[:MOST_SHOWN])
    side = "above" if found.above else "below"
    told = f"Trees forecast {max(found.fit, 0):.0%} of the variance between points that they have not seen."
    limits = tuple((one.factor, f"{one.low:.4g}", f"{one.high:.4g}", f"{one.p:.1e}") for one in found.limits)
    box: tuple[Any, ...] = (Line("No restriction is surer than chance."),)
    if limits:
        box = (
            Table(("factor", "from", "to", "p"), limits, right=(1, 2, 3)),
            Line(
                f"In the box {found.density:.0%} of points are of interest, {found.interest:.0%} of all are; it holds "
                f"{found.coverage:.0%} of those of interest, and {found.mass:.0%} of points."
            ),
        )
    return [
        Section(
            f"What {found.measure} goes with", (Table(("factor", "score"), rows, right=(1,)), Line(told, Tone.QUIET))
        ),
        Section(f"Where {found.measure} lies {side} {found.bound:g}", box),
    ]
