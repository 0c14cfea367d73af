"""One world from Python: what it gives is what the commands give, and bad input is refused in words."""

import subprocess
import sys
from pathlib import Path

import pytest

import demarche as dm
from demarche.agents.any_act import AnyAct
from demarche.scenarios.compile import game
from demarche.scenarios.load import load, names
from demarche.scenarios.saves import play
from demarche.ui.result import result


@pytest.fixture(scope="module")
def world() -> dm.World:
    return dm.play("tutorial", seed=1)


@pytest.fixture(scope="module")
def pact() -> dm.World:
    return dm.play("us-china-2015", seed=3, settings={"quarters": 4})


def test_its_outcome_is_what_run_prints(world):
    made = game(load("tutorial"), 1)
    assert world.outcome == result(made, play(made, program="test"))


def test_votes_are_the_ballots_of_the_outcome(world):
    (draft,) = world.outcome["drafts"]
    letters = {"yes": "Y", "no": "N", "abstain": "A", "absent": "X"}
    assert list(world.votes.columns) == [draft["id"]]
    assert {state: letters[vote] for state, vote in world.votes[draft["id"]].dropna().items()} == draft["votes"]
    assert len(world.votes) == 7


def test_a_seat_without_a_vote_is_missing_in_the_votes():
    votes = dm.play("tutorial", settings={"observers": ["ELM"]}).votes
    assert votes.loc["ELM"].isna().all()
    assert votes.drop("ELM").notna().all(axis=None)


def test_nothing_put_to_the_vote_leaves_no_column(pact):
    assert list(pact.votes.columns) == []
    assert pact.votes.index.name == "state"


def test_events_hold_every_act_with_its_reason_and_the_quarters(world, pact):
    votes = world.events.query("stage == 'vote'")
    assert len(votes) == 7
    assert (votes["why"] != "").all()
    theft = pact.events.query("what == 'theft'")
    assert theft["toward"].notna().all()
    assert (theft["count"] > 0).all()
    assert (theft["state"] != theft["toward"]).all()


def test_a_story_keeps_to_its_width(world):
    story = world.story(60)
    assert story.startswith("Seven states around a bay")
    assert max(map(len, story.splitlines())) <= 60
    assert len(world.story(100).splitlines()) < len(story.splitlines())


def test_a_report_is_a_page_and_names_a_seat_that_is_not_there(world, tmp_path):
    path = world.report(tmp_path / "debrief.html", seats=["ELM"])
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    with pytest.raises(dm.Unreadable, match="XXX has no seat in tutorial"):
        world.report(tmp_path / "none.html", seats=["XXX"])


@pytest.mark.parametrize("kind", ["text", "file"])
def test_a_log_is_the_world_again(pact, tmp_path, kind):
    path = tmp_path / "log.jsonl"
    path.write_text(pact.log, encoding="utf-8")
    again = dm.replay(path if kind == "file" else pact.log)
    assert again.outcome == pact.outcome
    assert again.log == pact.log


def test_a_log_that_was_edited_is_refused(world):
    with pytest.raises(dm.Unreadable, match="line"):
        dm.replay(world.log.replace("abstain", "yes", 1))


def test_settings_are_the_same_by_mapping_by_line_and_on_a_scenario(world):
    by_line = dm.play("tutorial", 1, ["rounds=0", "states.AVA.salience.forum=0.2"])
    by_mapping = dm.play("tutorial", 1, {"rounds": 0, "states.AVA.salience.forum": 0.2})
    on_scenario = dm.play(dm.load("tutorial"), 1, {"rounds": 0, "states.AVA.salience.forum": 0.2})
    assert by_line.log == by_mapping.log == on_scenario.log
    assert len(by_line.events) < len(world.events)


def test_a_seat_may_be_an_object_or_a_name():
    by_name = dm.play("tutorial", seats={"AVA": "any-act"})
    by_object = dm.play("tutorial", seats={"AVA": AnyAct()})
    assert by_name.log == by_object.log
    assert by_name.log != dm.play("tutorial").log


def test_a_replicate_is_another_world(world):
    assert dm.play("tutorial", replicate=1).log != world.log


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("tutorail",), "tutorail: there is no such scenario; did you mean tutorial?"),
        (("tutorial", -1), "a seed lies within"),
        (("tutorial", 1, {"ronds": 1}), "did you mean rounds?"),
        (("tutorial", 1, {"rounds": 1000}), "rounds"),
        (("tutorial", 1, (), {"XXX": "national"}), "XXX has no seat in tutorial"),
        (("tutorial", 1, (), {"AVA": "nationl"}), "did you mean national?"),
    ],
)
def test_what_is_wrong_is_said(arguments, said):
    with pytest.raises(dm.Unreadable, match=said.replace("?", r"\?")):
        dm.play(*arguments)


def test_the_library_lists_what_can_be_played():
    table = dm.library()
    assert set(names()) < set(table.index)
    assert table.index.is_unique
    assert table.loc["pact-2015", "quarters"] > 0
    assert not table.loc["pact-2015", "invented"]


def test_a_study_is_a_dataset_by_point_and_replicate():
    found = dm.study({"rounds": [0, 3], "settings.base": [0.0, 4.0]}, "tutorial", ["adopted_1"], replicates=3)
    assert dict(found.sizes) == {"point": 4, "replicate": 3}
    assert found["rounds"].values.tolist() == [0, 0, 3, 3]
    assert found.attrs["errors"] == []
    alone = dm.play("tutorial", 1, {"rounds": 3, "settings.base": 4.0}, replicate=2)
    assert found["adopted_1"].values[3, 2] == alone.outcome["measures"]["adopted_1"]


@pytest.mark.parametrize(
    ("design", "said"),
    [
        ([], "the design is empty"),
        ([{"rounds": 0}, {"level": 1}], "point 1 sets level, and point 0 rounds"),
        ("study.toml", "demarche sweep"),
        ({"ronds": [0]}, "did you mean rounds"),
    ],
)
def test_a_design_at_fault_is_refused(design, said):
    with pytest.raises(dm.Unreadable, match=said):
        dm.study(design, "tutorial", ["adopted_1"])


def test_every_public_name_is_in_its_page_and_no_other_is_public():
    page = (Path(__file__).parents[2] / "docs" / "python.md").read_text(encoding="utf-8")
    assert [name for name in dm.__all__ if f"`dm.{name}" not in page] == []
    assert all(getattr(dm, name).__doc__ for name in dm.__all__)


def test_help_loads_nothing_large():
    large = ("numpy", "pydantic", "pandas", "xarray", "gymnasium", "pettingzoo", "mcp", "httpx")
    code = (
        "import sys, demarche.ui.cli as cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        f"print([name for name in {large} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
