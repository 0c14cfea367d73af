"""Every screen of the window in states that really come about, by name: made once for all tests that look at them."""

import os
from dataclasses import replace
from functools import cache

os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_VIDEO_DRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = os.environ["SDL_AUDIO_DRIVER"] = "dummy"

import pygame

from demarche.scenarios import saves
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.ui.desktop.drama import befell, consensus, result, roll_call
from demarche.ui.desktop.library import cards, stories, story
from demarche.ui.desktop.room.layout import TABS
from demarche.ui.desktop.room.lesson import Advice
from demarche.ui.desktop.room.screen import CommitteeRoom
from demarche.ui.desktop.room.state import Looking
from demarche.ui.desktop.screens.asking import Cover, Option, PickOne, TypeName, Waiting
from demarche.ui.desktop.screens.pages import Pages, about_pages, help_pages
from demarche.ui.desktop.screens.seats import Briefing, PickSeat
from demarche.ui.desktop.screens.settings import SettingsScreen
from demarche.ui.desktop.screens.stories import PickStory
from demarche.ui.desktop.screens.title import Title
from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.marks import Intent
from demarche.ui.desktop.toolkit.paint import measure_at
from demarche.ui.desktop.toolkit.posture import Frame, Posture
from demarche.ui.desktop.toolkit.screen import Ended, Screen
from demarche.ui.play.settings import Settings
from demarche.ui.seat.heard import heard
from demarche.ui.seat.room import room
from demarche.ui.seat.shown import Heard, Room
from demarche.ui.story import tell

pygame.font.init()
SIZES = [(1280, 720), (1920, 1080)]
SCALES = [1.0, 1.5, 2.0]
LEVELS = (
    ("envoy", "Envoy", "A tip."),
    ("second", "Second secretary", "A tip."),
    ("first", "First secretary", "A tip."),
    ("ambassador", "Ambassador", "A tip."),
)


def frame(width: int, height: int, scale: float, posture: Posture | None = None) -> Frame:
    """What a scene is laid out in, with the measures of the real font."""
    return Frame(width / scale, height / scale, measure_at(scale), posture or Posture())


@cache
def moments(scenario: str, code: str, stages: tuple[str, ...]) -> tuple[tuple[Room, tuple[Heard, ...]], ...]:
    """The room of a seat at the first tick of each of those stages, with what it has heard; the last is the end."""
    made = game(load(scenario), 1)
    session = saves.open_session(made)
    seat, wanted = made.rules.roster.names.index(code), list(stages)
    said: list[Heard] = []
    found: list[tuple[Room, tuple[Heard, ...]]] = []
    while True:
        now = room(made, session, seat)
        if now.stage in wanted or session.closed:
            wanted = [stage for stage in wanted if stage != now.stage]
            found.append((now, tuple(said)))
        if session.closed:
            return tuple(found)
        session.advance(time_is_up=True, tell_why=True)
        said += heard(made, session, len(session.ticks) - 1, seat, "all")


STAGES = (
    "statements",
    "floor",
    "answers",
    "pen",
    "tabling",
    "sponsors",
    "motions",
    "amendments",
    "division",
    "decision",
    "vote",
    "explanations",
    "signing",
    "conduct",
    "responses",
)


@cache
def rooms() -> dict[str, CommitteeRoom]:
    """The committee room through every phase of three scenarios."""
    found = {}
    for scenario, code in (("dual-track-2018", "KEN"), ("pact-2015", "RUS"), ("tutorial", "CAL")):
        for now, said in moments(scenario, code, STAGES):
            found[f"room {scenario} {now.stage}"] = CommitteeRoom(
                now, said, may_skip=True, may_save=True, can_undo=True
            )
    return found


@cache
def forms() -> dict[str, CommitteeRoom]:
    """Every act that names something, filled in step by step with the first choice there is, in one room a stage."""
    found: dict[str, CommitteeRoom] = {}
    for name, screen in rooms().items():
        for number, act in enumerate(screen.room.acts):
            at, step = screen.react(Intent("act", number)), 0
            while isinstance(at, CommitteeRoom) and at.filling:
                found[f"form {name} {act.verb} {step}"] = at
                at, step = further(at), step + 1
    return found


def further(at: CommitteeRoom) -> Screen | Ended:
    """The next step of a form: the longest choice there is, which is the hardest to lay out."""
    from demarche.ui.desktop.room.form import boxes, choices_of, open_fields

    assert at.filling
    if boxes(at.filling):
        return at.react(Intent("ticked"))
    fields = open_fields(at.filling)
    if not fields:
        return at.react(Intent("do"))
    longest = max(choices_of(fields[0], at.filling), key=lambda i: len(fields[0].choices[i].words))
    return at.react(Intent("pick", (fields[0].name, longest)))


