"""Lessons as files: made, taken apart, edited row by row, and given a chain that fits again."""

import shutil
import sqlite3
from contextlib import closing

from demarche.ui.classroom.lesson_path import sidecars
from demarche.ui.classroom.opening import opened
from demarche.ui.classroom.people import Keeper
from demarche.ui.classroom.records import Entry, Intent, IntentRow, LogRow, head_link, write_link
from tests.classroom.plain import begin, move

CONTENT = ("head", "log", "intents")


def lively(wanted, ticks=9):
    """A lesson with every kind of entry, and an answer that waits; still open."""
    lesson = opened(wanted).lesson
    begin(lesson, "CAL", "AVA", "BRE")
    for number in range(ticks):
        if "CAL" in lesson.awaited():
            act, words = ("speak CON.d", "We cannot sign that.") if lesson.session.tick == 0 else ("pass", "")
            lesson.offer("CAL", f"cal-{number}", lesson.state.question, act, words)
        move(lesson, {"CAL", "AVA"})
    say = {"kind": "private", "by": "CAL", "to": ["AVA"], "title": "", "text": "Between us", "tick": 1}
    lesson.keep(Entry("message", say), intent=Intent("CAL", "say-1"))
    lesson.keep(Entry("door", {"open": False}), Entry("private", {"open": False}))
    lesson.keep(Entry("judged", {"by": "CAL", "tick": 0, "open": False}), Entry("moderation", {"mode": "held"}))
    lesson.keep(Entry("passed", {"tick": 1, "message": 1}), Entry("names", {"open": True}))
    lesson.keep(*(Entry(kind, {"open": True}) for kind in ("quiet", "teams", "agreeing")))
    lesson.keep(Entry("machines", {"speak": "few"}), Entry("given", {"what": "roster", "text": "name,seat\nAda,CAL\n"}))
    lesson.keep(Entry("graded", {"code": "CAL", "line": 8, "points": 12.5}))
    lesson.keep(Entry("campaign", {"id": "campaign-2009-2018", "number": 0, "memory": {}, "past": {}}))
    lesson.rewind(0.0)
    lesson.pause(False, 0.0)
    lesson.give("AVA", Keeper.OWNER)
    lesson.free("BRE")
    lesson.offer("CAL", "waits", lesson.state.question, "pass")
    return lesson


def files(path):
    """Every file of a lesson that there is."""
    return [one for one in (path, *sidecars(path)) if one.exists()]


def copied(path, folder, name="a.lesson"):
    """A copy of a lesson and what is beside it, as a kill would leave it."""
    for one in files(path):
        shutil.copyfile(one, folder / one.name.replace(path.name, name, 1))
    return folder / name


def content(path):
    """The rows of a lesson beside its chain, read from a copy."""
    with closing(sqlite3.connect(path)) as connection:
        return {table: connection.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall() for table in CONTENT}


def edited(path, *statements, parameters=()):
    """Change a lesson that nobody has open by SQL."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement, parameters)


def chained_again(path):
    """Give a lesson that was edited a chain that fits: one link for each of its old writes, as far as rows are left."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        lines = [LogRow(*row) for row in connection.execute("SELECT kind, body, at FROM log ORDER BY n")]
        query = "SELECT seat, id, question, act, at FROM intents ORDER BY rowid"
        meant = [IntentRow(*row) for row in connection.execute(query)]
        old = connection.execute("SELECT log, intents FROM chain WHERE n > 0 ORDER BY n").fetchall()
        ends = [(min(a, len(lines)), min(b, len(meant))) for a, b in old]
        if ends and ends[-1] != (len(lines), len(meant)):
            ends.append((len(lines), len(meant)))
        connection.execute("DELETE FROM chain")
        before = head_link(connection.execute("SELECT key, value FROM head"))
        connection.execute("INSERT INTO chain VALUES (0, 0, 0, ?)", (before,))
        done = spoken = 0
        for number, (to, spoken_to) in enumerate(ends, start=1):
            before = write_link(before, lines[done:to], meant[spoken:spoken_to])
            connection.execute("INSERT INTO chain VALUES (?, ?, ?, ?)", (number, to, spoken_to, before))
            done, spoken = to, spoken_to


def of_format_1(path):
    """Make of a lesson one as an earlier version kept it."""
    edited(path, "DROP TABLE chain", "UPDATE head SET value = '1' WHERE key = 'format'")
