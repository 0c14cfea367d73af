"""A manifest that is damaged, edited or gone is refused with a sentence, and written again by a repair."""

import json
import os
import re

import pytest

from demarche.scenarios.study.files import read_study
from demarche.scenarios.study.manifest import read_manifest
from demarche.scenarios.study.plan import fingerprint
from demarche.scenarios.study.sweeping import sweep_into
from demarche.sim.rules import RULES_VERSION
from demarche.sim.terms import Unreadable
from tests.study.folders import tiny
from tests.study.harm import CREW, contents, edited, pipe, repaired, rewritten, said, swept

DEEP = 100_000


def identity(made, **change):
    document = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    return {"identity": document["identity"] | change}


def text(content):
    return lambda made: (made.folder / "manifest.json").write_bytes(content)


def change(**keys):
    return lambda made: edited(made, **keys)


def misspelt(made, key):
    """A key of the second shard's note."""
    shards = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))["shards"]
    shards[1][f"{key}_"] = shards[1].pop(key)
    edited(made, shards=shards)


def without(key):
    """A manifest that lacks a key."""

    def harm(made):
        path = made.folder / "manifest.json"
        document = json.loads(path.read_text(encoding="utf-8"))
        del document[key]
        path.write_text(json.dumps(document), encoding="utf-8")

    return harm


HARMS = {
    "no keys": (text(b"{}"), "format: this key is missing"),
    "a list": (text(b"[]"), "one JSON object is expected"),
    "a number": (text(b"3"), "one JSON object is expected"),
    "nothing": (text(b""), "not JSON"),
    "half of it": (lambda m: text((m.folder / "manifest.json").read_bytes()[:300])(m), "not JSON"),
    "not a text": (text(b"\xff\xfe{}"), "UTF-8"),
    "nested deeply": (text(b"[" * DEEP + b"]" * DEEP), "nested too deeply"),
    "a number of many digits": (text(b'{"format": ' + b"9" * 5000 + b"}"), "not JSON"),
    "a later format": (change(format=3), "format: should be 1 or 2, not 3"),
    "no study": (change(study=None), "study"),
    "a study without a design": (change(study={"id": "tiny"}), "study."),
    "an identity of other rules": (lambda m: edited(m, **identity(m, rules=1)), "identity has the fingerprint"),
    "an identity without points": (lambda m: edited(m, **identity(m, points=None)), "identity.points"),
    "shards of other sizes": (lambda m: edited(m, **identity(m, **{"runs of a shard": 0})), "runs of a shard"),
    "no fingerprint": (change(identity_sha256=None), "identity_sha256: this key is missing"),
    "another text of the study": (change(study_file="id = 3"), "study_file"),
    "more points": (change(points=7), "runs is 240, and points × replicates is 280"),
    "more points than any study": (change(points=10**18), "points"),
    "more replicates": (change(replicates=41), "replicates is 41, and study.replicates is 40"),
    "other measures": (change(columns=["adopted_1", "no_1", "split_1"]), 'columns.1 is "no_1"'),
    "no shards": (change(shards=None), "digest and shards"),
    "fewer shards": (change(shards=[]), "shards has 0 entries"),
    "shards of another kind": (change(shards=[{}] * 5), "shards.0"),
    "a key of a shard misspelt": (lambda m: misspelt(m, "digest"), "shards.1.digest: this key is missing"),
    "a digest that is none": (change(digest="all is well"), "digest"),
    "no digest": (without("digest"), "digest and shards"),
    "errors that no run has": (change(errors=3), "errors is 3, and those of shards come to 0"),
    "fewer errors than none": (change(errors=-1), "errors: should be greater than or equal to 0"),
    "errors in words": (change(errors="none"), "errors: should be a valid integer"),
    "no number of errors": (without("errors"), "errors is nothing, and those of shards come to 0"),
    "no revisions": (change(revisions=[]), "revisions"),
    "a pipe": (lambda m: pipe(m.folder / "manifest.json"), "no file"),
}


@pytest.mark.parametrize("case", HARMS)
def test_a_manifest_that_is_none_is_refused_in_one_line_and_repaired_when_asked(case, capsys, made):
    harm, named = HARMS[case]
    if case == "a pipe" and not hasattr(os, "mkfifo"):
        pytest.skip("there are no pipes in folders here")
    harm(made)
    before = contents(made.folder)
    for argv in (("sweep", made.file, "--out", made.folder, "--workers", 1, "--quiet"), ("analyse", made.folder)):
        told = said(capsys, *argv)
        assert told.out == ""
        assert told.err.count("\n") == 1
        assert "manifest.json" in told.err
        assert named in told.err
        assert "--repair" in told.err
    assert contents(made.folder) == before
    repaired(made, before, capsys)
    assert (made.folder / "aside" / "manifest.json").exists()


NOTED = {
    "rows": 49,
    "errors": 3,
    "digest": "0" * 64,
    "series_digest": "0" * 64,
    "study": "0" * 64,
    "first": (0, 0),
    "last": (0, 0),
}
"""What a manifest says of each shard, and something else that may stand there."""


@pytest.mark.parametrize("key", NOTED)
def test_what_a_manifest_says_of_a_shard_is_held_against_the_shard(key, capsys, pact):
    shards = json.loads((pact.folder / "manifest.json").read_text(encoding="utf-8"))["shards"]
    shards[1][key] = NOTED[key]
    edited(pact, shards=shards, errors=sum(note["errors"] for note in shards))
    told = said(capsys, "analyse", pact.folder)
    says = re.search(rf"runs-00001\.parquet: its {key} is .*, and the manifest says (.*?); ", told.err)
    assert says is not None
    assert says[1] == str(NOTED[key])
    with pytest.raises(Unreadable, match="--repair"):
        swept(pact)
    assert swept(pact, repair=True).digest == pact.digest


