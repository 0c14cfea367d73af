"""`python -m bench.history`: writes docs/history.md and its calibration figure from leave-one-out forecasts.

`python -m bench.history votes` and `python -m bench.history scenarios` write one part of the page and leave the other.
"""

import sys
from pathlib import Path

import numpy as np

from bench.history_words import GAMES, HEAD, LIMITS, RELIABLE, TALLIES, TRIED, WHY
from bench.tried import priors, table
from demarche.scenarios.history.backtest import MODEL, Backtest, forecast_later, leave_one_out, mean
from demarche.scenarios.history.nested import add_nested
from demarche.scenarios.history.outcomes import probabilities
from demarche.scenarios.history.paired import differences
from demarche.scenarios.history.refit import FILE, THROUGH
from demarche.scenarios.history.reliability import reliability
from demarche.scenarios.history.rollcalls import AWAY, known_roll_calls
from demarche.scenarios.history.tallies import tally_scores
from demarche.scenarios.tables import members, profiles
from demarche.ui.outcomes import by_evidence

DOCS = Path(__file__).parent.parent / "docs"
CLASSES = ("yes", "abstain", "no")
FIGURES = {"accuracy": "accuracy", "macro_f1": "macro-F1", "log_loss": "log-loss"}
SHOWN = 12


def tables(done: Backtest) -> list[str]:
    """The model by resolution, and everybody's means."""
    lines = [
        "",
        "| resolution | states | accuracy | macro-F1 | F1 of abstention | log-loss | expected | voted |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for call, one in zip(done.calls, done.scores[MODEL], strict=True):
        expected, voted = ("-".join(f"{x:.0f}" for x in figures[[0, 2, 1]]) for figures in (one.predicted, one.actual))
        lines.append(
            f"| {call.symbol} | {one.n} | {one.accuracy:.3f} | {one.macro_f1:.3f} | {one.f1_abstain:.3f} "
            f"| {one.log_loss:.3f} | {expected} | {voted} |"
        )
    lines += ["", "| forecaster, means | accuracy | macro-F1 | F1 of abstention | log-loss | votes off |"]
    lines += ["|---|---|---|---|---|---|"]
    for name in done.names:
        scores = done.scores[name]
        loss = mean(scores, "log_loss")
        cells = [f"{mean(scores, figure):.3f}" for figure in ("accuracy", "macro_f1", "f1_abstain")]
        cells += ["–" if loss is None else f"{loss:.3f}", f"{mean(scores, 'error_of_totals'):.1f}"]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def paired(done: Backtest) -> list[str]:
    """The model less its strongest rivals."""
    lines = ["", "The model less a rival on the same votes; log-loss is better when it is less.", ""]
    lines += ["| rival | figure | difference | 95 % by states | 95 % by resolutions |", "|---|---|---|---|---|"]
    for one in differences(done):
        by_states, by_calls = (
            "–" if ends is None else f"{ends[0]:+.3f} to {ends[1]:+.3f}" for ends in (one.by_states, one.by_resolutions)
        )
        lines.append(f"| {one.rival} | {FIGURES[one.figure]} | {one.value:+.3f} | {by_states} | {by_calls} |")
    return lines


def chosen(done: Backtest, said: list[str]) -> list[str]:
    """What the nested forecasts chose without each vote."""
    lines = ["", "| without | chosen, beside base, leader's camp, worth and width |", "|---|---|"]
    return lines + [f"| {call.symbol} | {words} |" for call, words in zip(done.calls, said, strict=True)]


def confusions(done: Backtest) -> list[str]:
    """What was done against what was forecast."""
    lines = ["", "## Who was forecast how", "", "Rows are what was done, columns what was forecast: yes, abstain, no."]
    for call, one in zip(done.calls, done.scores[MODEL], strict=True):
        lines += ["", f"| {call.symbol} | yes | abstain | no |", "|---|---|---|---|"]
        lines += [
            f"| {name} | {' | '.join(str(n) for n in row)} |" for name, row in zip(CLASSES, one.confusion, strict=True)
        ]
    return lines


def ahead() -> list[str]:
    """The votes of 2019 forecast from those of 2018 alone."""
    done = forecast_later(known_roll_calls(), known_roll_calls(), THROUGH - 1)
    said = add_nested(done)
    head = [
        "",
        "## 2019 from 2018",
        "",
        "Parameters from the three votes of 2018, the record of strictly earlier days. Form and priors, that of the",
        "record too, were set by people who knew those of 2019.",
    ]
    return head + tables(done) + paired(done) + ["", f"Chosen on 2018 alone by the nested row: {said[0]}."]


def outcomes() -> list[str]:
    """How often each scenario comes out as it did, and what that is worth."""
    found = list(probabilities())
    lines = ["", "## Scenarios", "", GAMES, "", "| scenario | what happened | share | null | record | class | flips |"]
    lines += ["|---|---|---|---|---|---|---|"]
    for one in found:
        null = ("–", "–") if one.null is None else (f"{one.null.chance:.3f}", f"{one.null.k} of {one.null.n}")
        cells = (one.event, f"{one.share:.3f}", *null, one.evidence or "hindsight", one.flipped_by or "–")
        lines.append(f"| `{one.scenario}` | {' | '.join(cells)} |")
    lines += ["", "Brier scores of what happened, rows with a null; 0 is best.", ""]
    lines += ["| class | rows | model | null |", "|---|---|---|---|"]
    lines += [
        f"| {row['evidence']} | {row['rows']} | {row['brier']:.3f} | {row['brier_of_null']:.3f} |"
        for row in by_evidence(found)
    ]
    return lines + counts()


def counts() -> list[str]:
    """Tallies against the real ones."""
    lines = ["", TALLIES]
    lines += ["| draft | counted in | real | expected | CRPS | null |", "|---|---|---|---|---|---|"]
    for one in tally_scores():
        real, expected = "-".join(map(str, one.real)), "-".join(f"{x:.0f}" for x in one.expected)
        lines.append(f"| {one.draft} | {one.body} | {real} | {expected} | {one.model:.1f} | {one.null:.1f} |")
    return lines


def misses(done: Backtest) -> list[str]:
    """The states whose votes were least expected, by the mean log-loss over the votes that they cast."""
    votes = np.array([call.votes for call in done.calls])
    chance = np.take_along_axis(np.array(done.chances[MODEL]), np.minimum(votes, 2)[..., None], axis=2)[..., 0]
    loss = np.where(votes != AWAY, -np.log(chance), 0).sum(axis=0) / np.maximum((votes != AWAY).sum(axis=0), 1)
    names = list(members())
    lines = [
        "",
        "## The biggest misses",
        "",
        "| state | coded by hand | mean log-loss | votes (73/27 … 74/247) |",
        "|---|---|---|---|",
    ]
    for place in np.argsort(-loss)[:SHOWN]:
        cast = " ".join("YAN–"[vote] for vote in votes[:, place])
        coded = "yes" if names[place] in profiles() else "no"
        lines.append(f"| {members()[names[place]].name} | {coded} | {loss[place]:.2f} | {cast} |")
    return lines


def calibration(done: Backtest) -> list[str]:
    """Predicted probability against frequency, as a table; the figure beside it."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "demarche"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], color="0.7")
    lines = ["", "## Calibration", "", "![Predicted probability against frequency](calibration.svg)", ""]
    found = reliability(done, MODEL)
    lines += [RELIABLE, "| | mean chance | share that did | mean distance by tenths | found | right |"]
    lines += ["|---|---|---|---|---|---|"]
    for name, one in zip(CLASSES, found, strict=True):
        figures = (one.predicted, one.happened, one.error, one.found, one.right)
        lines.append(f"| {name} | {' | '.join(f'{x:.3f}' for x in figures)} |")
    lines += ["", "| | predicted | happened | forecasts |", "|---|---|---|---|"]
    for place, (name, mark, colour) in enumerate(zip(CLASSES, "os^", ("#0072B2", "#E69F00", "#D55E00"), strict=True)):
        one = found[place]
        x, y = [b.predicted for b in one.bins], [b.happened for b in one.bins]
        axes.plot(x, y, marker=mark, color=colour, label=name)
        lines += [f"| {name} | {b.predicted:.2f} | {b.happened:.2f} | {b.forecasts} |" for b in one.bins]
    axes.set(
        xlabel="predicted probability",
        ylabel="frequency",
        title=f"Six votes, {sum(one.n for one in done.scores[MODEL])} ballots, left out in turn",
    )
    axes.legend()
    figure.savefig(DOCS / "calibration.svg", metadata={"Date": None})
    return lines


def votes() -> str:
    """The page to its part on scenarios."""
    done = leave_one_out(known_roll_calls(), THROUGH)
    said = add_nested(done)
    parts = (tables(done), paired(done), chosen(done, said), confusions(done), calibration(done), misses(done), ahead())
    scores = "\n".join(line for part in parts for line in part)
    return f"{HEAD}{scores}\n{TRIED}{chr(10).join([*table(), *priors()])}\n{WHY}"


def scenarios() -> str:
    """The part on scenarios."""
    return "\n".join(outcomes()) + "\n"


PARTS = {"votes": votes, "scenarios": scenarios}
SCENARIOS, REST = "\n## Scenarios\n", "\n## Limits\n"
"""What the second part begins with, and what follows it."""


def main(asked: list[str]) -> None:
    """Write the page, or the one part that is asked for; each takes some minutes."""
    page = DOCS / "history.md"
    first, second = PARTS
    kept = page.read_text(encoding="utf-8") if asked else f"{SCENARIOS}{REST}"
    before, _, after = kept.partition(SCENARIOS)
    held = {first: before, second: SCENARIOS + after.partition(REST)[0]}
    made = {name: make() if name in (asked or PARTS) else held[name] for name, make in PARTS.items()}
    fitted = FILE.read_text(encoding="utf-8")
    page.write_text(
        f"{made[first]}{made[second]}{LIMITS}\n## The fitted numbers\n\n```toml\n{fitted}```\n",
        encoding="utf-8",
        newline="\n",
    )


if __name__ == "__main__":
    main(sys.argv[1:])
