"""How fast and how often: messages on one wire, and wrong codes from one address. They read no time by themselves."""

from dataclasses import dataclass, field

MOST_ADDRESSES = 10_000


@dataclass
class Pace:
    """So many messages at once, and then so many a second. A lesson needs one every few seconds."""

    burst: float = 20.0
    a_second: float = 5.0
    _left: float = -1.0
    _at: float = 0.0
    refused: int = 0

    def allows(self, now: float) -> bool:
        """Whether one more may come now. What is refused is counted."""
        if self._left < 0:
            self._left, self._at = self.burst, now
        self._left = min(self.burst, self._left + (now - self._at) * self.a_second)
        self._at = now
        if self._left < 1:
            self.refused += 1
            return False
        self._left -= 1
        return True


@dataclass
class Guesses:
    """Wrong codes by address: after ten, that address waits a minute."""

    most: int = 10
    wait: float = 60.0
    _wrong: dict[str, tuple[int, float]] = field(default_factory=dict)

    def seconds_to_wait(self, address: str, now: float) -> float:
        """How long that address has to wait before it may try a code; 0 if it may."""
        count, last = self._wrong.get(address, (0, 0.0))
        if count < self.most:
            return 0.0
        if now - last >= self.wait:
            del self._wrong[address]
            return 0.0
        return self.wait - (now - last)

    def wrong(self, address: str, now: float) -> None:
        """That address gave a wrong code."""
        if len(self._wrong) >= MOST_ADDRESSES:
            self._wrong.clear()
        self._wrong[address] = (self._wrong.get(address, (0, now))[0] + 1, now)

    def right(self, address: str) -> None:
        """That address gave the right one."""
        self._wrong.pop(address, None)
