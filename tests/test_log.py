"""The log as it is written: it replays to the same world, and a crash costs at most the act being made."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.agents.human import Awaited
from demarche.agents.scripted import Scripted
from demarche.scenarios import saves
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.log import MARK_EVERY, Writer, mark
from demarche.sim.replay import read
from demarche.sim.session import Session
from demarche.sim.terms import Unreadable
from tests.logs import contents, forged, tutorial

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("log") / "whole.jsonl"
    saves.play(tutorial(), path, program="test")
    return path.read_bytes()


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "game.jsonl"


def same(one: Session, other: Session) -> bool:
    ticks = [(t.number, t.stage, t.act.tolist(), t.why, t.clocked) for t in one.ticks]
    return mark(one.world) == mark(other.world) and ticks == [
        (t.number, t.stage, t.act.tolist(), t.why, t.clocked) for t in other.ticks
    ]


@pytest.mark.parametrize("name", ["tutorial", "dual-track-2018", "gge-2017", "pact-2015"])
def test_a_log_replays_to_the_same_acts_and_the_same_world(name, path):
    played = saves.play(game(load(name), seed=3, replicates=(5,)), path, program="test")
    again, replayed = saves.replay(path)
    assert same(played, replayed)
    assert again.scenario == load(name)
    assert (again.luck.seed, again.luck.replicate.tolist()) == (3, [5])


def test_the_same_game_writes_the_same_bytes(path, whole):
    saves.play(tutorial(), path, program="test")
    assert path.read_bytes() == whole


def test_a_session_without_a_log_is_the_same_session(path):
    assert same(saves.play(tutorial(), program="test"), saves.play(tutorial(), path, program="test"))


def test_settings_travel_with_the_log(path):
    saves.play(game(load("tutorial", ["level=4", "rounds=1", "settings.slack_vote=0.5"]), seed=1), path, program="test")
    again, _ = saves.replay(path)
    assert (again.scenario.level, again.scenario.rounds, again.scenario.settings["slack_vote"]) == (4, 1, 0.5)


def test_a_replay_needs_neither_seed_nor_seats(path, whole):
    lines = contents(whole)
    lines[0] |= {"seed": 99, "replicate": 7, "seats": dict.fromkeys(lines[0]["seats"], "nobody-knows")}
    path.write_bytes(forged(lines))
    _, session = saves.replay(path)
    assert mark(session.world) == lines[-1]["mark"]


def test_no_line_but_the_head_holds_a_number_with_a_point(whole):
    for line in whole.splitlines()[1:]:
        json.loads(line, parse_float=pytest.fail)


def test_whoever_passes_needs_no_entry_and_every_eighth_tick_is_marked(whole):
    head, *ticks, end = contents(whole)
    assert all(words != "pass" for tick in ticks for words in tick.get("acts", {}).values())
    assert [t["tick"] for t in ticks if "mark" in t] == [n for n in range(len(ticks)) if (n + 1) % MARK_EVERY == 0]
    assert set(end["end"]) == {"BAY/1"}
    assert set(head["seats"].values()) == {"national"}


def test_the_clock_is_named_for_the_seats_it_spoke_for(path):
    saves.play(tutorial(), path, program="test", seats={"AVA": Awaited()})
    _, session = saves.replay(path)
    spoken = [tick for tick in session.ticks if tick.clocked]
    assert spoken
    assert all(tick.clocked == (0,) for tick in spoken)


# ── what a crash leaves ──────────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=40)
@given(share=st.floats(0, 1))
def test_a_log_cut_anywhere_after_its_head_is_resumed_and_ends_in_the_same_bytes(share, tmp_path_factory, whole):
    path = tmp_path_factory.mktemp("cut") / "game.jsonl"
    first = whole.index(b"\n") + 1
    cut = first + round(share * (len(whole) - first))
    path.write_bytes(whole[:cut])
    _, session = saves.resume(path)
    assert session.tick == min(whole[:cut].count(b"\n") - 1, len(contents(whole)) - 2)
    assert path.read_bytes() == whole[:cut], "to look at a save is not to touch it"
    with saves.go_on(path) as log:
        saves.play_on(session, log)
    assert path.read_bytes() == whole


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_process_killed_in_the_middle_loses_only_the_act_being_made(path, whole):
    program = f"""
