"""A campaign in the window: a state, session after session with its file between them, and the ending."""

import secrets
from dataclasses import replace
from pathlib import Path
from typing import Any

from demarche.scenarios import saves
from demarche.scenarios.load import campaigns, load, load_campaign
from demarche.scenarios.schema import Campaign
from demarche.scenarios.state_names import member_name
from demarche.scenarios.tables import members
from demarche.ui.desktop.choosing import SEEDS, fetched
from demarche.ui.desktop.desk import Desk
from demarche.ui.desktop.playing import play
from demarche.ui.desktop.reviewing import debrief
from demarche.ui.desktop.screens.asking import Option, PickOne
from demarche.ui.desktop.screens.pages import Pages
from demarche.ui.desktop.showing import Steps, show
from demarche.ui.desktop.strings import s
from demarche.ui.play.campaigns import Journey, journey, journeys, set_out
from demarche.ui.play.levels import LEVELS, Level
from demarche.ui.play.table import Table
from demarche.ui.story.campaign_ending import file_of, told
from demarche.ui.story.career import Career
from demarche.ui.story.parts import Line, Part, Section, Tone
from demarche.ui.story.parts import Table as Rows
from demarche.ui.version import version

GO, NEW = "go:", "new:"
"""What begins the value of an option: a campaign to go on with, by its path, or one to set out on, by its id."""


def campaign(desk: Desk) -> Steps[None]:
    """The campaigns that were begun and those that can be; then the road."""
    options = yield from fetched(s("campaign.title"), every_option)
    if options is None:
        return
    chosen = yield from show(PickOne(s("campaign.title"), options, "", s("campaign.hint")))
    if chosen is None:
        return
    if str(chosen).startswith(GO):
        begun = yield from fetched(s("campaign.title"), lambda: journey(Path(str(chosen).removeprefix(GO))))
    else:
        begun = yield from setting_out(str(chosen).removeprefix(NEW))
    if begun is not None:
        yield from travel(begun, desk)


def every_option() -> tuple[Option, ...]:
    """What can be gone on with, the latest first, and what can be begun."""
    found = []
    for one in journeys():
        if not isinstance(one, Journey):
            found.append(Option("", one[0].name, "", one[1]))
            continue
        line = s("campaign.at", n=min(one.number + 1, len(one.campaign.sessions)), of=len(one.campaign.sessions))
        line = line if one.part is not None else s("campaign.over")
        found.append(Option(f"{GO}{one.path}", f"{one.campaign.title} · {member_name(one.code)}", line))
    for name in campaigns():
        known = load_campaign(name)
        if known is not None:
            words = s("campaign.sessions", n=len(known.sessions), story=" ".join(known.story.split()))
            found.append(Option(f"{NEW}{name}", known.title, words))
    return tuple(found)


def setting_out(name: str) -> Steps[Any]:
    """A state and a level for a new campaign. Ends in the journey; None where somebody went back."""
    known = load_campaign(name)
    assert known is not None
    states = yield from fetched(s("campaign.state"), lambda: state_options(known))
    if states is None:
        return None
    code = yield from show(PickOne(s("campaign.state"), states, "", s("campaign.state-hint")))
    if code is None:
        return None
    levels = tuple(Option(str(level.number), level.name, " ".join(level.tells)) for level in LEVELS)
    number = yield from show(PickOne(s("campaign.level"), levels, "", s("campaign.hint")))
    if number is None:
        return None
    level: Level = next(level for level in LEVELS if str(level.number) == number)
    return (yield from fetched(known.title, lambda: set_out(known, str(code), level, secrets.randbelow(SEEDS))))


def state_options(known: Campaign) -> tuple[Option, ...]:
    """Every state, those for which most sessions have a card first; of each how many have a seat for it."""
    every = [load(part.scenario) for part in known.sessions]
    cards = {code: sum(any(card.seat == code for card in one.cards) for one in every) for code in members()}
    seats = {code: sum(one.seats == "all" or code in one.seats for one in every) for code in members()}
    order = sorted(members(), key=lambda code: (-cards[code], -seats[code], member_name(code)))
    words = {code: s("campaign.seats", n=seats[code], of=len(every), cards=cards[code]) for code in order}
    return tuple(Option(code, member_name(code), words[code]) for code in order)


