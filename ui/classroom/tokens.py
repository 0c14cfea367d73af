"""Codes that let somebody ask for a seat, and tokens that hold one."""

import hashlib
import os
import re
import secrets

from demarche.ui.refused import Refused

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I and O, 1 and 0, which are mistaken for one another."""
CODE_LENGTH = 6
CODE_FORM, TOKEN_FORM = re.compile(r"[A-Za-z0-9]{6}"), re.compile(r"[0-9a-f]{32}")
WANTED = {
    CODE_FORM: "the code of a lesson is six letters and digits",
    TOKEN_FORM: "a key is 32 digits from 0 to f, such as `openssl rand -hex 16` prints",
}


def new_code() -> str:
    """Six characters that are read out to the room: they only let somebody ask."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def as_code(text: str) -> str:
    """A code as typed: small letters, blanks and dashes are forgiven."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def new_token() -> str:
    """128 random bits, in 32 hexadecimal digits."""
    return secrets.token_hex(16)


def new_secrets(keys: tuple[str, str] | None = None) -> tuple[str, str, str]:
    """Code, teacher's key and projector's key of a new lesson.

    Those in the environment are taken, then `keys`, the two of a lesson before.  Raises Refused for one that is none.
    """
    code = as_code(from_environment("CODE", CODE_FORM) or new_code())
    teacher, projector = keys or (new_token(), new_token())
    return (
        code,
        from_environment("FACILITATOR", TOKEN_FORM) or teacher,
        from_environment("PROJECTOR", TOKEN_FORM) or projector,
    )


def from_environment(name: str, form: re.Pattern[str]) -> str:
    """A secret of the environment, `DEMARCHE_…`; empty where there is none. The secret is not repeated in an error."""
    given = os.environ.get(f"DEMARCHE_{name}", "")
    if given and not form.fullmatch(given):
        raise Refused(f"DEMARCHE_{name}: {WANTED[form]}")
    return given


def print_of(token: str) -> str:
    """What is kept of a seat's token: enough to know it again, not to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell how far."""
    return secrets.compare_digest(one.encode(), other.encode())
