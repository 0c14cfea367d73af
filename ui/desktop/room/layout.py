"""Where everything in the committee room stands: three columns where there is room, else two or one with tabs."""

from collections.abc import Callable

from demarche.ui.desktop.room.acting import acts_panel
from demarche.ui.desktop.room.aftermath import afterwards_panel, is_aftermath
from demarche.ui.desktop.room.chamber import chamber
from demarche.ui.desktop.room.hearing import heard_panel
from demarche.ui.desktop.room.instructions import instructions_panel
from demarche.ui.desktop.room.ladder import ladder_panel
from demarche.ui.desktop.room.lesson import lesson_bar
from demarche.ui.desktop.room.menu import menu
from demarche.ui.desktop.room.state import RoomState
from demarche.ui.desktop.room.states import map_panel, states_panel, who_panel
from demarche.ui.desktop.room.texts import draft_panel
from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.marks import Ink, Intent, Rect
from demarche.ui.desktop.toolkit.sheet import HEAD, SMALL, SMALL_STRONG, STRONG, Sheet
from demarche.ui.desktop.toolkit.widgets import FOOTER, GAP, button, button_width, footer, panel, slider, tabs

TOP = 50
PHASES = ("debate", "informals", "table", "action", "explain", "aftermath")


def lay_out(sheet: Sheet, at: RoomState) -> None:
    """The whole room."""
    sheet.box(sheet.whole, Ink.PAGE, None, 0)
    body = top_bar(sheet, at)
    short = not sheet.frame.middling and (at.filling is not None or at.advice is not None)
    if not short or at.notice:
        body = question_bar(sheet, body, at)
    if at.scrub[1]:
        body = scrub_bar(sheet, body, *at.scrub)
    if at.advice is not None and (at.filling is None or sheet.frame.wide):
        body = lesson_bar(sheet, body, at.advice)
    if sheet.frame.wide:
        three_columns(sheet, body, at)
    elif sheet.frame.middling:
        two_columns(sheet, body, at)
    else:
        one_column(sheet, body, at)
    footer(sheet, s("room.hint"))
    if at.menu:
        menu(sheet, at)


def top_bar(sheet: Sheet, at: RoomState) -> Rect:
    """The way to the menu, what is being played, and which part of the session it is."""
    whole = sheet.whole
    width = button_width(sheet, s("room.menu")) + 4
    button(sheet, Rect(16, 8, width, 34), "menu", s("room.menu"), Intent("menu"), tip=s("tip.menu"))
    phases = [name for name in PHASES if name != "aftermath" or at.room.quarters]
    labels = [s(f"phase.{name}") for name in phases]
    needed = sum(sheet.width_of(label, SMALL_STRONG) + 26 for label in labels)
    x = 16 + width + 16
    if whole.w - x - 16 < needed:
        words = s(f"phase.{at.room.phase}")
        sheet.line(whole.w - 16, 25 - STRONG.height / 2, words, STRONG.inked(Ink.LINK), Ink.PAGE, whole, 1.0)
        _name(sheet, Rect(x, 0, whole.w - x - 32 - sheet.width_of(words, STRONG), TOP), at)
        return Rect(16, TOP, whole.w - 32, whole.h - TOP - FOOTER)
    _name(sheet, Rect(x, 0, whole.w - 16 - needed - x - 16, TOP), at)
    x = whole.w - 16 - needed
    for name, label in zip(phases, labels, strict=True):
        now = name == at.room.phase
        style = SMALL_STRONG.inked(Ink.LINK) if now else SMALL.inked(Ink.QUIET)
        cell = Rect(x, 0, sheet.width_of(label, SMALL_STRONG) + 26, TOP)
        sheet.line(cell.x + cell.w / 2, 25 - style.height / 2, label, style, Ink.PAGE, cell, 0.5)
        if now:
            sheet.box(Rect(cell.x + 8, 38, cell.w - 16, 3), Ink.ACCENT, None, 1)
        x = cell.right
    return Rect(16, TOP, whole.w - 32, whole.h - TOP - FOOTER)


def _name(sheet: Sheet, rect: Rect, at: RoomState) -> None:
    """Title of the scenario and who one is, as far as they fit in one line."""
    me = next((place.name for place in at.room.places if place.code == at.room.me), "")
    you = s("room.you-are", name=me) if me else s("room.nobody")
    for said in (f"{at.room.title} · {you}", you, me):
        for style in (HEAD, STRONG):
            if sheet.width_of(said, style) <= rect.w:
                sheet.line(rect.x, rect.y + (rect.h - style.height) / 2, said, style, Ink.PAGE, rect)
                return


