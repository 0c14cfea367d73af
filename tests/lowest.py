"""The lowest versions that pyproject.toml allows, as constraints for pip.

    python -m tests.lowest > constraints.txt
    pip install -e '.[test]' -c constraints.txt

Every requirement is of the form name>=version, so that its lowest version is the one it names.
"""

import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]


def requirements(*extras: str) -> list[Requirement]:
    """The requirements of the program and of some extras: of all, the tests among them, but for what only lints."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"]
    chosen = [optional[extra] for extra in extras or (name for name in optional if name != "dev")]
    return [Requirement(text) for texts in (project["dependencies"], *chosen) for text in texts]


def lowest(requirement: Requirement) -> str:
    """A requirement held to its lowest version. Raises ValueError where it names none."""
    versions = [one.version for one in requirement.specifier if one.operator in (">=", "==", "~=")]
    if len(versions) != 1:
        raise ValueError(f"{requirement}: a requirement names its lowest version once, as in name>=1.2")
    marker = f"; {requirement.marker}" if requirement.marker else ""
    return f"{requirement.name}=={versions[0]}{marker}"


def constraints() -> list[str]:
    """One line for each package. Raises ValueError where two requirements differ in the lowest version."""
    lines = sorted({lowest(requirement) for requirement in requirements()}, key=str.casefold)
    held: dict[str, set[str]] = {}
    for line in lines:
        name, _, version = line.partition(";")[0].partition("==")
        held.setdefault(name.casefold(), set()).add(version.strip())
    twice = sorted(name for name, versions in held.items() if len(versions) > 1)
    if twice:
        raise ValueError(f"{twice[0]}: it is required twice, with two lowest versions")
    everywhere = {line for line in lines if ";" not in line}
    return [line for line in lines if line in everywhere or line.partition(";")[0] not in everywhere]


if __name__ == "__main__":
    print("\n".join(constraints()))
