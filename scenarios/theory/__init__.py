"""Theory: what the model does beside what can be derived on paper."""

from demarche.scenarios.theory.check import Check
from demarche.scenarios.theory.run import run_checks

__all__ = ["Check", "run_checks"]
