"""Tables as files of other programs: XLSX, CSV for a European spreadsheet, grades for a learning platform."""

import csv
import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

Table = Sequence[Sequence[object]]
TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{sheets}</Types>'
)
SHEET_TYPE = (
    '<Override PartName="/xl/worksheets/sheet{number}.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every part, so that the same tables give the same file."""


def as_xlsx(sheets: Sequence[tuple[str, Table]]) -> bytes:
    """A workbook with a sheet for each table. Numbers are numbers; every other cell is text, and never a formula."""
    numbers = range(1, len(sheets) + 1)
    names = "".join(
        f'<sheet name="{escape(title[:31], {chr(34): "&quot;"})}" sheetId="{n}" r:id="rId{n}"/>'
        for n, (title, _) in zip(numbers, sheets, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    parts = {
        "[Content_Types].xml": TYPES.format(sheets="".join(SHEET_TYPE.format(number=n) for n in numbers)),
        "_rels/.rels": relationships(
            f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(links),
        **{f"xl/worksheets/sheet{n}.xml": sheet(table) for n, (_, table) in zip(numbers, sheets, strict=True)},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, EARLIEST), text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def relationships(inside: str) -> str:
    """A part that says where other parts are."""
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


def sheet(table: Table) -> str:
    """A table as a part of a workbook."""
    rows = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in table)
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def cell(value: object) -> str:
    """A cell: a number, or text."""
    if isinstance(value, int | float):
        return f"<c><v>{value:g}</v></c>"
    text = "".join(letter for letter in str(value) if letter in "\n\t" or ord(letter) >= 32)
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def as_csv_file(table: Table, *, european: bool = False) -> str:
    """A table as CSV with the mark by which spreadsheets know UTF-8.

    european  semicolons between cells and commas in numbers, as a spreadsheet of most of Europe expects them
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if european else ",", lineterminator="\n")
    for row in table:
        writer.writerow([written(value, european=european) for value in row])
    return "\ufeff" + text.getvalue()


def written(value: object, *, european: bool) -> object:
    """A cell of a CSV file."""
    if isinstance(value, int | float):
        return f"{value:g}".replace(".", ",") if european else f"{value:g}"
    return harmless(value)


def harmless(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
