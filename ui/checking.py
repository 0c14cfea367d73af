"""What is wrong in a scenario file."""

from pathlib import Path

from pydantic import ValidationError

from scenarios.compile import game
from scenarios.load import faults, first_fault, read_toml
from scenarios.schema import Scenario
from sim.terms import Unreadable


def faults_in(path: Path) -> list[str]:
    """Every fault that can be seen at once, as key and remedy without the file's name; none in a sound file."""
    try:
        document = read_toml(path)
    except Unreadable as error:
        return [str(error).removeprefix(f"{path}: ")]
    try:
        scenario = Scenario.model_validate(document)
    except ValidationError as error:
        return [first_fault(error)]
    found = list(faults(scenario))
    if not found:
        game(scenario, seed=0)
    return found
