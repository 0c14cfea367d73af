"""Text for a field of the window: keys, input methods and the clipboard."""

import pygame
import pytest

from demarche.ui.desktop import reading
from demarche.ui.desktop.screens.asking import TypeName
from demarche.ui.desktop.showing import Showing
from demarche.ui.desktop.toolkit.fields import MOST_TEXT
from demarche.ui.desktop.toolkit.marks import Text
from tests.ui.hands import Hands

CTRL, SHIFT, META, ALT = pygame.KMOD_LCTRL, pygame.KMOD_LSHIFT, pygame.KMOD_LMETA, pygame.KMOD_LALT


@pytest.fixture
def ended():
    return []


@pytest.fixture
def window(home, ended):
    """A field to type in, which has the focus; `ended` gets what the screen ends in."""

    def steps(desk):
        answer = yield Showing(TypeName("Save", "Name", "", "Save", "A name."))
        ended.append(answer.value)

    hands = Hands(steps)
    hands.frames()
    hands.go_to("name")
    yield hands
    hands.close()


@pytest.fixture
def pasted(monkeypatch):
    """Puts text into the clipboard."""
    return lambda text: monkeypatch.setattr(pygame.scrap, "get_text", lambda: text)


def post(hands, *events):
    for kind, values in events:
        pygame.event.post(pygame.event.Event(kind, **values))
    hands.frames()


def key(code, text="", mod=0):
    return pygame.KEYDOWN, {"key": code, "unicode": text, "mod": mod}


def text(said):
    return pygame.TEXTINPUT, {"text": said}


def draft(said):
    return pygame.TEXTEDITING, {"text": said, "start": 0, "length": len(said)}


def letter(one):
    """What a keyboard makes of a letter: a key, and its text."""
    return key(ord(one), one), text(one)


def test_a_letter_is_written_once_though_it_comes_as_a_key_and_as_text(window):
    post(window, *letter("b"), *letter("b"), key(pygame.K_SPACE, " "), text(" "), *letter("y"))
    assert window.screen.value == "bb y"


def test_a_letter_whose_text_comes_a_frame_later_is_written_once(window):
    post(window, key(pygame.K_b, "b"))
    post(window, text("b"))
    assert window.screen.value == "b"


def test_a_key_alone_writes_its_letter(window):
    post(window, key(pygame.K_b, "b"))
    assert window.screen.value == "b"


def test_the_text_of_a_dead_key_counts_and_not_the_key(window):
    post(window, key(pygame.K_e, "e"), text("é"))
    assert window.screen.value == "é"


def test_what_an_input_method_composes_is_shown_and_what_it_makes_is_written(window, ended):
    post(window, key(pygame.K_n, "n"), draft("n"))
    post(window, key(pygame.K_i, "i"), draft("ni"))
    marks = [mark.words for mark in window.window.scene().marks if isinstance(mark, Text)]
    assert ("ni|" in marks, window.screen.value) == (True, "")
    post(window, key(pygame.K_BACKSPACE), key(pygame.K_RETURN, "\r"), draft(""), text("你"))
    assert (window.screen.value, ended) == ("你", [])
    assert window.window.posture.draft == ""
    post(window, key(pygame.K_RETURN, "\r"))
    assert ended == ["你"]


def test_a_draft_is_dropped_by_escape_and_by_a_click(window, ended):
    post(window, draft("ni"))
    post(window, key(pygame.K_ESCAPE))
    assert (window.window.posture.draft, ended) == ("", [])
    post(window, draft("ni"), (pygame.MOUSEBUTTONDOWN, {"pos": (2, 2), "button": 1}))
    assert (window.window.posture.draft, window.screen.value) == ("", "")


def test_a_letter_that_opened_a_field_is_not_written_into_it(home):
    from demarche.ui.desktop.screens.asking import Cover

    def steps(desk):
        yield Showing(Cover("Ada", "A game"))
        yield Showing(TypeName("Save", "Name", "", "Save", "A name."))

    hands = Hands(steps)
    hands.frames()
    post(hands, *letter("s"))
    hands.go_to("name")
    post(hands, *letter("t"))
    assert hands.screen.value == "t"
    hands.close()


def test_text_without_a_field_does_nothing(window):
    window.go_to("do")
    post(window, text("b"), draft("b"))
    assert (window.screen.value, window.window.posture.draft) == ("", "")


@pytest.mark.parametrize(
    "pressed",
    [key(pygame.K_v, "\x16", CTRL), key(pygame.K_v, "v", META), key(pygame.K_INSERT, "", SHIFT)],
    ids=["Ctrl+V", "Cmd+V", "Shift+Insert"],
)
def test_the_clipboard_is_pasted_as_one_line_without_control_characters(pressed, window, pasted):
    pasted("  one\r\ntwo\tthree\x1b[31m\x00 \u202efour\n")
    post(window, *letter("a"), pressed)
    assert window.screen.value == "aone two three[31m four"


@pytest.mark.parametrize("pressed", [key(pygame.K_v, "√", CTRL | ALT), key(pygame.K_INSERT), key(pygame.K_v, "v")])
def test_other_keys_do_not_paste(pressed, window, pasted):
    pasted("clipboard")
    post(window, pressed)
    assert "clipboard" not in window.screen.value


def test_a_field_holds_no_more_than_it_can(window, pasted):
    pasted("x" * (MOST_TEXT + 1_000_000))
    for _ in range(2):
        post(window, key(pygame.K_v, "\x16", CTRL))
    assert window.screen.value == "x" * MOST_TEXT
    post(window, *letter("y"), key(pygame.K_BACKSPACE))
    assert window.screen.value == "x" * (MOST_TEXT - 1)


def test_an_empty_or_missing_clipboard_pastes_nothing(window, pasted, monkeypatch):
    pasted("")
    post(window, key(pygame.K_v, "\x16", CTRL))

    def none():
        raise pygame.error("there is no clipboard")

    monkeypatch.setattr(pygame.scrap, "get_text", none)
    post(window, key(pygame.K_v, "\x16", CTRL))
    assert (window.screen.value, reading.clipboard()) == ("", "")


def test_the_end_of_a_long_text_is_what_is_seen(window, pasted):
    pasted(f"{'long ' * 60}end")
    post(window, key(pygame.K_v, "\x16", CTRL))
    field = window.spots("name")[0].rect
    shown = next(m for m in window.window.scene().marks if isinstance(m, Text) and m.words.endswith("end|"))
    assert shown.rect.right <= field.right
