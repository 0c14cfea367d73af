"""Lesson files that were damaged or edited at random: no traceback, nothing false is opened, what is sound is saved."""

import json
import random
import sqlite3
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from demarche.sim.terms import OutOfOrder, Unreadable
from demarche.ui.classroom import boards, messages
from demarche.ui.classroom.audience import Reader, Role
from demarche.ui.classroom.copies import Copy, Shown
from demarche.ui.classroom.opening import Wanted, opened
from demarche.ui.classroom.presets import Part
from demarche.ui.classroom.salvage import salvage
from demarche.ui.refused import Refused
from demarche.ui.seat.grammar import Sent
from tests.classroom.on_disk import CONTENT, chained_again, content, copied, edited, files, lively, of_format_1
from tests.classroom.plain import move

SEED, QUICK, MANY = 14, 100, 3000
ODD = (
    None, 0, 1, -1, 2**31, 2**63 - 1, -(2**63), 1.5, "", "x", "\x1b[31m", "\U0001f600" * 30, "CAL", "ZZZ", "pass",
    "99999999999", "[]", "{}", "null", '{"code": "CAL"}', "[" * 3000, '{"open": 1}', '"\\ud800"', b"", b"\xff\xfe",
)  # fmt: skip
ODD_JSON: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    "",
    "CAL",
    "ZZZ",
    "x" * 5000,
    [],
    {},
    [1, 2],
    ["CAL"],
    {"CAL": "pass"},
)
ENDLESS = """CREATE VIEW log AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 9999)
    SELECT n, 'door' AS kind, '{"open":true}' AS body, 0.5 AS at FROM c"""
