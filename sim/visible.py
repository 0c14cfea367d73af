"""Control and invisible characters made visible: text from outside that no terminal or page acts on."""

import re
import unicodedata
from itertools import groupby

MOST_MARKS = 4
"""Combining marks on one letter: as many as Burmese and Tibetan need; more would run over other lines. Chosen."""
_ACTIVE = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and line feed, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks, embeddings, overrides and isolates of direction
    "\xad\u034f\u180e\u200b\u2060-\u2065\ufeff"  # soft hyphen; spaces, joiners and operators without width
    "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # letters that are blank
    "\u2028\u2029"  # separators of lines and paragraphs
    "\u206a-\u206f\ufff0-\ufffb"  # deprecated format characters, unassigned ones, interlinear annotation
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # of hieroglyphs, shorthand and music
    "\ud800-\udfff"  # half of a character, which no encoding can write
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags, and what is kept free beside them
    "]"
)
"""Characters that steer a terminal or a line of text, or that nobody sees.

Not among them: U+200C and U+200D, which several scripts and emoji need; variation selectors, which choose the form of
the letter before them; and the signs of category Cf that are seen, such as the Arabic number sign.
"""


def visible(text: str, *, lines: bool = True) -> str:
    r"""The text with each control or invisible character as its escape, such as \x1b. lines: keep tabs and line feeds.

    >>> visible("A\x1b[31m")
    'A\\x1b[31m'
    """
    if text.isascii() and text.isprintable():
        return text
    shown = _ACTIVE.sub(_escaped, text)
    return shown if lines else shown.replace("\t", " ").replace("\n", " ")


def is_visible(text: str) -> bool:
    """Whether a text holds no control or invisible character but tabs and line feeds."""
    return _ACTIVE.search(text) is None


def only_seen(text: str, *, instead: str = " ", keep: str = "") -> str:
    r"""The text with `instead` for each character that cannot be seen or steers a line; those of `keep` stay.

    >>> only_seen("Ann\u200b\x07\n", keep="\n")
    'Ann  \n'
    """
    return "".join(one if one in keep or (one.isprintable() and is_visible(one)) else instead for one in text)


def few_marks(text: str) -> str:
    r"""The text in NFC, with no more combining or enclosing marks on a letter than a script needs.

    >>> few_marks("a" + "\u0489" * 50) == "a" + "\u0489" * MOST_MARKS
    True
    """
    runs = groupby(unicodedata.normalize("NFC", text), key=lambda one: unicodedata.category(one) in ("Mn", "Me"))
    return "".join("".join(run)[:MOST_MARKS] if marks else "".join(run) for marks, run in runs)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
