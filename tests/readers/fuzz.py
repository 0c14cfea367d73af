"""Spoilt files given to a reader: each is read or refused with a sentence, and nothing else may happen.

python -m tests.readers.fuzz "forged log" 1400    prints what came of it, as one JSON object
"""

import json
import random
import sys
import tempfile
import time
import traceback
from dataclasses import asdict, dataclass, field
from pathlib import Path

from demarche.sim.terms import OutOfOrder, Unreadable
from demarche.ui.refused import Refused
from tests.readers.table import READERS, Reader

REFUSALS = (Unreadable, OutOfOrder, Refused)


@dataclass
class Outcome:
    """How many files were read and refused; failures with their seed; the slowest in seconds of the processor."""

    read: int = 0
    refused: int = 0
    slowest: float = 0.0
    peak_mb: float = 0.0
    failures: list[str] = field(default_factory=list)


def fuzz(reader: Reader, cases: int, first: int = 0) -> Outcome:
    """Spoil the samples of a reader, with the seeds from `first` on."""
    outcome, samples = Outcome(), reader.samples()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + cases):
            chance = random.Random(f"{reader.name} {seed}")
            path = Path(folder) / f"spoilt{reader.suffix}"
            path.write_bytes(reader.spoil(chance.choice(samples), chance))
            begun = time.process_time()
            try:
                reader.read(path)
                outcome.read += 1
            except REFUSALS as refusal:
                outcome.refused += 1
                if len(str(refusal)) > 2000:
                    outcome.failures.append(
                        f"seed {seed}: a message of {len(str(refusal))} letters: {str(refusal)[:300]}"
                    )
            except Exception:
                outcome.failures.append(f"seed {seed}: {traceback.format_exc()}")
            outcome.slowest = max(outcome.slowest, time.process_time() - begun)
    return outcome


def peak_mb() -> float:
    """The most memory that this process has had, in megabytes; 0 where the system does not say."""
    try:
        import resource
    except ModuleNotFoundError:
        return 0.0
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def main() -> None:
    name, cases = sys.argv[1], int(sys.argv[2])
    outcome = fuzz(next(reader for reader in READERS if reader.name == name), cases)
    outcome.peak_mb = peak_mb()
    print(json.dumps(asdict(outcome)))


if __name__ == "__main__":
    main()
