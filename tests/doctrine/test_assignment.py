"""A doctrine is given to a state, a bloc or a whole scenario; what is said of the state itself goes before."""

import numpy as np
import pytest

from demarche.agents.doctrine.profiles import DOCTRINES, place_of
from demarche.scenarios import tables
from demarche.scenarios.compile import Game, game
from demarche.scenarios.doctrines import default_of, mean_of
from demarche.scenarios.load import load, parse, path_of
from demarche.scenarios.reading.toml import read_toml
from demarche.sim.terms import Unreadable

US_CHINA = "us-china-2015"


def held(*settings, scenario=US_CHINA):
    """Seat -> the doctrine it holds."""
    made = game(load(scenario, settings), 1)
    return dict(zip(made.rules.roster.names, (list(DOCTRINES)[p] for p in made.doctrine.profile[0]), strict=True))


def parameter(made: Game, seat: str, name: str) -> float:
    place = made.rules.roster.names.index(seat)
    return float(getattr(made.doctrine.at(np.array([0]), np.array([place])), name)[0])


def test_where_nothing_is_said_a_state_holds_the_doctrine_of_its_published_positions():
    assert {"USA": "cybersecurity", "CHN": "information-security"}.items() <= held().items()
    wide = held(scenario="gge-2017")
    assert wide["RUS"] == "information-security"
    assert wide["IND"] == wide["BRA"] == "non-aligned"
    assert wide["EST"] == "cybersecurity"


@pytest.mark.parametrize("name", DOCTRINES)
def test_any_doctrine_can_be_given_to_a_state_by_its_name(name):
    assert held(f"states.CHN.doctrine={name}") == {**held(), "CHN": name}


def test_a_state_goes_before_its_bloc_and_a_bloc_before_the_scenario():
    settings = ["doctrine=small-state", "blocs.p5.doctrine=strategic-restraint", "states.CHN.doctrine=cybersecurity"]
    everybody = dict.fromkeys(held(), "small-state")
    of_five = {seat: "strategic-restraint" for seat in everybody if seat in tables.members_of("p5")}
    assert held(settings[0]) == everybody
    assert held(*settings[:2]) == everybody | of_five
    assert held(*settings) == everybody | of_five | {"CHN": "cybersecurity"}


def test_an_invented_state_and_its_invented_bloc_can_be_given_one():
    document = read_toml(path_of("tutorial"))
    code, other = list(document["fictional"])[:2]
    document["fictional"][code]["doctrine"] = "small-state"
    document["fictional"][other]["blocs"] = ["Coast"]
    document["blocs"] = {"Coast": {"doctrine": "strategic-restraint"}}
    made = game(parse(document, "here"), 1)
    names = made.rules.roster.names
    assert made.doctrine.profile[0, names.index(code)] == place_of("small-state")
    assert made.doctrine.profile[0, names.index(other)] == place_of("strategic-restraint")


def test_its_numbers_are_those_of_the_doctrine_and_positions_stay_its_own():
    own, given = game(load(US_CHINA), 1), game(load(US_CHINA, ["states.CHN.doctrine=cybersecurity"]), 1)
    assert parameter(given, "CHN", "harm_theft") == parameter(given, "USA", "harm_theft")
    assert parameter(own, "CHN", "harm_theft") < parameter(own, "USA", "harm_theft")
    assert np.array_equal(own.rules.roster.position, given.rules.roster.position)
    assert np.array_equal(own.rules.usual, given.rules.usual)
    assert np.array_equal(own.rules.roster.red, given.rules.roster.red)


def test_saying_what_a_state_holds_anyway_changes_nothing():
    own, said = game(load(US_CHINA), 1), game(load(US_CHINA, ["states.CHN.doctrine=information-security"]), 1)
    for table in ("reading", "tolerance", "ever"):
        assert np.array_equal(getattr(own.rules.conduct, table), getattr(said.rules.conduct, table))
    assert np.array_equal(own.doctrine.profile, said.doctrine.profile)


def test_positions_of_the_doctrine_are_the_mean_of_those_who_hold_it():
    made = game(load(US_CHINA, ["states.CHN.doctrine=cybersecurity", "states.CHN.positions=doctrine"]), 1)
    states = tables.positions("prior5_2008").values()
    those = [state for state in states if default_of(state) == "cybersecurity"]
    china = made.rules.roster.names.index("CHN")
    assert 30 < len(those) < 100
    assert made.rules.roster.position[0, china] == pytest.approx(np.mean([s.position for s in those], axis=0), abs=1e-4)
    assert made.rules.roster.salience[0, china] == pytest.approx(np.mean([s.salience for s in those], axis=0), abs=1e-4)
    assert set(mean_of("cybersecurity", "prior5_2008").red_lines) == {
        line for line in {line for s in those for line in s.red_lines}
        if 2 * sum(line in s.red_lines for s in those) >= sum(bool(s.red_lines) for s in those)
    }  # fmt: skip


def test_positions_of_the_doctrine_take_the_record_of_its_votes_too():
    settings = ["states.CHN.doctrine=cybersecurity", "states.CHN.positions=doctrine"]
    own, given = (game(load("cybercrime-2019", given), 1).rules for given in ([], settings))
    china = own.roster.names.index("CHN")
    assert (own.usual[:, china] != given.usual[:, china]).any()
    others = np.arange(own.seats) != china
    assert np.array_equal(own.usual[:, others], given.usual[:, others])
    assert np.array_equal(own.roster.position[:, others], given.roster.position[:, others])


