"""A vote is called and counted, its result says what it does to the goals; what befalls a delegation is a moment."""

from dataclasses import replace
from typing import Any

import pytest

from demarche.ui.desktop.choosing import at_table
from demarche.ui.desktop.desk import Desk
from demarche.ui.desktop.drama import befell, camp_of, roll_call
from demarche.ui.desktop.room.screen import CommitteeRoom
from demarche.ui.desktop.room.shields import face, shield
from demarche.ui.desktop.screens.rollcall import SECONDS, Card, RollCall
from demarche.ui.desktop.toolkit.marks import Intent, Polygon, Rect
from demarche.ui.desktop.toolkit.scene import aloud
from demarche.ui.desktop.toolkit.screen import Ended
from demarche.ui.desktop.toolkit.sheet import Sheet
from demarche.ui.desktop.toolkit.sounds import MURMUR, RATE, Sound, murmur
from demarche.ui.play.settings import Settings
from demarche.ui.play.table import Table
from demarche.ui.seat.shown import Heard
from tests.ui.hands import Hands
from tests.ui.screens import dramas, frame, rooms

CALL: Any = dramas()["roll call"]


def every_step(call: RollCall) -> list[RollCall]:
    steps = [call]
    while not steps[-1].over:
        steps.append(steps[-1].further())
    return steps


# ── the roll call ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_roll_call_takes_three_to_five_seconds_and_counts_everybody_once():
    steps = every_step(CALL)
    assert 3 <= (len(steps) - 1) * CALL.pace <= 5
    assert sum(steps[-1].counted().values()) == len(CALL.order) == sum(bool(p.ballot) for p in CALL.places)
    few = replace(CALL, order=CALL.order[:7])
    assert (len(every_step(few)) - 1) * few.pace <= SECONDS


def test_nobody_is_shown_to_have_voted_before_it_is_called():
    begun = CALL.scene(frame(1280, 720, 1.0))
    assert not [line for line in aloud(begun) if any(place.name in line for place in CALL.order)]
    assert "0 yes" in aloud(begun)


def test_what_is_said_to_be_decided_is_decided():
    """The running total never says that a vote is won or lost which comes out otherwise."""
    for call in (
        CALL,
        replace(CALL, order=CALL.order[::-1]),
        replace(CALL, rule="two-thirds"),
        replace(CALL, rule="all"),
    ):
        steps = every_step(call)
        carried = steps[-1].counted()["Y"] >= steps[-1].needed()
        said = [step.standing() for step in steps]
        assert not any("it carries" in words for words in said if not carried)
        assert not any("does not carry" in words for words in said if carried)
        assert said[-1].startswith("Decided")


def test_a_majority_is_what_the_committee_needs():
    ballots = {"Y": 5, "N": 4, "A": 3, "X": 1}
    places = tuple(replace(CALL.order[0], ballot=b) for b, n in ballots.items() for _ in range(n))
    over = replace(CALL, order=places, called=len(places))
    assert over.needed() == 5
    assert "it carries" in over.standing()
    tie = tuple(place for place in places if place.ballot != "Y") + places[:4]
    assert "does not carry" in replace(over, order=tie, called=len(tie)).standing()


def test_it_may_be_passed_over_and_ends_by_itself():
    assert CALL.react(Intent("skip")) == CALL.react(Intent("back")) == Ended(True)
    assert CALL.react(Intent("anything")) is CALL


# ── the result ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_result_says_what_became_of_every_goal_and_who_turned():
    card: Any = dramas()["result"]
    words = " ".join(line for line, _ in card.lines)
    assert words.count("Goal reached: ") + words.count("Goal lost: ") + words.count("Still ") == 3
    assert "Voted against the way they leaned" in words


def test_an_objection_ends_it_and_the_room_takes_note():
    card: Any = dramas()["consensus"]
    words = " ".join(line for line, _ in card.lines)
    assert card.tone == "bad"
    assert "everybody saw it" in words


