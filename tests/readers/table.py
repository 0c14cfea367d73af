"""Every reader of what a user can give the program, with sound samples and a way to spoil them.

A reader that is added to the program is added here.  The lesson file of the classroom has a fuzz of its own.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from demarche.scenarios.compile import game
from demarche.scenarios.history.rollcalls import read_roll_calls
from demarche.scenarios.load import LIBRARY, load
from demarche.scenarios.saves import play, replay, so_far
from demarche.scenarios.study.designs import points
from demarche.scenarios.study.schema import Study
from demarche.scenarios.study.store import Folder
from demarche.sim.terms import Unreadable
from demarche.ui.catalogue import show_sections
from demarche.ui.checking import faults_in
from demarche.ui.classroom.injects import read_script
from demarche.ui.classroom.marks import OURS, read_rubric
from demarche.ui.classroom.people import read_roster
from demarche.ui.cli import parser
from demarche.ui.play.settings import Settings, keep_settings, read_settings
from demarche.ui.play.shelf import saved
from demarche.ui.terminal import say
from tests.readers import mutations

DOCS = Path(__file__).parents[2] / "docs"
SEATS = ("AVA", "BRE", "CAL", "DOR")


@dataclass(frozen=True)
class Reader:
    """name and suffix of its files, sound samples, how a sample is spoilt, and what reads the file."""

    name: str
    suffix: str
    samples: Callable[[], list[bytes]]
    read: Callable[[Path], object]
    spoil: Callable[[bytes, random.Random], bytes] = mutations.of_bytes


def document(path: Path) -> None:
    """A scenario, campaign or study as `validate` and `show` read it."""
    for fault in faults_in(path):
        raise Unreadable(fault)
    if b"sessions" not in path.read_bytes() and b"design" not in path.read_bytes():
        with patch("sys.stdout", StringIO()):
            say(show_sections(load(str(path))))


def setting(path: Path) -> None:
    """The value of --set, which is not a file."""
    load("tutorial", [path.read_bytes().decode("utf-8", "surrogateescape")])


def arguments(path: Path) -> None:
    """A command line, a word on each line."""
    words = path.read_bytes().decode("utf-8", "surrogateescape").split("\n")
    with patch("sys.stdout", StringIO()), suppress(SystemExit):  # --help leaves
        parser().parse_args(words)


def design(path: Path) -> None:
    """A table of points, for a study of two factors."""
    factors = ({"name": "a", "path": "settings.base"}, {"name": "rounds", "path": "rounds"})
    study = {"id": "x", "title": "x", "scenario": "tutorial", "replicates": 1, "measures": ["adopted_1"]}
    made = Study.model_validate({**study, "design": {"kind": "table", "file": path.name}, "factors": factors})
    points(made.design, made.factors, 1, path.parent)


def manifest(path: Path) -> None:
    """The manifest of a folder of results."""
    path.rename(path.with_name("manifest.json"))
    Folder(path.parent).manifest()


def settings(path: Path) -> None:
    """The settings of the window, which never fail but give the defaults."""
    assert isinstance(read_settings(path)[0], Settings)


@cache
def toml_files() -> list[bytes]:
    names = ("tutorial", "pact-2015", "campaign-2009-2018", "gge-2017")
    return [(LIBRARY / f"{name}.toml").read_bytes() for name in names]


@cache
def studies() -> list[bytes]:
    return [path.read_bytes() for path in sorted((DOCS / "studies").glob("*/study.toml"))]


@cache
def logs() -> list[bytes]:
    with TemporaryDirectory() as folder:
        path, found = Path(folder) / "log.jsonl", []
        for name, some in (("tutorial", ["rounds=0"]), ("pact-2015", ["rounds=1", "quarters=2"])):
            play(game(load(name, some), 1), path, program="0")
            found.append(path.read_bytes())
        return found


@cache
def parquet() -> list[bytes]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    found = []
    for table in ({"a": [0.1, 0.2], "rounds": [1, 2]}, {"a": [0.5] * 900, "rounds": [1] * 900, "t": ["x", "y"] * 450}):
        sink = BytesIO()
        pq.write_table(pa.table(table), sink)
        found.append(sink.getvalue())
    return found


@cache
def kept_settings() -> list[bytes]:
    with TemporaryDirectory() as folder:
        keep_settings(Settings(), Path(folder) / "settings.toml")
        return [(Path(folder) / "settings.toml").read_bytes()]


NEWS = b"""[[injects]]
title = "A leak"
text = "A newspaper prints the draft."
to = ["AVA"]
phase = "informals"
round = 2
"""
MANIFEST = b"""{"format": 1, "study": {}, "identity": {"runs of a shard": 500, "study": {"id": "x"}}, "points": 2,
"replicates": 2, "runs": 4, "columns": ["adopted_1"], "revisions": [null]}"""
ROSTER = b'name,seat,team\nAda Example,AVA,x\n"Bo, the second",BRE,\nJos\xc3\xa9,CAL,y\n'
VOTES = (
    b"resolution,date,iso3,vote\nA/RES/75/240,2020-12-31,FRA,N\nA/RES/75/240,2020-12-31,USA,N\n75/32,2020-12-07,FRA,X\n"
)
TYPED = ["rounds=6", "drafts.0.visibility=2", "clauses.NAP.a.vague=0.1", "title='x'", "seats=['AVA', 'BRE']"]
LINES = ["run\ntutorial\n--seed\n7", "sweep\nx.toml\n--shard\n2/10\n--workers\n2", "host\ntutorial\n--port\n80", "list"]

READERS = [
    Reader("scenario and campaign", ".toml", toml_files, document),
    Reader("study", ".toml", studies, document),
    Reader("setting", "", lambda: [text.encode() for text in TYPED], setting),
    Reader("arguments", "", lambda: [text.encode() for text in LINES], arguments),
    Reader("roster", ".csv", lambda: [ROSTER, ROSTER.replace(b",", b";")], lambda path: read_roster(path, SEATS)),
    Reader("votes", ".csv", lambda: [VOTES, VOTES.replace(b",", b"\t")], read_roll_calls),
    Reader("design in CSV", ".csv", lambda: [b"a,rounds\n0.5,1\n1e-3,2\n", b"A;ROUNDS\n0,5;1\n"], design),
    Reader("design in Parquet", ".parquet", parquet, design),
    Reader("log", ".jsonl", logs, replay),
    Reader("forged log", ".jsonl", logs, replay, mutations.of_log),
    Reader("forged save", ".jsonl", logs, so_far, mutations.of_log),
    Reader("save on the shelf", ".jsonl", logs, saved, mutations.of_log),
    Reader("settings", ".toml", kept_settings, settings),
    Reader("manifest", ".json", lambda: [MANIFEST], manifest, mutations.of_json),
    Reader("rubric", ".toml", lambda: [OURS.read_bytes()], read_rubric),
    Reader("news", ".toml", lambda: [NEWS], lambda path: read_script(path, SEATS)),
]
