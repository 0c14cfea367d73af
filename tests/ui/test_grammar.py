"""Rooms as they are sent are read back whole, in every stage, and are small."""

import json

import pytest

from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.saves import open_session
from demarche.ui.classroom.presets import PRESETS, fitted
from demarche.ui.seat.desk import desk_of
from demarche.ui.seat.grammar import Grammar, Reading, Sent, acts_told, places_told, room_told, standing_told
from demarche.ui.seat.room import room
from demarche.ui.seat.wire import room_from_json

MOST_BYTES = 40_000


def told(grammar, sent, shown):
    """The messages of a room, as they go over a wire."""
    acts, new = acts_told(grammar, sent, shown.acts)
    whole = room_told(shown) | {"acts": acts, "places": places_told(shown.places)}
    messages = [{"type": "parts", "parts": new}, {"type": "room", "room": whole}]
    return [json.dumps(message, ensure_ascii=False, separators=(",", ":")) for message in messages]


@pytest.mark.parametrize("scenario", ["tutorial", "pact-2015", "dual-track-2018", "world-2009-2025"])
def test_a_room_is_read_back_as_it_was_in_every_stage(scenario):
    made = game(fitted(load(scenario, ()), PRESETS[45]), 1)
    session, grammar = open_session(made), Grammar()
    seats = [0, made.rules.seats // 2]
    wires = {seat: (Sent(), Reading()) for seat in seats}
    for _, reading in wires.values():
        reading.hear({"type": "welcome", "places": standing_told(desk_of(made, session).standings)})
    largest = 0
    for _ in range(60):
        for seat, (sent, reading) in wires.items():
            shown = room(made, session, seat, frozenset({seats[0]}))
            parts, whole = told(grammar, sent, shown)
            largest = max(largest, len(whole.encode()))
            reading.hear(json.loads(parts))
            assert room_from_json(json.dumps(reading.hear(json.loads(whole))["room"])) == shown
        if session.closed:
            break
        session.advance(time_is_up=True)
    assert largest <= MOST_BYTES


def test_a_part_is_sent_once_on_a_wire():
    made = game(load("tutorial", ()), 1)
    session, grammar, sent = open_session(made), Grammar(), Sent()
    acts = room(made, session, 0).acts
    first, new = acts_told(grammar, sent, acts)
    again, none = acts_told(grammar, sent, room(made, session, 0).acts)
    assert new
    assert first == again
    assert not none


def test_numbers_on_one_wire_do_not_tell_what_another_was_sent():
    made = game(load("tutorial", ()), 1)
    session = open_session(made)
    alone, beside = Grammar(), Grammar()
    acts_told(beside, Sent(), room(made, session, 3).acts)
    acts = room(made, session, 0).acts
    assert acts_told(alone, Sent(), acts) == acts_told(beside, Sent(), acts)
