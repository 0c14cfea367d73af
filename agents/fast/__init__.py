"""The doctrine compiled by numba, to the same bits: its heaviest functions. See sim.fast, which this rests on."""
