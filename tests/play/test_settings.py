"""Settings: kept between starts, and harmless when they cannot be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.sim.terms import Unreadable
from demarche.ui.play.asking import Ask
from demarche.ui.play.settings import FILE, SCALES, Settings, keep_settings, read_settings

ANY = st.builds(
    Settings,
    text_scale=st.sampled_from(SCALES),
    theme=st.sampled_from(["light", "dark", "contrast"]),
    reduce_motion=st.booleans(),
    sound=st.booleans(),
    width=st.integers(640, 7680),
    height=st.integers(480, 4320),
    full_screen=st.booleans(),
    ask=st.sampled_from(Ask),
)


@given(settings=ANY)
def test_what_is_kept_is_what_is_read(settings, tmp_path_factory):
    path = tmp_path_factory.mktemp("settings") / FILE
    keep_settings(settings, path)
    assert read_settings(path) == (settings, "")
    assert [found.name for found in path.parent.iterdir()] == [FILE]


def test_at_the_first_start_they_are_as_they_come_and_nothing_is_said():
    assert read_settings() == (Settings(), "")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"text_scale = ", "Invalid value"),
        (b"\xff\xfe", "UTF-8"),
        (b"text_scale = 90\n", "text_scale: should be 100, 125, 150 or 200, not 90"),
        (b'theme = "mauve"\n', "theme: should be 'light', 'dark' or 'contrast', not 'mauve'"),
        (b"width = 12\n", "width: should be greater than or equal to 640, not 12"),
    ],
)
def test_a_file_that_cannot_be_read_gives_the_defaults_and_a_line_that_says_so(content, told, home):
    home.mkdir()
    (home / FILE).write_bytes(content)
    settings, notice = read_settings()
    assert settings == Settings()
    assert notice.startswith("Your settings could not be read, and are as at first.")
    assert told in notice
    assert (home / FILE).read_bytes() == content


def test_a_setting_of_a_later_version_is_passed_over(home):
    home.mkdir()
    (home / FILE).write_text("moons = 2\nsound = false\n")
    assert read_settings() == (Settings(sound=False), "")


def test_settings_that_cannot_be_written_say_so(home):
    home.write_text("a file stands where the folder should be")
    with pytest.raises(Unreadable, match="Your settings could not be kept"):
        keep_settings(Settings())
