"""Before a game: the choice of a scenario, of a seat and of a lesson; and the table that it is played at."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from demarche.scenarios.load import names
from demarche.sim.terms import Unreadable
from demarche.ui.desktop.desk import Desk
from demarche.ui.desktop.library import CardShown, Story, cards, stories, story
from demarche.ui.desktop.playing import NO_BRIEFINGS, play
from demarche.ui.desktop.returning import typed_challenge
from demarche.ui.desktop.reviewing import debrief
from demarche.ui.desktop.screens.asking import Option, PickOne, Waiting
from demarche.ui.desktop.screens.seats import Briefing, PickSeat, Taken
from demarche.ui.desktop.screens.stories import PickStory
from demarche.ui.desktop.showing import Job, Showing, Steps, show
from demarche.ui.desktop.sitting import sentence
from demarche.ui.desktop.strings import s
from demarche.ui.play.deal import is_person
from demarche.ui.play.lesson import Chapter, chapters
from demarche.ui.play.levels import LEVELS, level_of
from demarche.ui.play.table import Table

AGAIN = ("again", "same")
"""What a debrief ends in where somebody wants to play once more: another chance, or the same."""
SEEDS = 1_000_000
"""A seed that nobody chose lies below this, so that it can be told to a friend."""


def fetched(title: str, make: Callable[[], Any]) -> Steps[Any]:
    """Something that takes time. None where somebody went back, or it cannot be had."""
    job = Job(make)
    while not job.done:
        answer = yield Showing(Waiting(title, s("waiting.words")), job)
        if not answer.news:
            return None
    try:
        return job.made
    except Unreadable as error:
        yield from show(Waiting(title, sentence(str(error)), failed=True))
        return None


def choose(desk: Desk) -> Steps[None]:
    """A scenario, then a seat in it, then the game; back leads to the step before."""
    several = yield from fetched(s("stories.title"), stories)
    if several is None:
        return
    screen = PickStory(several, chosen=min(1, len(several) - 1))
    while True:
        answer = yield Showing(screen)
        if answer.value is None:
            return
        if isinstance(answer.screen, PickStory):
            screen = answer.screen
        if (yield from new_game(desk, str(answer.value))):
            return


def new_game(desk: Desk, name: str, code: str = "", seed: int | None = None, level: int = 0) -> Steps[bool]:
    """A seat of a scenario, and the game. Ends in whether there was one; False where somebody went back.

    code, seed, level  of a seat that is taken already, such as by a challenge
    """
    made = yield from fetched(s("seats.title"), lambda: (story(name), cards(name)))
    if made is None:
        return False
    told, several = made
    drawn = secrets.randbelow(SEEDS) if seed is None else seed
    screen = pick_seat(told.title, several, code, drawn, desk)
    screen = replace(screen, level=str(level)) if level else screen
    taken = Taken((code,), drawn, screen.level) if code else None
    while True:
        if taken is None:
            answer = yield Showing(screen)
            if answer.value is None:
                return False
            taken = answer.value
            screen = answer.screen if isinstance(answer.screen, PickSeat) else screen
        if len(taken.codes) == 1:
            card = next(card for card in several if card.code == taken.codes[0])
            if (yield from show(Briefing(told, card))) is None:
                taken = None
                continue
        ended = yield from dealt(desk, name, taken, told, several)
        if ended not in AGAIN:
            return True
        if ended == "again":
            screen, taken = replace(screen, seed=str(secrets.randbelow(SEEDS))), None


def dealt(desk: Desk, name: str, taken: Taken, told: Story, several: tuple[CardShown, ...]) -> Steps[str]:
    """One game of a scenario in the seats that were taken, to what came of it."""
    level = next(level for level in LEVELS if str(level.number) == taken.level)
    table = Table.new(name, taken.seed, taken.codes, level=level, ask=desk.settings.ask)
    together = {card.code: Briefing(told, card) for card in several if card.code in taken.codes}
    return (yield from at_table(table, desk, briefings=together if len(together) > 1 else NO_BRIEFINGS))


def taken_up(path: Path, desk: Desk) -> Steps[None]:
    """A save, played on; and the same scenario again, where somebody wants to."""
    table = Table.load(path, ask=desk.settings.ask)
    ended = yield from at_table(table, desk)
    if ended not in AGAIN:
        return
    game, session = table.game()
    code = next(name for name, seat in zip(game.rules.roster.names, session.seats, strict=True) if is_person(seat))
    if game.scenario.id in names():
        same = ended == "same"
        level = level_of(session.seats).number
        yield from new_game(desk, game.scenario.id, code if same else "", game.luck.seed if same else None, level)


def challenged(desk: Desk) -> Steps[None]:
    """The game that a friend's code stands for."""
    challenge = yield from typed_challenge()
    if challenge is not None:
        yield from new_game(desk, challenge.scenario, challenge.seat, challenge.seed, challenge.level)


