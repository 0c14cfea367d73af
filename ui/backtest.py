"""Forecasts of real roll calls against what happened, as tables and as an object."""

from dataclasses import asdict
from typing import Any

from demarche.scenarios.history.backtest import MODEL, UNCODED, Backtest, mean
from demarche.scenarios.history.model import NAMES
from demarche.scenarios.history.paired import Difference, differences
from demarche.scenarios.history.reliability import reliability
from demarche.scenarios.history.scores import Score
from demarche.ui.story.parts import Line, Section, Table, Tone

FIGURES = ("accuracy", "macro_f1", "f1_abstain", "log_loss")
HEADS = ("accuracy", "macro-F1", "F1 of abstention", "log-loss")
CLASSES = ("yes", "abstain", "no")
NONE_KNOWN = "–"
"""Stands where a roll call has no figure, because nobody's vote on it is known."""


def _short(value: float | None, digits: int = 3) -> str:
    return NONE_KNOWN if value is None else f"{value:.{digits}f}"


def _of(one: Score) -> dict[str, Any]:
    expected, counted = one.adopted
    return {
        "n": one.n,
        **{figure: getattr(one, figure) for figure in FIGURES},
        "predicted": dict(zip(CLASSES, (round(float(x), 1) for x in one.predicted), strict=True)),
        "actual": dict(zip(CLASSES, (int(x) for x in one.actual), strict=True)),
        "error_of_totals": one.error_of_totals,
        "adopted": {"predicted": expected, "actual": counted, "right": expected == counted} if one.n else None,
        "confusion": one.confusion.tolist(),
    }


def _means(scores: list[Score]) -> dict[str, Any]:
    return {name: mean(scores, name) for name in ("n", *FIGURES, "error_of_totals")}


def backtest_result(done: Backtest, warnings: list[str]) -> dict[str, Any]:
    """What `backtest --json` prints. Rows of a confusion are what was done, columns what was forecast."""

    def rows(name: str) -> list[dict[str, Any]]:
        return [
            {"resolution": call.symbol, "date": call.date.isoformat(), **_of(one)}
            for call, one in zip(done.calls, done.scores[name], strict=True)
        ]

    others = {
        name: {"mean": _means(scores), "resolutions": rows(name)}
        for name, scores in done.scores.items()
        if name != MODEL
    }
    return {
        "way": done.way,
        "through": done.through,
        "resolutions": rows(MODEL),
        "mean": _means(done.scores[MODEL]),
        "variants": {name: found for name, found in others.items() if name.startswith(MODEL)},
        "baselines": {name: found for name, found in others.items() if not name.startswith(MODEL)},
        "paired": [asdict(one) for one in differences(done)],
        "reliability": dict(zip(CLASSES, map(asdict, reliability(done, MODEL)), strict=False)),
        "parameters": dict(zip(NAMES, (round(float(x), 6) for x in done.parameters), strict=True)),
        "warnings": warnings,
    }


def backtest_sections(done: Backtest) -> list[Section]:
    """The model by roll call, then everybody's means."""
    each = tuple(
        (
            call.symbol,
            str(one.n),
            *(_short(getattr(one, figure)) for figure in FIGURES if figure != "f1_abstain"),
            "-".join(f"{x:.0f}" for x in one.predicted[[0, 2, 1]]) if one.n else NONE_KNOWN,
            "-".join(str(x) for x in one.actual[[0, 2, 1]]) if one.n else NONE_KNOWN,
        )
        for call, one in zip(done.calls, done.scores[MODEL], strict=True)
    )
    means = tuple(
        (name, *(_short(mean(done.scores[name], figure)) for figure in FIGURES), _off(done, name))
        for name in done.names
    )
    heads = [head for head in HEADS if head != HEADS[FIGURES.index("f1_abstain")]]  # as wide as a terminal
    how = (
        "each roll call from the others"
        if done.way == "leave-one-out"
        else f"parameters from votes to {done.through}, the record of strictly earlier days"
    )
    limits = Line(
        f"32 states were coded by people who knew the votes to 2019: see the row “{UNCODED}”. Texts are coded by "
        "judgement. The form of the model and its priors were chosen on all six votes; --nested chooses them again "
        "without each. What this does not show is in docs/history.md.",
        Tone.QUIET,
    )
    return [
        Section(
            f"The model, {how}",
            (Table(("resolution", "states", *heads, "expected", "voted"), each, right=(1, 2, 3, 4)),),
        ),
        Section("Means", (Table(("forecaster", *HEADS, "votes off"), means, right=(1, 2, 3, 4, 5)), limits)),
        *_paired(differences(done)),
        *_reliability(done),
    ]


def _off(done: Backtest, name: str) -> str:
    return _short(mean(done.scores[name], "error_of_totals"), 1)


def _paired(found: list[Difference]) -> list[Section]:
    """The model less each rival on the same votes."""
    rows = tuple(
        (
            one.rival,
            HEADS[FIGURES.index(one.figure)],
            f"{one.value:+.3f}",
            _interval(one.by_states),
            NONE_KNOWN if one.by_resolutions is None else _interval(one.by_resolutions),
        )
        for one in found
    )
    heads = ("the model less", "figure", "difference", "95 % by states", "95 % by resolutions")
    note = Line("Log-loss is better when it is less. States and whole roll calls are drawn again in turn.", Tone.QUIET)
    return [Section("Paired differences", (Table(heads, rows, right=(2, 3, 4)), note))] if rows else []


def _interval(ends: tuple[float, float]) -> str:
    return f"{ends[0]:+.3f} to {ends[1]:+.3f}"


def _reliability(done: Backtest) -> list[Section]:
    """The model's chances against what happened, class by class."""
    rows = tuple(
        (name, *(f"{x:.3f}" for x in (one.predicted, one.happened, one.error, one.found, one.right)))
        for name, one in zip(CLASSES, reliability(done, MODEL), strict=False)
    )
    heads = ("vote", "mean chance", "share that did", "distance by tenths", "found", "right")
    note = Line(
        "Found: of those who voted so, the share for whom it was the likeliest. Right: of those for whom it was, the "
        "share who did.",
        Tone.QUIET,
    )
    return [Section("Reliability of the model", (Table(heads, rows, right=(1, 2, 3, 4, 5)), note))] if rows else []
