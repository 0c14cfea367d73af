"""What is played: scenarios, the tables of the world, and how both become worlds."""

if __name__ != "demarche.scenarios":  # works from the repository root, and would load a second copy
    raise ImportError("this is demarche.scenarios: import it by that name")
