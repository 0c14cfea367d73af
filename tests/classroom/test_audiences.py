"""Who is sent what, on every wire and for every kind of message, beside a table that the code does not read."""

import csv
import io
import json
import time
import tomllib
from itertools import chain, combinations
from pathlib import Path

import pytest

from bench.lesson import UNWILLING
from demarche.ui.classroom import messages
from demarche.ui.classroom.app import FILES, SHOWN
from demarche.ui.classroom.limits import Pace
from demarche.ui.classroom.wires import Kind
from tests.classroom.hosting import LONG, Hosted, ask, headers_of, open_session, play_out

TABLE = tomllib.loads((Path(__file__).parent / "audiences.toml").read_text(encoding="utf-8"))
SEATS = ("AVA", "BRE", "CAL")
GROUPS = tuple(chain.from_iterable(combinations(SEATS, size) for size in range(len(SEATS) + 1)))
SCRIPT = "".join(
    f'[[injects]]\ntitle = "S"\ntext = "script{number}."\nto = {json.dumps(group)}\n'
    for number, group in enumerate(GROUPS)
)
LAST = "the last of all."


@pytest.fixture
def scripted(tmp_path):
    path = tmp_path / "news.toml"
    path.write_text(SCRIPT, encoding="utf-8")
    with Hosted(tmp_path, injects=path) as hosted:
        yield hosted


def readers(rule, by, to):
    """Who reads a message by the table, among the wires of the tests."""
    who = {"facilitator", "projector"} & set(TABLE["messages"][rule])
    who |= {by} if by and "author" in TABLE["messages"][rule] else set()
    who |= set(to) if "named" in TABLE["messages"][rule] else set()
    return who | (set(SEATS) if "other" in TABLE["messages"][rule] else set())


def write_everything(hosted, pages):
    """A message of every kind, by everybody who can write it, to all whom it can be for: {text: who reads it}."""
    expected = {}
    teacher = pages["facilitator"]
    hosted.entrance.connections.paces["facilitator"] = Pace(burst=1000)
    for number, to in enumerate(GROUPS):
        some = "some" if to else "all"
        for kind in ("notice", "inject"):
            text = f"{kind}{number}."
            teacher.say(type="tell", title="T" if kind == "inject" else "", text=text, to=list(to))
            expected[text] = readers(f"{kind}_to_{some}", "", to)
        teacher.say(type="read-out", number=number)
        expected[f"script{number}."] = readers(f"script_to_{some}", "", to)
    for by in SEATS:
        for other in set(SEATS) - {by}:
            text = f"private-{by}-{other}."
            pages[by].say(type="say", id=text, to=other, text=text)
            assert pages[by].until("answer", id=text)["answer"] == "acknowledged"
            expected[text] = readers("private", by, (other,))
        both = tuple(seat for seat in SEATS if seat != by)
        text = f"private-{by}-both."
        pages[by].say(type="say", id=text, to=[*both, both[0]], text=text)
        assert pages[by].until("answer", id=text)["answer"] == "acknowledged"
        expected[text] = readers("private", by, both)
    teacher.say(type="tell", title="", text=LAST, to=[])
    return {**expected, LAST: {"facilitator", "projector", *SEATS}}


def texts(page, kind):
    """The texts of the messages that came in messages of that kind, oldest first."""
    found = [one for one in page.got if one["type"] == kind]
    return (
        [one["text"] for one in found] if kind == "message" else [m["text"] for one in found for m in one["messages"]]
    )


def everybody(hosted):
    """A wire of each kind, with three seats."""
    seats = {seat: hosted.sit(f"Person {seat}", seat) for seat in SEATS}
    return {**seats, "facilitator": hosted.facilitator(), "projector": hosted.projector()}


def test_every_message_reaches_those_in_the_table_live_and_in_the_history_page_by_page(scripted, monkeypatch):
    monkeypatch.setattr(messages, "PAGE", 3)
    pages = everybody(scripted)
    expected = write_everything(scripted, pages)
    for who, page in pages.items():
        page.until("message", text=LAST)
        mine = [text for text in expected if who in expected[text]]
        assert sorted(texts(page, "message")) == sorted(mine), f"live, {who}"
        raw = "".join(page.raw)
        for text in expected.keys() - mine:
            told = text in raw and not (who == "facilitator" and text.startswith("script"))
            assert not told, f"{who} was told {text}"
        again = scripted.open(page.token)
        told = again.until("messages")
        history = told["messages"]
        while told["earlier"] and who != "projector":
            again.say(type="earlier", before=history[0]["number"])
            told = again.until("messages")
            assert len(told["messages"]) <= 3
            history = told["messages"] + history
        length = 3 if who == "projector" else len(mine)  # the projector cannot ask for more
        assert {one["text"] for one in history} <= set(mine), f"history, {who}"
        assert len({one["text"] for one in history}) == length
        # Numbers count what this reader may read, and so tell nothing of the rest.
        assert [one["number"] for one in history] == list(range(len(mine) - length, len(mine)))


