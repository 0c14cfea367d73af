"""Démarche: states negotiate codes of conduct and pacts, and decide quarter by quarter whether to keep them.

    import demarche as dm
    world = dm.play("dual-track-2018", seed=1)
    world.votes.value_counts()

The public names are those of `__all__` and the module `demarche.env`; docs/python.md describes them, and their versions
follow semantic versioning.  Everything else is private: it changes without notice.

In the repository the four packages are folders of its root, and this folder holds links to them; a wheel holds the
packages themselves.  Public names are imported when they are first used.
"""

import os

TYPE_CHECKING = False  # typing's own would have to be imported first, and the command starts here
if TYPE_CHECKING:
    from demarche.agents.doctrine.own import Doctrine as Doctrine
    from demarche.agents.strategies.own import Strategy as Strategy
    from demarche.scenarios.assembly import Assembly as Assembly
    from demarche.scenarios.load import load as load
    from demarche.sim.seat import Seat as Seat
    from demarche.sim.terms import Unreadable as Unreadable
    from demarche.ui.python.listing import library as library
    from demarche.ui.python.studying import study as study
    from demarche.ui.python.world import World as World
    from demarche.ui.python.world import play as play
    from demarche.ui.python.world import replay as replay

_FROM = {
    "Assembly": "demarche.scenarios.assembly",
    "Doctrine": "demarche.agents.doctrine.own",
    "Strategy": "demarche.agents.strategies.own",
    "Seat": "demarche.sim.seat",
    "Unreadable": "demarche.sim.terms",
    "World": "demarche.ui.python.world",
    "library": "demarche.ui.python.listing",
    "load": "demarche.scenarios.load",
    "play": "demarche.ui.python.world",
    "replay": "demarche.ui.python.world",
    "study": "demarche.ui.python.studying",
}

__all__ = [
    "Assembly",
    "Doctrine",
    "Seat",
    "Strategy",
    "Unreadable",
    "World",
    "library",
    "load",
    "play",
    "replay",
    "study",
]

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
