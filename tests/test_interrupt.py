"""Ctrl+C from the first moment of the command to its last: one line, 130, and no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TREE = Path(__file__).resolve().parents[1]
posix = pytest.mark.skipif(sys.platform == "win32", reason="a process cannot interrupt itself there")
PRESS = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs the tests in the background ignores it
press = lambda: signal.raise_signal(signal.SIGINT)
"""
COMMAND = "from demarche import __main__ as command\nsys.argv[1:] = ['list']\n"
END = "sys.exit(command.main())"
DURING_AN_IMPORT = """
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            press()
sys.meta_path.insert(0, Finder())
"""
LOST = """
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == 'demarche.ui.catalogue':
            try:
                press()
            except KeyboardInterrupt:
                raise ImportError('the C extensions failed') from None
sys.meta_path.insert(0, Finder())
"""
UNRAISABLE = """
class Watched:
    def __del__(self):
        press()
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == 'demarche.ui.catalogue':
            Watched()
            import time; time.sleep(60)
sys.meta_path.insert(0, Finder())
"""
AT_THE_END = "import atexit; atexit.register(press)\n"


def run(code, **more):
    environment = os.environ | {"PYTHONPATH": str(TREE)}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", env=environment, **more)


@posix
@pytest.mark.parametrize(
    "moment",
    [
        DURING_AN_IMPORT.format(name="demarche.ui.cli"),
        DURING_AN_IMPORT.format(name="argparse"),
        DURING_AN_IMPORT.format(name="demarche.ui.catalogue"),
        LOST,
        UNRAISABLE,
        AT_THE_END,
    ],
    ids=[
        "before the command",
        "within its import",
        "within the command",
        "made another exception",
        "in a callback",
        "at the end",
    ],
)
def test_an_interrupt_is_one_line_whenever_it_comes(moment):
    done = run(PRESS + COMMAND + moment + END)
    assert (done.returncode, done.stderr) == (130, "demarche: stopped\n")


@posix
def test_a_command_that_is_to_ignore_interrupts_ignores_them():
    ignored = "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    done = run(PRESS + ignored + COMMAND + DURING_AN_IMPORT.format(name="demarche.ui.cli") + END)
    assert (done.returncode, done.stderr) == (0, "")
    assert "tutorial" in done.stdout


def test_a_mistake_is_still_a_traceback():
    wrong = "import demarche.ui.cli\ndemarche.ui.cli.main = lambda: 1 / 0\n"
    assert "ZeroDivisionError" in run(PRESS + COMMAND + wrong + END).stderr


def test_a_mistake_in_a_callback_is_told_as_python_does():
    wrong = "class Wrong:\n    def __del__(self):\n        1 / 0\n"
    done = run(PRESS + COMMAND + wrong + "command.main()\nWrong()\n")
    assert "Exception ignored in" in done.stderr
    assert "ZeroDivisionError" in done.stderr


def test_nothing_slow_is_imported_before_interrupts_are_handled():
    code = "import sys; before = set(sys.modules)\nimport demarche.__main__; print(*set(sys.modules) - before)"
    slow = {"typing", "re", "importlib.util", "inspect", "argparse", "numpy"}
    assert not slow & set(run(code).stdout.split())
