"""The lowest versions that pyproject.toml allows, and the Pythons that the suite is run under."""

import sys
from importlib.metadata import PackageNotFoundError, version

import pytest
from packaging.requirements import Requirement

from tests.lowest import constraints, lowest, requirements
from tests.pythons import found, version_of


def test_every_requirement_names_its_lowest_version_once():
    assert len(constraints()) == len({requirement.name for requirement in requirements()})


def test_a_requirement_is_held_to_its_lowest_version():
    assert lowest(Requirement("numpy>=2,<3")) == "numpy==2"
    assert lowest(Requirement("networkx>=3; python_version >= '3.12'")) == 'networkx==3; python_version >= "3.12"'


@pytest.mark.parametrize("requirement", ["numpy", "numpy<3", "numpy>=2,>=2.1"])
def test_a_requirement_without_one_lowest_version_is_refused(requirement):
    with pytest.raises(ValueError, match="names its lowest version once"):
        lowest(Requirement(requirement))


def test_what_is_installed_here_is_allowed():
    """What is only in an extra that the tests do without may be missing."""

    def holds(requirement):
        return requirement.marker is None or requirement.marker.evaluate()

    needed = {requirement.name for requirement in requirements("test") if holds(requirement)}
    for requirement in requirements():
        if holds(requirement):
            try:
                installed = version(requirement.name)
            except PackageNotFoundError:
                assert requirement.name not in needed, requirement
                continue
            assert requirement.specifier.contains(installed, prereleases=True), requirement


def test_this_python_is_found_and_what_is_none_is_not(tmp_path):
    assert sys.version_info[:3] in found()
    shim = tmp_path / "python3.12"
    shim.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    shim.chmod(0o755)
    assert version_of(str(shim)) is None
