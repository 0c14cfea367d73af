"""Numbers in the tables of a study: each to the digits that its interval leaves sure, and whole numbers whole."""

from collections.abc import Sequence

import numpy as np

from demarche.scenarios.study.inference import ROUNDING
from demarche.scenarios.study.levels import name_of

Cell = str | int | float
MOST_DECIMALS = 15


def in_file(row: Sequence[Cell], estimates: Sequence[Sequence[int]]) -> list[str]:
    """The cells of a row for a file: the half-width of an interval to four digits, other numbers to six."""
    return written(row, estimates, 4, 6)


def in_brief(row: Sequence[Cell], estimates: Sequence[Sequence[int]]) -> list[str]:
    """The cells of a row for a page or a terminal: the half-width of an interval to two digits, others to four."""
    return written(row, estimates, 2, 4)


def written(row: Sequence[Cell], estimates: Sequence[Sequence[int]], sure: int, digits: int) -> list[str]:
    """The cells of a row as texts; nothing where there is no number.

    estimates  the columns of each mean and its interval: three with both ends, two with the half-width
    sure       digits of half an interval; its mean and its ends have as many decimals      digits  of other numbers
    """
    cells = [number(cell, digits) if isinstance(cell, float) else str(cell) for cell in row]
    for columns in estimates:
        numbers = [float(row[column]) for column in columns]
        if (places := decimals(numbers, sure)) is not None:
            for column, one in zip(columns, numbers, strict=True):
                cells[column] = fixed(one, places)
    return cells


def number(value: float, digits: int) -> str:
    """A number to so many digits, or as many as its whole part has; nothing where there is none."""
    return "" if np.isnan(value) else name_of(value + 0.0, digits)


def decimals(numbers: Sequence[float], sure: int) -> int | None:
    """How many decimals show half an interval to so many digits; None where there is no interval to tell."""
    mean, *ends = numbers
    wide = [abs(end - mean) for end in ends] if len(ends) > 1 else ends
    wide = [one for one in wide if np.isfinite(one) and one > ROUNDING * abs(mean)]
    if not wide:
        return None
    return int(np.clip(sure - 1 - np.floor(np.log10(min(wide))), 0, MOST_DECIMALS))


def fixed(value: float, places: int) -> str:
    """A number with so many decimals; nothing where there is none, and 0 without a sign."""
    if np.isnan(value):
        return ""
    text = f"{value:.{places}f}"
    return text.removeprefix("-") if not float(text) else text
