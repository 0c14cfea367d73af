"""Only regular files are read: a pipe, a device or a folder is refused at once, by every reader."""

import os
from pathlib import Path

import pytest

from demarche.scenarios.load import load
from demarche.scenarios.saves import replay
from demarche.sim.files import read_bytes
from demarche.sim.terms import Unreadable
from demarche.ui.cli import main
from tests.readers.table import READERS

NOT_REFUSING = ("settings", "save on the shelf", "manifest")
FROM_FILES = [reader for reader in READERS if reader.suffix and reader.name not in NOT_REFUSING]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("reader", FROM_FILES, ids=lambda reader: reader.name)
def test_a_pipe_nobody_writes_to_is_refused_at_once(reader, tmp_path):
    path = tmp_path / f"pipe{reader.suffix}"
    os.mkfifo(path)
    with pytest.raises(Unreadable, match="a pipe, and a regular file is needed"):
        reader.read(path)


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="the system has no such device")
@pytest.mark.parametrize("reader", FROM_FILES, ids=lambda reader: reader.name)
def test_a_device_that_never_ends_is_refused_at_once(reader, tmp_path):
    path = tmp_path / f"zero{reader.suffix}"
    path.symlink_to("/dev/zero")
    with pytest.raises(Unreadable, match="a device, and a regular file is needed"):
        reader.read(path)


@pytest.mark.parametrize("reader", FROM_FILES, ids=lambda reader: reader.name)
def test_a_folder_is_refused(reader, tmp_path):
    path = tmp_path / f"folder{reader.suffix}"
    path.mkdir()
    with pytest.raises(Unreadable, match="a folder, and a regular file is needed"):
        reader.read(path)


@pytest.mark.parametrize("command", ["run", "show", "validate", "sweep", "replay", "host"])
def test_every_command_refuses_a_device(command, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "zero.toml").symlink_to("/dev/zero")
    assert main([command, "zero.toml"]) == 2
    assert "this is a device" in capsys.readouterr().err


def test_a_file_that_grew_since_its_size_was_asked_is_not_read_without_end():
    """Files of /proc say that they are empty, and are not."""
    if not os.path.exists("/proc/self/maps"):
        pytest.skip("the system has no such files")
    assert os.stat("/proc/self/maps").st_size == 0
    with pytest.raises(Unreadable, match="larger than"):
        read_bytes(Path("/proc/self/maps"), 100)


@pytest.mark.parametrize(("read", "name"), [(load, "a\0.toml"), (replay, "absent.jsonl"), (load, "absent.toml")])
def test_a_name_that_is_none_is_refused(read, name):
    with pytest.raises(Unreadable, match=r"not the name of a file|no such file"):
        read(name if read is load else Path(name))
