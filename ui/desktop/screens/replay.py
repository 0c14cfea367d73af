"""A replay: the committee room as everybody saw it, at any moment, with a scrubber."""

from dataclasses import dataclass, replace

from ui.desktop.marks import Intent, Scene
from ui.desktop.posture import Frame
from ui.desktop.room.screen import CommitteeRoom
from ui.desktop.screen import BACK, Ended, Screen
from ui.seat.shown import Heard, Room


@dataclass(frozen=True, slots=True)
class Replay:
    """Every moment of a session. at: the one that is looked at. Ends in nothing."""

    rooms: tuple[Room, ...]
    heard: tuple[Heard, ...]
    at: int = 0
    inner: CommitteeRoom | None = None

    def scene(self, frame: Frame) -> Scene:
        """The room at that moment."""
        return self._room().scene(frame)

    def _room(self) -> CommitteeRoom:
        room = self.rooms[self.at]
        heard = tuple(one for one in self.heard if one.tick < self.at)
        before = self.inner or CommitteeRoom(room)
        return replace(before, room=room, heard=heard, scrub=(self.at, len(self.rooms) - 1), menu=False)

    def react(self, intent: Intent) -> Screen | Ended:
        """Another moment, or another look at this one."""
        last = len(self.rooms) - 1
        match intent:
            case Intent("set", ("scrub", int(at))):
                return replace(self, at=min(max(at, 0), last))
            case Intent("step", int(by)):
                return replace(self, at=min(max(self.at + by, 0), last))
            case Intent("part", int(by)):
                return replace(self, at=self._part(by))
            case Intent("back" | "menu"):
                return BACK
        inner = self._room().react(intent)
        return replace(self, inner=inner) if isinstance(inner, CommitteeRoom) else self

    def _part(self, by: int) -> int:
        """Where the phase before or after begins."""
        at, last = self.at, len(self.rooms) - 1
        phase = self.rooms[at].phase
        while 0 <= at + by <= last and self.rooms[at].phase == phase:
            at += by
        return at
