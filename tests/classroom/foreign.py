"""Files that are no lesson, and that a host finds where its lesson should be."""

import os
import sqlite3
import sys

import pytest

from tests.classroom.on_disk import copied

posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such files or modes there")


def a_text(path):
    path.write_text("not a lesson\n" * 50)
    path.with_name(path.name + "-journal").write_text("j")
    path.with_name(path.name + "-wal").write_text("w")


def a_scenario(path):
    path.write_text('id = "mine"\n')


def a_database(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    path.with_name(path.name + "-journal").write_text("j")


def a_database_with_a_wal(path):
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.commit()
    folder = path.with_name("copy")
    folder.mkdir()
    copied(path, folder, path.name)
    connection.close()
    for one in folder.iterdir():
        one.replace(path.with_name(one.name))
    folder.rmdir()
    assert path.with_name(path.name + "-wal").stat().st_size


def a_folder(path):
    path.mkdir()
    (path / "within").write_text("x")


def a_link_to_a_text(path):
    a_text(path.with_name("thesis.txt"))
    path.symlink_to("thesis.txt")


def a_link_to_nothing(path):
    path.symlink_to("nowhere")


def a_pipe(path):
    os.mkfifo(path)


def a_wal_without_its_lesson(path):
    path.with_name(path.name + "-wal").write_text("w")


def an_empty_file(path):
    path.touch()


def half_a_header(path):
    path.write_bytes(b"SQLite format 3\0")


def a_device(path):
    path.symlink_to("/dev/zero")


def nothing(path):
    pass


FOREIGN = [
    a_text, a_scenario, a_database, a_database_with_a_wal, a_folder, an_empty_file, half_a_header,
    a_wal_without_its_lesson, nothing,
    *(pytest.param(one, marks=posix) for one in (a_link_to_a_text, a_link_to_nothing, a_device, a_pipe)),
]  # fmt: skip
