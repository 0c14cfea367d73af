"""Studies: designed sweeps of many worlds, kept in a folder as they are played, and what they show.

`run` plays points from Python and returns a table; the rest is for `demarche sweep` and `demarche analyse`.
"""

from demarche.scenarios.study.from_python import run

__all__ = ["run"]
