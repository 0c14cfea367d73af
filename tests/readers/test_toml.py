"""The reader of TOML, and what is said of a file that would cost the parser too much."""

import pytest

from demarche.scenarios.load import LIBRARY, load
from demarche.scenarios.reading.toml import MOST_DEPTH, parse_toml, read_toml, value_of
from demarche.sim.terms import Unreadable
from demarche.ui.checking import faults_in
from demarche.ui.classroom.injects import read_script
from demarche.ui.play.settings import Settings, read_settings


@pytest.mark.parametrize("read", [read_toml, faults_in])
def test_a_file_may_begin_with_a_byte_order_mark(read, tmp_path):
    path = tmp_path / "tutorial.toml"
    path.write_bytes(b"\xef\xbb\xbf" + (LIBRARY / "tutorial.toml").read_bytes())
    assert read(path) == read(LIBRARY / "tutorial.toml")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a = 1\nx = " + "[" * 33 + "]" * 33, "line 2: this is nested too deeply; 32 levels"),
        ("a = '''\n\n'''\nx = " + "{y=" * 33 + "1" + "}" * 33, "line 4: this is nested too deeply"),
        ("[" + ".".join("a" * 33) + "]", "line 1: this is nested too deeply"),
        ("\n\n" + ".".join("a" * 33) + " = 1", "line 3: this is nested too deeply"),
        ("y = 1\nx = " + "9" * 5000, "line 2: a number has too many digits"),
        ("x = 0x" + "f" * 5000, "x: a whole number of more than 64 bits"),
        ("[a]\nx = [1, 18446744073709551616]", r"a\.x\.1: a whole number of more than 64 bits"),
        ("x = -18446744073709551616", "x: a whole number of more than 64 bits"),
        ("x = 2020-13-01", "not valid TOML"),
        ("x = 1\nx = 2\n", "line 2"),
    ],
)
def test_what_would_be_too_much_for_the_parser_is_refused_with_its_place(text, fault):
    with pytest.raises(Unreadable, match=f"^here: .*{fault}"):
        parse_toml(text, "here")


def test_brackets_and_full_stops_in_texts_and_comments_are_not_depth():
    many = "[{." * 50
    text = f'a = "{many}"  # {many}\nb = \'{many}\'\nc = """{many}\n{many}"""\nd = [0.1, 0.2{", 0.3" * 50}]'
    assert parse_toml(text, "here")["a"] == many
    assert parse_toml("[" * 0 + "x = " + "[" * MOST_DEPTH + "]" * MOST_DEPTH, "here")
    assert parse_toml("x = 18446744073709551615", "here") == {"x": (1 << 64) - 1}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6", 6),
        ("0.5", 0.5),
        ("[1]", [1]),
        ("'x'", "x"),
        ("word", "word"),
        ("two words", "two words"),
        ("1\ny = 2", "1\ny = 2"),
        ("[", "["),
    ],
)
def test_a_value_that_is_typed_is_toml_or_else_a_text(text, value):
    assert value_of(text, "here") == value


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 400, "18446744073709551616", "0x" + "f" * 5000])
def test_a_setting_that_is_too_much_is_refused(value):
    with pytest.raises(Unreadable, match=r"^--set rounds=.{1,400}$"):
        load("tutorial", [f"rounds={value}"])


def test_a_path_of_thousands_of_parts_is_refused():
    with pytest.raises(Unreadable, match="at most 32 parts"):
        load("tutorial", [".".join("a" * 20_000) + "=1"])


@pytest.mark.parametrize(("content", "line"), [(b"a = 1\nb = '\xe9'\n", 2), (b"\xff\xfea\x00", 1), (b"a = 1\n\x00", 2)])
def test_a_text_in_another_encoding_is_refused_with_its_line(content, line, tmp_path):
    path = tmp_path / "file.toml"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=rf"file\.toml: line {line}: .*save it as UTF-8"):
        read_toml(path)
    with pytest.raises(Unreadable, match=f"line {line}"):
        read_script(path, ())
    settings, notice = read_settings(path)
    assert settings == Settings()
    assert f"line {line}" in notice


def test_a_file_has_a_most_of_bytes(tmp_path):
    path = tmp_path / "file.toml"
    path.write_text("# x\n" * (1 << 18))
    assert read_toml(path) == {}
    path.write_text("# x\n" * (1 << 18) + "#")
    with pytest.raises(Unreadable, match=r"file\.toml: larger than 1 MB"):
        read_toml(path)
