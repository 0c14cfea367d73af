"""The rules compiled by numba, to the same bits: nothing here is a rule of its own.

Each function names the plain one it must agree with, and is called in its place while the engine is numba; see
demarche.sim.engine.  This package, and demarche.agents.fast above it, alone import numba.
"""
