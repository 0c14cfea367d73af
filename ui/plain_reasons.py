"""Reasons as a player reads them: in words, without the numbers of the model.

A doctrine gives the size of each term in its own unit, which is for whoever studies it.  A player reads what pulls and
which way.  Whoever sets "show the model" reads the numbers.
"""

import re
from collections.abc import Callable
from functools import lru_cache

NUMBER = r"([+−-]?\d+(?:\.\d+)?)"
GAIN, SMALL_GAIN, SMALL_LOSS = 0.1, 0.0, -0.1
"""Utils from which a text is well worth having, worth something, and costs little; judged."""
SURE, PROBABLE, EVEN = 0.9, 0.6, 0.4
"""Chances from which something is said to be sure, probable or open; judged."""


def number(text: str) -> float:
    """A number as reasons write it."""
    return float(text.replace("−", "-"))


def worth(found: re.Match[str]) -> str:
    """What a text is worth."""
    value = number(found[1])
    if value >= GAIN:
        return "is well worth having"
    if value >= SMALL_GAIN:
        return "is worth a little to it"
    return "costs it a little" if value > SMALL_LOSS else "costs it more than it brings"


def ready(found: re.Match[str]) -> str:
    """Whether a state would bind itself."""
    chance = number(found[1])
    if chance >= SURE:
        return "ready to bind itself to these parties"
    if chance >= PROBABLE:
        return "probably ready to bind itself to these parties"
    return f"{'not sure' if chance >= EVEN else 'hardly ready'} to bind itself to these parties"


def trusts(found: re.Match[str]) -> str:
    """How far a state trusts another."""
    trust = number(found[1])
    return f"trusts it {'much' if trust >= PROBABLE else 'little' if trust < EVEN else 'by half'}"


def passes(found: re.Match[str]) -> str:
    """What is expected of a text that is tabled."""
    chance, against = number(found[2]), found[3]
    likely = "is likely to pass" if chance >= PROBABLE else "may pass" if chance >= EVEN else "is likely to fail"
    return f"the text {worth(found)}, and {likely}, with about {against} votes against"


def leans(found: re.Match[str]) -> str:
    """Which way a vote is drawn."""
    return f"leans to {'no' if number(found[1]) < 0 else 'yes'} on what is put"


RULES: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (
        rf"worth {NUMBER} utils, passes with chance {NUMBER}, {NUMBER} votes against to be expected, "
        rf"price of a split {NUMBER}: in all {NUMBER}",
        passes,
    ),
    (rf"is worth {NUMBER} utils to it", worth),
    (rf"ready to bind itself to these parties with chance {NUMBER}", ready),
    (rf"leans {NUMBER} logits on what is put", leans),
    (rf": worth {NUMBER} utils to it", ""),
    (rf": {NUMBER} utils for its own text, {NUMBER} with what it wins", ""),
    (rf": {NUMBER} logits, ", ": "),
    (rf" \({NUMBER}(?: logits)?\)", ""),
    (rf" \({NUMBER} of the gain\)", ""),
    (rf", at {NUMBER} of 1", ""),
    (rf"trusts it at {NUMBER} of 1", trusts),
    (rf"approaches {NUMBER} partners a year", "seeks partners"),
    (rf"position {NUMBER}, vagueness {NUMBER}, judged", ""),
    (rf" \((?:vagueness|depth) {NUMBER}\)| \({NUMBER} of 1\)| \(judged {NUMBER} of 1\)", ""),
)
"""Patterns of what doctrines say, and what a player reads instead."""
COMPILED = tuple((re.compile(pattern), instead) for pattern, instead in RULES)


@lru_cache(maxsize=20_000)
def plain(words: str) -> str:
    """Words without the numbers of the model.

    >>> plain("the other camp leads the text (-7.6) and the duties are light (+0.4)")
    'the other camp leads the text and the duties are light'
    """
    for pattern, instead in COMPILED:
        words = pattern.sub(instead, words)
    return words
