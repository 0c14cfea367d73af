"""A file of another kind than a command takes is named for what it is, with the command that plays it."""

import pytest

from demarche.scenarios.kinds import Kind, kind_of
from demarche.scenarios.load import LIBRARY, campaigns, names
from demarche.scenarios.reading.toml import read_toml
from demarche.scenarios.study.from_python import run
from demarche.sim.terms import Unreadable
from demarche.ui.cli import main
from tests.study.folders import tiny

CAMPAIGN = "campaign-2009-2018"
PLAYS = f"this is a campaign and not a scenario: demarche run {CAMPAIGN} plays its sessions one after another"


@pytest.fixture
def refused(capsys, tmp_path, monkeypatch):
    """What is said of a command that is refused; nothing may be written."""
    monkeypatch.chdir(tmp_path)

    def refuse(*words):
        before = sorted(tmp_path.rglob("*"))
        assert main([str(word) for word in words]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        assert sorted(tmp_path.rglob("*")) == before
        return said.err

    return refuse


def test_every_file_of_the_library_has_its_kind():
    assert {kind_of(read_toml(LIBRARY / f"{name}.toml")) for name in names()} == {Kind.SCENARIO}
    assert {kind_of(read_toml(LIBRARY / f"{name}.toml")) for name in campaigns()} == {Kind.CAMPAIGN}
    assert kind_of({"title": "?"}) is None


@pytest.mark.parametrize("words", [["play", CAMPAIGN], ["play", CAMPAIGN, "--as", "RUS"]])
def test_a_campaign_takes_no_seat(words, refused):
    assert PLAYS in refused(*words)


def test_a_campaign_file_is_named_as_it_was_typed(refused, tmp_path):
    path = tmp_path / "my nine years.toml"
    path.write_bytes((LIBRARY / f"{CAMPAIGN}.toml").read_bytes())
    assert f"demarche run '{path}' plays" in refused("play", path)


@pytest.mark.parametrize("command", ["sweep", "validate"])
def test_a_study_is_of_a_scenario(command, refused, tmp_path):
    path = tiny(tmp_path, change={'"tutorial"': f'"{CAMPAIGN}"'})
    said = refused(command, path)
    assert str(path) in said
    assert PLAYS in said


@pytest.mark.parametrize("command", ["run", "show", "play", "host"])
def test_a_study_is_swept(command, refused, tmp_path):
    path = tiny(tmp_path)
    assert f"this is a study and not a scenario: demarche sweep {path} plays it" in refused(command, path)


@pytest.mark.parametrize(("name", "kind"), [("tutorial", "a scenario"), (CAMPAIGN, "a campaign")])
def test_what_is_no_study_is_not_swept(name, kind, refused):
    assert f"this is {kind} and not a study: demarche run {name} plays" in refused("sweep", LIBRARY / f"{name}.toml")


def test_points_of_a_campaign_are_refused_in_python():
    with pytest.raises(Unreadable, match=f"{CAMPAIGN}: this is a campaign and not a scenario"):
        run([{"rounds": 0}], scenario=CAMPAIGN, measures=["adopted_1"], replicates=1)


def test_a_file_of_no_kind_is_told_what_it_lacks(refused, tmp_path):
    (tmp_path / "x.toml").write_text('id = "x"\n', encoding="utf-8")
    assert "x.toml: title: this key is missing" in refused("run", "x.toml")
    assert "x.toml: title: this key is missing" in refused("sweep", "x.toml")
