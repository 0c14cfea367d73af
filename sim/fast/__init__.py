"""The rules compiled by numba, to the same bits: nothing here is a rule of its own.

Each function names the plain one it must agree with, and is called in its place while the engine is numba; see
sim.engine.  This package, and agents.fast above it, alone import numba.
"""
