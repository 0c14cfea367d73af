"""Worlds as environments for learning agents: what is chosen, what is seen, what it is worth; many worlds at once."""