def question_bar(sheet: Sheet, rect: Rect, at: RoomState) -> Rect:
    """What is asked now, of whom; and a line that must be read, where there is one."""
    room = at.room
    asked = s("room.asked") if room.asked else (s("room.thinking") if at.busy else s("room.awaited", n=room.awaited))
    times = s("room.round", n=room.round, of=room.rounds) if room.round else ""
    times = s("room.quarter", n=room.quarter, of=room.quarters) if room.quarter and not room.final else times
    if times and room.quarter and room.asked and not room.final:
        times = f"{times} · {s('acts.attention', n=room.attention)}"
    pill = 0.0 if room.final else sheet.width_of(asked, SMALL_STRONG) + 24
    style = HEAD if sheet.frame.wide else STRONG
    words = f"{times} · {room.question}" if times else room.question
    inner = rect.w - 28 - pill - 12
    high = max(sheet.height_of(words, inner, style), 24) + 18
    if at.notice:
        high += sheet.height_of(at.notice, rect.w - 28, SMALL_STRONG) + 4
    bar, rest = rect.above(high, GAP)
    sheet.box(bar, Ink.SOFT, None, 10)
    left = sheet.paragraph(Rect(bar.x + 14, bar.y + 9, inner, bar.h - 12), words, style, Ink.SOFT)
    if at.notice:
        sheet.paragraph(
            Rect(bar.x + 14, left.y + 2, rect.w - 28, left.h), at.notice, SMALL_STRONG.inked(Ink.LINK), Ink.SOFT
        )
    if pill:
        cap = Rect(bar.right - 10 - pill, bar.y + 8, pill, 26)
        fill, ink = (Ink.ACCENT, Ink.ON_ACCENT) if room.asked else (Ink.PANEL, Ink.QUIET)
        sheet.box(cap, fill, None, 13)
        sheet.line(cap.x + pill / 2, cap.y + 13 - SMALL.height / 2, asked, SMALL_STRONG.inked(ink), fill, cap, 0.5)
    return rest


def scrub_bar(sheet: Sheet, rect: Rect, now: int, last: int) -> Rect:
    """The scrubber of a replay, with a step and a phase either way."""
    bar, rest = rect.above(38, GAP)
    where = s("replay.at", n=now, of=last)
    x = bar.x
    for name, key, intent in (
        ("part-back", "b", Intent("part", -1)),
        ("step-back", "j", Intent("step", -1)),
        ("step-on", "k", Intent("step", 1)),
        ("part-on", "n", Intent("part", 1)),
    ):
        wide = 46.0 if not sheet.frame.middling else button_width(sheet, s(f"replay.{name}"), key)
        label = s(f"replay.{name}") if sheet.frame.middling else ""
        button(
            sheet,
            Rect(x, bar.y, wide, bar.h),
            name,
            label,
            intent,
            key=key,
            reads=s(f"replay.{name}"),
            tip=s(f"replay.tip-{name}"),
        )
        x += wide + 6
    end = bar.right - sheet.width_of(where, SMALL) - 8
    sheet.line(bar.right, bar.y + (bar.h - SMALL.height) / 2, where, SMALL, Ink.PAGE, bar, 1.0)
    slider(sheet, Rect(x, bar.y, max(end - x, 40), bar.h), "scrub", now, last, s("replay.scrub"))
    return rest


def three_columns(sheet: Sheet, body: Rect, at: RoomState) -> None:
    """Text and ladder, chamber and what is heard, your move and your instructions."""
    left, rest = body.left(round(body.w * 0.3), GAP)
    middle, right = rest.left(round(body.w * 0.4), GAP)
    if is_aftermath(at.room):
        upper, lower = left.below(round(left.h * 0.42), GAP)
        _afterwards(sheet, upper, at)
        _draft(sheet, lower, at)
    else:
        upper, lower = left.below(max(162, round(left.h * 0.25)), GAP)
        _draft(sheet, upper, at)
        _ladder(sheet, lower, at)
    upper, lower = middle.above(round(middle.h * 0.62), GAP)
    _middle(sheet, upper, at)
    _heard(sheet, lower, at)
    upper, lower = right.above(round(right.h * (0.8 if at.filling else 0.6)), GAP)
    _move(sheet, upper, at)
    _card(sheet, lower, at)


