"""Compiling by numba: loops that are kept on disk, and plain formulas that are written out where a loop calls them.

No fused multiplication and no other order of sums than numpy's is allowed: error_model="numpy" lets loops become vector
instructions, and without fastmath nothing is contracted.
"""

import os
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from inspect import unwrap
from pathlib import Path
from tempfile import TemporaryFile
from types import FunctionType
from typing import Any

import numpy as np
from numba import njit
from numba.core import config as numbas

config: Any = numbas
INSTEAD: dict[Callable[..., Any], Callable[..., Any]] = {}
"""What a formula calls for arrays, and what is compiled for one number instead."""


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compiled when it is first called, kept on disk where one can write, and run without the interpreter's lock."""
    before, folder = config.CACHE_DIR, _shelf()
    if folder is None:
        return njit(error_model="numpy", nogil=True)(function)
    config.CACHE_DIR = str(folder / _made_of(function.__globals__))
    try:
        return njit(error_model="numpy", nogil=True, cache=True)(function)
    finally:
        config.CACHE_DIR = before


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


@cache
def _shelf() -> Path | None:
    """Where compiled loops are kept: as NUMBA_CACHE_DIR says, beside the program, in the user's own cache, or None."""
    home = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    places = [Path(__file__).parent / "__pycache__", Path(home).expanduser() / "demarche"]
    if config.CACHE_DIR:
        places.insert(0, Path(config.CACHE_DIR))
    for place in places:
        try:
            place.mkdir(parents=True, exist_ok=True)
            with TemporaryFile(dir=place):
                return place
        except OSError:
            continue
    return None


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
