"""Control sequences are shown as escapes, wherever the text of a file or of the command line is shown."""

import io
import json
import sys
import unicodedata

import pytest

from demarche.scenarios.load import LIBRARY, load
from demarche.scenarios.reading.toml import read_toml
from demarche.sim.visible import is_visible, visible
from demarche.ui.classroom.desk import cleaned
from demarche.ui.classroom.people import clean_name
from demarche.ui.cli import main
from demarche.ui.desktop.toolkit.fields import one_line
from demarche.ui.harmless import guarded, unguarded
from demarche.ui.report.page.build import build
from demarche.ui.story.parts import Line, Section, Table
from demarche.ui.terminal import say

ACTIVE = "\x1b[31m\x1b]0;title\x07\x9b\x7f\u202e\u2066\u2028\u200b\u200e\u200f\u061c\xad\ufeff\r"
ESCAPED = r"\x1b[31m\x1b]0;title\x07\x9b\x7f\u202e\u2066\u2028\u200b\u200e\u200f\u061c\xad\ufeff\x0d"


def toml(text):
    """A text as a basic string of TOML; the value is the same in JSON."""
    return json.dumps(text)


@pytest.fixture
def scenario(tmp_path):
    """The tutorial with control sequences in every text that it shows."""
    text = (LIBRARY / "tutorial.toml").read_text(encoding="utf-8")
    for old in ('title = "Seven', 'story = """\\\nSeven', 'name = "Avaland', 'body = "Council', 'summary = """\\\nYou'):
        if old in text:
            text = text.replace(old, old + toml(ACTIVE)[1:-1].replace("\x7f", "\\u007f"), 1)
    path = tmp_path / "council.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_each_control_character_is_its_escape_and_every_other_letter_is_itself():
    assert visible(ACTIVE) == ESCAPED
    assert visible("\ud800\U000e0041") == r"\ud800\U000e0041"
    for kept in ("José, naïve – “x” … 北京 \U0001f600", "tab\tand\nline", "\u0645\u06cc\u200c\u0631\u0648\u0645", ""):
        assert visible(kept) == kept
        assert is_visible(kept)
    assert not is_visible(ACTIVE)
    assert visible("a\tb\nc", lines=False) == "a b c"


SEEN = {0x6DD, 0x70F, 0x8E2, 0x110BD, 0x110CD, *range(0x600, 0x606), *range(0x890, 0x892)}
"""Format characters that are seen: signs of Arabic, Syriac and Kaithi around or over numbers."""
JOINERS = {0x200C, 0x200D}
BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2065\u2800\u3164\uffa0\ufff0\U000e0080\U000e0fff"
"""Characters of other categories that nobody sees, or that are kept for such."""


def test_every_format_character_is_shown_but_joiners_and_those_that_are_seen():
    formats = {code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Cf"}
    assert {code for code in formats if is_visible(chr(code))} == (SEEN & formats) | JOINERS
    assert visible("a\u200eb\u200fc\u061cd\xad") == r"a\u200eb\u200fc\u061cd\xad"


def test_characters_that_turn_the_direction_of_text_are_shown():
    turning = {code for code in range(sys.maxunicode + 1) if unicodedata.bidirectional(chr(code)) in TURNING}
    turning |= {0x200E, 0x200F, 0x061C}
    assert len(turning) == 12
    assert not any(is_visible(chr(code)) for code in turning)


TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@pytest.mark.parametrize("blank", BLANK, ids=ascii)
def test_a_blank_letter_is_shown_and_is_no_part_of_a_name_or_a_field(blank):
    assert visible(f"A{blank}B") == f"A{blank.encode('unicode_escape').decode()}B"
    assert clean_name(f" {blank} ") == ""
    assert clean_name(f"Ann{blank}") == "Ann"
    assert cleaned(f"{blank}\nyes{blank}") == "yes"
    assert one_line(f"a{blank}b") == "ab"


@pytest.mark.parametrize("command", [["show"], ["run", "--seed", "1"], ["validate"]])
def test_no_control_sequence_of_a_scenario_file_is_printed(command, scenario, capsys):
    assert main([command[0], str(scenario), *command[1:]]) == 0
    said = capsys.readouterr()
    assert is_visible(said.out + said.err)
    assert command == ["validate"] or r"\x1b[31m" in said.out


def test_no_control_sequence_is_in_the_log_the_report_or_the_object_of_a_run(scenario, tmp_path, capsys):
    log, report = tmp_path / "log.jsonl", tmp_path / "report.html"
    assert main(["run", str(scenario), "--json", "--log", str(log), "--report", str(report)]) == 0
    assert is_visible(capsys.readouterr().out)
    assert is_visible(report.read_text(encoding="utf-8"))
    head = json.loads(log.read_text(encoding="utf-8").splitlines()[0])
    assert r"\x1b[31m" in head["scenario"]["title"]
    assert main(["replay", str(log)]) == 0
    assert is_visible(capsys.readouterr().out)


def test_every_text_of_a_scenario_is_visible_once_it_is_read(scenario):
    assert any(not is_visible(text) for text in texts(read_toml(scenario)))
    assert all(map(is_visible, texts(load(str(scenario)).model_dump(mode="json"))))


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


@pytest.mark.parametrize(
    "argv",
    [
        [ACTIVE],
        ["run", ACTIVE],
        ["run", f"{ACTIVE}.toml"],
        ["run", "tutorial", f"--{ACTIVE}"],
        ["run", "tutorial", "--seed", ACTIVE],
        ["run", "tutorial", "--set", f"{ACTIVE}=1"],
        ["run", "tutorial", "--set", f"rounds={ACTIVE}"],
        ["run", "tutorial", "--set", f"drafts.0.wordings.THR={ACTIVE}"],
        ["replay", ACTIVE],
        ["validate", ACTIVE],
        ["sweep", ACTIVE],
        ["analyse", ACTIVE],
        ["backtest", "--votes", ACTIVE],
        ["host", "tutorial", "--port", "0", "--roster", ACTIVE],
    ],
)
def test_no_control_sequence_of_the_command_line_is_printed(argv, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(argv) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert is_visible(said.err)
    assert r"\x1b" in said.err


def test_what_is_printed_within_the_gate_is_visible_and_the_stream_is_its_own_afterwards(monkeypatch):
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    with guarded():
        print(ACTIVE)
        sys.stdout.writelines(["\x1b", "x\n"])
        assert not sys.stdout.isatty()
        assert unguarded(sys.stdout) is out
    assert sys.stdout is out
    assert out.getvalue() == f"{ESCAPED}\n\\x1bx\n"


def test_sections_are_visible_in_every_part(capsys):
    say([Section(ACTIVE, (Line(ACTIVE), Table((ACTIVE, "b"), ((ACTIVE, ACTIVE),))))])
    assert is_visible(capsys.readouterr().out)


def test_a_page_shows_escapes():
    assert f"<h1>&lt;{ESCAPED}&gt;</h1>" in build(f"<{ACTIVE}>", (), ())


def test_the_window_paints_escapes():
    pytest.importorskip("pygame").font.init()
    from demarche.ui.desktop.toolkit.paint import measure_at

    measure = measure_at(1.0)
    assert measure(f"a{ACTIVE}\0", 14, False) == measure(f"a{ESCAPED}\\x00", 14, False)
    assert measure("a\x1bb", 14, False) != measure("ab", 14, False)
