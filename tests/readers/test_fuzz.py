"""Whatever is given to a reader is read, or refused with a sentence: no traceback, no hang, no flood of memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.readers.fuzz import fuzz
from tests.readers.table import READERS

TREE = Path(__file__).parents[2]
FEW, MANY = 20, 1400
MOST_SECONDS, MOST_MB = 2.0, 500.0


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_a_spoilt_file_is_read_or_refused_with_a_sentence(reader):
    outcome = fuzz(reader, FEW)
    assert not outcome.failures, outcome.failures[0]
    assert outcome.read + outcome.refused == FEW


def test_the_cases_of_all_readers_are_at_least_twenty_thousand():
    assert len(READERS) * MANY >= 20_000


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_no_spoilt_file_leads_to_a_traceback_a_hang_or_much_memory(reader):
    command = [sys.executable, "-W", "error", "-m", "tests.readers.fuzz", reader.name, str(MANY)]
    done = subprocess.run(command, cwd=TREE, capture_output=True, encoding="utf-8", timeout=280)
    assert done.returncode == 0, done.stderr[-2000:]
    outcome = json.loads(done.stdout)
    assert not outcome["failures"], f"{len(outcome['failures'])} failures; the first: {outcome['failures'][0]}"
    assert outcome["read"] + outcome["refused"] == MANY
    assert outcome["slowest"] < MOST_SECONDS
    assert outcome["peak_mb"] < MOST_MB
