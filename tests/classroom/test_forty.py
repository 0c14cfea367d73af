"""A lesson of forty simulated students, from the door to the debrief, fifteen times as fast as its clocks."""

import asyncio

import pytest

from bench.lesson import LEAVES, RETURNS, STUDENTS, play


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_forty_join_two_drop_out_one_comes_back_and_nobody_waits_for_the_absent(tmp_path):
    told = asyncio.run(play(tmp_path, pace=15.0))
    assert told["marked"] == STUDENTS
    assert told["report_bytes"] > 10_000
    assert all(phase in told["began_at_seconds"] for phase in ("brief", "debate", "informals", "action", "debrief"))
    gone, returned = (told["seats"][number] for number in (LEAVES[0], RETURNS))
    assert told["kept_by"] == {gone: "away", returned: "owner"}
    assert told["spoke_themselves"][returned] > told["spoke_themselves"][gone]
    # Whoever is gone costs one question some seconds, and no other anything.
    assert told["clocked_once_gone"] == 1
