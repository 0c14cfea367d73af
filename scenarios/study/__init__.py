"""Studies: designed sweeps of many worlds, kept in a folder as they are played, and what they show.

`run` plays points from Python and returns a table; the rest is for `demarche sweep` and `demarche analyse`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from demarche.scenarios.study.from_python import run

__all__ = ["run"]


def __getattr__(name: str) -> Any:
    """`run`, imported when it is asked for: workers import this package and need little of it."""
    if name == "run":
        from demarche.scenarios.study.from_python import run

        return run
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