import os, signal
from pathlib import Path
from typing import Any
from demarche.agents.doctrine.national import NationalInterest
from demarche.scenarios import saves
from demarche.scenarios.compile import game
from demarche.scenarios.load import load

class Dies(NationalInterest):
    def decide(self, rules, view, u):
        if view.public.tick[0] == 6:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().decide(rules, view, u)

made = game(load("tutorial"), seed=1)
saves.play(made, Path({str(path)!r}), program="test", seats={{"DOR": Dies(made.doctrine)}})
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert done.returncode == -9
    log = read(path, cut_short=True)
    assert (log.tick, log.end) == (6, None)
    with pytest.raises(Unreadable, match="line 7: the log ends here, at tick 6, before the session closed"):
        saves.replay(path)
    with pytest.raises(Unreadable, match="line 1: seats: DOR: there is no behaviour Dies here; give the seat"):
        saves.resume(path)
    _, session = saves.resume(path, seats={"DOR": tutorial().seats[3]})
    with saves.go_on(path) as writer:
        saves.play_on(session, writer)
    assert path.read_bytes().splitlines()[7] != whole.splitlines()[7], "the chain remembers who sat there"
    assert contents(path.read_bytes())[1:] == contents(whole)[1:]


def test_undo_shortens_the_log_too(path, whole):
    path.write_bytes(whole)
    _, session = saves.resume(path)
    with saves.go_on(path) as log:
        session.undo(5)
        log.back_to(session.tick)
        assert read(path).tick == session.tick
        saves.play_on(session, log)
    assert path.read_bytes() == whole


def test_a_script_is_not_in_the_log_and_must_be_given_again(path):
    saves.play(tutorial(), path, program="test", seats={"AVA": Scripted({"AVA": ["speak THR.a"]})})
    with pytest.raises(Unreadable, match="AVA was scripted"):
        saves.resume(path)
    assert saves.resume(path, seats={"AVA": Scripted()})[1].closed


# ── what may be replaced ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_log_gives_way_to_a_new_log(path, whole):
    path.write_bytes(forged(contents(whole)[:4]))
    saves.play(tutorial(), path, program="test")
    assert path.read_bytes() == whole
    assert [p.name for p in path.parent.iterdir()] == [path.name], "nothing is left beside it"


def test_what_is_no_log_is_not_replaced(path):
    path.write_text("my thesis")
    with pytest.raises(Unreadable, match="is no log and is not replaced"):
        saves.play(tutorial(), path, program="test")
    assert path.read_text() == "my thesis"


def test_a_place_that_cannot_be_written_to_is_named(tmp_path):
    with pytest.raises(Unreadable, match="no file that a log"):
        saves.play(tutorial(), tmp_path, program="test")
    with pytest.raises(Unreadable, match=r"nowhere.*cannot be written here"):
        saves.play(tutorial(), tmp_path / "nowhere" / "game.jsonl", program="test")


def test_a_writer_that_was_closed_writes_no_more(path, whole):
    path.write_bytes(whole)
    session = saves.replay(path)[1]
    log = Writer(path, read(path))
    log.close()
    with pytest.raises(ValueError, match="has been closed"):
        log.end(session.rules, session.world)


def test_a_headless_game_with_its_log_imports_no_mesa(path):
    program = f"""
import sys
from pathlib import Path
from typing import Any
from demarche.scenarios import saves
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
saves.play(game(load("tutorial"), seed=1), Path({str(path)!r}), program="test")
saves.replay(Path({str(path)!r}))
print([name for name in ("mesa", "pygame", "matplotlib", "pandas") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_a_game_of_many_worlds_is_no_session():
    with pytest.raises(ValueError, match="a session has one world, and this game has 2"):
        saves.play(game(load("tutorial"), seed=1, replicates=(0, 1)), program="test")
    with pytest.raises(Unreadable, match="USA has no seat in tutorial"):
        saves.open_session(tutorial(), {"USA": Awaited()})


def test_rows_that_make_a_mark_are_whole_numbers():
    session = saves.open_session(tutorial())
    assert np.issubdtype(session.world.record.rows().dtype, np.integer)