def test_a_digest_of_series_that_are_not_kept_is_refused_and_repaired(capsys, made):
    edited(made, series_digest="0" * 64)
    before = contents(made.folder)
    told = said(capsys, "analyse", made.folder)
    assert f"manifest.json: series_digest is {'0' * 64}, and the rows of all shards give None" in told.err
    repaired(made, before, capsys)


@pytest.mark.parametrize("harm", [without("series_digest"), change(series_digest=None)])
def test_a_manifest_without_the_digest_of_its_series_is_refused_and_repaired(harm, capsys, pact):
    sound = json.loads((pact.folder / "manifest.json").read_text(encoding="utf-8"))["series_digest"]
    harm(pact)
    before = contents(pact.folder)
    told = said(capsys, "analyse", pact.folder)
    assert f"manifest.json: series_digest is None, and the rows of all shards give {sound}" in told.err
    with pytest.raises(Unreadable, match="--repair"):
        swept(pact)
    assert contents(pact.folder) == before
    repaired(pact, before, capsys)
    assert json.loads((pact.folder / "manifest.json").read_text(encoding="utf-8"))["series_digest"] == sound


def test_a_study_of_other_rules_is_another_study(made):
    """Edited so that it agrees with itself: then nothing tells it from one that was played by an older program."""
    other = identity(made, rules=1)
    edited(made, **other, identity_sha256=fingerprint(other["identity"]))
    with pytest.raises(Unreadable, match="rules: 1 there"):
        swept(made, repair=True)


def test_a_study_of_version_2_of_the_rules_is_refused_and_the_release_that_goes_on_with_it_is_named(made):
    other = identity(made, rules=2, demarche="0.1.0.dev3")
    edited(made, **other, identity_sha256=fingerprint(other["identity"]))
    with pytest.raises(Unreadable) as refused:
        swept(made)
    assert str(refused.value) == (
        f"{made.folder}: holds results of another study: rules: 2 there, {RULES_VERSION} here (and 1 more); "
        "take another folder, or go on with Démarche 0.1.0"
    )


def test_a_manifest_that_is_gone_is_written_again_and_no_shard_is_played_again(made):
    (made.folder / "manifest.json").unlink()
    with pytest.raises(Unreadable, match=r"no manifest.json beside runs-00000.parquet; add --repair"):
        swept(made)
    ended = swept(made, repair=True)
    assert (ended.progress.found, ended.digest) == (ended.runs, made.digest)


def test_a_repair_does_not_take_over_a_folder_of_other_things(tmp_path):
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "thesis.txt").write_text("precious", encoding="utf-8")
    with pytest.raises(Unreadable, match=r"thesis\.txt"):
        sweep_into(tmp_path / "r", read_study(tiny(tmp_path)), CREW, repair=True)
    assert [path.name for path in (tmp_path / "r").iterdir()] == ["thesis.txt"]


def test_a_repair_of_a_sound_folder_changes_nothing(made):
    before = contents(made.folder)
    assert swept(made, repair=True).digest == made.digest
    assert contents(made.folder) == before


def test_files_of_somebody_else_in_a_folder_of_results_do_no_harm(made):
    (made.folder / "notes.txt").write_text("read this first", encoding="utf-8")
    assert swept(made).digest == made.digest


def test_a_key_that_later_programs_add_to_a_shard_does_no_harm(made):
    shards = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))["shards"]
    edited(made, shards=[note | {"later": 1} for note in shards])
    assert swept(made).digest == made.digest


def as_format_1(made):
    """The folder as the program wrote it before shards carried the mark of their study."""
    path = made.folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    for key in ("identity_sha256", "design_sha256"):
        del manifest[key]
    manifest["identity"]["study"] |= {"twin": None}
    for note in manifest["shards"]:
        for key in ("study", "first", "last"):
            del note[key]
    path.write_text(json.dumps(manifest | {"format": 1}), encoding="utf-8")
    for number in range(5):
        rewritten(made.shard(number), study="gone", first="gone", last="gone")


def test_a_folder_begun_before_shards_had_marks_goes_on(made):
    as_format_1(made)
    assert b'"study"' not in made.shard(0).read_bytes()
    assert swept(made).progress.found == 240
    made.shard(2).unlink()
    ended = swept(made)
    assert (ended.progress.found, ended.aside, ended.digest) == (190, (), made.digest)


def test_a_shard_without_a_mark_is_judged_by_its_content(made, other):
    as_format_1(made)
    made.shard(1).write_bytes(other.shard(1).read_bytes())
    rewritten(made.shard(1), study="gone", first="gone", last="gone")
    edited(made, digest=None, shards=None)
    with pytest.raises(Unreadable, match="row 0 has seed 2, and 1 is expected"):
        swept(made)
    assert swept(made, repair=True).digest == made.digest


def test_a_key_that_studies_gain_later_changes_no_fingerprint():
    old = {"study": {"seed": 1, "design": {"kind": "grid"}}, "points": "0"}
    new = {"points": "0", "study": {"seed": 1.0, "design": {"kind": "grid", "file": None}, "chance": None}}
    assert fingerprint(old) == fingerprint(new)
    assert fingerprint(old) != fingerprint(old | {"points": "1"})


def test_the_layout_is_that_of_the_study(made):
    _, layout = read_manifest(made.folder / "manifest.json")
    assert (layout.cut.runs, layout.cut.shards, layout.seed, layout.marked) == (240, 5, 1, True)
    assert layout.columns == ("adopted_1", "yes_1", "split_1")
    assert [layout.cut.block(n).rows for n in range(5)] == [50, 50, 50, 50, 40]
