"""Which engine works: numpy, the rules as they are written, or numba, the same compiled to the same bits.

A rule that has a compiled counterpart names it: `@also_compiled("demarche.sim.fast.nature:doubts")`.  The plain
function is the rule.  The other is called in its place only while the engine is numba, and a test holds them equal.
Where a loop does the work of a plain function that it is not called instead of, the function is marked `@restated`.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from importlib import import_module
from importlib.util import find_spec
from typing import ParamSpec, Protocol, TypeVar

from demarche.sim.loops import all_compiled
from demarche.sim.terms import Unreadable

NUMPY, NUMBA = "numpy", "numba"
FORCED_BY = "DEMARCHE_ENGINE"
"""The environment variable that chooses the engine of studies and batches."""
MOST_SEATS = 900
"""Compiled loops add up the numbers of so many seats in numpy's order, and no more."""

_P = ParamSpec("_P")
_R = TypeVar("_R")
_IN_USE: ContextVar[str] = ContextVar("engine", default=NUMPY)


class Loop(Protocol):
    """A compiled loop. signatures: the types of arguments for which it is ready."""

    signatures: Sequence[object]


COUNTERPARTS: dict[str, Callable[..., object]] = {}
"""Every compiled function that is called in place of a plain one, by its place, with the plain one."""
RESTATED: dict[str, list[Callable[..., object]]] = {}
"""Every compiled loop that does the work of plain functions, by its place, with those that it must agree with."""


def best() -> str:
    """The engine for many worlds: what DEMARCHE_ENGINE says, else numba where its loops are compiled, else numpy.

    Raises Unreadable as `forced` does.
    """
    return forced() or (NUMBA if installed() and all_compiled() else NUMPY)


def forced() -> str | None:
    """The engine that DEMARCHE_ENGINE names; None where it names none.

    Raises Unreadable where it names no engine, or one that is not installed.
    """
    name = os.environ.get(FORCED_BY)
    try:
        return checked(name) if name else None
    except Unreadable as error:
        raise Unreadable(f"{FORCED_BY}={name}: {error}") from None


@cache
def installed() -> bool:
    """Whether numba can be imported; it is not imported to find out."""
    return find_spec(NUMBA) is not None


def checked(name: str) -> str:
    """That name, if it is an engine that can be used here. Raises Unreadable saying what would be right."""
    if name not in (NUMPY, NUMBA):
        raise Unreadable(f"there is no engine {name!r}; there are {NUMPY} and {NUMBA}")
    if name == NUMBA and not installed():
        raise Unreadable("the engine numba is not installed: pip install 'demarche[fast]', or use the engine numpy")
    return name


def require_seats(name: str, seats: int) -> None:
    """Raises Unreadable where that engine cannot play so many seats to the same bits."""
    if name == NUMBA and seats > MOST_SEATS:
        raise Unreadable(
            f"the engine numba plays at most {MOST_SEATS} seats to the same bits as numpy, and here are {seats}; "
            f"set {FORCED_BY}={NUMPY}"
        )


def in_use() -> str:
    """The engine that works here and now: numpy, but for what is done within `using`."""
    return _IN_USE.get()


@contextmanager
def using(name: str) -> Iterator[None]:
    """Within it that engine works, in this thread alone. Raises Unreadable as `checked` does."""
    token = _IN_USE.set(checked(name))
    try:
        yield
    finally:
        _IN_USE.reset(token)


def also_compiled(place: str) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Mark a plain function as the rule that the compiled one at `place`, "module:function", must agree with."""
    module, _, name = place.partition(":")

    def mark(plain: Callable[_P, _R]) -> Callable[_P, _R]:
        COUNTERPARTS[place] = plain

        @cache
        def compiled() -> Callable[_P, _R]:
            found: Callable[_P, _R] = getattr(import_module(module), name)
            return found

        @wraps(plain)
        def either(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            if _IN_USE.get() == NUMPY:
                return plain(*args, **kwargs)
            return compiled()(*args, **kwargs)

        return either

    return mark


def restated(*places: str) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Mark a plain function as a rule whose work compiled loops do too, each at a place "module:function"."""

    def mark(plain: Callable[_P, _R]) -> Callable[_P, _R]:
        for place in places:
            RESTATED.setdefault(place, []).append(plain)
        return plain

    return mark
