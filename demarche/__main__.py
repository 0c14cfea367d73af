"""The command `demarche`, and `python -m demarche`: Ctrl+C ends it in one line, even while it is imported or ends.

Before that, while Python itself starts, Ctrl+C is Python's to tell.
"""

import os
import sys

try:
    import signal
except KeyboardInterrupt:
    raise SystemExit("demarche: stopped") from None

TYPE_CHECKING = False  # to import typing takes as long as all else up to the first handler
if TYPE_CHECKING:
    from sys import UnraisableHookArgs
    from types import FrameType
    from typing import NoReturn

STOPPED = 130
SOON = 0.05
"""Seconds after which an interrupt that was lost is made again."""
LIBRARIES = {
    "OPENBLAS_NUM_THREADS": "1",  # our matrices are small, so that several threads mostly wait for each other
    "MKL_NUM_THREADS": "1",
    "PYGAME_HIDE_SUPPORT_PROMPT": "1",  # a line on standard output at its import
}
"""Environment variables that libraries read when they are imported, and what they are unless somebody has set them."""
_pressed = False


def main() -> int:
    """Run one command and return how it ended."""
    usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # a shell may have us ignore it
    _handle(leave, usual)
    sys.unraisablehook = again
    for name, value in LIBRARIES.items():
        os.environ.setdefault(name, value)
    from demarche.ui.cli import main as command

    try:
        _handle(interrupt, usual)
        code = command()
        if _pressed:
            _end(code)
        return code
    except BaseException:
        if _pressed:
            leave()
        raise
    finally:
        _handle(leave, usual)


def interrupt(number: int, frame: "FrameType | None") -> "NoReturn":
    """Raise KeyboardInterrupt, and remember it: a library that is being imported may make another exception of it."""
    global _pressed
    _pressed = True
    raise KeyboardInterrupt


def leave(number: int = signal.SIGINT, frame: "FrameType | None" = None) -> "NoReturn":
    """End the process at once, where nothing has to be kept, or nothing any more."""
    os.write(2, b"demarche: stopped\n")
    os._exit(STOPPED)


def again(lost: "UnraisableHookArgs") -> None:
    """Interrupt once more where that was lost, as it is in a callback; tell of anything else as Python does."""
    if not issubclass(lost.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(lost)
        return
    from threading import Timer

    Timer(SOON, os.kill, (os.getpid(), signal.SIGINT)).start()


def _end(code: int) -> "NoReturn":
    """End without Python's own end, in which a library may fail whose work was cut short."""
    from contextlib import suppress

    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody reads it any more
            stream.flush()
    os._exit(code)


def _handle(handler: "signal._HANDLER", usual: bool) -> None:
    if usual:
        signal.signal(signal.SIGINT, handler)


if __name__ == "__main__":
    sys.exit(main())
