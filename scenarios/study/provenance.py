"""Where results come from: the study, the program, what it rests on, and the machine."""

import datetime as dt
import hashlib
import os
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from demarche.scenarios.study.files import StudyFile
from demarche.scenarios.study.manifest import FORMAT
from demarche.scenarios.study.plan import Plan, fingerprint

RNG = "Philox4x32-10, by address: seed, replicate, tick, who, use; from there SplitMix64 by victim (sim/chance.py)"
PACKAGES = ("demarche", "numpy", "scipy", "pyarrow", "SALib", "pydantic", "numba", "dask", "distributed")


def manifest(file: StudyFile, plan: Plan) -> dict[str, Any]:
    """What is known before the first run."""
    return {
        "format": FORMAT,
        "study": file.study.model_dump(mode="json", exclude_unset=True),
        "study_file": file.text,
        "study_sha256": hashlib.sha256(file.text.encode()).hexdigest(),
        "identity": plan.identity,
        "identity_sha256": fingerprint(plan.identity),
        "design_sha256": plan.points.fingerprint(units=True),
        "points": len(plan.points),
        "replicates": plan.replicates,
        "runs": plan.runs,
        "columns": list(plan.player.columns),
        "rng": RNG,
        "engine": ", ".join(plan.player.engines),
        "versions": versions(),
        "python": platform.python_version(),
        "revisions": [revision()],
        "machine": machine(),
        "begun": now(),
    }


def now() -> str:
    """The time, in UTC, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def versions() -> dict[str, str]:
    """The packages that results may rest on, those that are installed."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def revision() -> str | None:
    """The revision of the tree that is run, with + where it was changed since; None where it is in no tree."""
    tree = Path(__file__).resolve().parents[2]
    if not (tree / ".git").exists():
        return None

    def git(*words: str) -> str:
        asked = subprocess.run(["git", *words], cwd=tree, capture_output=True, encoding="utf-8", check=True)
        return asked.stdout.strip()

    try:
        return git("rev-parse", "HEAD") + ("+" if git("status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.CalledProcessError):
        return None


def machine() -> dict[str, Any]:
    """The processor, what of it numpy uses, and the system."""
    config: Any = np.show_config(mode="dicts")
    return {
        "system": platform.platform(),
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "simd": config.get("SIMD Extensions", {}).get("found", []),
    }
