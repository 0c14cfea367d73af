"""Text for the field that has the focus: of a keyboard, an input method or the clipboard. Pure."""

from dataclasses import dataclass

from demarche.sim.visible import only_seen
from demarche.ui.desktop.toolkit.marks import Intent
from demarche.ui.desktop.toolkit.posture import Posture
from demarche.ui.desktop.toolkit.scene import Scene, Spot

MOST_TEXT = 400
"""Letters that a field holds; the rest of what is pasted is left out."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Text of an input method, or pasted. draft: what an input method still composes."""

    text: str
    draft: bool = False


def writes(scene: Scene, posture: Posture) -> Spot | None:
    """The field that text goes to; None where the focus is elsewhere."""
    spot = scene.spot(posture.focus)
    return spot if spot is not None and spot.kind == "field" else None


def one_line(text: str) -> str:
    """Text as a field can hold it: spaces for line breaks and tabs, and nothing that cannot be seen."""
    if any(letter in text for letter in "\r\n\t\v\f\x85\u2028\u2029"):
        text = " ".join(text.split())
    return only_seen(text, instead="")


def added(spot: Spot, text: str) -> tuple[Intent, ...]:
    """Text behind what a field holds, as far as there is room."""
    fits = text[: max(MOST_TEXT - len(spot.value), 0)]
    return (Intent("type", (spot.id, spot.value + fits)),) if fits else ()
