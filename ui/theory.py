"""The checks against theory, as a table and as an object."""

from typing import Any

from demarche.scenarios.theory import Check
from demarche.ui.story.parts import Line, Section, Table, Tone

KEYS = ("name", "expected", "simulated", "standard_error", "passed")


def checks_result(checks: list[Check]) -> dict[str, Any]:
    """What `validate --json` prints without a file."""
    return {"checks": [{key: getattr(check, key) for key in KEYS} for check in checks]}


def checks_sections(checks: list[Check]) -> list[Section]:
    """Simulation beside closed form."""
    rows = tuple(
        (c.name, f"{c.expected:.4f}", f"{c.simulated:.4f}", f"{c.standard_error:.4f}", "yes" if c.passed else "NO")
        for c in checks
    )
    table = Table(("check", "expected", "simulated", "standard error", "passed"), rows, right=(1, 2, 3))
    failed = sum(not c.passed for c in checks)
    verdict = f"{failed} of {len(checks)} fail." if failed else f"All {len(checks)} pass within three standard errors."
    lines = (Line(verdict, Tone.BAD if failed else Tone.GOOD), Line("What each one is: docs/theory.md", Tone.QUIET))
    return [Section("Simulation beside closed form", (table, *lines))]
