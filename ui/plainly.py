"""ASCII fallback for output streams that cannot encode our characters."""

import codecs
import unicodedata
from typing import TextIO

PLAINER = {
    **dict.fromkeys("’‘", "'"),
    **dict.fromkeys("“”", '"'),
    **dict.fromkeys("–−", "-"),
    "…": "...",
    "█": "#",
    "▒": "=",
    "·": ".",
}


def spell_plainly(stream: TextIO) -> None:
    """From now on the stream spells what its encoding has no letter for with a plainer one."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="plainly")


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(plainer(letter) for letter in error.object[error.start : error.end]), error.end


def plainer(letter: str) -> str:
    """A letter in ASCII: é as e; a question mark for what has nothing like it."""
    return PLAINER.get(letter) or unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() or "?"


codecs.register_error("plainly", _plainly)
