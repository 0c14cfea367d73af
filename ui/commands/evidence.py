"""The commands that ask whether it is right: validate, backtest."""

import argparse
import sys
from pathlib import Path
from typing import Any

from demarche.ui.commands.typed import command, name, print_json, print_sections, worlds, year
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
        "--nested", action="store_true",
        help="beside it, form and priors chosen again without each vote; takes minutes",
    )  # fmt: skip
    backtest_.add_argument(
        "--scenarios", action="store_true", help="instead, how often each scenario comes out as it did, of 500 worlds"
    )
    backtest_.add_argument(
        "--quarters",
        action="store_true",
        help="instead, operations, attribution and deterrence in the quarters against the record",
    )
    backtest_.add_argument(
        "--network", type=worlds, metavar="N",
        help="instead, the pacts that come of world-2009-2025 in N worlds, beside the real ones",
    )  # fmt: skip
    backtest_.add_argument(
        "--frozen", action="store_true", help="with --network, rates stay those of 2009 instead of following the record"
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
    from demarche.scenarios.history.nested import add_nested
    from demarche.scenarios.history.rollcalls import known_roll_calls, read_roll_calls
    from demarche.ui.backtest import backtest_result, backtest_sections

    others = (
        ("--scenarios", options.scenarios),
        ("--quarters", options.quarters),
        ("--network", options.network is not None),
    )
    given = [asked for asked, instead in others if instead]
    if len(given) > 1:
        raise Refused(f"{given[0]} and {given[1]} are two backtests; ask for one of them")
    if options.frozen and options.network is None:
        raise Refused("--frozen: is for --network; add --network 16")
    for asked, instead in others:
        for flag, present in (("--votes", options.votes is not None), ("--nested", options.nested)):
            if instead and present:
                raise Refused(f"{asked}: reads no votes; leave out {flag}")
    if options.scenarios:
        return scenario_outcomes(as_json=options.json)
    if options.quarters:
        return operations_by_dyad(as_json=options.json)
    if options.network is not None:
        return network(options.network, frozen=options.frozen, as_json=options.json)
    warnings: list[str] = []
    if options.votes is None:
        done = leave_one_out(known_roll_calls(), options.through)
    else:
        later, warnings = read_roll_calls(Path(options.votes))
        done = forecast_later(known_roll_calls(), later, options.through)
    if options.nested:
        add_nested(done)
    for warning in warnings:
        print(f"demarche: warning: {options.votes}: {warning}", file=sys.stderr)
    return print_json(backtest_result(done, warnings)) if options.json else print_sections(backtest_sections(done))


def scenario_outcomes(*, as_json: bool) -> int:
    """How often each scenario comes out as it did."""
    from demarche.scenarios.history.outcomes import probabilities
    from demarche.scenarios.history.tallies import tally_scores
    from demarche.ui.outcomes import outcomes_result, outcomes_sections

    found, tallies = list(probabilities()), list(tally_scores())
    return print_json(outcomes_result(found, tallies)) if as_json else print_sections(outcomes_sections(found, tallies))


def network(number: int, *, frozen: bool, as_json: bool) -> int:
    """The pacts that come of proposals in so many worlds, beside the real ones."""
    from demarche.scenarios.batch import play
    from demarche.scenarios.compile import game
    from demarche.scenarios.load import load
    from demarche.scenarios.network import OF, ranking
    from demarche.ui.network import network_result, network_sections

    made = game(load("world-2009-2025", ["rates_by_year=false"] if frozen else []), 1, range(number))
    parts = [made.take(slice(start, start + 8)) for start in range(0, number, 8)]
    played = [(part.rules, play(part).world.record) for part in parts]
    found = [ranking(played, state) for state in OF]
    if as_json:
        return print_json(network_result(found, number, frozen=frozen))
    return print_sections(network_sections(found, number, frozen=frozen))


def operations_by_dyad(*, as_json: bool) -> int:
    """Reported operations by pair of states and year beside simpler forecasters, and the quarters beside the record."""
    from demarche.scenarios.history import quarters, theft
    from demarche.scenarios.history.dyads import log_scores, rate_patterns
    from demarche.ui.dyads import quarters_result, quarters_sections

    losses, patterns = log_scores(), [*rate_patterns(), *quarters.patterns(), *theft.patterns()]
    if as_json:
        return print_json(quarters_result(losses, patterns))
    return print_sections(quarters_sections(losses, patterns))
