"""How fast and how often: messages and wires of one seat, wrong codes and new seats from one address."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass
from enum import Enum

from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

NEW_SEATS = RateLimitItemPerMinute(60)
"""Seats that one address may take: a class behind one address gets in, and nobody takes every seat at once. Chosen."""
NEW_WIRES = RateLimitItemPerSecond(10, 20)
"""Wires that one seat may open: ten within twenty seconds. Chosen."""
WRONG_CODES = RateLimitItemPerMinute(10)
"""Wrong codes from one address that are answered at once. Chosen."""
SLOW, SLOWLY = 1.0, 20
"""Further wrong codes are answered after so many seconds, and so many of one address wait at once. Chosen."""
MESSAGES_A_QUESTION = 20
"""Messages that one seat may write to others while one question is put. Chosen."""


@dataclass
class Pace:
    """So many messages at once, and then so many a second. A lesson needs one every few seconds."""

    burst: float = 20.0
    a_second: float = 5.0
    _left: float = -1.0
    _at: float = 0.0

    def allows(self, now: float) -> bool:
        """Whether one more may come now."""
        if self._left < 0:
            self._left, self._at = self.burst, now
        self._left = min(self.burst, self._left + (now - self._at) * self.a_second)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Windows:
    """What has happened lately, by limit and by key: an address or a seat."""

    def __init__(self) -> None:
        """Nothing has happened."""
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)

    def take(self, limit: RateLimitItem, key: str) -> bool:
        """Count one more, if it is within the limit; whether it is."""
        return self._limiter.hit(limit, key)

    def seconds_to_wait(self, limit: RateLimitItem, key: str) -> float:
        """How long until one more is within the limit; 0 if it is now."""
        if self._limiter.test(limit, key):
            return 0.0
        return max(self._limiter.get_window_stats(limit, key).reset_time - time.time(), 0.1)

    def forget(self) -> None:
        """Begin again."""
        self._storage.reset()


class Verdict(Enum):
    """What becomes of a code. UNJUDGED: too many wrong ones wait already, and this one was not looked at."""

    RIGHT = "right"
    WRONG = "wrong"
    WRONG_AGAIN = "wrong again"
    UNJUDGED = "unjudged"


class Codes:
    """Judges codes by address. A right code is let through while others behind the same address are wrong.

    After ten wrong codes in a minute each further wrong one is answered late, and only some wait at once, so that
    guesses come slowly.  The check, the judgement and the count are one step that nothing can come between.
    """

    def __init__(self, windows: Windows) -> None:
        """windows: where wrong codes are counted."""
        self._windows, self._waiting = windows, Counter[str]()

    async def judge(self, address: str, is_right: bool) -> Verdict:
        """What becomes of a code from that address."""
        if self._waiting[address] >= SLOWLY:
            return Verdict.UNJUDGED
        if is_right:
            return Verdict.RIGHT
        if self._windows.take(WRONG_CODES, address):
            return Verdict.WRONG
        self._waiting[address] += 1
        try:
            await asyncio.sleep(SLOW)
        finally:
            self._waiting[address] -= 1
        return Verdict.WRONG_AGAIN
