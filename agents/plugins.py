"""What others plug in: found by `module:Name` or by an entry point, and known by its version and the hash of its file.

A module is looked for where Python looks, and then in the current folder.  Its code runs when it is found, so that
whoever plays a scenario which names one trusts it as they would any program.
"""

import hashlib
import importlib
import importlib.util
import os
import sys
import types
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

from demarche.sim.terms import Unreadable

DOCTRINES, STRATEGIES, SCENARIOS = "demarche.doctrines", "demarche.strategies", "demarche.scenarios"
"""The groups of entry points."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """Where something that was plugged in came from, and all that another machine needs to have the same.

    version  of its distribution, or `__version__` of its module; empty where it has neither
    sha256   of the file of its module        source  its text, where it is a single file that nobody has installed
    """

    name: str
    module: str
    version: str
    sha256: str
    source: str = ""

    @property
    def marks(self) -> dict[str, str]:
        """What manifests and logs say of it."""
        return {"module": self.module, "version": self.version, "sha256": self.sha256}

    def ensure(self) -> None:
        """Have the same module here: as it is found, or from its text. Raises Unreadable where it is another one."""
        if self.module not in sys.modules and not _is_here(self.module) and self.source:
            made = types.ModuleType(self.module)
            made.__dict__["__demarche_sha256__"] = self.sha256
            sys.modules[self.module] = made
            exec(compile(self.source, f"<{self.module}>", "exec"), made.__dict__)
        there = _sha256(_imported(self.module, self.name))
        if there != self.sha256:
            raise Unreadable(
                f"{self.name}: the module {self.module} here is another than where this was begun "
                f"(SHA-256 {there[:12]} and {self.sha256[:12]})"
            )


FOUND: dict[str, Plugin] = {}
"""All that was found since the program began, by name."""


def find(name: str, group: str) -> Any:
    """What is plugged in under a name: an object of a module, or what an entry point of the group leads to; else None.

    Raises Unreadable where the name leads to something that cannot be had: what is wrong, and what there is instead.
    """
    if ":" in name:
        module, _, attribute = name.partition(":")
        found = _attribute(_imported(module, name), attribute, name)
        FOUND.setdefault(name, _plugin(name, module, ""))
        return found
    for point in entry_points(group=group, name=name):
        found = _attribute(_imported(point.module, name), point.attr, name)
        FOUND.setdefault(name, _plugin(name, point.module, _version(point)))
        return found
    return None


def offered(group: str) -> list[str]:
    """The names of the entry points of a group."""
    return sorted({point.name for point in entry_points(group=group)})


def _version(point: EntryPoint) -> str:
    return point.dist.version if point.dist is not None else ""


def _plugin(name: str, module: str, version: str) -> Plugin:
    made = sys.modules[module]
    file = getattr(made, "__file__", None)
    alone = file is not None and "." not in module and not hasattr(made, "__path__") and not version
    source = Path(str(file)).read_text(encoding="utf-8") if alone else ""
    top = sys.modules[module.partition(".")[0]]
    return Plugin(name, module, version or str(getattr(top, "__version__", "")), _sha256(made), source)


def _sha256(module: types.ModuleType) -> str:
    """Of the file of a module, or what it was when it was carried here."""
    file = getattr(module, "__file__", None)
    carried = getattr(module, "__demarche_sha256__", "")
    return hashlib.sha256(Path(file).read_bytes()).hexdigest() if file else str(carried)


def _is_here(module: str) -> bool:
    _look_here()
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def _look_here() -> None:
    """Have the current folder among those where modules are looked for, as the last."""
    here = os.getcwd()
    if not {here, ""} & set(sys.path):
        sys.path.append(here)


def _imported(module: str, name: str) -> types.ModuleType:
    """A module by its dotted name. Raises Unreadable where there is none, or it fails while it is imported."""
    if not all(part.isidentifier() for part in module.split(".")):
        raise Unreadable(f"{name}: something plugged in is named module:Class, as in mine:Hawk")
    _look_here()
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name is not None and (module == error.name or module.startswith(f"{error.name}.")):
            raise Unreadable(
                f"{name}: there is no module {module}, neither installed nor as {module}.py in {os.getcwd()}"
            ) from None
        raise Unreadable(f"{name}: the module {module} cannot be imported: {error}") from None
    except Exception as error:  # whatever the author's code raises
        raise Unreadable(f"{name}: the module {module} cannot be imported: {type(error).__name__}: {error}") from None


def _attribute(module: types.ModuleType, path: str, name: str) -> Any:
    found: Any = module
    for part in path.split("."):
        if not hasattr(found, part):
            own = [key for key, kind in vars(module).items()
                   if isinstance(kind, type) and kind.__module__ == module.__name__]  # fmt: skip
            there = f"; it has {', '.join(own)}" if own else ""
            raise Unreadable(f"{name}: the module {module.__name__} has no {path}{there}")
        found = getattr(found, part)
    return found
