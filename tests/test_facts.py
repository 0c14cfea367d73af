"""Facts of the world outside: what is unconfirmed is shown nowhere, and what two tables say of one thing agrees."""

import calendar
import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest

from demarche.scenarios import tables
from demarche.scenarios.history.pacts import real_pacts

TREE = Path(__file__).resolve().parent.parent
LIBRARY = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in (TREE / "scenarios/library").glob("*.toml")}
EVENTS = tomllib.loads((tables.DATA / "timeline.toml").read_text(encoding="utf-8"))["events"]
PACTS = {pact.id: pact for pact in real_pacts()}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
MONTHS = list(calendar.month_name)[1:]
ENTRY = r"(?:in force|force)\b[^.;]*?"


def shown():
    """Every text that a person may read, by where it is: scenarios, pages, strings of the window, events."""
    found = {name: (TREE / "scenarios/library" / f"{name}.toml").read_text("utf-8") for name in LIBRARY}
    for path in (TREE / "README.md", *(TREE / "docs").rglob("*.md"), *(TREE / "docs/studies").rglob("*.toml")):
        found[str(path.relative_to(TREE))] = path.read_text("utf-8")
    for path in (*(TREE / "ui").rglob("*.toml"), *(TREE / "ui").rglob("*.html"), *(TREE / "ui").rglob("*.js")):
        found[str(path.relative_to(TREE))] = path.read_text("utf-8")
    found |= {f"timeline.toml {event['id']}": f"{event['what']} {event['source']}" for event in EVENTS}
    return found


def unconfirmed_tallies():
    """Counts of yes, no and abstain that no source confirms, of documents and of resolutions."""
    found = set()
    for document in tables.documents().values():
        for field in ("votes", "committee_votes"):
            if field in document.unconfirmed and getattr(document, field):
                found.add(getattr(document, field))
    for row in tables.read("resolutions"):
        if row["confirmed"] == "no":
            found.add((int(row["yes"]), int(row["no"]), int(row["abstain"])))
    return sorted(found)


def a_day(text):
    """A date of the tables as a story writes it: 2 June 2011, or June 2011, or 2011."""
    year, *rest = text.split("-")
    return " ".join([*(str(int(day)) for day in rest[1:]), *(MONTHS[int(month) - 1] for month in rest[:1]), year])


@pytest.mark.parametrize("tally", unconfirmed_tallies(), ids=str)
def test_a_tally_that_is_unconfirmed_is_printed_nowhere(tally):
    written = re.compile(r"\b{}[-–]{}[-–]{}\b".format(*tally))
    assert [where for where, text in shown().items() if written.search(text)] == []


def test_there_are_unconfirmed_tallies_to_look_for_and_they_would_be_found():
    assert (157, 9, 11) in unconfirmed_tallies()
    assert any("109-45-16" in text for text in shown().values())


def test_history_of_a_scenario_has_no_tally_that_is_unconfirmed():
    for scenario in LIBRARY.values():
        for draft in scenario.get("history", {}).get("drafts", ()):
            assert (draft.get("yes"), draft.get("no"), draft.get("abstain")) not in unconfirmed_tallies()


def test_a_document_and_a_resolution_agree_on_whether_the_tally_is_confirmed():
    rows = {row["resolution"]: row for row in tables.read("resolutions")}
    for document in tables.documents().values():
        if document.symbol in rows:
            assert ("votes" in document.unconfirmed) == (rows[document.symbol]["confirmed"] == "no"), document.id


def test_only_a_confirmed_event_has_votes_and_they_are_those_of_the_resolution():
    rows = {row["resolution"]: row for row in tables.read("resolutions")}
    for event in EVENTS:
        if "votes" in event:
            assert event["confirmed"] == "yes", event["id"]
        symbols = [symbol for symbol in rows if re.search(rf"{re.escape(symbol)}\b", event["what"])]
        if "votes" in event and len(symbols) == 1:
            assert event["votes"] == [int(rows[symbols[0]][kind]) for kind in ("yes", "no", "abstain")], event["id"]


def test_the_timeline_and_the_totals_agree_on_which_counts_are_confirmed():
    rows = {row["resolution"]: row for row in tables.read("resolutions")}
    for event in EVENTS:
        for symbol in rows:
            if event["how"] == "vote" and re.search(rf"{re.escape(symbol)}\b", event["what"]):
                assert (rows[symbol]["confirmed"] == "yes") == ("votes" in event), symbol


def test_events_are_in_the_order_of_well_formed_dates():
    assert all(DATE.fullmatch(event["date"]) for event in EVENTS)
    assert [event["date"] for event in EVENTS] == sorted(event["date"] for event in EVENTS)


def test_no_id_of_the_timeline_or_of_a_pact_comes_twice():
    assert len({event["id"] for event in EVENTS}) == len(EVENTS)
    assert len(PACTS) == len(real_pacts()) == 34


def test_the_timeline_has_every_confirmed_pact_on_its_day_and_no_other():
    events = {event["pact"]: event for event in EVENTS if "pact" in event}
    assert set(events) == {pact.id for pact in PACTS.values() if pact.confirmed}
    assert len(events) == 26
    for name, event in events.items():
        assert (event["date"], event["confirmed"]) == (PACTS[name].signed, "yes")
        assert event["source"]


