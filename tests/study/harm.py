"""Folders of results to be harmed: sound ones, ways to harm them, and what a repair must come to."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from demarche.scenarios.study.checking import opened
from demarche.scenarios.study.digest import digest_of
from demarche.scenarios.study.executors import local
from demarche.scenarios.study.files import read_study
from demarche.scenarios.study.results import load
from demarche.scenarios.study.shards import KEY
from demarche.scenarios.study.sweeping import sweep_into
from demarche.ui.cli import main
from tests.study.folders import tiny

PACT = """
id = "pact"
title = "A pact"
scenario = "pact-2015"
set = ["rounds=0", "quarters=2"]
replicates = 4
measures = ["operations_within_1", "substance_1"]
series = ["operations", "breaches"]
twin = "no-pact"
[design]
kind = "morris"
trajectories = 2
[[factors]]
name = "vagueness"
path = "clauses.NAP.a.vague"
range = [0.0, 1.0]
[[factors]]
name = "rounds"
path = "rounds"
values = [0, 1]
"""
CREW = local(1, "threads")


@dataclass
class Made:
    """A study file and a folder of its results, to be damaged; and the digest that it must have in the end."""

    file: Path
    folder: Path
    digest: str | None

    def shard(self, number, kind="runs"):
        return self.folder / f"{kind}-{number:05}.parquet"


def sound(home):
    """Sound folders: of the tiny study in shards of 50 (the last has 40), of a study with series in shards of 9."""
    (home / "other").mkdir()
    (home / "pact.toml").write_text(PACT, encoding="utf-8")
    files = {"tiny": (tiny(home), 50), "pact": (home / "pact.toml", 9)}
    files |= {"other": (tiny(home / "other", change={"replicates = 40": "replicates = 40\nseed = 2"}), 50)}
    return {
        name: Made(file, home / name / "r", sweep_into(home / name / "r", read_study(file), CREW, shard=shard).digest)
        for name, (file, shard) in files.items()
    }


def copied(sound, tmp_path):
    shutil.copytree(sound.folder, tmp_path / "r")
    return Made(sound.file, tmp_path / "r", sound.digest)


def said(capsys, *argv, code=2):
    assert main([str(part) for part in argv]) == code
    return capsys.readouterr()


def swept(made, **more):
    return sweep_into(made.folder, read_study(made.file), CREW, **more)


def rewritten(path, change=lambda table: table, **note):
    """Change the rows of a shard and then its note, so that it is sound by itself: digests and counts agree."""
    table, own = opened(path)
    table = change(table)
    document = json.loads(table.schema.metadata[KEY])
    which = "series_digest" if "quarter" in table.column_names else "digest"
    document |= {which: digest_of([table]), "rows": table.num_rows if which == "digest" else own.rows} | note
    metadata = {KEY: json.dumps({key: value for key, value in document.items() if value != "gone"}).encode()}
    pq.write_table(table.replace_schema_metadata(metadata), path)


def edited(made, **change):
    """Change keys of the manifest."""
    path = made.folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | change), encoding="utf-8")


def open_again(made):
    """The manifest as it is before the last shard, without the digests of shards."""
    path = made.folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    for key in ("ended", "errors", "digest", "series_digest", "shards"):
        del manifest[key]
    path.write_text(json.dumps(manifest), encoding="utf-8")


def column(name, values):
    def change(table):
        return table.set_column(table.column_names.index(name), name, values(table))

    return change


def design(made, change):
    path = made.folder / "design.parquet"
    pq.write_table(change(pq.read_table(path)), path)


def pipe(path):
    """A named pipe in the place of a file: whoever opens it waits."""
    path.unlink()
    os.mkfifo(path)


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "report" not in path.parts
    }


def repaired(made, before, capsys):
    """A repair ends with the digest of an untouched run, keeps what it replaced, and leaves a folder that is sound."""
    told = said(
        capsys, "sweep", made.file, "--out", made.folder, "--workers", 1, "--quiet", "--repair", "--json", code=0
    )
    ended = json.loads(told.out)
    assert (ended["complete"], ended["digest"]) == (True, made.digest)
    manifest = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["digest"] == made.digest
    after = contents(made.folder)
    lost = [name for name, content in before.items() if content not in after.values() and name != "manifest.json"]
    assert lost == []
    again = swept(made)
    assert (again.progress.found, again.aside, again.digest) == (again.runs, (), made.digest)
    assert load(made.folder).errors == 0
