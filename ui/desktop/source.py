"""Where a committee room comes from: a table on this computer, or a classroom at the other end of a wire.

The window asks a Source at every frame and never waits for it: each call returns at once, and whatever takes time is
done elsewhere (a thread, a socket) and shown when it has arrived.
"""

from collections.abc import Sequence
from typing import Protocol

from demarche.ui.seat.shown import Heard, Room


class Source(Protocol):
    """What the committee room is drawn from, and where its acts go."""

    def poll(self) -> bool:
        """Let in what has arrived since the last call. True if room, heard or notice may have changed."""
        ...

    def room(self) -> Room | None:
        """What is shown to whoever sits here; the same object until it changes. None before the first has arrived."""
        ...

    def heard(self) -> Sequence[Heard]:
        """What this seat has heard since the opening, oldest first."""
        ...

    def offer(self, notation: str) -> None:
        """Put in the act of the seat that is shown, for the tick that is shown, in notation.

        Raises Unreadable, OutOfOrder or Stale with a text fit to be shown.  What can only be refused later, over a
        wire, is told by `notice`.
        """
        ...

    def notice(self) -> str:
        """One line to be read now, such as why the last act was refused or that the wire is cut; or empty."""
        ...

    def busy(self) -> bool:
        """Whether something is being awaited that is not the person: delegations that think, others who are asked."""
        ...
