"""Times taken in turn, so that whatever else the machine does falls on everything that is compared; and where they go.

A time is of the processor, of one core, unless it is said to be of the clock on the wall.
"""

import os
import platform
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

RESULTS = Path(__file__).parent / "results.md"
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Spread:
    """Least, median and greatest of several numbers."""

    least: float
    median: float
    most: float

    def __str__(self) -> str:
        return f"{_figure(self.median)} ({_figure(self.least)} … {_figure(self.most)})"


def _figure(number: float) -> str:
    """A number to three places, or whole where it is longer."""
    return f"{number:,.0f}" if number >= 1000 else f"{number:.3g}"


def spread(numbers: list[float]) -> Spread:
    """What several measurements of one thing say."""
    return Spread(min(numbers), statistics.median(numbers), max(numbers))


def in_turn(
    works: Mapping[str, tuple[Callable[[], object], int]], rounds: int, clock: Clock = time.process_time
) -> dict[str, list[float]]:
    """Units a second of each work in each round: A B C, A B C, …, after one round that does not count.

    works  name -> what is done, and how many units one call of it is
    """
    rates: dict[str, list[float]] = {name: [] for name in works}
    for counted in range(rounds + 1):
        for name, (work, units) in works.items():
            begun = clock()
            work()
            if counted:
                rates[name].append(units / (clock() - begun))
    return rates


def ratios(rates: Mapping[str, list[float]], over: str) -> dict[str, Spread]:
    """How many times as fast each was as `over`, round by round."""
    return {
        name: spread([mine / theirs for mine, theirs in zip(row, rates[over], strict=True)])
        for name, row in rates.items()
    }


def machine(*packages: str) -> str:
    """The processor, its cores, Python, and the versions of those packages that are installed."""
    found = [f"Python {platform.python_version()}"]
    for package in packages:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return f"{_processor()}, {os.cpu_count()} cores; {', '.join(found)}"


def _processor() -> str:
    """The name of the processor, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{platform.machine()} {names[0]}" if names else platform.machine()


def today() -> str:
    """The date, as the results are dated."""
    return f"{datetime.now(UTC):%-d %B %Y}"


def write_section(title: str, lines: list[str], path: Path = RESULTS) -> None:
    """Put a section into the results: in place of the one of that title if there is one, else at the end."""
    parts = path.read_text(encoding="utf-8").split("\n## ")
    section = "\n".join([title, "", *lines]).rstrip() + "\n"
    places = [place for place, part in enumerate(parts) if part.partition("\n")[0] == title]
    if places:
        parts[places[0]] = section
    else:
        parts.append(section)
    path.write_text("\n## ".join(part.rstrip("\n") + "\n" for part in parts), encoding="utf-8", newline="\n")
