"""An address as a picture that telephones read, as the path of its dark modules: the page draws it."""

import segno

QUIET = 2
"""Modules of white around it. Chosen: the standard asks for four, and telephones read two."""


def picture_of(address: str) -> dict[str, int | str]:
    """The side of the picture in modules, and a path in the notation of SVG."""
    rows = [list(row) for row in segno.make(address, error="m").matrix]
    dark = [f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, bit in enumerate(row) if bit]
    return {"size": len(rows) + 2 * QUIET, "path": "".join(dark)}


def with_code(address: str, code: str) -> str:
    """The address of the join page with the code filled in."""
    return f"{address}?code={code}"
