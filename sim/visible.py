"""Control sequences made visible: text of a file or of the command line that no terminal or page acts on."""

import re

_ACTIVE = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and line feed, DEL, C1
    "\u200b\u2060\ufeff"  # spaces and joiners without width; U+200C and U+200D are part of several scripts
    "\u2028\u2029"  # separators of lines and paragraphs
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates of direction
    "\u206a-\u206f\ufff9-\ufffb"  # deprecated format characters, interlinear annotation
    "\ud800-\udfff"  # half of a character, which no encoding can write
    "\U000e0000-\U000e007f"  # tags
    "]"
)


def visible(text: str, *, lines: bool = True) -> str:
    r"""The text with each control character written as its escape, such as \x1b. lines: keep tabs and line feeds.

    >>> visible("A\x1b[31m")
    'A\\x1b[31m'
    """
    if text.isprintable():
        return text
    shown = _ACTIVE.sub(_escaped, text)
    return shown if lines else shown.replace("\t", " ").replace("\n", " ")


def is_visible(text: str) -> bool:
    """Whether a text holds no control character but tabs and line feeds."""
    return text.isprintable() or _ACTIVE.search(text) is None


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
