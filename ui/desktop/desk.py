"""What the window keeps between screens: the settings at work, and sounds to be made."""

from collections import deque
from dataclasses import dataclass, field

from demarche.sim.terms import Unreadable
from demarche.ui.desktop.toolkit.sounds import Sound
from demarche.ui.play.settings import Settings, keep_settings, read_settings


@dataclass
class Desk:
    """One window's. settings are read by the painter at every frame; sounds are taken from the left."""

    settings: Settings
    notice: str = ""
    cues: deque[Sound] = field(default_factory=deque)

    @classmethod
    def opened(cls) -> "Desk":
        """With the settings of the player, as far as they can be read."""
        settings, notice = read_settings()
        return cls(settings, notice)

    def set(self, name: str, value: object) -> str:
        """One setting changed and kept. Returns what the player should be told, mostly nothing."""
        self.settings = self.settings.model_copy(update={name: value})
        try:
            keep_settings(self.settings)
        except Unreadable as error:
            return str(error)
        return ""

    def cue(self, sound: Sound) -> None:
        """Ask for a sound, if there are to be any."""
        if self.settings.sound:
            self.cues.append(sound)
