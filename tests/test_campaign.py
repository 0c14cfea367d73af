"""Campaigns: sessions one after another, each remembering the pacts, beliefs and sanctions of those before."""

import json
from typing import Any

import numpy as np
import pytest

from demarche.scenarios import saves
from demarche.scenarios.campaign import Memory, log_paths, played, recalled, remember, threats_after
from demarche.scenarios.compile import game
from demarche.scenarios.load import LIBRARY, campaigns, load, load_campaign, parse
from demarche.scenarios.reading.toml import read_toml
from demarche.sim.terms import Status, Unreadable
from demarche.ui.cli import main

PACT: dict[str, Any] = {
    "id": "OLD",
    "title": "An old pact",
    "pen_holder": "RUS",
    "standing": ["RUS", "CHN", "KAZ"],
    "lead_camp": -1,
    "binding": 0.5,
    "wordings": {"NAP": "NAP.a", "CRD": "CRD.a"},
}


def remembering(name, memory):
    return game(parse(recalled(read_toml(LIBRARY / f"{name}.toml"), memory), where=name), 1)


@pytest.fixture(scope="module")
def whole():
    campaign = load_campaign("campaign-2009-2018")
    assert campaign is not None
    return campaign, list(played(campaign, 1, None, program="test"))


def test_every_campaign_of_the_library_is_sound():
    for name in campaigns():
        assert load_campaign(name) is not None


def test_a_scenario_is_no_campaign():
    assert load_campaign("tutorial") is None


def test_a_campaign_plays_its_sessions_in_order(whole):
    campaign, parts = whole
    assert [made.scenario.id for _, made, _ in parts] == [part.scenario for part in campaign.sessions]
    assert [made.scenario.quarters for _, made, _ in parts] == [part.quarters for part in campaign.sessions]


def test_a_pact_in_force_stands_in_the_next_session_among_those_who_sit_in_it():
    made = remembering("pact-2015", Memory(pacts=[PACT]))
    assert made.rules.drafts[-1] == "OLD"
    assert made.rules.opening_status[-1] == Status.SIGNED
    assert made.rules.standing[-1].tolist() == [name in PACT["standing"] for name in made.rules.roster.names]


def test_a_pact_of_which_one_party_has_a_seat_does_not_stand_in_that_session():
    made = remembering("us-russia", Memory(pacts=[{**PACT, "standing": ["RUS", "KAZ"]}]))
    assert made.rules.drafts == tuple(draft.id for draft in load("us-russia").drafts)


def test_parties_that_have_no_seat_stay_parties():
    memory = Memory(pacts=[PACT])
    made = remembering("pact-2015", memory)
    session = saves.play(made, program="test")
    remember(memory, made, session)
    assert set(next(pact for pact in memory.pacts if pact["id"] == "OLD")["standing"]) == {"RUS", "CHN", "KAZ"}


def test_parties_that_coordinate_their_positions_follow_one_line():
    made = remembering("gge-2017", Memory(pacts=[PACT]))
    roster = made.rules.roster
    bloc = roster.blocs.index("OLD")
    bound = [roster.names[s] for s in np.flatnonzero(roster.member[:, bloc])]
    assert sorted(bound) == ["CHN", "KAZ", "RUS"]
    assert roster.discipline[0, bloc].tolist() == pytest.approx([0.7, 0.35, 0.0])


def test_beliefs_are_where_they_were_left():
    made = remembering("pact-2015", Memory(beliefs={("RUS", "CHN"): 0.123}))
    names = made.rules.roster.names
    world = saves.open_session(made).world
    assert world.secrets.trust[0, names.index("RUS"), names.index("CHN")] == 123
    assert world.secrets.trust[0, names.index("CHN"), names.index("RUS")] == 700


