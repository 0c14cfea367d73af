"""Forecasts of real roll calls against what happened, as tables and as an object."""

from typing import Any

from demarche.scenarios.history.backtest import MODEL, UNCODED, Backtest, mean
from demarche.scenarios.history.model import NAMES
from demarche.scenarios.history.outcomes import Probability
from demarche.scenarios.history.scores import Score
from demarche.ui.story.parts import Line, Section, Table, Tone

FIGURES = ("accuracy", "macro_f1", "log_loss")
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
        "parameters": dict(zip(NAMES, (round(float(x), 6) for x in done.parameters), strict=True)),
        "warnings": warnings,
    }


def backtest_sections(done: Backtest) -> list[Section]:
    """The model by roll call, then everybody's means."""
    each = tuple(
        (
            call.symbol,
            str(one.n),
            *(_short(getattr(one, figure)) for figure in FIGURES),
            "-".join(f"{x:.0f}" for x in one.predicted[[0, 2, 1]]) if one.n else NONE_KNOWN,
            "-".join(str(x) for x in one.actual[[0, 2, 1]]) if one.n else NONE_KNOWN,
        )
        for call, one in zip(done.calls, done.scores[MODEL], strict=True)
    )
    means = tuple(
        (name, *(_short(mean(scores, figure)) for figure in FIGURES), _short(mean(scores, "error_of_totals"), 1))
        for name, scores in done.scores.items()
    )
    heads = ("accuracy", "macro-F1", "log-loss")
    how = (
        "each roll call from the others"
        if done.way == "leave-one-out"
        else f"parameters from votes to {done.through}, the record of strictly earlier days"
    )
    limits = Line(
        f"32 states were coded by people who knew the votes to 2019: see the row “{UNCODED}”. Texts are coded by "
        "judgement. What this does not show is in docs/history.md.",
        Tone.QUIET,
    )
    return [
        Section(
            f"The model, {how}",
            (Table(("resolution", "states", *heads, "expected", "voted"), each, right=(1, 2, 3, 4)),),
        ),
        Section("Means", (Table(("forecaster", *heads, "votes off"), means, right=(1, 2, 3, 4)), limits)),
    ]


def outcomes_result(found: list[Probability]) -> dict[str, Any]:
    """What `backtest --scenarios --json` prints."""
    keys = ("scenario", "event", "share", "worlds")
    return {"outcomes": [{key: getattr(one, key) for key in keys} for one in found]}


def outcomes_sections(found: list[Probability]) -> list[Section]:
    """What happened in the world outside, and in what share of worlds."""
    rows = tuple((one.scenario, one.event, f"{one.share:.3f}") for one in found)
    note = Line("Scenarios were written by people who knew how they came out.", Tone.QUIET)
    table = Table(("scenario", "what happened", "share of worlds"), rows, right=(2,))
    return [Section(f"What happened, in {found[0].worlds} worlds of each scenario", (table, note))]