COLUMNS = {
    "head": ("key", "value"),
    "log": ("n", "kind", "body", "at"),
    "intents": ("seat", "id", "question", "act", "at"),
    "chain": ("n", "log", "intents", "link"),
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """What stood in a lesson, and two copies of its file: closed, and as a kill leaves it."""
    folder = tmp_path_factory.mktemp("kept")
    for name in ("killed", "closed"):
        (folder / name).mkdir()
    lesson = lively(Wanted("tutorial", 45, 1, 0, False, folder / "a.lesson"))
    killed = copied(lesson.store.path, folder / "killed")
    lesson.store.close()
    closed = copied(lesson.store.path, folder / "closed")
    return {"killed": killed, "closed": closed, "content": content(lesson.store.path)}


@pytest.fixture
def folder(tmp_path):
    """A folder in memory where there is one: thousands of commits would wait for a disk."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as made:
        yield Path(made)


# ── ways to damage a lesson ──────────────────────────────────────────────────────────────────────────────────────────


def flip_bits(path, rng):
    one = rng.choice(files(path))
    data = bytearray(one.read_bytes())
    for _ in range(rng.choice((1, 1, 3, 40))):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    one.write_bytes(data)


def cut_short(path, rng):
    one = rng.choice(files(path))
    data = one.read_bytes()
    one.write_bytes(data[: rng.randrange(len(data))])


def overwrite(path, rng):
    one = rng.choice(files(path))
    data = bytearray(one.read_bytes())
    at, length = rng.randrange(len(data)), rng.choice((4, 100, 4096, 9000))
    data[at : at + length] = rng.choice((bytes(length), rng.randbytes(length), b"\n" * length))
    one.write_bytes(data)


def edit_a_cell(path, rng):
    table = rng.choice(list(COLUMNS))
    column = rng.choice(COLUMNS[table])
    one = f"SELECT rowid FROM {table} LIMIT 1 OFFSET {rng.randrange(12)}"
    edited(
        path,
        f"UPDATE OR REPLACE {table} SET {column} = ? WHERE rowid = ({one})",
        parameters=(rng.choice(ODD),),
    )


def edit_a_body(path, rng):
    table, key, column = rng.choice((("log", "n", "body"), ("log", "n", "body"), ("head", "key", "value")))
    rows = content(path)[table]
    with suppress(TypeError, IndexError):  # of a body that is no text, of a table that is empty by now
        row = rng.choice(rows)
        body = json.loads(row[2] if table == "log" else row[1])
        body = changed(body, rng)
        text = json.dumps(body)
        edited(path, f"UPDATE {table} SET {column} = ?1 WHERE {key} = ?2", parameters=(text, row[0]))


def changed(value, rng):
    """A JSON value with something in it exchanged, missing or added."""
    if not (isinstance(value, dict | list) and value) or rng.random() < 0.2:
        return rng.choice(ODD_JSON)
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = rng.choice(keys)
    match rng.randrange(6):
        case 0:
            del value[key]
        case 1 if isinstance(value, dict):
            value[rng.choice(("extra", "CAL", "to"))] = rng.choice(ODD_JSON)
        case _:
            value[key] = changed(value[key], rng)
    return value


def exchange_rows(path, rng):
    table = rng.choice(("log", "intents", "chain"))
    a, b = rng.randrange(1, 14), rng.randrange(1, 14)
    edited(
        path,
        *rng.choice(
            (
                (f"DELETE FROM {table} WHERE rowid = {a}",),
                (f"DELETE FROM {table} WHERE rowid >= {a}",),
                (f"UPDATE {table} SET rowid = 1000 WHERE rowid = {a}",),
                (
                    f"UPDATE {table} SET rowid = -1 WHERE rowid = {a}",
                    f"UPDATE {table} SET rowid = {a} WHERE rowid = {b}",
                ),
                (f"INSERT INTO log (kind, body, at) SELECT kind, body, at FROM log WHERE n = {a}",),
                (f"UPDATE log SET kind = (SELECT kind FROM log WHERE n = {a}) WHERE n = {b}",),
            )
        ),
    )


def edit_the_tables(path, rng):
    edited(
        path,
        *rng.choice(
            (
                ("DROP TABLE log",),
                ("DROP TABLE chain",),
                ("DELETE FROM head",),
                ("DELETE FROM chain",),
                ("ALTER TABLE log ADD COLUMN more",),
                ("CREATE TABLE more (x)",),
                ("CREATE TRIGGER t AFTER INSERT ON log BEGIN DELETE FROM log; END",),
                ("DROP TABLE log", ENDLESS),
                ("PRAGMA application_id = 7",),
                ("PRAGMA journal_mode = DELETE",),
                ("VACUUM",),
            )
        ),
    )  # fmt: skip


RAW = (flip_bits, cut_short, overwrite)
BY_SQL = (edit_a_cell, edit_a_body, edit_a_body, exchange_rows, edit_the_tables)


def damaged(kept, folder, rng):
    """A lesson damaged in one or two ways, and whether its chain was made to fit again."""
    for one in folder.iterdir():
        one.unlink()
    path = copied(kept[rng.choice(("killed", "closed"))], folder)
    raw, forged = rng.random() < 0.4, False
    with suppress(sqlite3.Error, OverflowError, UnicodeError, TypeError):  # of our own edits
        if not raw and rng.random() < 0.15:
            of_format_1(path)
            forged = True
        for _ in range(rng.choice((1, 1, 2))):
            rng.choice(RAW if raw else BY_SQL)(path, rng)
        if not raw and not forged and rng.random() < 0.6:
            forged = True
            chained_again(path)
    return path, forged


# ── what becomes of it ───────────────────────────────────────────────────────────────────────────────────────────────


def open_and_use(wanted):
    """Open a lesson and do what a host does with it; the rows it was opened with. Only refusals may be raised."""
    lesson = opened(wanted).lesson
    try:
        rows = {
            table: list(lesson.store.connection.execute(f"SELECT * FROM {table} ORDER BY rowid")) for table in CONTENT
        }
        boards.for_facilitator(lesson, set(), "", 0.0)
        boards.for_projector(lesson, 0.0)
        for code in lesson.state.people:
            json.dumps(boards.for_seat(lesson, code, 0.0)).encode()
        json.dumps(messages.page(lesson, Reader(Role.FACILITATOR))).encode()
        shown = Shown(lesson.session.world, tuple(lesson.session.moments), lesson.state.question, frozenset())
        Copy(lesson).out(shown, lesson.places["CAL"], 0, Sent())
        if lesson.state.part == Part.SESSION:
            move(lesson, {"CAL"})
        with suppress(OutOfOrder):
            lesson.rewind(0.0)
    finally:
        lesson.store.close()
    return rows


def attempt(do, *args):
    """What it returned and nothing, or nothing and why it was refused, which is one sentence."""
    try:
        return do(*args), ""
    except (Unreadable, Refused) as error:
        return None, shown(str(error))


def shown(sentence):
    """A sentence that can be printed as it is."""
    assert sentence.isprintable()
    return sentence


def is_beginning(rows, whole):
    """Whether the rows of a lesson are those that another began with."""
    shorter = all(whole[table][: len(rows[table])] == rows[table] for table in ("log", "intents"))
    return rows["head"] == whole["head"] and shorter


def try_cases(kept, folder, wanted, cases, seed=SEED):
    """Damage a lesson in that many ways; how many were opened, salvaged and refused."""
    rng, counts = random.Random(seed), {"opened": 0, "salvaged": 0, "refused": 0}
    for number in range(cases):
        path, forged = damaged(kept, folder, rng)
        before = {one: one.read_bytes() for one in files(path)}
        made, why_not = attempt(salvage, path)
        assert {one: one.read_bytes() for one in files(path)} == before, f"case {number}: the damaged file was touched"
        rows, refused = attempt(open_and_use, replace(wanted, file=path))
        assert forged or rows is None or is_beginning(rows, kept["content"]), f"case {number}: what is false was opened"
        assert not (made and rows), f"case {number}: what can be opened needs no salvage"
        assert rows or refused
        assert made or why_not
        if made:
            again = replace(wanted, file=made.path, preset=made.head.preset, seed=made.head.seed)
            assert attempt(open_and_use, again)[1] == "", f"case {number}: what was salvaged cannot be opened"
        counts["opened" if rows else "salvaged" if made else "refused"] += 1
    return counts


def test_no_damaged_lesson_is_a_traceback_and_what_is_sound_of_it_is_saved(kept, folder, wanted):
    counts = try_cases(kept, folder, wanted, QUICK)
    assert min(counts.values()) > QUICK // 20, "each way out is taken by some cases"


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_none_of_thousands_is_either(kept, folder, wanted):
    try_cases(kept, folder, wanted, MANY)
