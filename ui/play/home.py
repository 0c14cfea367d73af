"""The folder in which a player's saves and settings are kept."""

import os
from pathlib import Path

from platformdirs import user_data_path

OVERRIDE = "DEMARCHE_HOME"
"""Environment variable that names another folder."""


def home() -> Path:
    """Where this player's things are kept. It need not exist yet."""
    named = os.environ.get(OVERRIDE)
    return Path(named) if named else user_data_path("demarche", appauthor=False)


def saves() -> Path:
    """Games that the player has saved under a name: playing on never changes them."""
    return home() / "saves"


def autosaves() -> Path:
    """Every game as it is played, one file each."""
    return home() / "autosaves"
