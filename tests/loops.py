"""Compile the loops of the engine before the tests begin, so that no two workers of pytest compile the same one.

python -m tests.loops

It takes a minute or two the first time, and a second where they are on disk already; without numba it does nothing.
"""

from demarche.scenarios.compiling import ensure_compiled
from demarche.sim import engine

if __name__ == "__main__" and engine.installed():
    ensure_compiled()
