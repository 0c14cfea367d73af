"""Refits the vote: `python -m demarche.scenarios.history.refit` writes vote_fit.toml and records.csv."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence

import numpy as np

from demarche.scenarios.data.regress import Floats
from demarche.scenarios.history.backtest import EARLIER, MODEL, UNCODED, leave_one_out, mean, seen
from demarche.scenarios.history.model import (
    HABIT,
    NAMES,
    OWN,
    PRIOR_MEAN,
    PRIOR_SPREAD,
    RESERVE,
    Seen,
    fit,
    record_of,
)
from demarche.scenarios.history.rollcalls import RollCall, known_roll_calls
from demarche.scenarios.reading.toml import parse_toml
from demarche.scenarios.tables import DATA, RECORD, members

FILE, RECORDS = DATA / "vote_fit.toml", DATA / "records.csv"
THROUGH = 2019
INPUTS = ("roll_calls.csv", "documents.toml", "clauses.toml", "positions.csv", "blocs.toml")
RESAMPLES = 200
SEED = 1
SCORES = ("accuracy", "macro_f1", "log_loss", "error_of_totals")


def bootstrap(calls: Sequence[RollCall], resamples: int = RESAMPLES) -> Floats:
    """Parameters (resamples, 13) fitted on roll calls drawn with replacement, whole roll calls at a time."""
    draws = np.random.Generator(np.random.Philox(SEED)).integers(len(calls), size=(resamples, len(calls)))
    each = seen(calls)
    fitted = []
    for drawn in draws:
        counts = np.bincount(drawn, minlength=len(calls))
        some = [Seen(one.features, one.votes, float(n)) for one, n in zip(each, counts, strict=True) if n]
        fitted.append(fit(some))
    return np.array(fitted)


def fit_toml(date: dt.date) -> str:
    """The text of vote_fit.toml: values to three decimals, 90 % intervals, priors, scores and the data they rest on."""
    calls = known_roll_calls()
    done = leave_one_out(calls, THROUGH)
    low, high = np.quantile(bootstrap(done.calls), (0.05, 0.95), axis=0)
    digest = hashlib.sha256(b"".join((DATA / name).read_bytes() for name in INPUTS)).hexdigest()
    lines = [
        "# Made by scenarios/history/refit.py: the model in scenarios/history/model.py on the contested votes to 2019.",
        "# interval: 5 to 95 % of a bootstrap over resolutions; with six of them a rough guide. Priors are judged.",
        "",
        f"date = {date}",
        f'data_sha256 = "{digest}"  # of {", ".join(INPUTS)}',
        f"resolutions = {json.dumps([call.symbol for call in done.calls])}",
        f"resamples = {RESAMPLES}",
        f"habit = {HABIT.tolist()}  # prior of the record: a share of one habit for each kind of text, judged",
        f"own = {OWN}  # and the spread of what is its own on each",
        f"reserve = {RESERVE}  # spread of the logarithm of a state's factor on the width of abstention, judged",
    ]
    for label, name in (("leave_one_out", MODEL), ("strictly_earlier_record", EARLIER), ("uncoded_states", UNCODED)):
        lines += ["", f"[scores.{label}]"]
        lines += [f"{figure} = {mean(done.scores[name], figure):.3f}" for figure in SCORES]
    for place, name in enumerate(NAMES):
        lines += ["", f"[parameters.{name}]", f"value = {done.parameters[place] + 0.0:.3f}"]
        lines += [f"interval = [{low[place] + 0.0:.3f}, {high[place] + 0.0:.3f}]"]
        lines += [f"prior = {{ mean = {PRIOR_MEAN[place]}, spread = {PRIOR_SPREAD[place]} }}"]
    return "\n".join(lines) + "\n"


def records_csv(calls: Sequence[RollCall], parameters: Floats) -> str:
    """The text of records.csv: after each day of votes, what they say of every member by then; three decimals."""
    lines = [",".join(("through", "iso3", *RECORD))]
    for day in sorted({call.date for call in calls}):
        record = record_of(parameters, seen([call for call in calls if call.date <= day]), len(members()))
        rows = zip(members(), record, strict=True)
        lines += [f"{day},{iso3},{','.join(f'{round(float(x), 3) + 0.0:.3f}' for x in row)}" for iso3, row in rows]
    return "\n".join(lines) + "\n"


def rounded(fitted: str) -> Floats:
    """The parameters (13,) as the text of vote_fit.toml has them."""
    return np.array([parse_toml(fitted, FILE)["parameters"][name]["value"] for name in NAMES])


def main() -> None:
    """Write both files. The date stays while nothing else has changed: a second run changes no byte."""
    old = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    dated = parse_toml(old, FILE)["date"] if old else dt.date.today()
    new = fit_toml(dated)
    if new != old:
        new = new.replace(f"date = {dated}", f"date = {dt.date.today()}", 1)
        FILE.write_text(new, encoding="utf-8", newline="\n")
    RECORDS.write_text(records_csv(known_roll_calls(), rounded(new)), encoding="utf-8", newline="\n")
    print(f"{FILE} and {RECORDS} are up to date.")


if __name__ == "__main__":
    main()