def facts_of(hosted, pages):
    """Make each fact of the table happen; the text that stands for it."""
    a, teacher = pages["AVA"], pages["facilitator"]
    a.act("pass", hosted.lesson.state.question, id="id-of-an-act")
    a.say(type="say", id="id-of-a-message", to="CAL", text="Good morning.")
    a.until("answer", id="id-of-a-message")
    a.say(type="nonsense", id="id-of-nonsense")
    a.until("refused", id="id-of-nonsense")
    pages["projector"].say(type="nonsense", id="id-of-the-projector")
    pages["projector"].until("refused", id="id-of-the-projector")
    teacher.say(type="nonsense", id="id-of-the-facilitator")
    teacher.until("refused", id="id-of-the-facilitator")
    hosted.host.fault = "canary of a fault"
    old = a.token
    teacher.say(type="reissue", seat="AVA")
    new = teacher.until("link")["token"]
    teacher.until("board", fault="canary of a fault")
    hosted.host.fault = ""
    return {
        "name_of_A": "Person AVA",
        "token_of_A": old,
        "new_token_of_A": new,
        "id_of_an_act_of_A": "id-of-an-act",
        "id_of_a_message_of_A": "id-of-a-message",
        "id_of_what_A_sent_and_nobody_understood": "id-of-nonsense",
        "code": hosted.head.code,
        "token_of_the_facilitator": hosted.head.facilitator,
        "token_of_the_projector": hosted.head.projector,
        "fault_of_the_program": "canary of a fault",
        "news_not_yet_read_out": "script3.",
        "address_of_the_join_page": hosted.url,
    }


def test_each_fact_and_each_key_reaches_only_the_wires_of_the_table(scripted):
    pages = everybody(scripted)
    open_session(pages["facilitator"])
    pages["facilitator"].say(type="tell", title="", text=LAST, to=[])
    facts = facts_of(scripted, pages)
    pages["AVA"].until("bye")  # its link was made anew
    for who in pages.keys() - {"AVA"}:
        pages[who].room()
        pages[who].until_now()
    seen = {who: "".join(page.raw) for who, page in pages.items()}
    assert facts.keys() == TABLE["facts"].keys()
    names = {"A": "AVA", "B": "BRE", "facilitator": "facilitator", "projector": "projector"}
    for fact, text in facts.items():
        told = {short for short, who in names.items() if text in seen[who]}
        assert told == set(TABLE["facts"][fact]), fact
    # Every kind that there is was sent, and each with the keys of the table and no other.
    keys: dict[str, dict[str, set[str]]] = {}
    for who, page in pages.items():
        role = keys.setdefault("seat" if who in SEATS else who, {})
        for one in page.got:
            role.setdefault(one["type"], set()).update(one.keys() - {"type"})
    assert {role: {kind: set(found) for kind, found in kinds.items()} for role, kinds in TABLE["keys"].items()} == keys
    assert set(Kind) == set(chain.from_iterable(keys.values()))
    for who, inside in (("BRE", "a_seat"), ("projector", "the_projector"), ("facilitator", "the_facilitator")):
        board = next(one for one in reversed(pages[who].got) if one["type"] == "board")
        for person in board["people"]:
            assert set(person) == set(TABLE["inside"][f"people_on_the_board_of_{inside}"])
    for who in ("facilitator", "projector"):
        assert not any(pages[who].latest["room"][key] for key in TABLE["inside"]["empty_in_the_room_of_nobody"])


def first_plain(_, message):
    """The first act that needs no form and does not hold anything up."""
    acts = message["room"]["acts"]
    plain = [act["says"] for act in acts if not act["fields"] and act["verb"] not in UNWILLING]
    return (plain or [acts[-1]["says"]])[0]


# ── over HTTP ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def over(tmp_path_factory):
    """A lesson that is over, of students whose names a spreadsheet would take for formulas."""
    folder = tmp_path_factory.mktemp("over")
    roster = folder / "class.csv"
    roster.write_text("name,seat,team\n=1+1,CAL,@team\n-2,AVA,+3\n", encoding="utf-8")
    with Hosted(folder, roster=roster) as hosted:
        pages = [hosted.sit("=1+1"), hosted.sit("-2")]
        open_session(hosted.facilitator())
        play_out(pages, first_plain)
        until = time.monotonic() + LONG
        while hosted.lesson.state.part != "debrief":
            assert time.monotonic() < until
            time.sleep(0.02)
        yield hosted


@pytest.mark.parametrize("path", TABLE["http"])
def test_each_file_is_for_whom_the_table_says_and_is_stored_only_where_it_says(over, path):
    *wanted, stored = TABLE["http"][path]
    shown = (None, over.head.projector, over.pages[0].token, over.head.facilitator)
    for token, status in zip(shown, wanted, strict=True):
        answer = headers_of(over.url + path, {"Authorization": f"Bearer {token}"} if token else {})
        assert answer.status == status
        assert answer.headers["cache-control"] == stored
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_table_names_every_file_of_a_debrief():
    assert {f"debrief/{name}" for name in (*FILES, *SHOWN, "none")} == {p for p in TABLE["http"] if "debrief/" in p}


def test_no_cell_of_a_table_is_taken_for_a_formula(over):
    bearer = {"Authorization": f"Bearer {over.head.facilitator}"}
    for name in FILES:
        if name.endswith(".csv"):
            text = ask(over.url + f"debrief/{name}", headers=bearer)[1].removeprefix("\ufeff")
            rows = list(csv.reader(io.StringIO(text), delimiter=";" if "-eu" in name else ","))
            assert len(rows) > 2
            assert {row[0] for row in rows[1:]} == {"'=1+1", "'-2"}
            assert name == "grades-lms.csv" or {row[2] for row in rows[1:]} == {"'@team", "'+3"}
            assert not [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r" and cell]
