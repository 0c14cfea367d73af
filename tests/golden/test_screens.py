"""What the screens say and look like, merely kept: a change is seen here, whether it was meant or not.

When one was meant: `python -m tests.golden.renew_screens`, and read the difference line by line.
"""

import numpy as np
import pygame
import pytest

from tests.golden.renew_screens import FOLDER, PAINTED, SAID, file_of, painted, said

TOLERANCE = 6.0
"""Mean difference of the channels, of 255, that another FreeType may make. Chosen; a missing panel makes over 10."""


@pytest.mark.parametrize("name", SAID)
def test_a_screen_says_what_it_said(name):
    kept = file_of(name, "txt").read_text(encoding="utf-8")
    assert said(name).splitlines() == kept.splitlines(), "if that is meant: python -m tests.golden.renew_screens"


@pytest.mark.parametrize(("name", "theme"), PAINTED)
def test_a_screen_looks_as_it_looked(name, theme):
    kept = pygame.surfarray.array3d(pygame.image.load(file_of(name, "png"))).astype(float)
    now = pygame.surfarray.array3d(painted(name, theme)).astype(float)
    assert np.abs(kept - now).mean() < TOLERANCE


def test_a_picture_of_another_screen_would_not_pass():
    one, other = (pygame.surfarray.array3d(painted(*which)).astype(float) for which in PAINTED[:2])
    assert np.abs(one - other).mean() > TOLERANCE


def test_no_screen_is_kept_without_a_test():
    kept = {file_of(name, "txt").name for name in SAID} | {file_of(name, "png").name for name, _ in PAINTED}
    assert {path.name for path in FOLDER.iterdir()} == kept
