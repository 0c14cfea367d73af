"""Every pledge strategy plays whole sessions with their quarters; what cannot be played is refused by the loader."""

import copy
import json

import numpy as np
import pytest

from demarche.agents.strategies.registry import STRATEGIES
from demarche.scenarios import saves
from demarche.scenarios.compile import game
from demarche.scenarios.load import LIBRARY, load, parse
from demarche.scenarios.reading.toml import read_toml
from demarche.sim.aftermath.events import Count
from demarche.sim.procedure.order import may, require_in_order
from demarche.sim.secrets import Sum
from demarche.sim.session import Session, run
from demarche.sim.terms import Stage, Unreadable
from tests.logs import contents, forged
from tests.pacts_on_boards import AT_ONCE


def pledged(*names):
    return [f"states.{seat}.strategy={name}" for seat, name in zip(("RUS", "CHN"), names, strict=True)]


@pytest.mark.parametrize("name", sorted(STRATEGIES))
def test_its_acts_are_in_order_through_every_quarter(name):
    for other in (name, "tit-for-tat"):
        for seed in range(3):
            made = game(load("pact-2015", pledged(name, other)), seed)
            session = Session(made.rules, made.briefs, made.seats, made.luck)
            while not session.closed:
                session.advance(tell_why=True)
            again = Session(made.rules, made.briefs, made.seats, made.luck)
            for tick in session.ticks:
                verbs = may(again.rules, again.world)
                require_in_order(again.rules, again.world, tick.act[None], verbs)
                again.play(tick)
            assert session.world.record.quarter[0] == made.rules.conduct.quarters


def test_a_log_with_quarters_is_played_again_without_seed_or_seats(tmp_path):
    path = tmp_path / "game.jsonl"
    made = game(load("pact-2015", ["settings.sign_base=10", *pledged("always-attack", "grim"), *AT_ONCE]), 2)
    played = saves.play(made, path, program="test")
    assert {tick.stage for tick in played.ticks} >= {Stage.CONDUCT, Stage.NATURE, Stage.RESPONSES} or not played.ticks
    _, again = saves.replay(path)
    assert again.closed
    for one, other in ((played.world.record, again.world.record), (played.world.secrets, again.world.secrets)):
        assert one.rows().tobytes() == other.rows().tobytes()


def test_an_unknown_pledge_strategy_is_refused_with_the_nearest():
    with pytest.raises(
        Unreadable, match=r"states\.RUS\.strategy: there is no pledge strategy grimm; did you mean grim"
    ):
        load("pact-2015", ["states.RUS.strategy=grimm"])


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("settings.misread=1.2", r"settings\.misread: lies within 0 \.\. 1, not 1\.2"),
        ("settings.prior=0", r"settings\.prior: lies within 0\.01 \.\. 0\.99"),
        ("settings.talk=-0.1", r"settings\.talk: lies within 0 \.\. 1"),
        ("settings.misread=nan", r"settings\.misread: should be a finite number"),
        ("states.RUS.pressure=1.5", r"states\.RUS\.pressure: should be less than or equal to 1"),
        ("quarters=-1", "quarters: should be greater than or equal to 0"),
        ("quarters=81", "quarters: should be less than or equal to 80"),
        ("observers=['CHN']", "unanimity needs at least two seats that sign"),
        ("chair=CHN", "unanimity needs at least two seats that sign"),
    ],
)
def test_numbers_out_of_range_and_pacts_without_parties_are_refused(setting, told):
    with pytest.raises(Unreadable, match=told):
        load("pact-2015", [setting])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda d: d.update(seats=["RUS"], third_states=[], states={}), "seats: a negotiation needs at least two"),
        (lambda d: d["drafts"][0].update(wordings={}), r"drafts\.0\.wordings"),
        (lambda d: d.update(threats=[{"by": "FRA", "against": "CHN", "weight": 0.5}]), r"threats\.0\.by: FRA"),
        (lambda d: d.update(threats=[{"by": "CHN", "against": "XYZ", "weight": 0.5}]), r"threats\.0\.against: XYZ"),
        (lambda d: d.update(threats=[{"by": "CHN", "against": "RUS", "weight": 2.0}]), r"threats\.0\.weight"),
    ],
)  # fmt: skip
def test_impossible_pacts_are_refused(change, told):
    document = copy.deepcopy(read_toml(LIBRARY / "pact-2015.toml"))
    change(document)
    with pytest.raises(Unreadable, match=told):
        parse(document, where="pact")