def test_a_deal_and_an_accusation_are_moments_and_a_wording_is_none():
    room = next(iter(rooms().values())).room
    me = room.me
    deal = Heard(1, "informals", "deal", "India accepts your offer.", "IND", me, private=True)
    against = Heard(1, "aftermath", "accusation", "China accuses you.", "CHN", me)
    elsewhere = Heard(1, "aftermath", "accusation", "China accuses India.", "CHN", "IND")
    offer = Heard(1, "informals", "deal", "India offers you favours.", "IND", me, private=True)
    wording = Heard(1, "informals", "wording", "India proposes a wording.", "IND")
    assert [card.tone for card in befell(room, [deal, against, elsewhere, offer, wording])] == ["good", "bad"]


# ── at the window ────────────────────────────────────────────────────────────────────────────────────────────────────


def voting(hands: Hands) -> None:
    """Up to the vote on the whole text, and a yes in it."""
    while hands.screen.room.stage != "vote":
        acts = [act.verb for act in hands.screen.room.acts]
        hands.press(f"act:{acts.index('ask') if 'ask' in acts else len(acts) - 1}")
    hands.reads = None
    hands.press("act:0")


@pytest.mark.parametrize("reduced", [False, True])
@pytest.mark.usefixtures("home")
def test_a_vote_at_the_window_is_called_unless_motion_is_reduced_and_then_its_result_is_read(reduced):
    desk = Desk(Settings(reduce_motion=reduced, sound=True))
    table = lambda desk: at_table(Table.new("tutorial", 1, ["FEN"], settings=("level=1", "rounds=0")), desk)  # noqa: E731
    hands = Hands(table, desk=desk)
    hands.window.mixer.close()
    hands.settle()
    voting(hands)
    assert isinstance(hands.screen, Card)
    assert (RollCall in hands.shown) == (not reduced)
    assert "adopted" in hands.screen.verdict or "rejected" in hands.screen.verdict
    hands.key("return")
    assert isinstance(hands.screen, CommitteeRoom)
    hands.close()


# ── shields, faces, sounds ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_state_has_the_same_shield_and_face_each_time_and_others_have_others():
    def drawn(code: str) -> tuple[object, ...]:
        sheet = Sheet(frame(400, 400, 1.0), "x")
        face(sheet, Rect(0, 0, 150, 150), code, 0)
        shield(sheet, Rect(0, 160, 60, 70), code)
        return tuple(sheet.marks)

    codes = ["USA", "RUS", "CHN", "BRA", "IND", "ZAF", "FRA", "KEN"]
    assert all(drawn(code) == drawn(code) for code in codes)
    assert len({drawn(code) for code in codes}) >= len(codes) - 1
    assert all(0 <= x <= 150.5 for mark in drawn("USA") if isinstance(mark, Polygon) for x, y in mark.points if y < 155)


def test_a_speaker_wears_the_colour_of_the_texts_that_its_state_stands_behind():
    room = rooms()["room dual-track-2018 vote"].room
    assert {camp_of(room, draft.pen) for draft in room.drafts} == {-1, 1}
    assert camp_of(room, "") == 0


def test_the_murmur_of_the_room_is_quiet_and_joins_itself():
    wave = murmur()
    assert len(wave) == int(MURMUR * RATE)
    assert abs(int(wave[0]) - int(wave[-1])) < 400
    assert abs(wave).max() < 3_000
    assert Sound.ALARM in Sound


def test_a_roll_call_is_made_of_every_kind_of_vote():
    vote: Any = rooms()["room dual-track-2018 vote"]
    after = replace(vote.room, tick=vote.room.tick + 1, places=CALL.places, balloted="x")
    rules = {
        stage: roll_call(replace(vote.room, stage=stage), after).rule for stage in ("vote", "signature", "signing")
    }
    assert rules == {"vote": "majority", "signature": "all", "signing": "all"}
