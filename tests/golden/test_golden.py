"""Transcripts that are merely kept: they say that nothing changed, not that it is right.

When one changes and was meant to, renew it by `python -m tests.golden.renew`, read the difference line by line, and say
in the commit which change of rules, doctrine or data it follows from.
"""

import pytest

from demarche.scenarios import saves
from tests.golden.renew import FOLDER, KEPT, transcript


@pytest.mark.parametrize(("name", "seed"), KEPT)
def test_the_transcript_is_as_it_was_kept(name, seed, tmp_path):
    kept = (FOLDER / f"{name}-{seed}.jsonl").read_text(encoding="utf-8").splitlines()
    transcript(name, seed, tmp_path / "now.jsonl")
    now = (tmp_path / "now.jsonl").read_text(encoding="utf-8").splitlines()
    for number, (was, is_) in enumerate(zip(kept, now, strict=False), start=1):
        assert is_ == was, f"line {number}; if that is meant: python -m tests.golden.renew"
    assert len(now) == len(kept)


@pytest.mark.parametrize(("name", "seed"), KEPT)
def test_the_kept_transcript_replays(name, seed):
    """Whatever the doctrine does today: these acts are in order and lead where they led."""
    _, session = saves.replay(FOLDER / f"{name}-{seed}.jsonl")
    assert session.closed


def test_no_transcript_is_kept_without_a_test():
    assert {path.name for path in FOLDER.glob("*.jsonl")} == {f"{name}-{seed}.jsonl" for name, seed in KEPT}
