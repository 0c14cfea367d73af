"""The rules of the world: who may do what, and what follows. Knows nothing of players, files or screens."""

if __name__ != "demarche.sim":  # works from the repository root, and would load a second copy
    raise ImportError("this is demarche.sim: import it by that name")
