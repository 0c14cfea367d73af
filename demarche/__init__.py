"""Démarche: states negotiate codes of conduct and pacts, and decide quarter by quarter whether to keep them.

    import demarche as dm
    game = dm.game(dm.load("tutorial"), seed=1, replicates=range(10))

In the repository the four packages are folders of its root, and this folder holds links to them; a wheel holds the
packages themselves.  Public names are imported when they are first used.
"""

import os

TYPE_CHECKING = False  # typing's own would have to be imported first, and the command starts here
if TYPE_CHECKING:
    from demarche.scenarios.compile import game as game
    from demarche.scenarios.load import load as load
    from demarche.scenarios.saves import replay as replay

__all__ = ["game", "load", "replay"]

_FROM = {
    "game": "demarche.scenarios.compile",
    "load": "demarche.scenarios.load",
    "replay": "demarche.scenarios.saves",
}

_here = __path__[0]
if os.path.islink(os.path.join(_here, "sim")) or not os.path.isdir(os.path.join(_here, "sim")):
    # A checkout.  The links serve type checkers and editors; at run time the folders themselves come first, so that
    # tracebacks and breakpoints name the real files, and a checkout without links (Windows) works the same way.
    __path__.insert(0, os.path.dirname(_here))
del _here


if not TYPE_CHECKING:  # a type checker that saw this would accept every misspelt name

    def __getattr__(name: str) -> object:
        """A public name, imported at its first use."""
        if name not in _FROM:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        globals()[name] = found = getattr(import_module(_FROM[name]), name)
        return found

    def __dir__() -> list[str]:
        """The public names and whatever is loaded."""
        return sorted({*globals(), *__all__})
