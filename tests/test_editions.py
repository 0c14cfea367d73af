"""A log outlives the tables it was written with: they may grow, but what it uses of them must be the same."""

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from demarche.scenarios import editions, saves, tables
from demarche.scenarios.compile import game
from demarche.scenarios.load import load, parse
from demarche.sim.terms import ABSENT, Unreadable
from demarche.ui.report.debrief import debrief
from demarche.ui.seat.room import room
from tests.golden.renew import FOLDER, KEPT
from tests.grown import Grown
from tests.logs import contents, forged

LOGS = [FOLDER / f"{name}-{seed}.jsonl" for name, seed in KEPT]
EVERY_LOG = pytest.mark.parametrize("log", LOGS, ids=[log.stem for log in LOGS])


def used(log: Path) -> set[editions.Used]:
    """The wordings that a log rests on."""
    head, *lines = contents(log.read_bytes())
    acts = [act for line in lines for act in line.get("acts", {}).values()]
    return set(editions.used_in(parse(head["scenario"], where=""), acts))


def name_of(clause: str, place: int) -> str:
    return f"{clause}.{'abcdefgh'[place]}"


def free_wording(log: Path, *, of_used_clause: bool) -> str:
    """A wording that the log does not use, of a clause that it uses otherwise, or of one that it does not use."""
    names = {clause for clause, _ in used(log)}
    return next(
        wording.id
        for clause in tables.clauses()
        for place, wording in enumerate(clause.wordings)
        if (clause.id in names) == of_used_clause and (clause.id, place) not in used(log)
    )


def add_bloc(tables_: Grown) -> None:
    rows = 'id = "NEW"\nmembers = ["TUV", "NRU"]\ndiscipline = 0.99\nby_lead = [1, 1, 1]\nnote = ""\n'
    tables_.change("blocs.toml", lambda text: f"{text}\n[[blocs]]\n{rows}")


def with_rows(new: str, text: str) -> str:
    """A table with rows behind its head."""
    return text.replace("\n", f"\n{new}\n", 1)


def add_member(tables_: Grown) -> None:
    """A member that comes first by its code, and stands where Afghanistan stands."""
    copied = re.compile(r"^AFG,(?:Afghanistan,)?", re.MULTILINE)
    for table, name in (("members.csv", "AAA,A new member,"), ("positions.csv", "AAA,")):
        rows = [row for row in (tables_.folder / table).read_text(encoding="utf-8").splitlines() if copied.match(row)]
        new = "\n".join(copied.sub(name, row) for row in rows)
        tables_.change(table, partial(with_rows, new))


def add_wordings(tables_: Grown) -> None:
    for clause in tables.clauses():
        tables_.add_wording(clause.id)


GROWTHS: dict[str, Callable[[Grown, Path], None]] = {
    "a clause at the end": lambda grown, log: grown.add_clause(),
    "a clause at the beginning": lambda grown, log: grown.add_clause(first=True),
    "a wording of every clause": lambda grown, log: add_wordings(grown),
    "a dimension that no clause touches": lambda grown, log: grown.add_dimension(),
    "a bloc that nobody of the room is in": lambda grown, log: add_bloc(grown),
    "a member that has no seat": lambda grown, log: add_member(grown),
    "an unused clause that weighs more": lambda grown, log: grown.set(
        free_wording(log, of_used_clause=False).partition(".")[0], "mass", "9.5"
    ),
    "an unused wording that reads otherwise": lambda grown, log: grown.set(
        free_wording(log, of_used_clause=True), "text", '"It reads otherwise"'
    ),
}


@EVERY_LOG
@pytest.mark.parametrize("growth", GROWTHS.values(), ids=list(GROWTHS))
def test_a_log_is_played_again_when_the_tables_have_grown(log, growth, grown):
    before = saves.replay(log)[1].world
    growth(grown, log)
    made, session = saves.replay(log)
    assert session.world.record.rows().tolist() == before.record.rows().tolist()
    assert session.world.secrets.rows().tolist() == before.secrets.rows().tolist()
    assert room(made, session, 0).final
    assert debrief(made, session, [0])


