"""The commands that ask whether it is right: validate, backtest."""

import argparse
import sys
from pathlib import Path
from typing import Any

from demarche.ui.commands.typed import command, name, print_json, print_sections, year
from demarche.ui.refused import Refused


def add(commands: Any) -> None:
    """Their parsers, with an example of each."""
    example = "demarche validate my-council-2027.toml"
    validate_ = command(
        commands,
        "validate",
        validate,
        "check a scenario or study file, or without one the simulation against theory",
        example,
    )
    validate_.add_argument(
        "file",
        type=name,
        metavar="FILE",
        nargs="?",
        help="a scenario, campaign or study file; without one, theory is checked",
    )

    example = "demarche backtest --votes later.csv --through 2019"
    backtest_ = command(commands, "backtest", backtest, "forecasts of real roll calls against what happened", example)
    backtest_.add_argument(
        "--votes", type=name, metavar="CSV",
        help="roll calls to forecast: resolution,date,iso3,vote; without it, each known one is left out in turn",
    )  # fmt: skip
    backtest_.add_argument(
        "--through", type=year, default=2019, metavar="YEAR", help="fit on roll calls up to its end; 2019 if not given"
    )
    backtest_.add_argument(
        "--scenarios", action="store_true", help="instead, how often each scenario comes out as it did, of 500 worlds"
    )
    backtest_.add_argument(
        "--quarters",
        action="store_true",
        help="instead, operations, attribution and deterrence in the quarters against the record",
    )


def validate(options: argparse.Namespace) -> int:
    """What is wrong in a scenario file; all of it that can be seen at once."""
    if options.file is None:
        return check_theory(as_json=options.json)
    from demarche.ui.checking import faults_in

    found = faults_in(Path(options.file))
    if options.json:
        print_json({"file": options.file, "valid": not found, "faults": found})
    elif not found:
        print(f"{options.file}: nothing is wrong with it.")
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise Refused(f"{options.file}: {found[0]}{more}")
    return 0


def check_theory(*, as_json: bool) -> int:
    """Simulation beside closed form: 0 if every check passes within three standard errors, 1 if any fails."""
    from demarche.scenarios.theory import run_checks
    from demarche.ui.theory import checks_result, checks_sections

    checks = run_checks()
    print_json(checks_result(checks)) if as_json else print_sections(checks_sections(checks))
    return 0 if all(check.passed for check in checks) else 1


def backtest(options: argparse.Namespace) -> int:
    """Roll calls of a file, or each known one left out, forecast and scored beside baselines."""
    from demarche.scenarios.history.backtest import forecast_later, leave_one_out
    from demarche.scenarios.history.rollcalls import known_roll_calls, read_roll_calls
    from demarche.ui.backtest import backtest_result, backtest_sections

    if options.scenarios and options.quarters:
        raise Refused("--scenarios and --quarters are two backtests; ask for one of them")
    for asked, instead in (("--scenarios", options.scenarios), ("--quarters", options.quarters)):
        if instead and options.votes is not None:
            raise Refused(f"{asked}: reads no votes; leave out --votes")
    if options.scenarios:
        return scenario_outcomes(as_json=options.json)
    if options.quarters:
        return operations_by_dyad(as_json=options.json)
    warnings: list[str] = []
    if options.votes is None:
        done = leave_one_out(known_roll_calls(), options.through)
    else:
        later, warnings = read_roll_calls(Path(options.votes))
        done = forecast_later(known_roll_calls(), later, options.through)
    for warning in warnings:
        print(f"demarche: warning: {options.votes}: {warning}", file=sys.stderr)
    return print_json(backtest_result(done, warnings)) if options.json else print_sections(backtest_sections(done))


def scenario_outcomes(*, as_json: bool) -> int:
    """How often each scenario comes out as it did."""
    from demarche.scenarios.history.outcomes import probabilities
    from demarche.ui.backtest import outcomes_result, outcomes_sections

    found = list(probabilities())
    return print_json(outcomes_result(found)) if as_json else print_sections(outcomes_sections(found))


def operations_by_dyad(*, as_json: bool) -> int:
    """Reported operations by pair of states and year beside simpler forecasters, and the quarters beside the record."""
    from demarche.scenarios.history import quarters, theft
    from demarche.scenarios.history.dyads import log_scores, rate_patterns
    from demarche.ui.dyads import quarters_result, quarters_sections

    losses, patterns = log_scores(), [*rate_patterns(), *quarters.patterns(), *theft.patterns()]
    if as_json:
        return print_json(quarters_result(losses, patterns))
    return print_sections(quarters_sections(losses, patterns))
