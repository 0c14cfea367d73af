"""The clock of a question: it runs, stands still, is given more, and says what is left. It reads no time by itself."""

from dataclasses import dataclass


@dataclass
class Clock:
    """Seconds on a clock that somebody else reads. left: what is left while it stands; ends: when it ends, running.

    length  seconds the question was given in all        pace  times faster than a real clock; 1 in a lesson
    """

    pace: float = 1.0
    length: float = 0.0
    paused: bool = False
    _left: float = 0.0
    _ends: float | None = None

    def put(self, seconds: float, now: float) -> None:
        """Give a new question that many seconds. A clock that was paused stays so."""
        self.length = self._left = seconds
        self._ends = None if self.paused else now + seconds / self.pace

    def stop(self) -> None:
        """Nothing is being timed."""
        self.length = self._left = 0.0
        self._ends = None

    @property
    def timing(self) -> bool:
        """Whether there is a question on it."""
        return self.length > 0

    def left(self, now: float) -> float:
        """Seconds that are left, never below 0."""
        return max(self._left if self._ends is None else (self._ends - now) * self.pace, 0.0)

    def is_up(self, now: float) -> bool:
        """Whether a running clock has come to its end."""
        return self.timing and not self.paused and self.left(now) <= 0

    def pause(self, now: float) -> None:
        """Stand still with what is left."""
        self._left, self._ends, self.paused = self.left(now), None, True

    def resume(self, now: float) -> None:
        """Run on from what is left."""
        if self.paused:
            self.paused = False
            self._ends = now + self._left / self.pace if self.timing else None

    def extend(self, seconds: float, now: float) -> None:
        """Add to what is left."""
        left = self.left(now) + seconds
        self.length = max(self.length, left)
        self._left, self._ends = left, None if self.paused else now + left / self.pace
