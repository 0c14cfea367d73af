"""The four levels of play: registered, told to the player, kept in a save, and different in what comes of them."""

import numpy as np
import pytest

from bench.levels import Passive, Seeker, delivered, share_met
from demarche.agents.registry import behaviour
from demarche.scenarios import saves
from demarche.scenarios.cards import card_for
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.sim.terms import Item, Verb
from demarche.ui.play.deal import begun
from demarche.ui.play.lesson import chapters
from demarche.ui.play.levels import LEVELS, level_of
from demarche.ui.seat.heard import Reveal

WORLDS = 192
EACH = pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.name)


def shares(player: str, *codes: str) -> dict[str, float]:
    """Share of the goals of those seats that a plain player meets, by level, in the same worlds."""
    made = game(load("tutorial"), 1, range(WORLDS))
    seats = [made.rules.roster.names.index(code) for code in codes]

    def one(seat: int, level: str) -> float:
        who = Seeker(card_for(made, seat)) if player == "seeker" else Passive()
        return float(np.mean(share_met(made, seat, who, level)))

    return {level.name: float(np.mean([one(seat, level.behaviour) for seat in seats])) for level in LEVELS}


def test_a_player_who_works_through_its_card_reaches_less_at_every_level():
    """Bretmark and Calmere, which have wordings to win from another's text, in 192 worlds, the same at every level."""
    found = list(shares("seeker", "BRE", "CAL").values())
    assert found == sorted(found, reverse=True)
    assert found[0] - found[1] > 0.05
    assert found[1] - found[3] > 0.03


def test_the_world_a_passive_player_sees_is_kindest_at_the_first_level():
    """Whoever does nothing gains by the others giving way, and hardly loses by their bargaining."""
    found = shares("passive", "BRE", "CAL")
    assert found["Newcomer"] > max(found["Delegate"], found["Counsellor"], found["Ambassador"])


def test_less_is_delivered_of_a_pact_at_every_level():
    """Of the pact of two invented ports; one of the two keeps to the doctrine itself."""
    found = [delivered(chapters()[-1].source, WORLDS, level.behaviour) for level in LEVELS]
    assert found == sorted(found, reverse=True)
    assert min(np.diff(found[::-1])) > 0.03


@EACH
def test_a_level_is_told_to_the_player_and_seats_a_behaviour_that_is_registered(level):
    assert behaviour(level.behaviour).by_name_only
    assert len(level.tells) == 2
    assert all(line.endswith(".") for line in level.tells)


def test_less_is_revealed_the_higher_the_level():
    order = [Reveal.ALL, Reveal.PUBLIC, Reveal.NONE]
    found = [order.index(level.reveal) for level in LEVELS]
    assert found == sorted(found)
    assert set(found) == {0, 1, 2}
    assert [level.number for level in LEVELS] == [1, 2, 3, 4]


@EACH
def test_a_save_is_taken_up_at_the_level_it_was_played_at(level, tmp_path):
    dealt = begun(load("tutorial"), 3, ["CAL"], level)
    log = saves.write_out(dealt.game, dealt.session, tmp_path / "game.jsonl", "test")
    log.close()
    _, session = saves.resume(tmp_path / "game.jsonl")
    assert level_of(session.seats) is level
    assert dealt.reveal is level.reveal


@EACH
def test_a_full_room_is_played_to_its_end_with_a_reason_for_every_change_of_a_text(level):
    dealt = begun(load("dual-track-2018", ["rounds=2"]), 1, [], level)
    while not dealt.session.closed:
        dealt.session.advance(time_is_up=True, tell_why=True)
    for tick in dealt.session.ticks:
        takes = np.flatnonzero(np.isin(tick.act[:, Item.VERB], (Verb.TAKE, Verb.REVISE)))
        assert all("with what it wins" in tick.why[seat] for seat in takes.tolist())


def test_the_doctrine_itself_is_the_second_level_and_weighs_as_it_always_did():
    made = begun(load("tutorial"), 1, [], LEVELS[1])
    plain = saves.open_session(made.game)
    for session in (made.session, plain):
        while not session.closed:
            session.advance(time_is_up=True)
    assert [tick.act.tolist() for tick in made.session.ticks] == [tick.act.tolist() for tick in plain.ticks]