def test_threats_are_made_again_as_they_stood_at_the_end_of_the_session_before():
    held = {("USA", "CHN"): {"by": "USA", "against": "CHN", "weight": 0.4, "kinds": ["theft"]}}
    made = remembering("gge-2017", Memory(threats=held))
    threats, names = made.rules.conduct.threats, made.rules.roster.names
    assert (names[threats.by[0]], names[threats.against[0]], threats.kinds.tolist()) == ("USA", "CHN", [1])
    assert made.rules.conduct.weight[0, 0] == pytest.approx(0.4)


def test_a_session_leaves_its_threats_faded():
    made = game(load("us-china-2015", ["quarters=4", "settings.indict=0"]), 1)
    session = saves.play(made, program="")
    left = threats_after(session.rules, session.world.record)[("USA", "CHN")]
    assert left["weight"] == pytest.approx(0.9 * 0.93**4, abs=1e-3)
    assert left["kinds"] == ["theft"]


def test_every_session_keeps_a_log_that_replays_by_itself(tmp_path):
    campaign = load_campaign("campaign-2009-2018")
    assert campaign is not None
    first_three = campaign.model_copy(update={"sessions": campaign.sessions[:3]})
    logs = log_paths(first_three, tmp_path / "c.jsonl")
    ends = [session.world for _, _, session in played(first_three, 2, logs, program="test")]
    assert [log.name for log in logs] == ["c-1-sco-2009.jsonl", "c-2-code-2011.jsonl", "c-3-pact-2015.jsonl"]
    for log, end in zip(logs, ends, strict=True):
        _, again = saves.replay(log)
        assert np.array_equal(again.world.record.rows(), end.record.rows())
        assert np.array_equal(again.world.secrets.rows(), end.secrets.rows())


def test_run_prints_one_object_over_all_sessions(capsys):
    assert main(["run", "campaign-2009-2018", "--seed", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"scenario", "seed", "version", "drafts", "pacts", "measures", "history"} <= found.keys()
    assert {draft["session"] for draft in found["drafts"]} == set(found["sessions"])
    assert all(draft["id"] != "SCO-2009" or draft["session"] == "sco-2009" for draft in found["drafts"])


def test_run_and_show_tell_a_campaign(capsys):
    assert main(["show", "campaign-2009-2018"]) == 0
    assert main(["run", "campaign-2009-2018"]) == 0
    told = capsys.readouterr().out
    assert "What is left" in told
    assert "7. Two texts, two tracks, 2018" in told


def test_a_campaign_is_not_set_otherwise(capsys):
    assert main(["run", "campaign-2009-2018", "--set", "rounds=1"]) == 2
    assert "--set" in capsys.readouterr().err


def test_a_campaign_with_a_session_that_does_not_exist_is_refused(tmp_path, capsys):
    text = (LIBRARY / "campaign-2009-2018.toml").read_text(encoding="utf-8").replace("gge-2017", "gge-2018")
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(
        Unreadable, match=r"sessions\.5\.scenario: there is no scenario gge-2018; did you mean gge-2017"
    ):
        load_campaign(str(path))
    assert main(["validate", str(path)]) == 2
    assert "gge-2018" in capsys.readouterr().err


def test_validate_without_a_file_holds_simulation_beside_theory(capsys):
    assert main(["validate", "--json"]) == 0
    checks = json.loads(capsys.readouterr().out)["checks"]
    assert {check["name"].split()[0] for check in checks} == {str(n) for n in range(1, 22)}
    assert all(set(check) == {"name", "expected", "simulated", "standard_error", "passed"} for check in checks)


def test_validate_exits_1_where_a_check_fails(monkeypatch, capsys):
    import demarche.scenarios.theory
    from demarche.scenarios.theory import Check

    wrong = Check(name="9 wrong", expected=1.0, simulated=2.0, standard_error=0.1, passed=False, note="")
    monkeypatch.setattr(demarche.scenarios.theory, "run_checks", lambda: [wrong])
    assert main(["validate"]) == 1
    assert "1 of 1 fail" in capsys.readouterr().out
