"""What stands on the terminal when something goes wrong: one line, once, and never a traceback."""

import logging
import sys
import time
import traceback

AGAIN = 60.0
"""Seconds within which the same line is not written again."""


def one_line(error: BaseException) -> str:
    """An error on one line, with the place in the program where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({frames[-1].filename}:{frames[-1].lineno})" if frames else ""
    return " ".join(f"{type(error).__name__}: {error}{where}".split())


class OneLine(logging.Handler):
    """Writes each record as one line, and the same line once a minute."""

    def __init__(self) -> None:
        """Nothing is written yet."""
        super().__init__(logging.ERROR)
        self._written: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, unless it was written just now."""
        said = record.getMessage().strip()
        first = said.splitlines()[0] if said else ""
        error = record.exc_info[1] if record.exc_info else None
        line = f"{first}: {one_line(error)}" if error else first
        now = time.monotonic()
        if now - self._written.get(line, -AGAIN) < AGAIN:
            return
        self._written = {old: at for old, at in self._written.items() if now - at < AGAIN}
        self._written[line] = now
        print(f"demarche: {line}", file=sys.stderr, flush=True)


def keep_to_one_line() -> None:
    """From now on the server and the loop write what goes wrong in one line."""
    for name in ("uvicorn.error", "asyncio", "websockets"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [OneLine()], False
        logger.setLevel(logging.ERROR)
