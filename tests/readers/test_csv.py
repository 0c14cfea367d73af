"""The reader of CSV: what spreadsheets write is read, and what is wrong is told with its line in the file."""

import pytest

from demarche.scenarios.history.rollcalls import read_roll_calls
from demarche.scenarios.reading import csv
from demarche.scenarios.reading.csv import read_csv
from demarche.sim.terms import Unreadable
from demarche.ui.classroom.people import clean_name, read_roster

SEATS = ("AVA", "BRE", "CAL")


@pytest.fixture
def table(tmp_path):
    """Writes a table, as text in UTF-8 or as bytes, and gives its path."""

    def write(content):
        path = tmp_path / "table.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def rows(path, needed=("name", "seat"), known=("team",)):
    return [(row.line, tuple(row.cells.values())) for row in read_csv(path, needed, known).rows]


CLASS = [(2, ("Ada", "AVA", "x")), (3, ("Bo", "BRE", ""))]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_separator_and_the_ending_of_lines_are_found(separator, ending, table):
    text = ending.join(["name,seat,team", "Ada,AVA,x", "Bo,BRE,", ""]).replace(",", separator)
    assert rows(table(text)) == CLASS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_table_as_spreadsheets_encode_it_is_read(encoding, table):
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    assert rows(table(f"{mark}name\tseat\tteam\r\nAda\tAVA\tx\r\nBo\tBRE\t\r\n".encode(encoding))) == CLASS


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("name,seat\nJosé,AVA\n".encode("latin-1"), 2),
        ("name,seat\nAda,AVA\n".encode("utf-32"), 1),
        ("name,seat\nAda,AVA\n".encode("utf-16-be"), 1),
        (b"name,seat\nAda,AVA\nB\x00o,BRE\n", 3),
    ],
)
def test_another_encoding_is_refused_with_the_line_and_the_remedy(content, line, table):
    with pytest.raises(Unreadable, match=rf"table\.csv: line {line}: .*CSV UTF-8"):
        rows(table(content))


def test_headings_are_compared_without_regard_to_case_and_blanks(table):
    assert rows(table(" Name ;SEAT;Team\nAda;AVA;x\nBo;BRE;\n")) == CLASS


def test_a_line_that_only_names_the_separator_is_no_heading(table):
    assert rows(table("sep=;\nname;seat\nAda;AVA\n")) == [(3, ("Ada", "AVA"))]


def test_lines_of_separators_only_are_no_rows(table):
    assert rows(table("name,seat,team\n,,\nAda,AVA,x\n\n , ,\nBo,BRE,\n,,\n")) == [(3, CLASS[0][1]), (6, CLASS[1][1])]


def test_lines_are_counted_as_an_editor_does(table):
    """Blank lines and cells of two lines count; a row is where it begins."""
    text = 'name,seat\n\n"Ada\nExample",AVA\n\n\nBo,BRE\n'
    assert rows(table(text)) == [(3, ("Ada\nExample", "AVA")), (7, ("Bo", "BRE"))]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('name,seat,team\n"Ada,AVA,x\nBo,BRE,\nCy,CAL,\n', 2),
        ('name,seat,team\nAda,AVA,x\n\n"Bo,BRE,\nCy,CAL,\n', 4),
        ('name,seat,team\n"Ada,AVA,x\n"Bo",BRE,\n', 2),
        ('name,seat,team\n"Ada,AVA,x\nBo",BRE,\n', 2),
        ('name,seat,team\n"Ada,AVA,x\nBo,BRE,"\n', 2),
        ('name,seat,team\n"Ada\nExample","AVA,x\nBo,BRE,\n', 3),
        ('name,seat,team\n"Ada" Example,AVA,x\n', 2),
        ('"name,seat,team\nAda,AVA,x\n', 1),
        ('name;seat;team\n"Ada;AVA;x\nBo;BRE;\n', 2),
        ('name,seat,team\n"Ada,AVA,x\n' + "Bo,BRE,\n" * 30_000, 2),
    ],
)
def test_a_quotation_mark_left_open_is_refused_with_the_line_on_which_it_opens(text, line, table):
    with pytest.raises(Unreadable, match=rf"table\.csv: line {line}: .*quotation mark"):
        rows(table(text))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("name,seat,Name\nAda,AVA,x\n", "line 1: there are two columns name"),
        ("name,seat,Extra,EXTRA\nAda,AVA,1,2\n", "line 1: there are two columns EXTRA"),
        ("name,team\nAda,x\n", "line 1: no column seat; the columns are name,seat,team, not name, team"),
        ("", "line 1: no column name"),
        ("name,seat\nAda\n", "line 2: 1 cells stand here and 2 are needed"),
        ("name,seat\nAda, the first,AVA\n", "line 2: cell 3 has no heading"),
        ("name,seat\n" + "x" * 200_000 + ",AVA\n", "line 2: a cell is longer than 131,072 characters"),
        ("name,seat" + ",x" * 2000 + "\n", "more than 1,000 columns"),
    ],
)
def test_a_table_that_does_not_hang_together_is_refused(text, fault, table):
    with pytest.raises(Unreadable, match=fault):
        rows(table(text))


def test_a_table_has_a_most_of_bytes_and_of_rows(table, monkeypatch):
    monkeypatch.setattr(csv, "MOST_ROWS", 3)
    assert len(rows(table("name,seat\n" + "Ada,AVA\n" * 3))) == 3
    with pytest.raises(Unreadable, match="line 5: more than 3 rows"):
        rows(table("name,seat\n" + "Ada,AVA\n" * 4))
    monkeypatch.setattr(csv, "MOST_BYTES", 1 << 20)
    with pytest.raises(Unreadable, match="larger than 1 MB"):
        rows(table("name,seat\n" + "Ada,AVA\n" * (1 << 18)))


def test_a_roster_has_each_person_once_however_the_accents_are_encoded(table):
    composed, decomposed = "Jos\u00e9 Example", "JOSE\u0301  Example"
    (one,) = read_roster(table(f"name,seat\n{decomposed},AVA\n"), SEATS)
    assert one.name == "JOS\u00c9 Example" == clean_name(decomposed)
    with pytest.raises(Unreadable, match=r"line 4: .* stands here twice"):
        read_roster(table(f"name,seat\n{composed},AVA\n\n{decomposed},BRE\n"), SEATS)


def test_the_line_of_a_faulty_seat_is_that_of_the_file(table):
    with pytest.raises(Unreadable, match="line 6: seat: there is no seat ZZZ"):
        read_roster(table('name,seat,team\n"Ada\nExample",AVA,\n\n\nBo,ZZZ,\n'), SEATS)


def test_a_table_of_votes_may_come_from_a_european_spreadsheet(table):
    text = "\ufeffResolution;DATE;Iso3;Vote\r\n75/240;2020-12-31;fra;n\r\n;;;\r\nA/RES/75/240;2020-12-31;USA;N\r\n"
    ((call,), warnings) = read_roll_calls(table(text))
    assert (call.symbol, warnings) == ("A/RES/75/240", [])
    assert (call.votes == 2).sum() == 2
