"""Lessons without a network, moved by hand, on disks that fill."""

from demarche.ui.classroom.presets import Part
from demarche.ui.classroom.reception import admit


def begin(lesson, *seats):
    for seat in seats:
        admit(lesson, (), f"Person {seat}", seat)
    lesson.go_to(Part.BRIEF, 0.0)
    lesson.go_to(Part.SESSION, 0.0)


def move(lesson, present=()):
    lesson.advance(time_is_up=True)
    lesson.moved(set(present), 0.0)


def fill(store):
    """From now on the file may not grow: as when the disk is full."""
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
    store.connection.execute(f"PRAGMA max_page_count = {pages}")


def make_room(store):
    store.connection.execute("PRAGMA max_page_count = 1000000")