def logged(tmp_path):
    path = tmp_path / "game.jsonl"
    saves.play(
        game(load("pact-2015", ["settings.sign_base=10", *pledged("always-attack", "grim")]), 2), path, program="test"
    )
    lines = contents(path.read_bytes())
    place = next(i for i, line in enumerate(lines) if line.get("events"))
    return path, lines, place


def test_another_seed_in_the_head_changes_nothing_of_what_is_played_again(tmp_path):
    path, lines, _ = logged(tmp_path)
    lines[0]["seed"] += 1
    path.write_bytes(forged(lines))
    assert saves.replay(path)[1].closed


def test_events_that_were_edited_are_refused_by_the_chain_and_by_the_mark(tmp_path):
    path, lines, place = logged(tmp_path)
    pair = next(iter(lines[place]["events"]))
    whole = path.read_bytes().splitlines(keepends=True)
    edited = json.dumps(lines[place]["events"][pair], separators=(",", ":")).encode()
    assert edited in whole[place]
    path.write_bytes(b"".join([*whole[:place], whole[place].replace(edited, b"[9,0,0,0]", 1), *whole[place + 1 :]]))
    with pytest.raises(Unreadable, match=f"line {place + 1}: the chain does not fit"):
        saves.replay(path)
    lines[place]["events"][pair] = [lines[place]["events"][pair][0] + 1, *lines[place]["events"][pair][1:]]
    path.write_bytes(forged(lines))
    with pytest.raises(Unreadable, match="another world than the one marked"):
        saves.replay(path)


@pytest.mark.parametrize(
    ("pair", "counts", "told"),
    [
        ("RUS-CHN", [1, 0, 0, 0], "RUS-CHN is no pair of seats"),
        ("RUS>FRA", [1, 0, 0, 0], "RUS>FRA is no pair of seats"),
        ("RUS>CHN", [], "up to 15 whole numbers"),
        ("RUS>CHN", [1] * 16, "up to 15 whole numbers"),
        ("RUS>CHN", [-1, 0, 0, 0], "up to 15 whole numbers"),
        ("RUS>CHN", [128], "up to 15 whole numbers"),
        ("RUS>CHN", [True, 0, 0, 0], "up to 15 whole numbers"),
        ("in force", [2], "numbers of drafts"),
        ("in force", [True], "numbers of drafts"),
    ],
)
def test_events_that_cannot_be_are_refused(pair, counts, told, tmp_path):
    path, lines, place = logged(tmp_path)
    lines[place]["events"][pair] = counts
    path.write_bytes(forged(lines))
    with pytest.raises(Unreadable, match=told):
        saves.replay(path)


def test_nothing_happens_by_itself_in_a_stage_that_asks(tmp_path):
    path, lines, _ = logged(tmp_path)
    lines[1]["events"] = {"RUS>CHN": [1, 0, 0, 0]}
    path.write_bytes(forged(lines))
    with pytest.raises(Unreadable, match="nothing happens by itself at statements"):
        saves.replay(path)


HONEST = [
    *pledged("always-honour", "always-honour"),
    *("settings.sign_base=10", "settings.misread=1", "settings.noise=5", "settings.intelligence=0"),
    *("settings.talk=0", "settings.protest=0", "settings.despair=0.6", "settings.leave_pact=0.5"),
]


def test_false_alarms_can_end_a_pact_that_nobody_broke(tmp_path):
    """Two parties that keep to the letter of it; the truth is in the events of the log alone."""
    made = game(load("pact-2015", HONEST), 1, range(64))
    world = run(made.rules, made.briefs, made.seats, made.luck)
    assert not world.secrets.broke.any()
    assert not world.secrets.sums[..., Sum.BREACHES].any()
    ended = np.flatnonzero(world.record.denounced.any(axis=(1, 2)))
    assert len(ended) > 0
    path = tmp_path / "game.jsonl"
    saves.play(game(load("pact-2015", HONEST), 1, [int(ended[0])]), path, program="test")
    lines = contents(path.read_bytes())
    told = [counts for line in lines for counts in line.get("events", {}).values()]
    said = [words.split()[0] for line in lines for words in line.get("acts", {}).values()]
    assert told
    assert not any(counts[Count.CLEAR] for counts in told if len(counts) > Count.CLEAR)
    assert any(counts[Count.WRONG] for counts in told if len(counts) > Count.WRONG)
    assert "denounce" in said
