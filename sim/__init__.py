"""The rules of the world: who may do what, and what follows. Knows nothing of players, files or screens."""
