"""Files of votes that came later than those a forecast is fitted on."""

import csv

from demarche.scenarios.tables import DATA

SIX = ["A/RES/73/27", "A/RES/73/187", "A/RES/73/266", "A/RES/74/28", "A/RES/74/29", "A/RES/74/247"]


def write(path, rows, head="resolution,date,iso3,vote"):
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def votes_after(path, year="2019"):
    """The roll calls of 2019 as a file of votes later than 2018."""
    with (DATA / "roll_calls.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["date"] > year]
    return write(path, [",".join(row.values()) for row in rows])