def pick_seat(title: str, several: tuple[Any, ...], code: str, seed: int, desk: Desk) -> PickSeat:
    """The choice of a seat as it opens: on the first that has a card."""
    from demarche.ui.world import countries, markers

    known = {country.code for country in countries()} | set(markers())
    mapped = any(card.code in known for card in several)
    levels = tuple((str(level.number), level.name, " ".join(level.tells)) for level in LEVELS)
    return PickSeat(title, several, mapped, levels, levels[1][0], str(seed), code or several[0].code)


def at_table(
    table: Table,
    desk: Desk,
    chapter: Chapter | None = None,
    *,
    more: bool = False,
    briefings: Mapping[str, Briefing] = NO_BRIEFINGS,
) -> Steps[str]:
    """A game until it is left, with the debrief where it came to its end."""
    try:
        ended = yield from play(table, desk, chapter, more=more, briefings=briefings)
        if ended == "debrief":
            ended = (yield from debrief(table, desk, again=chapter is None)) or ended
        return ended
    finally:
        table.close()


def lessons(desk: Desk) -> Steps[None]:
    """The lessons in a list, each leading to the next; and the scenario they are played in, without advice."""
    several = yield from fetched(s("lesson.title"), chapters)
    if several is None:
        return
    while True:
        chosen = yield from show(PickOne(s("lesson.title"), of_lessons(several, desk), "", s("lesson.hint")))
        if chosen is None:
            return
        if chosen == "":
            yield from new_game(desk, "tutorial")
            continue
        number: int | None = next(i for i, one in enumerate(several) if one.id == chosen)
        while number is not None:
            ended = yield from lesson(desk, several[number], more=number + 1 < len(several))
            number = number + 1 if ended == "next-lesson" else None


def of_lessons(several: tuple[Chapter, ...], desk: Desk) -> tuple[Option, ...]:
    """The lessons as a list shows them, with a tick before those that are done."""
    done = desk.settings.done()
    options = [
        Option(
            one.id,
            s("lesson.done" if one.id in done else "lesson.entry", n=i + 1, title=one.title),
            s("lesson.minutes", about=" ".join(one.about.split()), n=one.minutes),
        )
        for i, one in enumerate(several)
    ]
    return (*options, Option("", s("lesson.free"), s("lesson.free-about")))


def lesson(desk: Desk, one: Chapter, *, more: bool) -> Steps[str]:
    """One lesson: its story and instructions, then the game, to what came of it; empty where somebody went back."""
    made = yield from fetched(
        s("lesson.title"), lambda: (story(one.source, one.settings), cards(one.source, one.settings))
    )
    if made is None:
        return ""
    card = next(card for card in made[1] if card.code == one.seat)
    if (yield from show(Briefing(made[0], card))) is None:
        return ""
    table = Table.new(one.source, one.seed, [one.seat], level=one.level, settings=one.settings, ask=desk.settings.ask)
    ended = yield from at_table(table, desk, one, more=more)
    if table.game()[1].closed:
        desk.set("lessons_done", desk.settings.with_done(one.id))
    return ended
