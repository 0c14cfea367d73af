"""The map of the projector: outlines as they lie on a flat sheet, and a dot for each member too small to be drawn."""

from functools import cache
from typing import Any

import numpy as np

from demarche.ui.world import BOUNDARIES, Flat, markers

WIDE, HIGH = 1000, 500


@cache
def atlas() -> dict[str, Any]:
    """The map as the page draws it: its size, lands with their code and rings, dots, and what is said beside it."""
    flat = Flat.within(0, 0, WIDE, HIGH)
    dots = zip(markers(), np.round(flat.pixels(np.array(list(markers().values()))), 1).tolist(), strict=True)
    return {
        "width": WIDE,
        "height": HIGH,
        "lands": [
            {"code": code, "rings": [np.round(ring, 1).tolist() for ring in rings]} for code, rings in flat.outlines()
        ],
        "dots": [{"code": code, "x": x, "y": y} for code, (x, y) in dots],
        "note": BOUNDARIES,
    }
