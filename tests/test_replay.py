"""The log as it is read: whatever was touched, cut or made up is refused, by file and line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.scenarios import saves
from demarche.sim.replay import glance, read
from demarche.sim.rules import RELEASE_OF_RULES, RULES_VERSION
from demarche.sim.terms import Unreadable
from tests.logs import contents, forged, tutorial


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("log") / "whole.jsonl"
    saves.play(tutorial(), path, program="test")
    return path.read_bytes()


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "game.jsonl"


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
        (lambda w: w.replace(b'"rules":4', b'"rules":7', 1), 1, "rules version 7; this program has rules 4"),
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


@pytest.mark.parametrize("reads", [saves.replay, saves.resume, glance])
@pytest.mark.parametrize(("version", "release"), [(2, "0.1.0"), (3, "0.2.0")])
def test_a_log_of_earlier_rules_is_refused_and_the_release_that_replays_it_is_named(reads, version, release):
    """The logs that were kept while the rules had those versions."""
    kept = Path(__file__).parent / "golden" / f"rules-{version}" / "tutorial-1.jsonl"
    with pytest.raises(Unreadable) as refused:
        reads(kept)
    told = f"this log has rules version {version}; this program has rules {RULES_VERSION}"
    assert str(refused.value) == f"{kept}: line 1: {told}; Démarche {release} replays it"


def test_every_earlier_version_of_the_rules_from_2_on_has_its_release_and_this_one_has_none():
    assert set(RELEASE_OF_RULES) == set(range(2, RULES_VERSION))


def test_a_missing_file_is_named(path):
    with pytest.raises(Unreadable, match=r"game\.jsonl: there is no such file"):
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


def test_a_glance_tells_of_a_log_what_reading_it_does(path, whole):
    lines = whole.splitlines(keepends=True)
    for kept in (whole, b"".join(lines[:-1]), b"".join(lines[:4]), lines[0], b"".join(lines[:4])[:-5]):
        path.write_bytes(kept)
        log = read(path, cut_short=True)
        assert glance(path) == (log.head, log.tick, log.end is not None)


@pytest.mark.parametrize("content", [b"", b"dear reader", b"[1]\n", b'{"log":"demarche"}\n'])
def test_a_glance_at_what_is_no_log_is_refused(content, path):
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=r"game\.jsonl: line 1: "):
        glance(path)
