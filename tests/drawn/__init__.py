"""Faults drawn by lot over the lines of every package, and whether the tests find them."""
