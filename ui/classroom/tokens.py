"""Codes that let somebody ask for a seat, and tokens that hold one."""

import hashlib
import secrets

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I and O, 1 and 0, which are mistaken for one another."""
CODE_LENGTH = 6


def new_code() -> str:
    """Six characters that are read out to the room: they only let somebody ask."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def as_code(text: str) -> str:
    """A code as typed: small letters, blanks and dashes are forgiven."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def new_token() -> str:
    """128 random bits, in 32 hexadecimal digits."""
    return secrets.token_hex(16)


def print_of(token: str) -> str:
    """What is kept of a seat's token: enough to know it again, not to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell how far."""
    return secrets.compare_digest(one.encode(), other.encode())