def travel(at: Journey, desk: Desk) -> Steps[None]:
    """Session after session until the person leaves, or the road is at its end."""
    while at.part is not None:
        if not at.kept.log and (yield from show(between(at))) != "go":
            return
        seated = yield from fetched(at.campaign.title, at.has_seat)
        if seated is None:
            return
        after = yield from (session(at, desk) if seated else watched(at))
        if after is None:
            return
        at = after
    yield from show(last_page(at))


def session(at: Journey, desk: Desk) -> Steps[Any]:
    """One session played by the person. Ends in the journey after it; None where it was left before its end."""
    begun: Journey | None = yield from fetched(at.campaign.title, at.begun)
    if begun is None:
        return None
    table = Table(begun.dealt, ask=desk.settings.ask)
    try:
        if (yield from play(table, desk)) != "debrief":
            return None
        yield from debrief(table, desk, again=False)
        made, played = table.game()
        return (yield from fetched(at.campaign.title, lambda: begun.after(made, played)))
    finally:
        table.close()


def watched(at: Journey) -> Steps[Any]:
    """One session in which the state has no seat, played by the others."""

    def to_its_end() -> Journey:
        made = at.game()
        return at.after(made, saves.play(made, program=version()))

    return (yield from fetched(s("campaign.watched", title=load_title(at)), to_its_end))


def load_title(at: Journey) -> str:
    """The title of the next session."""
    assert at.part is not None
    return load(at.part.scenario).title


def between(at: Journey) -> Pages:
    """Between two sessions: the news beside history, the file, and what comes next."""
    sections = [coming(at), told(file_of(at.kept.careers, in_force(at)), over=False)]
    if at.kept.careers:
        sections = [headlines(at.kept.careers[-1]), *sections]
    else:
        sections = [Section(at.campaign.title, (Line(" ".join(at.campaign.story.split())),)), *sections]
    title = s("campaign.between", name=member_name(at.code), n=at.number + 1, of=len(at.campaign.sessions))
    go = (("go", s("campaign.go"), "g", s("campaign.go-tip")),)
    return Pages(title, tuple(sections), at.campaign.title, buttons=go, back=s("campaign.leave"))


def in_force(at: Journey) -> list[str]:
    """The pacts that bind the state now, by symbol."""
    return [str(pact["id"]) for pact in at.kept.pacts if at.code in pact["standing"]]


def headlines(one: Career) -> Section:
    """What the world did in a session and the quarters after it, beside what history did."""
    parts: list[Part] = [Rows((str(one.year), "here", "in history"), one.decided)]
    parts += [Line(words) for words in one.news]
    if not one.seated:
        parts.append(Line(s("campaign.no-seat"), Tone.QUIET))
    if one.history:
        parts += [Line(s("campaign.history"), Tone.STRONG), Line(one.history, Tone.QUIET)]
    return Section(s("campaign.headlines", title=one.title), tuple(parts))


def coming(at: Journey) -> Section:
    """The next session: where and when, and what it is about."""
    assert at.part is not None
    one = load(at.part.scenario)
    lines = [Line(f"{one.title}, {one.year}", Tone.STRONG), Line(" ".join(one.story.split()))]
    if at.part.quarters:
        lines.append(Line(s("campaign.quarters", n=at.part.quarters), Tone.QUIET))
    return Section(s("campaign.next"), tuple(lines))


def last_page(at: Journey) -> Pages:
    """The ending, and every session on the way."""
    end = told(file_of(at.kept.careers, in_force(at)), over=True)
    title = s("campaign.end", name=member_name(at.code))
    return replace(
        Pages(title, (end, *(headlines(one) for one in at.kept.careers)), at.campaign.title), back=s("campaign.leave")
    )
