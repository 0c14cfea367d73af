"""Compiling by numba: loops that are kept on disk, and plain formulas that are written out where a loop calls them.

No fused multiplication and no other order of sums than numpy's is allowed: error_model="numpy" lets loops become vector
instructions, and without fastmath nothing is contracted.
"""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from inspect import unwrap
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np
from numba import njit
from numba.core import config as numbas
from numba.core import event

from demarche.sim.loops import shelf

config: Any = numbas
LOOPS: list[Any] = []
"""Every loop that is compiled when it is first called, of the modules that have been imported."""
INSTEAD: dict[Callable[..., Any], Callable[..., Any]] = {}
"""What a formula calls for arrays, and what is compiled for one number instead."""


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compiled when it is first called, kept on disk where one can write, and run without the interpreter's lock."""
    before, folder = config.CACHE_DIR, shelf()
    if folder is not None:
        config.CACHE_DIR = str(folder / _made_of(function.__globals__))
    try:
        made = njit(error_model="numpy", nogil=True, cache=folder is not None)(function)
    finally:
        config.CACHE_DIR = before
    LOOPS.append(made)
    return made


def after_each(do: Callable[[], None]) -> Callable[[], None]:
    """Call something after each loop that is compiled; returns what ends that."""
    listener = _Listener(do)
    event.register("numba:compile", listener)
    return lambda: event.unregister("numba:compile", listener)


class _Listener(event.Listener):  # type: ignore[misc] # numba has no types
    """Told by numba when it begins and ends to compile a loop."""

    def __init__(self, do: Callable[[], None]) -> None:
        self._do = do

    def on_start(self, event: Any) -> None:
        """Nothing is compiled yet."""

    def on_end(self, event: Any) -> None:
        """One more is."""
        self._do()


def _made_of(known: dict[str, Any]) -> str:
    """A fingerprint of the loops of a module: its text, its constants, and the loops it takes from elsewhere.

    numba itself looks at the file of a function alone, and would go on using what was made of older constants.
    known  the names of the module
    """
    parts = [Path(known["__file__"]).read_text(encoding="utf-8")]
    for name, value in sorted(known.items()):
        if hasattr(value, "py_func"):
            if value.py_func.__module__ != known["__name__"]:
                parts.append(f"{name}={_made_of(value.py_func.__globals__)}")
        elif isinstance(value, int | float | np.generic | type):
            parts.append(f"{name}={value!r}")
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def inlined(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same, written out wherever it is called."""
    return njit(error_model="numpy", nogil=True, forceinline=True)(function)


@cache
def formula(plain: Callable[..., Any]) -> Callable[..., Any]:
    """A plain formula for one number of each kind instead of arrays, written out wherever a compiled loop calls it.

    Its code is the plain one.  The plain functions that it calls by name are compiled likewise, and numpy's choices,
    which would make arrays of single numbers, are replaced as INSTEAD says.
    """
    plain = unwrap(plain)
    known = dict(plain.__globals__)
    for name in plain.__code__.co_names:
        called = known.get(name)
        if callable(called) and called in INSTEAD:
            known[name] = INSTEAD[called]
        elif isinstance(called, FunctionType):
            known[name] = formula(called)
    return inlined(FunctionType(plain.__code__, known, plain.__name__))


def instead_of(plain: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark a compiled function of single numbers as what formulas call instead of a plain one."""

    def mark(function: Callable[..., Any]) -> Callable[..., Any]:
        return INSTEAD.setdefault(plain, function)

    return mark


@instead_of(np.where)
@inlined
def _chosen(condition, one, other):
    return one if condition else other


@instead_of(np.minimum)
@inlined
def _smaller(one, other):
    return min(one, other)


@instead_of(np.maximum)
@inlined
def _larger(one, other):
    return max(one, other)
