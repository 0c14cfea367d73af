"""How often scenarios come out as they did, with nulls, classes and tallies, as tables and as an object."""

from dataclasses import asdict
from typing import Any

from demarche.scenarios.history.outcomes import Evidence, Probability, brier
from demarche.scenarios.history.tallies import TallyScore
from demarche.ui.backtest import NONE_KNOWN
from demarche.ui.story.parts import Line, Section, Table, Tone

EVIDENCE_NOTES = (
    "Null: how such texts had come out before the day, (k + 1) / (n + 2) for each text that has to.",
    "Forced: one number of the scenario, set by hand or by the rule of the price, takes it across a half. Tuned: a "
    "number of the doctrine was set with an eye to it. In sample: the vote is fitted to what it reports.",
    "All scenarios were written by people who knew how they came out.",
)


def outcomes_result(found: list[Probability], tallies: list[TallyScore]) -> dict[str, Any]:
    """What `backtest --scenarios --json` prints."""
    rows = [asdict(one) | {"brier": brier(one.share), "brier_of_null": _brier_of_null(one)} for one in found]
    return {"outcomes": rows, "by_evidence": by_evidence(found), "tallies": [asdict(one) for one in tallies]}


def _brier_of_null(one: Probability) -> float | None:
    return None if one.null is None else brier(one.null.chance)


def by_evidence(found: list[Probability]) -> list[dict[str, Any]]:
    """Mean Brier scores of the rows of each kind that have a null, beside those of the null."""
    rows = []
    for kind in Evidence:
        some = [one for one in found if one.evidence == kind and one.null is not None]
        if some:
            scores = [brier(one.share) for one in some], [brier(one.null.chance) for one in some if one.null]
            model, null = (sum(each) / len(some) for each in scores)
            rows.append({"evidence": kind.value, "rows": len(some), "brier": model, "brier_of_null": null})
    return rows


def outcomes_sections(found: list[Probability], tallies: list[TallyScore]) -> list[Section]:
    """What happened in the world outside, in what share of worlds, and what that is worth as evidence."""
    rows = tuple(
        (
            one.scenario,
            one.event,
            f"{one.share:.3f}",
            NONE_KNOWN if one.null is None else f"{one.null.chance:.3f}",
            NONE_KNOWN if one.null is None else f"{one.null.k} of {one.null.n}",
            one.evidence or "hindsight",
        )
        for one in found
    )
    heads = ("scenario", "what happened", "share", "null", "record", "class")
    flips = [Line(f"Forced: {one.scenario}, {one.event}: flips {one.flipped_by}.") for one in found if one.flipped_by]
    notes = [Line(note, Tone.QUIET) for note in EVIDENCE_NOTES]
    summary = tuple(
        (row["evidence"], str(row["rows"]), f"{row['brier']:.3f}", f"{row['brier_of_null']:.3f}")
        for row in by_evidence(found)
    )
    title = f"What happened, in {found[0].worlds} worlds of each scenario"
    return [
        Section(title, (Table(heads, rows, right=(2, 3, 4)), *flips, *notes)),
        Section("Brier scores", (Table(("class", "rows", "model", "null"), summary, right=(1, 2, 3)),)),
        Section(
            "Tallies, yes-no-abstain",
            (
                Table(("draft", "counted in", "real", "expected", "CRPS", "null"), _tallies(tallies), right=(4, 5)),
                Line(
                    "CRPS: mean distance in votes, less is better; to the null every earlier vote on the subject is as "
                    "likely. No tally later than 2019 is scored.",
                    Tone.QUIET,
                ),
            ),
        ),
    ]


def _tallies(tallies: list[TallyScore]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            one.draft,
            one.body,
            "-".join(str(x) for x in one.real),
            "-".join(f"{x:.0f}" for x in one.expected),
            f"{one.model:.1f}",
            f"{one.null:.1f}",
        )
        for one in tallies
    )
