"""Sounds: short, none too loud, without a click at either end, and the same each time."""

import numpy as np
import pytest

from demarche.ui.desktop.toolkit.sounds import LOUDEST, MAKES, RATE, Sound, samples

EACH = pytest.mark.parametrize("sound", Sound)


@EACH
def test_a_sound_is_short_and_none_too_loud(sound):
    wave = samples(sound)
    assert wave.dtype == np.int16
    assert 0.02 <= len(wave) / RATE <= 1
    assert np.abs(wave.astype(int)).max() == pytest.approx(LOUDEST * 32767, abs=1)


@EACH
def test_a_sound_begins_in_silence_and_has_died_away_at_its_end(sound):
    wave = samples(sound).astype(int)
    assert abs(wave[0]) < 200
    assert np.abs(wave[-50:]).max() < 400


@EACH
def test_a_sound_is_the_same_each_time(sound):
    assert np.array_equal(MAKES[sound](), MAKES[sound]())
