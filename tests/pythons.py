"""The suite under every Python from 3.11 to 3.14 that is found, and with the lowest versions that are allowed.

    python -m tests.pythons                   all of them but this Python, which `make test-all` begins with
    python -m tests.pythons -m "not slow"     the same; what follows is for pytest

Each has an environment of its own in .venvs/, made again when pyproject.toml is newer. The lowest versions, as
`python -m tests.lowest` prints them, are installed under the lowest Python that is found.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.lowest import ROOT, constraints

MINORS = range(11, 15)
HOMES = ("~/.pyenv/versions", "~/.local/share/uv/python")
"""Where pyenv and uv keep the Pythons that they install."""
WORKERS = ("-n", "logical", "--maxprocesses", "4", "--dist", "loadscope")
"""How pytest is run, as in the Makefile."""
Version = tuple[int, int, int]
TELL = "import sys; print(*sys.version_info[:3])"


def candidates() -> Iterator[str]:
    """Paths at which a Python may be."""
    yield sys.executable
    for minor in MINORS:
        yield shutil.which(f"python3.{minor}") or ""
        for home in HOMES:
            for path in sorted(Path(home).expanduser().glob(f"*3.{minor}.*/bin/python3.{minor}")):
                yield str(path)


def version_of(python: str) -> Version | None:
    """The version of a Python; None where the path is none that runs, as a shim of pyenv may be."""
    try:
        done = subprocess.run([python, "-c", TELL], capture_output=True, encoding="utf-8", check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    major, minor, micro = (int(part) for part in done.stdout.split())
    return major, minor, micro


def found() -> dict[Version, str]:
    """Each version from 3.11 to 3.14 that is here, with its path, the lowest first."""
    several: dict[Version, str] = {}
    for python in candidates():
        version = version_of(python) if python else None
        if version is not None and version[0] == 3 and version[1] in MINORS:
            several.setdefault(version, python)
    return dict(sorted(several.items()))


def environment(name: str, python: str, lowest: list[str]) -> Path:
    """The Python of an environment with everything that the tests need, held to these lowest versions."""
    folder = ROOT / ".venvs" / name
    inside = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp, held = folder / "installed", folder / "constraints.txt"
    if stamp.exists() and stamp.stat().st_mtime > (ROOT / "pyproject.toml").stat().st_mtime:
        return inside
    print(f"Setting up {folder.relative_to(ROOT)} …", flush=True)
    subprocess.run([python, "-m", "venv", "--clear", str(folder)], check=True)
    held.write_text("".join(f"{line}\n" for line in lowest), encoding="utf-8")
    install = [str(inside), "-m", "pip", "-qq", "--disable-pip-version-check", "install"]
    subprocess.run([*install, "-e", ".[test]", "-c", str(held)], cwd=ROOT, check=True)
    stamp.touch()
    return inside


def passes(name: str, python: str, words: list[str], lowest: list[str] | None = None) -> bool:
    """Run the suite in an environment of that name. An environment that cannot be set up is a failure."""
    try:
        inside = environment(name, python, lowest or [])
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"{name}: no environment can be made: {error}", flush=True)
        return False
    settings = os.environ | {"PYTHONPATH": str(ROOT)}
    loops = [str(inside), "-m", "tests.loops"]
    suite = [str(inside), "-m", "pytest", *WORKERS, *words]
    return all(subprocess.run(each, cwd=ROOT, env=settings).returncode == 0 for each in (loops, suite))


def main(words: list[str]) -> int:
    """Run them all, and tell what passed. 1 if anything failed."""
    several, this = found(), sys.version_info[:3]
    missing = [f"3.{minor}" for minor in MINORS if not any(version[1] == minor for version in several)]
    results: dict[str, bool] = {}
    for version, python in several.items():
        if version != this:
            name = ".".join(map(str, version))
            results[f"Python {name}"] = passes(name, python, words)
    first, python = next(iter(several.items()))
    name = f"lowest versions, Python {'.'.join(map(str, first))}"
    results[name] = passes("lowest", python, words, constraints())
    for what, passed in results.items():
        print(f"{what}: {'passed' if passed else 'FAILED'}")
    if missing:
        print(f"Not found, and not tested: {', '.join(missing)}")
    return 0 if all(results.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
