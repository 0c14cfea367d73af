"""Benchmarks: what a world costs, printed with the machine it was measured on."""
