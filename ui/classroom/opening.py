"""A lesson opened as it was typed: begun in a new file, or gone on with from the file that keeps it."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from demarche.scenarios.books import clauses_of
from demarche.scenarios.campaign import Memory
from demarche.scenarios.compile import Game, game
from demarche.scenarios.editions import book_of
from demarche.scenarios.load import load, parse_kept
from demarche.scenarios.schema import Campaign, Scenario
from demarche.sim.terms import Unreadable
from demarche.ui.classroom.given import Given, What, read_given
from demarche.ui.classroom.lesson import Lesson
from demarche.ui.classroom.lesson_files import put_aside
from demarche.ui.classroom.lesson_path import is_unbegun
from demarche.ui.classroom.marks import Rubric
from demarche.ui.classroom.people import Listed
from demarche.ui.classroom.presets import PRESETS, fitted, stretched
from demarche.ui.classroom.records import Entry, Head, NotKept, Write
from demarche.ui.classroom.replaying import replayed
from demarche.ui.classroom.series import campaign_of, carried, entry_of, seated_again, session_of
from demarche.ui.classroom.store import Store
from demarche.ui.classroom.tokens import new_secrets
from demarche.ui.refused import Refused
from demarche.ui.version import version


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed. file: where the lesson is kept; pace: how much faster than real its clocks run.

    settings  `key=value` of the scenario        minutes  of the whole lesson, if not those of the preset
    keys      the teacher's and the projector's, where a lesson that begins goes on with those of the one before
    address   where others reach the pages, if not at this computer's own        certificate, key  files for TLS
    proxies   addresses or networks whose forwarded headers count
    """

    scenario: str
    preset: int
    seed: int
    port: int
    lan: bool
    file: Path
    new: bool = False
    as_json: bool = False
    roster: Path | None = None
    injects: Path | None = None
    rubric: Path | None = None
    pace: float = 1.0
    settings: tuple[str, ...] = ()
    minutes: int | None = None
    keys: tuple[str, str] | None = None
    address: str = ""
    proxies: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A lesson that is opened, who is expected, and how they are marked."""

    lesson: Lesson
    roster: tuple[Listed, ...]
    rubric: Rubric


NO_CHAIN = (
    "{path} was kept by an earlier version, without checks against edits. All of it could be replayed; what is in it "
    "is checked from now on, and only this version and later ones can open it."
)


def opened(wanted: Wanted) -> Opened:
    """The lesson of a file, begun or gone on with. What is wrong in what was named is found before a file changes."""
    preset, campaign = PRESETS[wanted.preset], campaign_of(wanted.scenario)
    if campaign is not None and wanted.settings:
        raise Refused("--set: a campaign is played with the values of its sessions")
    first = session_of(campaign, 0, Memory()) if campaign else load(wanted.scenario, wanted.settings)
    scenario = fitted(first, preset, wanted.settings)
    unbegun = is_unbegun(wanted.file)
    if unbegun or wanted.new:
        made = game(scenario, wanted.seed)
        given = read_given(named(wanted), {}, made.rules.roster.names)
        if not unbegun:
            print(f"The lesson kept in {wanted.file} is now in {put_aside(wanted.file)}.", file=sys.stderr)
        store = Store.begin(wanted.file, new_head(wanted, scenario))
        if campaign:
            store.append(entry_of(campaign, 0, Memory(), {}))
        return opened_with(wanted, made, store, given, store.writes() if campaign else ())
    store, kept = Store.go_on(wanted.file)
    try:
        made = game_of(store.head, store.path, kept.writes)
        require_same(store, made.scenario, wanted, scenario, campaign)
        given = read_given(named(wanted), uploaded(kept.writes), made.rules.roster.names)
        return opened_with(wanted, made, store, given, kept.writes)
    except BaseException:
        store.close()
        raise


def opened_with(wanted: Wanted, made: Game, store: Store, given: Given, writes: Sequence[Write]) -> Opened:
    """A lesson in its store, with what was given for it. One kept without a chain has one from now on."""
    lesson = Lesson(made, store, stretched(PRESETS[wanted.preset], wanted.minutes), given.script, wanted.pace, writes)
    if not store.is_chained:
        try:
            store.begin_chain()
        except NotKept as error:
            raise Unreadable(f"{store.path}: {error}") from None
        print(NO_CHAIN.format(path=store.path), file=sys.stderr)
    return Opened(lesson, given.roster, given.rubric)


def named(wanted: Wanted) -> dict[What, Path | None]:
    """The files that were named on the command line."""
    return {What.ROSTER: wanted.roster, What.INJECTS: wanted.injects, What.RUBRIC: wanted.rubric}


def uploaded(writes: Sequence[Write]) -> dict[str, str]:
    """The last upload of each kind that a lesson keeps."""
    entries = (entry for write in writes for entry in write.entries if entry.kind == "given")
    return {entry.body["what"]: entry.body["text"] for entry in entries}


def game_of(head: Head, path: Path, writes: Sequence[Write]) -> Game:
    """The game that a lesson keeps: its scenario and its clause book may differ from today's. Raises Unreadable.

    writes  the lesson so far; no wording that it uses may have changed
    """
    try:
        scenario, clauses = parse_kept(head.scenario, f"{path}: head: scenario", head.book, acts_in(writes))
    except Unreadable as error:
        raise Unreadable(str(error) if str(error).startswith(str(path)) else f"{path}: head: {error}") from None
    return game(scenario, head.seed, clauses=clauses)


def acts_in(writes: Sequence[Write]) -> Iterator[str]:
    """Every act of a lesson, in notation. What is no act is left for the replay to refuse."""
    for entry in (entry for write in writes for entry in write.entries if entry.kind == "tick"):
        line = entry.body.get("line")
        acts = line.get("acts", {}) if isinstance(line, dict) else {}
        yield from (act for act in (acts.values() if isinstance(acts, dict) else ()) if isinstance(act, str))


def document_of(scenario: Scenario) -> dict[str, Any]:
    """A scenario as a lesson keeps it."""
    return scenario.model_dump(mode="json", exclude_unset=True)


def new_head(wanted: Wanted, scenario: Scenario) -> Head:
    """The head of a new lesson, with new secrets."""
    book = book_of(clauses_of(scenario))
    secrets = new_secrets(wanted.keys)
    return Head(document_of(scenario), wanted.seed, wanted.preset, *secrets, version(), book)


def require_same(
    store: Store, as_kept: Scenario, wanted: Wanted, scenario: Scenario, campaign: Campaign | None = None
) -> None:
    """Raises Refused where the file holds another lesson than the one that was typed, or no session of its campaign."""
    head = store.head
    if campaign is not None and any(part.scenario == as_kept.id for part in campaign.sessions):
        scenario = as_kept
    kept, typed = (as_kept.id, head.preset, head.seed), (scenario.id, wanted.preset, wanted.seed)
    if kept != typed:
        raise Refused(
            f"{store.path}: holds a lesson of {kept[0]}, preset {kept[1]}, seed {kept[2]}, not of {typed[0]}, preset "
            f"{typed[1]}, seed {typed[2]}; go on with that one, begin another with --new, or name another --file"
        )
    if wanted.settings and document_of(scenario) != document_of(as_kept):
        raise Refused(
            f"{store.path}: was begun with other values than --set {' --set '.join(wanted.settings)}; go on without "
            "--set, begin another with --new, or name another --file"
        )


def go_to_next_session(wanted: Wanted) -> Wanted:
    """Put a session of a campaign aside, and begin the next with what it leaves behind. The lesson must not be open.

    Whoever has a seat in both keeps it, with the same link; the code stays.  Raises Refused where there is no next one.
    """
    campaign = campaign_of(wanted.scenario)
    store, kept = Store.go_on(wanted.file)
    store.close()
    made = game_of(store.head, store.path, kept.writes)
    replay, _ = replayed(made, kept.writes, store.path)
    told = replay.state.campaign
    if campaign is None or not told or told["number"] + 1 >= len(campaign.sessions) or not replay.session.closed:
        raise Refused(f"{wanted.file}: there is no next session to go on to")
    people, number = list(replay.state.people.values()), told["number"] + 1
    memory, past = carried(told, made, replay.session, people)
    scenario = fitted(session_of(campaign, number, memory), PRESETS[wanted.preset])
    seats = game(scenario, wanted.seed).rules.roster.names
    seated, _ = seated_again(people, seats)
    rubric = replay.state.given.get(What.RUBRIC)
    head = replace(store.head, scenario=document_of(scenario), program=version(), book=book_of(clauses_of(scenario)))
    put_aside(wanted.file)
    new = Store.begin(wanted.file, head)
    given = [Entry("given", {"what": What.RUBRIC, "text": rubric})] if rubric else []
    new.append(entry_of(campaign, number, memory, past), *seated, *given)
    new.close()
    return wanted
