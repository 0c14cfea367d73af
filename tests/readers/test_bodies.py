"""A body in which nobody may vote, seats of two parts, and states without names of their own are refused."""

import copy

import pytest

from demarche.scenarios.load import LIBRARY, load, names, parse
from demarche.scenarios.reading.toml import read_toml
from demarche.sim.terms import Unreadable

SEATS = ["AVA", "BRE", "CAL", "DOR", "ELM", "FEN", "GOR"]


def tutorial(**changes):
    document = copy.deepcopy(read_toml(LIBRARY / "tutorial.toml"))
    for key, value in changes.items():
        place, parts = document, key.split("__")
        for part in parts[:-1]:
            place = place[int(part)] if isinstance(place, list) else place[part]
        place[parts[-1]] = value
    return parse(document, "here")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"observers": SEATS}, "observers: nobody may vote"),
        ({"observers": SEATS[1:], "chair": "AVA"}, "observers: nobody may vote"),
        ({"decision": "consensus", "observers": SEATS}, "observers: nobody may vote"),
        ({"observers": ["AVA"], "chair": "AVA"}, "observers: AVA is in the chair"),
        ({"observers": ["AVA", "AVA"]}, "observers: AVA is named twice"),
        ({"third_states": SEATS}, "third_states: nobody may vote"),
        ({"third_states": SEATS[2:], "observers": ["BRE"], "chair": "AVA"}, "observers: nobody may vote"),
        ({"third_states": ["GOR", "GOR"]}, "third_states: GOR is named twice"),
        ({"third_states": ["GOR"], "chair": "GOR"}, "third_states: GOR is in the chair"),
        ({"third_states": ["GOR"], "observers": ["GOR"]}, "third_states: GOR is an observer; name it once"),
        ({"third_states": ["USA"]}, "third_states: USA has no seat"),
        ({"third_states": ["DOR"]}, "drafts.0.pen_holder: DOR is a third state and has no part in drafting"),
        ({"third_states": ["GOR"], "drafts__0__sponsors": ["GOR"]}, "drafts.0.sponsors: GOR is a third state"),
        (
            {
                "third_states": ["GOR"],
                "chair": "CAL",
                "drafts__0__sponsors": [],
                "observers": ["AVA", "BRE", "ELM", "FEN"],
                "decision": "unanimity",
            },
            "decision: unanimity needs at least two",
        ),
        ({"fictional__AVA__name": "Bretmark"}, "fictional.BRE.name: AVA is called Bretmark too"),
        ({"fictional__AVA__name": " BRETMARK"}, "fictional.BRE.name: AVA is called Bretmark too"),
        ({"fictional__AVA__name": ""}, "fictional.AVA.name: should not be empty"),
        ({"fictional__AVA__name": " \t"}, "fictional.AVA.name: should not be empty"),
        ({"fictional__AVA__name": "\u200c\u00ad"}, "fictional.AVA.name: should not be empty"),
        ({"fictional__AVA__name": "A\nB"}, "fictional.AVA.name: should be on one line"),
        ({"fictional__AVA__name": "x" * 201}, "fictional.AVA.name: should have at most 200"),
        ({"title": "\u200e\u3164\u2800"}, "title: should not be empty"),
        ({"title": " "}, "title: should not be empty"),
        ({"body": ""}, "body: should not be empty"),
        ({"drafts__0__title": ""}, "drafts.0.title: should not be empty"),
        ({"drafts__0__id": " "}, "drafts.0.id: should not be empty"),
        ({"seats": ["AAA"] * 301}, "seats: should have at most 300"),
    ],
)
def test_a_faulty_body_is_refused_with_the_key(changes, fault):
    with pytest.raises(Unreadable, match=f"here: {fault}"):
        tutorial(**changes)


def test_names_are_compared_in_one_form():
    with pytest.raises(Unreadable, match=r"fictional\.BRE\.name: AVA is called"):
        tutorial(fictional__AVA__name="Jos\u00e9", fictional__BRE__name="JOSE\u0301")


def test_an_invented_state_may_not_take_the_name_of_a_member_in_the_room():
    document = read_toml(LIBRARY / "gge-2017.toml")
    invented = read_toml(LIBRARY / "tutorial.toml")["fictional"]["AVA"] | {"name": "france"}
    document["seats"], document["fictional"] = [*document["seats"], "AVA"], {"AVA": invented}
    if "FRA" not in document["seats"]:
        document["seats"].append("FRA")
    with pytest.raises(Unreadable, match=r"is called .*rance too"):
        parse(document, "here")


def test_a_third_state_may_be_party_to_a_pact_in_force():
    text = read_toml(LIBRARY / "tutorial.toml")["drafts"][0]
    pact = {**text, "id": "OLD", "pen_holder": "GOR", "sponsors": [], "standing": ["GOR", "FEN"]}
    assert tutorial(third_states=["GOR"], drafts=[{**text, "sponsors": []}, pact]).third_states == ("GOR",)


def test_a_body_of_one_voter_is_read():
    assert tutorial(observers=SEATS[1:]).observers == tuple(SEATS[1:])


@pytest.mark.parametrize("name", names())
def test_every_scenario_of_the_library_passes(name):
    load(name)
