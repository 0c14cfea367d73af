"""State as frozen arrays that all lead with the world axis: taken, changed where a mask says, and compared."""

from dataclasses import fields, replace
from typing import Any, Self

import numpy as np

from sim.terms import Array, Bools, Ints


class Rows:
    """Frozen arrays that all lead with the world axis."""

    __slots__ = ()

    def take(self, worlds: Array | slice) -> Self:
        """The worlds named, in that order."""
        return type(self)(**{f.name: getattr(self, f.name)[worlds] for f in fields(self)})  # type: ignore[arg-type]

    def but(self, here: Bools, **changes: Any) -> Self:
        """The same with the named fields changed in the worlds `here` (B,). A change broadcasts against its field."""
        if not here.any():
            return self
        everywhere, new = bool(here.all()), {}
        for name, value in changes.items():
            old, given = getattr(self, name), np.asarray(value)
            if everywhere:
                new[name] = np.broadcast_to(given, old.shape).astype(old.dtype)
                continue
            if given.dtype.kind != "f":  # a float that is not chosen need not fit
                given = given.astype(old.dtype, copy=False)
            new[name] = np.where(here.reshape(-1, *(1,) * (old.ndim - 1)), given, old).astype(old.dtype, copy=False)
        return replace(self, **new)  # type: ignore[type-var]

    def rows(self) -> Ints:
        """Each world as one row of integers (B, k); equal rows are equal positions."""
        columns = [getattr(self, f.name) for f in fields(self)]  # type: ignore[arg-type]
        return np.concatenate([c.reshape(c.shape[0], -1).astype(np.int16) for c in columns], axis=1)
