"""The sounds of the room, worked out from sines and noise. Whatever a sound says is also to be seen."""

from collections.abc import Callable
from enum import StrEnum
from functools import cache

import numpy as np

from demarche.sim.terms import Floats, Ints

RATE = 44_100
"""Samples a second."""
LOUDEST = 0.5
"""Peak of every sound, as a share of full scale."""


class Sound(StrEnum):
    """What is heard: the gavel that opens and closes, a ballot counted, a message for you, bad news, an act refused."""

    GAVEL = "gavel"
    TICK = "tick"
    MESSAGE = "message"
    ALARM = "alarm"
    ERROR = "error"


MURMUR, QUIETEST = 6.0, 0.06
"""Seconds after which the noise of the room begins again, and its peak as a share of full scale."""
VOICES = 24
"""Voices that make it up."""


@cache
def murmur() -> Ints:
    """The noise of a room of people, (n,) int16 at RATE, which may follow upon itself without a seam.

    Voices are a low tone each, whose loudness rises and falls with the syllables; every one has a whole number of
    periods in it.
    """
    t = np.arange(int(MURMUR * RATE)) / RATE
    wave = np.zeros(len(t))
    for voice in range(VOICES):
        # Spread by the golden ratio, so that no two voices keep step.
        share = voice * 0.618033988749895 % 1
        pitch, speed = round((95 + 140 * share) * MURMUR), round((1.5 + 3 * (share * 7 % 1)) * MURMUR)
        tone = sum(np.sin(2 * np.pi * pitch * part * t / MURMUR + voice) / part for part in (1, 2, 3))
        wave += tone * (0.5 + 0.5 * np.sin(2 * np.pi * speed * t / MURMUR + 5 * voice)) ** 2
    return np.asarray(np.round(wave / np.abs(wave).max() * QUIETEST * np.iinfo(np.int16).max), np.int16)


@cache
def samples(sound: Sound) -> Ints:
    """One sound in one channel, (n,) int16 at RATE; under a second."""
    wave = MAKES[sound]()
    return np.asarray(np.round(wave / np.abs(wave).max() * LOUDEST * np.iinfo(np.int16).max), np.int16)


def gavel() -> Floats:
    """Two knocks on wood: a low thud with a crack at its head."""
    return _after(_knock(), 0.22, _knock())


def tick() -> Floats:
    """A short, dry click, soft enough to be heard 193 times."""
    return _fading(0.03, 0.006, 1_900, 2_700)


def message() -> Floats:
    """A rising fourth, struck like a small bell."""
    return _after(_fading(0.35, 0.09, 659, 1_318), 0.11, _fading(0.45, 0.12, 880, 1_760))


def alarm() -> Floats:
    """Two low notes a half tone apart, which beat against each other."""
    return _fading(0.7, 0.15, 196, 392) + _fading(0.7, 0.15, 208, 415)


def error() -> Floats:
    """A low, falling pair of notes."""
    return _after(_fading(0.22, 0.07, 233, 466), 0.13, _fading(0.3, 0.09, 175, 350))


def _knock() -> Floats:
    thud, crack = _fading(0.25, 0.035, 110, 190, 310), _fading(0.25, 0.004, 1_250)
    # The same noise each time: a hash of the place of each sample.
    noise = np.modf(np.sin(np.arange(len(crack)) * 12.9898) * 43_758.5453)[0]
    return thud + 0.6 * crack * noise


def _fading(seconds: float, fall: float, *pitches: float) -> Floats:
    """Sines of those pitches in hertz, each half as loud as the one before, falling by e in `fall` seconds.

    The first two milliseconds rise, so that nothing clicks that should not.
    """
    t = np.arange(int(seconds * RATE)) / RATE
    tones = sum(np.sin(2 * np.pi * pitch * t) / 2**place for place, pitch in enumerate(pitches))
    return np.asarray(tones * np.exp(-t / fall) * np.minimum(t / 0.002, 1.0))


def _after(first: Floats, seconds: float, second: Floats) -> Floats:
    """The first, and the second so many seconds later."""
    begins = int(seconds * RATE)
    both = np.zeros(max(len(first), begins + len(second)))
    both[: len(first)] += first
    both[begins : begins + len(second)] += second
    return both


MAKES: dict[Sound, Callable[[], Floats]] = {
    Sound.GAVEL: gavel,
    Sound.TICK: tick,
    Sound.MESSAGE: message,
    Sound.ALARM: alarm,
    Sound.ERROR: error,
}
