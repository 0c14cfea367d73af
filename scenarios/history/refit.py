"""The fitted numbers, written down: run `python -m scenarios.history.refit` to make vote_fit.toml anew."""

import datetime as dt
import hashlib
import json
import tomllib
from collections.abc import Sequence

import numpy as np

from scenarios.data.regress import Floats
from scenarios.history.backtest import EARLIER, MODEL, UNCODED, leave_one_out, mean, seen
from scenarios.history.model import NAMES, PRIOR_MEAN, PRIOR_SPREAD, Seen, fit
from scenarios.history.rollcalls import RollCall, known_roll_calls
from scenarios.tables import DATA

FILE = DATA / "vote_fit.toml"
THROUGH = 2019
INPUTS = ("roll_calls.csv", "documents.toml", "clauses.toml", "positions.csv", "ideal_points.csv")
RESAMPLES = 200
SEED = 1
SCORES = ("accuracy", "macro_f1", "log_loss", "error_of_totals")


def bootstrap(calls: Sequence[RollCall], resamples: int = RESAMPLES) -> Floats:
    """Parameters (resamples, 11) fitted on roll calls drawn with replacement, whole roll calls at a time."""
    draws = np.random.Generator(np.random.Philox(SEED)).integers(len(calls), size=(resamples, len(calls)))
    each = seen(calls)
    fitted = []
    for drawn in draws:
        counts = np.bincount(drawn, minlength=len(calls))
        fitted.append(fit([Seen(one.features, one.votes, float(n)) for one, n in zip(each, counts, strict=True) if n]))
    return np.array(fitted)


def fit_toml(date: dt.date) -> str:
    """The text of vote_fit.toml: values to three decimals, 90 % intervals, priors, scores and the data they rest on."""
    calls = known_roll_calls()
    done = leave_one_out(calls, THROUGH)
    low, high = np.quantile(bootstrap(done.calls), (0.05, 0.95), axis=0)
    digest = hashlib.sha256(b"".join((DATA / name).read_bytes() for name in INPUTS)).hexdigest()
    lines = [
        "# Made by scenarios.history.refit: the model of scenarios.history.model on the contested votes to 2019.",
        "# interval: 5 to 95 % of a bootstrap over resolutions; with six of them a rough guide. Priors are judged.",
        "",
        f"date = {date}",
        f'data_sha256 = "{digest}"  # of {", ".join(INPUTS)}',
        f"resolutions = {json.dumps([call.symbol for call in done.calls])}",
        f"resamples = {RESAMPLES}",
    ]
    for label, name in (("leave_one_out", MODEL), ("strictly_earlier_record", EARLIER), ("uncoded_states", UNCODED)):
        lines += ["", f"[scores.{label}]"]
        lines += [f"{figure} = {mean(done.scores[name], figure):.3f}" for figure in SCORES]
    for place, name in enumerate(NAMES):
        lines += ["", f"[parameters.{name}]", f"value = {done.parameters[place] + 0.0:.3f}"]
        lines += [f"interval = [{low[place] + 0.0:.3f}, {high[place] + 0.0:.3f}]"]
        lines += [f"prior = {{ mean = {PRIOR_MEAN[place]}, spread = {PRIOR_SPREAD[place]} }}"]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the file. The date stays while nothing else has changed: a second run changes no byte."""
    old = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    dated = tomllib.loads(old)["date"] if old else dt.date.today()
    if fit_toml(dated) != old:
        FILE.write_text(fit_toml(dt.date.today()), encoding="utf-8", newline="\n")
    print(f"{FILE} is up to date.")


if __name__ == "__main__":
    main()
