"""Démarche from Python: the functions and classes that `import demarche as dm` offers."""
