"""Damaged lessons: why one is refused, and what is saved of it."""

import pytest

from demarche.sim.terms import Unreadable
from demarche.ui.classroom.opening import opened
from demarche.ui.classroom.salvage import salvage
from tests.classroom.on_disk import content, files


def why_not(wanted):
    """Why a lesson is refused."""
    with pytest.raises(Unreadable) as refused:
        opened(wanted)
    assert str(refused.value).startswith(f"{wanted.file}: ")
    return str(refused.value)


def number_of(path, kind, nth=0):
    return [row[0] for row in content(path)["log"] if row[1] == kind][nth]


def salvaged(wanted):
    """What `--salvage` made of it; the damaged file is as it was."""
    before = {one: one.read_bytes() for one in files(wanted.file)}
    made = salvage(wanted.file)
    assert {one: one.read_bytes() for one in files(wanted.file)} == before
    return made


def saved_entries(made):
    return len(content(made.path)["log"])
