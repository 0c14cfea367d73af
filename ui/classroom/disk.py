"""The disk that keeps a lesson, watched: its teacher is told before it is full, and as soon as it refuses a write."""

import sys

from demarche.ui.classroom.store import Store

LEAST = 64 << 20
"""Bytes free below which the teacher is told. Chosen: a lesson and its WAL seldom need a quarter of that."""
EVERY = 2.0
"""Seconds between two looks at the disk."""
ROOM = "make room on the disk now. No answer that was taken is lost."


class DiskWatch:
    """Tells on the terminal, and for the facilitator's page, what is wrong with the disk of a lesson."""

    def __init__(self, store: Store) -> None:
        """Nothing is known yet."""
        self.store, self.warning = store, ""
        self._next = float("-inf")
        self._short = ""

    def look(self, now: float) -> bool:
        """Look again where it is time to. Returns whether there is something else to be told."""
        if now >= self._next:
            self._next, self._short = now + EVERY, self._shortage()
        trouble = self.store.trouble
        warning = f"{trouble[:1].upper()}{trouble[1:]}; {ROOM}" if trouble else self._short
        if warning == self.warning:
            return False
        self.warning = warning
        print(f"demarche: {warning or 'There is room on the disk again.'}", file=sys.stderr, flush=True)
        return True

    def _shortage(self) -> str:
        """How little room is left, to a tenth, so that it is not told anew at every write; empty where it is enough."""
        free = self.store.free_bytes()
        if free >= LEAST:
            return ""
        tenths = -(-free * 10 // LEAST)
        return f"Less than {tenths * LEAST / (10 << 20):.0f} MB are left on the disk of {self.store.path.name}: {ROOM}"