@cache
def dramas() -> dict[str, Screen]:
    """A roll call at its beginning, under way and at its end, its result, and moments of each kind."""
    made = game(load("dual-track-2018"), 1)
    session = saves.open_session(made)
    seat = made.rules.roster.names.index("BRA")
    said: list[Heard] = []
    before = room(made, session, seat)
    while not session.closed:
        session.advance(time_is_up=True, tell_why=True)
        new = heard(made, session, len(session.ticks) - 1, seat, "all")
        after = room(made, session, seat)
        if before.stage == "vote":
            break
        said, before = [*said, *new], after
    call = roll_call(before, after)
    half = replace(call, called=len(call.order) // 2)
    deal = Heard(3, "informals", "deal", "India accepts your offer: a yes on L.37 for two favours.", "IND", "BRA")
    blame = Heard(3, "aftermath", "accusation", "China accuses you.", "CHN", "BRA", why="it found 3 operations")
    objection = [
        Heard(3, "action", "vote", "Brazil objects.", "BRA"),
        Heard(3, "action", "decision", "The report failed: there is no consensus."),
    ]
    return {
        "roll call": call,
        "roll call half": half,
        "roll call over": replace(call, called=len(call.order)),
        "result": result(before, after, new),
        "consensus": consensus(before, after, objection),
        "moment deal": next(befell(after, [deal])),
        "moment accusation": next(befell(after, [blame])),
    }


@cache
def others() -> dict[str, Screen]:
    """Every screen but the room."""
    several = cards("dual-track-2018")
    told = story("dual-track-2018")
    made = game(load("tutorial"), 1)
    session = saves.play(made, program="test")
    ended = tuple(tell(made, session))
    now = tuple(Settings().model_dump().items())
    looked = ["A save that cannot be read: line 1: this is not a log of this program."]
    pick = PickSeat(told.title, several, True, LEVELS, "first", "18446744073709551615", several[0].code)
    options = (
        Option("a", "Two texts, two tracks", "Kenya · 41 ticks · 24 November 2026, 22:56"),
        Option("b", "broken.jsonl · 24 November 2026, 22:57", "", " ".join(looked)),
    )
    first = rooms()["room dual-track-2018 vote"]
    return {
        "title": Title("Two texts, two tracks, as Kenya, left on 24 Nov 22:56", "Your settings could not be read."),
        "title new": Title(),
        **{f"story {one.id}": PickStory(stories(), i) for i, one in enumerate(stories())},
        "seats list": pick,
        "seats map": replace(pick, view="map"),
        "seats card": replace(pick, view="card"),
        "seats how": replace(pick, view="how"),
        "seats hot": replace(pick, taken=(several[0].code, several[3].code)),
        "seats invented": PickSeat("Seven states", cards("tutorial"), False, LEVELS, "first", "7", "CAL"),
        "briefing": Briefing(told, several[2]),
        "briefing derived": Briefing(told, several[-1]),
        "briefing consensus": Briefing(story("gge-2017"), cards("gge-2017")[0]),
        "briefing pact": Briefing(story("pact-2015"), cards("pact-2015")[0]),
        **{f"debrief {i}": Pages(s("debrief.title"), ended, "Seven states", i) for i in range(len(ended))},
        **{f"help {i}": Pages(s("help.title"), help_pages(), at=i) for i in range(len(help_pages()))},
        **{f"about {i}": Pages(s("about-title.title"), about_pages("0.3.0"), at=i) for i in range(2)},
        **dramas(),
        "settings": SettingsScreen(now, "Your settings could not be kept: no space left on the disk."),
        "load": PickOne(s("load.title"), options, s("load.empty"), s("load.hint"), "That game could not be opened."),
        "load empty": PickOne(s("load.title"), (), s("load.empty"), s("load.hint")),
        "save": TypeName(
            s("save.title"),
            s("save.label"),
            "My best game",
            s("save.do"),
            s("save.explained"),
            "A name has at most 60 letters.",
        ),
        "cover": Cover("Democratic Republic of the Congo", "Two texts, two tracks"),
        "waiting": Waiting(s("waiting.title"), s("waiting.words")),
        "failed": Waiting(
            s("failed.title"), "Line 14 of the save has been changed by another program. " * 3, failed=True
        ),
        "replay": replace(first, room=replace(first.room, me="", acts=(), brief=None), scrub=(17, 63)),
        "menu": replace(first, menu=True),
        "refused": replace(first, notice="Kenya: it is not asked for that now, and here is a long line to say so."),
        "lesson": replace(
            first, advice=Advice("vote", "Your first vote", "Press Y to vote yes. " * 9, "acts", "yes", "yes")
        ),
        "lesson read": replace(first, advice=Advice("look", "This is the text", "Five clauses. " * 18, "draft")),
        "lesson end": replace(
            rooms()["room tutorial closed"],
            next_lesson=True,
            advice=Advice("end", "You have voted", "So it went.", "heard"),
        ),
        **{f"tab {tab}": replace(first, looking=Looking(tab=tab, code="KEN")) for tab in TABS},
        **{f"view {view}": replace(first, looking=Looking(middle=view, code="KEN")) for view in ("map", "states")},
    }


@cache
def every_screen() -> dict[str, Screen]:
    """All of them, by name."""
    return {**rooms(), **forms(), **others()}
