"""What the marks of a lesson give to bots that play badly, at random, and well: 20 lessons, without a network.

    python -m bench.marks [--json]

`never` answers nothing and is there, so that the clock answers for it, and then AI.  `random` sends one of the acts in
order with its form filled in at random.  `plain` does what its card asks and what needs no foresight.  Each lesson has
ten of each in the seats that a class is given first, fewer where there are fewer seats.  Told are the mean and the
highest of the part of the marks that the program gives, in per cent of what could be earned in that seat.

Marks are not scaled by a seat's own par yet: there is no table of pars.  They are shares of what the rubric asks.
"""

import argparse
import json
import random
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from demarche.sim.terms import NONE, Ballot, Item, OutOfOrder, Unreadable
from demarche.ui.classroom.lesson import Lesson
from demarche.ui.classroom.marks import Rubric, measure
from demarche.ui.classroom.opening import Wanted, opened
from demarche.ui.classroom.people import Person
from demarche.ui.classroom.presets import Part
from demarche.ui.classroom.reception import suggested
from demarche.ui.seat.room import room
from demarche.ui.seat.shown import Act, Choice, Field, Room, Want

LESSONS = (*(("dual-track-2018", seed) for seed in range(1, 11)), *(("gge-2017", seed) for seed in range(1, 6)),
           *(("tutorial", seed) for seed in range(1, 4)), *(("pact-2015", seed) for seed in range(1, 3)))  # fmt: skip
"""Scenario and seed of each of the 20."""
OF_EACH = 10
Player = Callable[["Asked"], str]


class Asked:
    """One question to one seat: the room that it is shown, and its own part of the lesson."""

    def __init__(self, lesson: Lesson, place: int, persons: frozenset[int], rng: random.Random) -> None:
        """persons: places that people have."""
        self.lesson, self.place, self.rng = lesson, place, rng
        self.room: Room = room(lesson.game, lesson.session, place, persons)

    @property
    def wants(self) -> tuple[Want, ...]:
        """What the card asks for."""
        return self.room.brief.wants if self.room.brief else ()

    def act(self, verb: str) -> Act | None:
        """The act of that verb, if it is in order."""
        return next((act for act in self.room.acts if act.verb == verb), None)

    def stands(self, want: Want) -> bool:
        """Whether a wording that is wanted is in the text."""
        return any(
            clause.wording == want.wording and clause.state != "struck"
            for draft in self.room.drafts
            if draft.number == want.draft
            for clause in draft.clauses
        )


def never(asked: Asked) -> str:
    """Nothing."""
    return ""


def at_random(asked: Asked) -> str:
    """One of the acts in order, its form filled in at random."""

    def filled(says: str, fields: tuple[Field, ...]) -> str:
        for field in fields:
            choice: Choice | None = asked.rng.choice(field.choices)
            choice = None if field.may_pass_over and asked.rng.random() < 0.5 else choice
            says = says.replace(f"{{{field.name}}}", filled(choice.says, choice.then) if choice else "")
        return says

    act = asked.rng.choice(asked.room.acts)
    return " ".join(filled(act.says, act.fields).split())


def plain(asked: Asked) -> str:
    """What the card asks, said and proposed; deals that cost nothing; ballots as the card and one's promises ask."""
    shown, wants = asked.room, asked.wants
    verbs = {act.verb for act in shown.acts}
    worded = [want for want in wants if want.wording]
    missing = [want for want in worded if not asked.stands(want)]
    whole = {want.draft: want.kind != "not-adopted" for want in wants if not want.clause and want.kind != "no-vote"}
    if "speak" in verbs and worded:
        return "speak " + " ".join(want.wording for want in worded[:2])
    if "accept" in verbs and (good := acceptable(asked, whole)):
        return f"accept {good}"
    for verb in ("take", "revise", "amend"):
        for want in missing:
            act = f"{verb} {want.draft} {want.wording}" if verb == "take" else f"{verb} {want.wording}"
            if verb in verbs and can(asked, act):
                return act
    if "propose" in verbs:
        return informals(asked, missing, whole)
    for draft, wanted in whole.items():
        if wanted and "sponsor" in verbs and can(asked, f"sponsor {draft}"):
            return f"sponsor {draft}"
    if "table" in verbs:
        return first_filled(asked.act("table"))
    if "yes" in verbs:
        return ballot(asked, whole)
    if "explain" in verbs:
        return first_filled(asked.act("explain"))
    if "keep" in verbs:
        return first_filled(asked.act("keep"), last=True)
    return "pass" if "pass" in verbs else first_filled(shown.acts[-1])


def informals(asked: Asked, missing: list[Want], whole: dict[int, bool]) -> str:
    """In turn: propose what is missing, and offer the pen-holder a vote that one means to cast for it."""
    turn = asked.room.round
    for want in missing[turn % 2 :] + missing[: turn % 2]:
        pen = next((draft.pen for draft in asked.room.drafts if draft.number == want.draft), "")
        offer = f"offer {pen}: {want.draft} yes for {want.draft} {want.wording}"
        for act in (offer, f"propose {want.draft} {want.wording}")[:: 1 if turn % 2 == 0 else -1]:
            if (act != offer or whole.get(want.draft, True)) and can(asked, act):
                return act
    for draft, wanted in whole.items():
        if wanted and can(asked, f"sponsor {draft}"):
            return f"sponsor {draft}"
    return "pass"


