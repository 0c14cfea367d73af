"""A lesson of forty simulated students, from the door to the debrief, fifteen times as fast as its clocks."""

import asyncio

import pytest

from bench.lesson import LEAVES, RETURNS, STUDENTS, play
from ui.classroom.presets import PRESETS


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
    # Each who left cost one question its clock, shortened to some seconds, and then no more.
    assert told["clocked_of_those_who_left"][gone] <= 2
    preset = PRESETS[45]
    assert told["began_at_seconds"]["debrief"] < 60 * (preset.minutes - preset.debrief)