def test_the_members_of_small_states_are_the_mean_of_small_states():
    found, pole = mean_of("small-state", "prior5_2018"), mean_of("non-aligned", "prior5_2018")
    assert found.position != pole.position
    assert mean_of("persistent-engagement", "prior5_2018").position == mean_of("cybersecurity", "prior5_2018").position


def test_a_table_of_positions_goes_before_the_word_of_a_bloc():
    settings = ["positions=doctrine", "states.CHN.positions.attribution=0.5", "states.USA.positions=own"]
    own, given = game(load(US_CHINA), 1).rules.roster, game(load(US_CHINA, settings), 1).rules.roster
    assert np.array_equal(own.position[0, 0], given.position[0, 0])
    assert np.count_nonzero(own.position[0, 1] != given.position[0, 1]) == 1


def test_how_often_a_state_names_is_in_proportion_to_its_doctrines():
    own = game(load(US_CHINA), 1).rules.conduct.ever[0]
    counted = game(load(US_CHINA), 1).rules.conduct.numbers()
    assert own[:2].tolist() == [counted.named_usa[0], counted.named_others[0]]
    china = game(load(US_CHINA, ["states.CHN.doctrine=cybersecurity"]), 1).rules.conduct.ever[0]
    assert china[0] == own[0]
    ratio = DOCTRINES["cybersecurity"].number("names") / DOCTRINES["information-security"].number("names")
    assert china[1] == pytest.approx(own[1] * ratio)
    usa = game(load(US_CHINA, ["states.USA.doctrine=information-security"]), 1).rules.conduct.ever[0]
    assert usa[0] == pytest.approx(own[0] / ratio)


def test_rules_read_a_pact_as_each_seat_does():
    conduct = game(load(US_CHINA, ["states.CHN.doctrine=non-aligned"]), 1, range(3)).rules.conduct
    assert conduct.reading[0, :2].tolist() == pytest.approx([DOCTRINES["cybersecurity"].number("contested"), 0.5])
    assert conduct.tolerance[2, :2].tolist() == pytest.approx([DOCTRINES["cybersecurity"].number("tolerance"), 0.8])


REFUSED = {
    "a name that is near": ("states.CHN.doctrine=cybersecurty", "states.CHN.doctrine", "did you mean cybersecurity?"),
    "a name that is another thing": ("states.CHN.doctrine=grim", "grim is a pledge strategy", "strategy = 'grim'"),
    "a doctrine for a strategy": ("states.CHN.strategy=non-aligned", "is a doctrine", "doctrine = 'non-aligned'"),
    "a level for a doctrine": ("doctrine=farsighted", "is a behaviour", "behaviour = 'farsighted'"),
    "no name at all": ("doctrine=zzz", "doctrine: there is no doctrine zzz", "small-state"),
    "a behaviour that is no delegation": ("states.CHN.behaviour=any-act", "states.CHN.behaviour", "obliging"),
    "a bloc that is none": ("blocs.EUU.doctrine=non-aligned", "blocs.EUU", "there are EU"),
    "a bloc without a seat": ("blocs.EU.doctrine=non-aligned", "blocs.EU", "none of its members has a seat"),
    "a key of a bloc": ("blocs.p5.doctrin=non-aligned", "blocs.p5.doctrin", "did you mean doctrine?"),
    "positions of nobody": ("states.CHN.positions=doctrin", "states.CHN.positions", "'own', 'doctrine' or a table"),
    "a number for positions": ("positions=1", "positions", "'own' or 'doctrine'"),
    "a number for a doctrine": ("states.CHN.doctrine=1", "states.CHN.doctrine", "string"),
    "a state without a seat": ("states.FRA.doctrine=non-aligned", "states: FRA", "has no seat"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_is_wrong_is_told_where_it_is_and_with_what_would_be_right(fault):
    setting, *parts = REFUSED[fault]
    with pytest.raises(Unreadable) as told:
        load(US_CHINA, [setting])
    for part in parts:
        assert part in str(told.value)


def test_two_blocs_that_say_different_things_of_a_state_are_refused():
    settings = ["blocs.p5.doctrine=cybersecurity", "blocs.BRICS.doctrine=non-aligned"]
    with pytest.raises(Unreadable, match=r"CHN is in .* too"):
        load(US_CHINA, settings)
    own = [f"states.{seat}.doctrine=small-state" for seat in ("CHN", "RUS")]
    assert held(*settings, *own)["CHN"] == "small-state"


def test_positions_of_a_doctrine_need_something_to_be_the_mean_of():
    document = read_toml(path_of("tutorial"))
    code = next(iter(document["fictional"]))
    document["fictional"][code]["positions"] = "doctrine"
    with pytest.raises(Unreadable, match="ideal_points"):
        parse(document, "here")
    document["ideal_points"] = "prior5_2018"
    with pytest.raises(Unreadable, match=rf"fictional\.{code}\.doctrine: give one"):
        parse(document, "here")
    document["fictional"][code]["doctrine"] = "small-state"
    made = game(parse(document, "here"), 1)
    place = made.rules.roster.names.index(code)
    assert made.rules.roster.position[0, place] == pytest.approx(mean_of("small-state", "prior5_2018").position)
    document["fictional"][code]["positions"] = "own"
    with pytest.raises(Unreadable, match="an invented state has none of its own"):
        parse(document, "here")
