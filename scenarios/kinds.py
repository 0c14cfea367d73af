"""Which kind of file a TOML document is, and what is said where another kind is wanted."""

import shlex
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from demarche.sim.terms import Unreadable

LIBRARY = Path(__file__).parent / "library"


class Kind(Enum):
    """The kinds of files that are written in TOML for the commands."""

    SCENARIO = "a scenario"
    CAMPAIGN = "a campaign"
    STUDY = "a study"
    LEAGUE = "a league"


SAID = {
    Kind.CAMPAIGN: "demarche run {0} plays its sessions one after another, and demarche show {0} lists their scenarios",
    Kind.STUDY: "demarche sweep {0} plays it",
    Kind.LEAGUE: "demarche league {0} plays it",
    Kind.SCENARIO: "demarche run {0} plays it, and docs/studies.md says how a study of it is written",
}
"""What a file of each kind is for, by the name that a command takes."""


def kind_of(document: Mapping[str, Any]) -> Kind | None:
    """The kind, by the keys that only files of it have; None where there are none."""
    if "sessions" in document:
        return Kind.CAMPAIGN
    if "games" in document:
        return Kind.LEAGUE
    if "design" in document or "factors" in document:
        return Kind.STUDY
    return Kind.SCENARIO if "drafts" in document else None


def require_kind(document: Mapping[str, Any], wanted: Kind, where: str) -> None:
    """Raises Unreadable where a document is of another kind: what it is, and which command plays it."""
    kind = kind_of(document)
    if kind is not None and kind is not wanted:
        path = Path(where)
        said = SAID[kind].format(shlex.quote(path.stem if path.parent == LIBRARY else where))
        raise Unreadable(f"{where}: this is {kind.value} and not {wanted.value}: {said}")