def acceptable(asked: Asked, whole: dict[int, bool]) -> str:
    """Whose offer costs nothing: it asks for a ballot that the card asks for too, or for a favour."""
    record = asked.lesson.session.world
    act = asked.act("accept")
    for choice in act.fields[0].choices if act else ():
        terms = record.dealings.offer[0, asked.lesson.places[choice.says]]
        draft, clause, wording = (int(terms[item]) for item in (Item.DRAFT2, Item.CLAUSE2, Item.WORDING2))
        if draft == NONE:
            return choice.says
        if clause == NONE and whole.get(draft + 1) == (wording == Ballot.YES):
            return choice.says
    return ""


def ballot(asked: Asked, whole: dict[int, bool]) -> str:
    """As promised, else as the card asks, else with the wording that it asks for."""
    shown = asked.room
    if shown.stage == "amendment-vote":
        rung = next((rung.name for rung in shown.ladder if rung.state == "now"), "")
        return (
            "yes" if any(want.text and want.text[:30] in f"{rung} {shown.question}" for want in asked.wants) else "no"
        )
    draft = next((one.number for one in shown.drafts if one.on_the_table), 0)
    if draft in whole:
        return "yes" if whole[draft] else "no"
    return "abstain"


def first_filled(act: Act | None, *, last: bool = False) -> str:
    """An act with the first choice of each field, or the last; what may be passed over is."""

    def filled(says: str, fields: tuple[Field, ...]) -> str:
        for field in fields:
            choice = field.choices[-1 if last else 0]
            text = "" if field.may_pass_over else filled(choice.says, choice.then)
            says = says.replace(f"{{{field.name}}}", text)
        return says

    return " ".join(filled(act.says, act.fields).split()) if act else "pass"


def can(asked: Asked, act: str) -> bool:
    """Whether an act is in order."""
    lesson = asked.lesson
    before = dict(lesson.offered)
    code = lesson.game.rules.roster.names[asked.place]
    try:
        lesson._offer(code, act)
    except (OutOfOrder, Unreadable, ValueError):
        return False
    lesson._take_back(code, before.get(code))
    return True


PLAYERS: dict[str, Player] = {"never": never, "random": at_random, "plain": plain}


def play(folder: Path, scenario: str, seed: int) -> dict[str, list[float]]:
    """One lesson with some of each; the marks of each kind."""
    made = opened(Wanted(scenario, 45, seed, 0, False, folder / f"{scenario}-{seed}.lesson"))
    lesson, rng = made.lesson, random.Random(seed)
    seats = [code for code in suggested(lesson) if lesson.game.rules.delegations[lesson.places[code]]]
    seats = seats[: len(PLAYERS) * OF_EACH]
    rng.shuffle(seats)
    kinds = {code: list(PLAYERS)[(number + seed) % len(PLAYERS)] for number, code in enumerate(seats)}
    for code in seats:
        lesson.seat(Person(code, [code]))
    persons = frozenset(lesson.places[code] for code in seats)
    for part in (Part.BRIEF, Part.SESSION):
        lesson.go_to(part, 0.0)
    number = 0
    while lesson.state.part == Part.SESSION:
        for code in lesson.awaited():
            act = PLAYERS[kinds[code]](Asked(lesson, lesson.places[code], persons, rng))
            if act and can(Asked(lesson, lesson.places[code], persons, rng), act):
                number += 1
                lesson.offer(code, str(number), lesson.state.question, act)
        lesson.advance(time_is_up=True)
        lesson.moved(set(seats), 0.0)
    marks: dict[str, list[float]] = {kind: [] for kind in PLAYERS}
    for code in seats:
        marks[kinds[code]].append(marked(lesson, made.rubric, code))
    lesson.store.close()
    return marks


def marked(lesson: Lesson, rubric: Rubric, code: str) -> float:
    """The part of the marks of a seat that the program gives, in per cent."""
    every = (lesson.state.spoke, lesson.state.away)
    spoke, away = ({number for number, codes in enumerate(one) if code in codes} for one in every)
    return rubric.share_by_program(measure(lesson.game, lesson.session, lesson.places[code], spoke, away))


def main() -> None:
    """All lessons; a line for each kind of player, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--lessons", type=int, default=len(LESSONS), help="fewer, for a quick look")
    options = parser.parse_args()
    marks: dict[str, list[float]] = {kind: [] for kind in PLAYERS}
    with tempfile.TemporaryDirectory() as folder:
        for number, (scenario, seed) in enumerate(LESSONS[:: max(1, len(LESSONS) // options.lessons)]):
            one = play(Path(folder), scenario, seed)
            for kind, found in one.items():
                marks[kind] += found
            means = {kind: round(statistics.fmean(found), 1) for kind, found in one.items() if found}
            print(number + 1, scenario, seed, means, file=sys.stderr, flush=True)
    told = {
        kind: {"mean": round(statistics.fmean(found), 1), "highest": round(max(found), 1), "students": len(found)}
        for kind, found in marks.items()
    }
    if options.json:
        print(json.dumps(told))
        return
    for kind, line in told.items():
        print(f"{kind:<8} mean {line['mean']:>5}   highest {line['highest']:>5}   of {line['students']} students")


if __name__ == "__main__":
    main()
