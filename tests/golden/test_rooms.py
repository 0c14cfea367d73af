"""Rooms that are merely kept: they say that nothing a seat is shown has changed, not that it is right."""

import pytest

from tests.golden.rooms import SAMPLES, kept, read_aloud


@pytest.mark.parametrize("sample", SAMPLES, ids=[f"{name}-{stage.name.lower()}" for name, stage, _ in SAMPLES])
def test_a_room_is_read_out_as_it_was_kept(sample):
    pieces = kept().read_text(encoding="utf-8").split("== ")
    was = next(piece for piece in pieces if piece.startswith(f"{sample[0]},"))
    now = read_aloud(*sample).removeprefix("== ")
    for line, (old, new) in enumerate(zip(was.strip().splitlines(), now.strip().splitlines(), strict=True), start=1):
        assert new == old, f"line {line}; if that is meant: python -m tests.golden.rooms"
