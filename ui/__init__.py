"""All that a person touches. Decides nothing about the world."""

if __name__ != "demarche.ui":  # works from the repository root, and would load a second copy
    raise ImportError("this is demarche.ui: import it by that name")