@pytest.mark.parametrize("growth", ["a clause at the beginning", "a wording of every clause"])
@pytest.mark.parametrize(("name", "seed"), KEPT)
def test_a_game_that_is_gone_on_with_in_grown_tables_is_played_as_it_would_have_been(
    name, seed, growth, tmp_path, grown
):
    whole = (FOLDER / f"{name}-{seed}.jsonl").read_bytes()
    half = tmp_path / "half.jsonl"
    half.write_bytes(b"".join(whole.splitlines(keepends=True)[: whole.count(b"\n") // 2]))
    GROWTHS[growth](grown, FOLDER / f"{name}-{seed}.jsonl")
    _, session = saves.resume(half)
    with saves.go_on(half) as writer:
        saves.play_on(session, writer)
    assert half.read_bytes() == whole


def test_a_log_of_all_members_keeps_its_seats_when_there_is_another_member(tmp_path, grown):
    log = tmp_path / "all.jsonl"
    made = game(load("dual-track-2018", ["rounds=0", "level=1"]), 1)
    kept = saves.play(made, log, program="test").world
    add_member(grown)
    assert "AAA" in game(load("dual-track-2018"), 1).rules.roster.names
    again, session = saves.replay(log)
    assert again.rules.roster.names == made.rules.roster.names
    assert session.world.record.rows().tolist() == kept.record.rows().tolist()


@pytest.mark.parametrize("growth", ["a clause at the end", "a clause at the beginning"])
def test_a_new_game_has_the_clauses_of_today(growth, grown):
    GROWTHS[growth](grown, LOGS[0])
    made = game(load("tutorial"), 1)
    assert "NEW" in made.rules.book.names
    assert saves.play(made, program="test").closed


CHANGES = (("text", '"It reads otherwise"'), ("position", "0.123"), ("vague", "0.987"), ("depth", "0.123"))


@EVERY_LOG
@pytest.mark.parametrize(("key", "value"), CHANGES)
def test_a_log_is_refused_when_a_wording_that_it_uses_has_changed(log, key, value, grown):
    clause, place = max(one for one in used(log) if one[1] != ABSENT)
    grown.set(name_of(clause, place), key, value)
    title = next(one.title for one in tables.clauses() if one.id == clause)
    with pytest.raises(Unreadable) as refused:
        saves.replay(log)
    told = str(refused.value)
    assert told.startswith(
        f"{log}: line 1: book: the wording {name_of(clause, place)} ({title}), which is used here, has"
    )


@EVERY_LOG
@pytest.mark.parametrize("key", ["mass", "capacity"])
def test_a_log_is_refused_when_a_clause_that_it_uses_has_changed(log, key, grown):
    clause = min(used(log))[0]
    grown.set(clause, key, "0.125")
    with pytest.raises(Unreadable, match=rf"line 1: book: the clause {clause} \("):
        saves.replay(log)


@EVERY_LOG
def test_a_wording_that_comes_up_in_an_act_alone_is_used_too(log, grown):
    head, *lines = contents(log.read_bytes())
    opened = {wording for draft in head["scenario"]["drafts"] for wording in draft["wordings"].values()}
    spoken = {name_of(clause, place) for clause, place in used(log) if place != ABSENT} - opened
    spoken &= set(re.findall(r"\b[A-Z]{3}\.[a-z]\b", json.dumps(lines)))
    grown.set(min(spoken), "text", '"It reads otherwise"')
    with pytest.raises(Unreadable, match=min(spoken)):
        saves.replay(log)


def test_a_fallback_that_reads_otherwise_is_used_too(tmp_path, grown):
    log = tmp_path / "log.jsonl"
    saves.play(game(load("gge-2017", ["rounds=0"]), 1), log, program="test")
    held = tables.documents()[load("gge-2017").fallback or ""].wordings
    wording = next(w for w in held.values() if w not in load("gge-2017").drafts[0].wordings.values())
    grown.set(wording, "position", "0.99")
    with pytest.raises(Unreadable, match=wording):
        saves.replay(log)


@EVERY_LOG
def test_a_clause_that_is_gone_is_named(log, grown):
    grown.change("clauses.toml", lambda text: text.replace('id = "ATT"', 'id = "ATX"').replace('"ATT.', '"ATX.'))
    with pytest.raises(Unreadable, match="line 1: book: there is no clause ATT in the clause book"):
        saves.replay(log)


def test_what_does_not_fit_any_more_is_laid_to_the_tables_that_have_changed(tmp_path, grown):
    log = tmp_path / "log.jsonl"
    saves.play(game(load("gge-2017", ["rounds=1"]), 1), log, program="test")
    capacity = re.compile(r"^([A-Z]{3},.*),[12],([^,\n]*)$", re.MULTILINE)
    grown.change("positions.csv", lambda text: capacity.sub(r"\1,0,\2", text))
    with pytest.raises(Unreadable, match="the tables of states have changed since the log was written"):
        saves.replay(log)


@pytest.mark.parametrize(
    ("book", "told"),
    [
        ({"THR": 5}, "book: a clause and its fingerprints are expected"),
        ([1], "book: should be of kind dict"),
        ({"XYZ": "a b"}, "book: there is no clause XYZ"),
        ({"THR": ""}, "book: THR is said to have -1 wordings; the clause book has 4"),
        ({"THR": "a b c d e f g"}, "book: THR is said to have 6 wordings; the clause book has 4"),
        ({"THR": "a b c d e"}, "there is no such clause"),
    ],
)
def test_a_book_that_is_made_up_is_refused(book, told, tmp_path):
    lines = contents(LOGS[0].read_bytes())
    lines[0]["book"] = book
    path = tmp_path / "forged.jsonl"
    path.write_bytes(forged(lines))
    with pytest.raises(Unreadable) as refused:
        saves.replay(path)
    assert f"{path}: line 1: " in str(refused.value)
    assert told in str(refused.value)


def test_every_dimension_is_touched_by_a_clause():
    assert len(tables.dimensions()) == 8
    assert tables.dimensions_of(tables.clauses()[:1]) == ("threat_scope",)
