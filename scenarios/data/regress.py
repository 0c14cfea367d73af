"""Ridge regression in closed form, and the turning of one map of ideal points onto another. Arrays in, arrays out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted ridge of T targets on K features, with an unpenalised intercept.

    centre (K,), mean (T,), slope (K, T). r2 and loo (T,): variance explained on the rows it was fitted on, and root
    mean square error on rows left out one by one, before clipping. rmse: the latter over all targets.
    """

    penalty: float
    centre: Floats
    mean: Floats
    slope: Floats
    r2: Floats
    loo: Floats

    @property
    def rmse(self) -> float:
        """Leave-one-out error over all targets together, in the unit of the targets."""
        return float(np.sqrt(np.mean(self.loo**2)))

    def predict(self, features: Floats) -> Floats:
        """Targets of rows not seen. features (N, K) -> (N, T)."""
        predicted: Floats = self.mean + (features - self.centre) @ self.slope
        return predicted


def ridge(features: Floats, targets: Floats, penalty: float) -> Fit:
    """Least squares with a penalty on the squared slopes. features (N, K), targets (N, T), penalty > 0.

    Leaving a row out needs no second fit: its error is the residual over 1 - its leverage.
    """
    centre, mean = features.mean(axis=0), targets.mean(axis=0)
    x, y = features - centre, targets - mean
    solve = np.linalg.solve(x.T @ x + penalty * np.eye(x.shape[1]), x.T)
    slope = solve @ y
    residual = y - x @ slope
    leverage = np.einsum("nk,kn->n", x, solve) + 1.0 / len(x)
    left_out = residual / (1.0 - leverage)[:, None]
    r2 = 1.0 - (residual**2).sum(axis=0) / (y**2).sum(axis=0)
    return Fit(penalty, centre, mean, slope, r2, np.sqrt(np.mean(left_out**2, axis=0)))


def best_ridge(features: Floats, targets: Floats, penalties: tuple[float, ...]) -> Fit:
    """The ridge with the least leave-one-out error over all targets; of equals, the first penalty in the list."""
    return min((ridge(features, targets, penalty) for penalty in penalties), key=lambda fit: fit.rmse)


def turn_onto(source: Floats, target: Floats, points: Floats) -> Floats:
    """Points of the source map as they lie on the target map. source, target (N, 2) of the same states; points (M, 2).

    Moves, turns or mirrors, and scales. Source: orthogonal Procrustes (Schoenemann 1966).
    """
    a, b = source - source.mean(axis=0), target - target.mean(axis=0)
    u, stretch, v = np.linalg.svd(a.T @ b)
    scale = stretch.sum() / (a**2).sum()
    moved: Floats = scale * (points - source.mean(axis=0)) @ (u @ v) + target.mean(axis=0)
    return moved
