"""The doctrine compiled by numba, to the same bits: the heaviest of its functions. See sim.fast, which this rests on."""
