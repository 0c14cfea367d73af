"""The log: it replays to the same world, loses nothing to a crash, and is refused by its line where it was touched."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.human import Awaited
from agents.scripted import Scripted
from scenarios import saves
from scenarios.compile import Game, game
from scenarios.load import load
from sim.log import MARK_EVERY, Writer, link, mark
from sim.replay import read
from sim.session import Session
from sim.terms import Unreadable

ROOT = Path(__file__).parents[1]


def tutorial() -> Game:
    return game(load("tutorial"), seed=1)


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("log") / "whole.jsonl"
    saves.play(tutorial(), path, program="test")
    return path.read_bytes()


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "game.jsonl"


def contents(log: bytes) -> list[dict[str, Any]]:
    return [{k: v for k, v in json.loads(line).items() if k != "chain"} for line in log.splitlines()]


def forged(lines: list[dict[str, Any]]) -> bytes:
    """A log of those lines whose chain fits."""
    before, out = "", b""
    for content in lines:
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        before = link(before, body)
        out += f'{body[:-1]},"chain":"{before}"}}\n'.encode()
    return out


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


def test_a_process_killed_in_the_middle_loses_only_the_act_being_made(path, whole):
    program = f"""
import os, signal
from pathlib import Path
from typing import Any
from agents.doctrine.national import NationalInterest
from scenarios import saves
from scenarios.compile import game
from scenarios.load import load

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


# ── what is refused ──────────────────────────────────────────────────────────────────────────────────────────────────


@given(data=st.data())
def test_one_changed_byte_is_found_and_its_line_is_named(data, tmp_path_factory, whole):
    at = data.draw(st.integers(0, len(whole) - 2))
    byte = data.draw(st.integers(32, 126).filter(lambda b: b != whole[at]))
    path = tmp_path_factory.mktemp("edited") / "game.jsonl"
    path.write_bytes(whole[:at] + bytes([byte]) + whole[at + 1 :])
    number = whole[:at].count(b"\n") + 1
    with pytest.raises(Unreadable) as refused:
        saves.replay(path)
    assert str(refused.value).startswith(f"{path}: line {number}: ")


def without(lines, *places):
    return [line for i, line in enumerate(lines) if i not in places]


@pytest.mark.parametrize(
    ("change", "line", "told"),
    [
        (lambda w: b"", 1, "the file is empty"),
        (lambda w: w[w.index(b"\n") + 1 :], 1, "a log begins with a head"),
        (lambda w: b'{"title":"a letter"}\n', 1, "a log begins with a head"),
        (lambda w: b"[1]\n", 1, "a line of a log is an object"),
        (lambda w: b"\xff\xfe" + w, 1, "not a text in UTF-8"),
        (lambda w: w[:-9], -1, "not JSON, or was cut short"),
        (lambda w: w.replace(b'"format":1', b'"format":2', 1), 1, "format version 2; this program has format 1"),
        (lambda w: w.replace(b'"rules":1', b'"rules":7', 1), 1, "rules version 7; this program has rules 1"),
        (lambda w: b"\n".join(without(w.split(b"\n"), 3)), 4, "tick 2 belongs here and tick 3 stands"),
        (lambda w: b"\n".join(without(w.split(b"\n"), 3, 4, 5)), 4, "tick 2 belongs here and tick 5 stands"),
        (lambda w: b"\n".join([*w.split(b"\n")[:3], *w.split(b"\n")[2:]]), 4, "tick 2 belongs here and tick 1 stands"),
        (lambda w: b"\n".join(without(w.split(b"\n"), len(w.splitlines()) - 2)), -1, "one before it was taken out"),
        (lambda w: w + w.splitlines()[-1] + b"\n", 0, "the log has ended on the line before"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(change, line, told, path, whole):
    damaged = change(whole)
    path.write_bytes(damaged)
    number = line if line > 0 else len(damaged.splitlines())
    with pytest.raises(Unreadable) as refused:
        saves.replay(path)
    assert f"{path}: line {number}: " in str(refused.value)
    assert told in str(refused.value)


def test_a_missing_file_is_named(path):
    with pytest.raises(Unreadable, match=r"game\.jsonl: No such file"):
        saves.replay(path)


def set_act(place: int, seat: str, words: str):
    def change(lines):
        lines[place].setdefault("acts", {})[seat] = words

    return change


def set_key(place: int, **keys):
    return lambda lines: lines[place].update(keys)


def set_scenario(**keys):
    return lambda lines: lines[0]["scenario"].update(keys)


@pytest.mark.parametrize(
    ("change", "line", "told"),
    [
        (set_act(1, "AVA", "yes"), 2, "AVA, cast in debate: that act is not in order in this phase"),
        (set_act(4, "AVA", "take 1 HRT.c"), 5, "it is not asked now"),
        (set_act(1, "AVA", "speak XYZ.a"), 2, "there is no clause XYZ"),
        (set_act(1, "USA", "pass"), 2, "USA has no seat"),
        (set_key(1, by_clock=["USA"]), 2, "USA has no seat"),
        (set_key(3, stage="floor"), 4, "the session is at its answers, and the line says floor"),
        (set_key(3, mood="good"), 4, "there is no key mood"),
        (set_key(3, why="because"), 4, "why: should be of kind dict"),
        (set_key(3, acts={"AVA": 3}), 4, "a seat code and its words"),
        (set_key(8, mark="0" * 16), 9, "another world than the one marked"),
        (set_key(-1, mark="0" * 16), 0, "another world than the one marked"),
        (set_key(0, lot=7), 1, "there are seats 0 to 6, not 7"),
        (set_key(0, seed="one"), 1, "seed: should be of kind int"),
        (set_key(0, seats={"AVA": "national"}), 1, "not the seats of the scenario"),
        (set_scenario(level=9), 1, "scenario: level"),
        (set_scenario(seats=["AVA", "XYZ"]), 1, "XYZ is no member of the United Nations"),
        (
            lambda lines: lines[0]["scenario"]["drafts"][0]["wordings"].update(XYZ="XYZ.a"),
            1,
            "wordings.XYZ: there is no such clause",
        ),
        (lambda lines: lines[0].pop("lot"), 1, "lot is missing"),
        (lambda lines: lines.__delitem__(slice(6, -1)), 7, "the session is still open at tick 5"),
    ],
)
def test_a_log_with_a_sound_chain_and_unsound_content_is_refused_with_its_line(change, line, told, path, whole):
    lines = contents(whole)
    change(lines)
    path.write_bytes(forged(lines))
    with pytest.raises(Unreadable) as refused:
        saves.replay(path)
    assert f"{path}: line {line or len(lines)}: " in str(refused.value)
    assert told in str(refused.value)


def test_a_log_that_goes_on_after_its_session_closed_is_refused(path, whole):
    lines = contents(whole)
    lines.insert(-1, lines[-2] | {"tick": len(lines) - 2})
    path.write_bytes(forged(lines))
    with pytest.raises(Unreadable, match=f"line {len(lines) - 1}: the session has closed"):
        saves.replay(path)


def test_a_log_kept_with_other_line_ends_is_read_all_the_same(path, whole):
    path.write_bytes(whole.replace(b"\n", b"\r\n"))
    assert saves.replay(path)[1].closed


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
from scenarios import saves
from scenarios.compile import game
from scenarios.load import load
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
