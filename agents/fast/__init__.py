"""The heaviest functions of the doctrine, compiled by numba to the same bits.  It builds on demarche.sim.fast."""