def two_columns(sheet: Sheet, body: Rect, at: RoomState) -> None:
    """Everything but your move under tabs; your move beside it."""
    left, right = body.left(round(body.w * 0.6), GAP)
    _move(sheet, right, at)
    tabbed(sheet, left, at, [name for name in TABS if name != "move"])


def one_column(sheet: Sheet, body: Rect, at: RoomState) -> None:
    """Everything under tabs."""
    if at.filling is not None:  # the form needs all of it
        _move(sheet, body, at)
    else:
        tabbed(sheet, body, at, list(TABS))


def tabbed(sheet: Sheet, rect: Rect, at: RoomState, names: list[str]) -> None:
    """Panels behind tabs, one of them in sight."""
    names = [name for name in names if name != "pacts" or is_aftermath(at.room)]
    chosen = at.looking.tab if at.looking.tab in names else names[0]
    head, rest = rect.above(34, 4)
    tabs(sheet, head, [(f"tab:{n}", s(f"tab.{n}"), Intent("tab", n), n == chosen) for n in names])
    TABS[chosen](sheet, rest, at)


def _pointed(at: RoomState, tab: str) -> bool:
    """Whether a lesson speaks of that panel now."""
    return at.advice is not None and at.advice.tab == tab


def _draft(sheet: Sheet, rect: Rect, at: RoomState) -> None:
    draft_panel(
        sheet,
        panel(sheet, rect, s("panel.draft"), pointed=_pointed(at, "draft")),
        at,
    )


def _ladder(sheet: Sheet, rect: Rect, at: RoomState) -> None:
    ladder_panel(sheet, panel(sheet, rect, s("panel.ladder"), pointed=_pointed(at, "ladder")), at.room.ladder)


def _heard(sheet: Sheet, rect: Rect, at: RoomState) -> None:
    heard_panel(sheet, panel(sheet, rect, s("panel.heard"), pointed=_pointed(at, "heard")), at.heard, model=at.model)


def _card(sheet: Sheet, rect: Rect, at: RoomState) -> None:
    inner = panel(sheet, rect, s("panel.card"), s("panel.card-note"), pointed=_pointed(at, "card"))
    instructions_panel(sheet, inner, at.room.brief, at.room.places, model=at.model)


def _move(sheet: Sheet, rect: Rect, at: RoomState) -> None:
    title = "" if at.filling is not None else s("panel.move")
    inner = panel(sheet, rect, title, pointed=_pointed(at, "move"))
    taught = at.advice.act if at.advice is not None else ""
    acts_panel(sheet, inner, at, may_skip=at.may_skip and _may_pass(at), taught=taught)


def _may_pass(at: RoomState) -> bool:
    return any(act.verb == "pass" for act in at.room.acts)


def _afterwards(sheet: Sheet, rect: Rect, at: RoomState) -> None:
    afterwards_panel(sheet, panel(sheet, rect, s("panel.pacts"), s("judged"), pointed=_pointed(at, "pacts")), at.room)


def _middle(sheet: Sheet, rect: Rect, at: RoomState) -> None:
    """Chamber, map or list of states, with who is asked about below."""
    inner = panel(sheet, rect, pointed=_pointed(at, "chamber"))
    head, inner = inner.above(30, 4)
    views = ("chamber", "map", "states")
    tabs(sheet, head, [(f"view:{v}", s(f"tab.{v}"), Intent("middle", v), v == at.looking.middle) for v in views])
    _view(sheet, inner, at, at.looking.middle)


def _view(sheet: Sheet, rect: Rect, at: RoomState, view: str) -> None:
    hall, who = rect.below(62 if rect.h >= 180 else 42, 6)
    if view == "map":
        map_panel(sheet, hall, at.room, at.looking.code)
    elif view == "states":
        states_panel(sheet, hall, at.room.places, at.looking.code)
    else:
        chamber(sheet, hall, at.room.places, at.room.me, at.looking.code)
    who_panel(sheet, who, at)


def _viewed(view: str) -> Callable[[Sheet, Rect, RoomState], None]:
    return lambda sheet, rect, at: _view(sheet, panel(sheet, rect), at, view)


TABS: dict[str, Callable[[Sheet, Rect, RoomState], None]] = {
    "move": _move,
    "draft": _draft,
    "pacts": _afterwards,
    "chamber": _viewed("chamber"),
    "map": _viewed("map"),
    "states": _viewed("states"),
    "heard": _heard,
    "ladder": _ladder,
    "card": _card,
}
"""Every panel, in the order of the tabs."""
