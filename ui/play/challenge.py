"""A challenge: scenario, seat, level and seed as a code that a friend can type, and read out over a telephone.

The code is written in the letters and digits of Crockford's Base32, in groups of four.  I and L are read as 1, O as 0;
case, blanks and dashes do not count.  Two checking letters find nearly every slip.
Source: Crockford, Base 32 (crockford.com/base32.html).
"""

from dataclasses import dataclass
from hashlib import sha256

from demarche.scenarios.load import names
from demarche.sim.terms import Unreadable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans("ILO", "110", " -–—_.")
GROUP, CHECK = 4, 2
"""Letters of a group, and those that check the others."""
SCENARIO, LETTER, LEVEL = 1 << 12, 27, 4
"""Sizes of the fields: a scenario by a hash of its id, each letter of a seat, the levels."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """The same world for somebody else. seat: its code; level 1 .. 4; seed 0 .. 2**64 - 1."""

    scenario: str
    seat: str
    level: int
    seed: int


def code_of(challenge: Challenge) -> str:
    """The code, such as 5G2K-9M4D-0XTA."""
    number = challenge.seed
    number = number * LEVEL + challenge.level - 1
    for letter in f"{challenge.seat:3}"[:3]:
        number = number * LETTER + (ord(letter) - ord("A") + 1 if letter != " " else 0)
    number = number * SCENARIO + fingerprint(challenge.scenario)
    letters = ""
    while number:
        number, rest = divmod(number, len(ALPHABET))
        letters = ALPHABET[rest] + letters
    letters += checking(letters)
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def challenge_of(code: str) -> Challenge:
    """What a code says. Raises Unreadable, saying what is wrong with it."""
    letters = code.upper().translate(READ_AS)
    wrong = next((letter for letter in letters if letter not in ALPHABET), "")
    if wrong:
        raise Unreadable(f"a code holds letters and digits only, without U, and this one has {wrong}")
    body, check = letters[:-CHECK], letters[-CHECK:]
    if len(body) < GROUP or checking(body) != check:
        raise Unreadable("a letter of this code is wrong or missing; compare it with what you were sent")
    number = 0
    for letter in body:
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    number, hashed = divmod(number, SCENARIO)
    seat = ""
    for _ in range(3):
        number, place = divmod(number, LETTER)
        seat = (chr(ord("A") + place - 1) if place else "") + seat
    number, level = divmod(number, LEVEL)
    scenario = next((name for name in names() if fingerprint(name) == hashed), "")
    if not scenario:
        raise Unreadable("this code is of a scenario that your release does not have")
    return Challenge(scenario, seat, level + 1, number)


def fingerprint(scenario: str) -> int:
    """A scenario as a code names it. A test holds those of the library apart."""
    return int.from_bytes(sha256(scenario.encode()).digest()[:2], "big") % SCENARIO


def checking(letters: str) -> str:
    """The letters that check the others: their order counts."""
    number = int.from_bytes(sha256(letters.encode()).digest()[:2], "big") % len(ALPHABET) ** CHECK
    return ALPHABET[number // len(ALPHABET)] + ALPHABET[number % len(ALPHABET)]
