"""What a scenario or a study uses of what others plug in: named in logs and manifests, and had again from them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from demarche.agents.doctrine.profiles import DOCTRINES, Number, Profile
from demarche.agents.named import Registry
from demarche.agents.plugins import FOUND, Plugin
from demarche.agents.registry import BEHAVIOURS
from demarche.agents.strategies.registry import STRATEGIES
from demarche.sim.terms import Unreadable

REGISTRIES: dict[str, Registry[Any]] = {"doctrine": DOCTRINES, "strategy": STRATEGIES, "behaviour": BEHAVIOURS}


def used(*documents: Any) -> tuple[Plugin, ...]:
    """The plug-ins that stand by name somewhere in those documents, of those that were found, by name."""
    names = {text for document in documents for text in _texts(document) if text in FOUND}
    return tuple(FOUND[name] for name in sorted(names))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, Iterable):
        for one in value:
            yield from _texts(one)


def noted(plugins: Iterable[Plugin]) -> dict[str, dict[str, Any]]:
    """What a log says of plug-ins: of each its kind, module, version and hash, and the numbers of a doctrine.

    A doctrine that acts as the national one does is known by its numbers, so that a log is replayed without its code.
    """
    found: dict[str, dict[str, Any]] = {}
    for one in plugins:
        kind = next((kind for kind, registry in REGISTRIES.items() if one.name in registry), None)
        if kind is None:
            continue
        found[one.name] = {"kind": kind, **one.marks}
        if kind == "doctrine":
            held = DOCTRINES[one.name]
            words = {"title": held.title, "summary": held.summary, "based_on": held.based_on, "family": held.family}
            found[one.name] |= {**words, "members": sorted(held.members), "numbers": held.values,
                                "acts": held.acts is not None}  # fmt: skip
    return found


def restore(noted: Mapping[str, Any]) -> None:
    """Have what a log was played with: the same code where it is there, else the numbers of a doctrine.

    Raises Unreadable where the code is needed and is not there, or is another than then.
    """
    for name, then in noted.items():
        try:
            REGISTRIES[then["kind"]].named(name)
        except Unreadable as error:
            if then["kind"] != "doctrine" or then["acts"]:
                raise Unreadable(f"plugins: {error}; the log was played with it, version {_version(then)}") from None
            DOCTRINES.add(_profile(name, then))
            FOUND[name] = Plugin(name, then["module"], then["version"], then["sha256"])
        if FOUND[name].sha256 != then["sha256"]:
            raise Unreadable(
                f"plugins: {name} has changed since the log was written: its module {then['module']} has SHA-256 "
                f"{FOUND[name].sha256[:12]}, and had {_version(then)}"
            )


def _version(then: Mapping[str, Any]) -> str:
    return f"{then['version'] or 'without a number'}, SHA-256 {then['sha256'][:12]}"


def _profile(name: str, then: Mapping[str, Any]) -> Profile:
    numbers = {key: Number(v, v, v, then["summary"], "a log", judged=True) for key, v in then["numbers"].items()}
    return Profile(
        name, then["title"], then["summary"], then["family"], numbers, frozenset(then["members"]), then["based_on"]
    )
