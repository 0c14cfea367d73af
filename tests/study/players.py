"""Players for tests: functions with known indices, and players under which workers die or stumble."""

import os
import signal
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from demarche.scenarios.study.play import Played


@dataclass(frozen=True)
class Ishigami:
    """sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1, the usual function with known Sobol indices."""

    columns: tuple[str, ...] = ("y",)
    engines: tuple[str, ...] = ("arithmetic",)

    def __call__(self, points, place, replicate, ahead):
        x = np.array([[points[p][name] for name in ("x1", "x2", "x3")] for p in place.tolist()])
        y = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
        return Played({"y": y})


@dataclass(frozen=True)
class Linear:
    """2 a + b, with no chance in it; b may be left out of the points."""

    columns: tuple[str, ...] = ("y",)
    engines: tuple[str, ...] = ("arithmetic",)

    def __call__(self, points, place, replicate, ahead):
        y = np.array([2 * points[p]["a"] + points[p].get("b", 0.0) for p in place.tolist()])
        return Played({"y": y + replicate / 1000})


@dataclass(frozen=True)
class Deadly(Linear):
    """The worker dies at one point: each time, or only the first time, of which it leaves a mark."""

    at: int = 0
    mark: str = ""

    def __call__(self, points, place, replicate, ahead):
        if self.at in points and not (self.mark and Path(self.mark).exists()):
            if self.mark:
                Path(self.mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(points, place, replicate, ahead)


@dataclass(frozen=True)
class Stumbling(Linear):
    """Fails as a whole at one point."""

    at: int = 0

    def __call__(self, points, place, replicate, ahead):
        if self.at in points:
            raise ZeroDivisionError("nothing can be divided by nought")
        return super().__call__(points, place, replicate, ahead)
