"""What cannot be hosted: one clear line, exit 2, and nothing is lost."""

import os
import socket
import sys

import pytest

from demarche.ui.cli import main
from tests.classroom.hosting import kill_gently, start_process


@pytest.fixture
def refused(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def refuse(*argv):
        before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        assert main(["host", *map(str, argv)]) == 2
        said = capsys.readouterr()
        assert said.err.startswith("demarche: ")
        assert said.err.count("\n") == 1
        assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
        return said.err

    return refuse


def test_a_port_in_use(refused):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert "in use" in refused("tutorial", "--port", port)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to(refused, tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o500)
    assert "cannot be written to" in refused("tutorial", "--file", folder / "a.lesson", "--port", 0)


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="there is no folder here that nobody can write to")
def test_a_folder_that_nobody_can_write_to(refused):
    assert "cannot be" in refused("tutorial", "--file", "/proc/self/a.lesson", "--port", 0)


def test_a_folder_that_is_not_there(refused):
    assert "cannot be written to" in refused("tutorial", "--file", "nowhere/a.lesson", "--port", 0)


def test_a_file_of_something_else(refused, tmp_path):
    (tmp_path / "thesis.txt").write_text("my thesis\n" * 100)
    assert "no lesson" in refused("tutorial", "--file", "thesis.txt", "--port", 0)


@pytest.mark.parametrize(
    "argv",
    [
        ("no-such",),
        ("tutorial", "--preset", "50"),
        ("tutorial", "--port", "http"),
        ("tutorial", "--roster", "none.csv"),
        ("tutorial", "--injects", "none.toml"),
        ("tutorial", "--rubric", "none.toml"),
        ("tutorial", "--forget"),
    ],
)
def test_what_is_typed_wrong(refused, argv):
    assert refused(*argv)


def test_another_lesson_in_the_file_and_a_second_host_of_it(tmp_path, refused):
    process, told = start_process(tmp_path)
    try:
        assert "another host has this lesson open" in refused("tutorial", "--file", told["file"], "--port", 0)
        assert "another host" in refused("tutorial", "--file", told["file"], "--port", 0, "--new")
        assert process.poll() is None
    finally:
        kill_gently(process)
    assert "holds a lesson of tutorial" in refused("dual-track-2018", "--file", told["file"], "--port", 0)


def test_a_lesson_is_forgotten_when_asked(tmp_path, capsys):
    process, told = start_process(tmp_path)
    kill_gently(process)
    assert main(["host", "tutorial", "--file", told["file"], "--forget"]) == 0
    assert "is deleted" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
