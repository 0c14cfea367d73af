"""Registries: what can be given to a seat by name, each kind in its own, with one way to look a name up."""

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import Any, ClassVar, Protocol, TypeVar

from demarche.sim.terms import Unreadable


class Named(Protocol):
    """Anything with a name."""

    @property
    def name(self) -> str:
        """By which it is looked up."""


Entry = TypeVar("Entry", bound=Named)


class Registry(dict[str, Entry]):
    """Entries of one kind by name, in their order. No two entries have one name, of whatever kinds they are.

    what  the kind, as messages call it        key  the key of a scenario by which a seat is given one
    plugged  makes an entry of a name that is none of its own, such as module:Class; None where nothing has that name
    offered  the names that are plugged in by installed packages
    """

    plugged: Callable[[str], Entry | None] | None = None
    offered: Callable[[], Sequence[str]] = staticmethod(tuple)
    every: ClassVar[list["Registry[Any]"]] = []

    def __init__(self, what: str, key: str, entries: Iterable[Entry] = ()) -> None:
        """An empty registry with those entries added."""
        super().__init__()
        self.what, self.key = what, key
        for entry in entries:
            self.add(entry)
        Registry.every.append(self)

    def add(self, entry: Entry) -> Entry:
        """Register one more. Raises ValueError where its name is taken."""
        others: list[Registry[Any]] = [self, *Registry.every]
        for other in others:
            if entry.name in other:
                raise ValueError(f"there is a {other.what} {entry.name} already; a name means one thing")
        self[entry.name] = entry
        return entry

    def named(self, name: str) -> Entry:
        """The entry of that name. Raises Unreadable with a near name, or what the name is instead, or all there are.

        A name that is none of its own may be plugged in: it is registered when it is first asked for.
        """
        found = None if name in self or self.plugged is None else self.plugged(name)
        if found is not None:
            self.add(found)
        if name not in self:
            raise Unreadable(f"there is no {self.what} {name}; {self._hint(name)}")
        return self[name]

    def _hint(self, name: str) -> str:
        for other in Registry.every:
            if name in other:
                return f"{name} is a {other.what}: write {other.key} = {name!r}"
        known = [*self, *(name for name in self.offered() if name not in self)]
        near = get_close_matches(name, known, 1)
        return f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