@pytest.mark.parametrize("pact", PACTS.values(), ids=PACTS)
def test_a_pact_is_of_known_states_with_well_formed_dates_and_a_source(pact):
    assert pact.parties <= set(tables.members())
    assert pact.in_force_for <= pact.parties
    assert len(pact.parties) > 1 or "accession" in pact.name
    assert pact.kind in {"information-security agreement", "commercial-espionage pledge", "MoU"}
    assert all(DATE.fullmatch(day) for day in (pact.signed, pact.in_force) if day)
    for day in (pact.signed, pact.in_force):
        if len(day) == 10:
            dt.date.fromisoformat(day)
    assert not pact.in_force or pact.in_force[: len(pact.signed)] >= pact.signed[: len(pact.in_force)]
    assert pact.sources
    assert all(re.fullmatch(r"https?://[^\s/]+/\S+", source) for source in pact.sources)


@pytest.mark.parametrize("pact", PACTS.values(), ids=PACTS)
def test_a_pact_states_nothing_that_was_not_seen(pact):
    (row,) = (row for row in tables.read("pacts") if row["id"] == pact.id)
    assert {row["confirmed"], row["parties_confirmed"], row["no_commercial_theft"]} <= {"yes", "no"}
    assert pact.non_attack in {"yes", "no", "unknown"}
    assert row["in_force_confirmed"] in {"yes", "no", "none needed"}
    assert bool(pact.in_force) == bool(pact.in_force_for) == (row["in_force_confirmed"] == "yes")
    assert pact.signed or not pact.confirmed
    assert pact.clause_basis or pact.non_attack == "unknown"
    assert not any("memory" in cell for cell in row.values())


@pytest.mark.parametrize("event", [event for event in EVENTS if "pact" in event], ids=lambda event: event["id"])
def test_the_timeline_dates_the_entry_into_force_of_a_pact_only_where_it_was_seen(event):
    told = re.search(rf"{ENTRY}(\d{{1,2}} )?({'|'.join(MONTHS)}) \d{{4}}", event["what"])
    day = PACTS[event["pact"]].in_force
    assert bool(told) == bool(day)
    assert not day or a_day(day) in event["what"]


def test_no_text_dates_an_entry_into_force_that_was_not_seen():
    seen = {a_day(pact.in_force) for pact in PACTS.values() if pact.in_force}
    dated = re.compile(rf"{ENTRY}((?:\d{{1,2}} )?(?:{'|'.join(MONTHS)}) \d{{4}})")
    told = {(where, day) for where, text in shown().items() for day in dated.findall(" ".join(text.split()))}
    assert told
    assert {day for _, day in told} <= seen, told


def test_a_document_and_its_sponsors_have_one_date_unless_a_later_day_of_issue_is_known():
    letters = {row["document"]: row["date"] for row in tables.read("sponsors")}
    for document in tables.documents().values():
        if document.symbol in letters and len(letters[document.symbol]) == 10:
            assert dt.date.fromisoformat(letters[document.symbol]) <= document.date
    assert str(tables.documents()["code_2011"].date) == letters["A/66/359"] == "2011-09-12"


def documents_of(scenario):
    """The documents whose wordings a scenario has on the table."""
    put = [draft["wordings"] for draft in scenario.get("drafts", ())]
    return [document for document in tables.documents().values() if document.wordings in put]


@pytest.mark.parametrize("name", [name for name, scenario in LIBRARY.items() if documents_of(scenario)])
def test_what_holds_if_nothing_is_agreed_is_the_last_text_of_its_type_agreed_before_the_day(name):
    day = min(document.date for document in documents_of(LIBRARY[name]))
    fallback = tables.documents()[LIBRARY[name]["fallback"]]
    agreed = [
        document
        for document in tables.documents().values()
        if document.type == fallback.type and document.date < day and re.match("consensus|without", document.decision)
    ]
    assert fallback == max(agreed, key=lambda document: document.date)


CORRECTED = [  # scenario or page, what it no longer says, what it says
    ("us-china-2015", r"about half of the fall", r"most of the fall, about two thirds"),
    ("us-china-2015", r"\bfrom about 60\b", r"25 other countries"),
    ("us-china-2015", r"gge_2013", r"194 attacks from China"),
    ("oewg-2025", r"five years", r"For four years"),
    ("poa-2022", r"GA/DIS/3704", r"dig\.watch \(vote of 3 November 2022\)"),
    ("code-2015", r"twenty states agreed", r"issued in July"),
    ("code-2011", r"14 September", r"12 September 2011"),
    (
        "sco-2009",
        r"When it entered into force is not confirmed",
        r"whether its Article 4 has the pledge of 2015 is not",
    ),
    ("pact-2015", r"only the wording of Article 4", r"As far as we could check"),
]


@pytest.mark.parametrize(("where", "wrong", "right"), CORRECTED)
def test_a_corrected_statement_stays_corrected(where, wrong, right):
    text = " ".join(shown()[where].replace("\\\n", "").split())
    assert not re.search(wrong, text)
    assert re.search(right, text)


@pytest.mark.parametrize("where", sorted(shown()))
def test_no_text_calls_article_4_the_first_without_a_reserve(where):
    text = " ".join(shown()[where].replace("\\\n", "").split())
    for sentence in re.split(r"(?<=[.?!])\s", text):
        if re.search(r"Article 4\b.*\b(first|new|never before)\b", sentence) and "first asked" not in sentence:
            assert re.search("as far as we could check", sentence, re.IGNORECASE), sentence


@pytest.mark.parametrize(
    "name", [name for name, one in LIBRARY.items() if "sessions" not in one and "history" not in one]
)
def test_an_invented_exercise_with_real_states_says_so_in_title_story_and_cards(name):
    """The title is shown wherever the scenario is; one of invented states alone needs no such word in it."""
    scenario = LIBRARY[name]
    told = [scenario["story"], *([scenario["title"]] if set(scenario["seats"]) & set(tables.members()) else [])]
    told += [card["summary"] for card in scenario["cards"]] if len(told) > 1 else []
    assert all(re.search("invented", text) for text in told)
