"""What is wrong in a scenario, campaign or study file."""

from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from demarche.scenarios.check import faults
from demarche.scenarios.compile import game
from demarche.scenarios.kinds import Kind, kind_of
from demarche.scenarios.league.schema import read_league
from demarche.scenarios.load import first_fault, load_campaign
from demarche.scenarios.reading.toml import read_toml
from demarche.scenarios.schema import Scenario
from demarche.scenarios.study.files import plan_of, read_study
from demarche.sim.terms import Unreadable

MOST_FAULTS = 100
"""Faults of a file that are looked for at once."""


def faults_in(path: Path) -> list[str]:
    """Every fault that can be seen at once, as key and remedy without the file's name; none in a sound file."""
    try:
        document = read_toml(path)
    except Unreadable as error:
        return [str(error).removeprefix(f"{path}: ")]
    kind = kind_of(document)
    if kind is Kind.CAMPAIGN:
        return campaign_faults(path)
    if kind is Kind.STUDY:
        return study_faults(path)
    if kind is Kind.LEAGUE:
        return league_faults(path)
    try:
        scenario = Scenario.model_validate(document)
    except ValidationError as error:
        return [first_fault(error)]
    found = list(islice(faults(scenario), MOST_FAULTS))
    if not found:
        game(scenario, seed=0)
    return found


def study_faults(path: Path) -> list[str]:
    """The first fault of a study file; none in a sound one."""
    try:
        plan_of(read_study(path))
    except Unreadable as error:
        return [str(error).removeprefix(f"{path}: ")]
    return []


def league_faults(path: Path) -> list[str]:
    """The first fault of a league file; none in a sound one."""
    try:
        read_league(path)
    except Unreadable as error:
        return [str(error).removeprefix(f"{path}: ")]
    return []


def campaign_faults(path: Path) -> list[str]:
    """The first fault of a campaign file; none in a sound one."""
    try:
        load_campaign(str(path))
    except Unreadable as error:
        return [str(error).removeprefix(f"{path}: ")]
    return []
