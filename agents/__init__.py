"""Who sits in the seats. Sees Views, never Records."""

if __name__ != "demarche.agents":  # works from the repository root, and would load a second copy
    raise ImportError("this is demarche.agents: import it by that name")
