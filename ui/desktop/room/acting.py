"""Your move: the acts in order now, each a word and a key; and the form of the one that is being filled in."""

from demarche.ui.desktop.room.form import Filling, boxes, choices_of, next_box, open_fields, serving, told
from demarche.ui.desktop.room.state import RoomState
from demarche.ui.desktop.strings import s
from demarche.ui.desktop.toolkit.marks import Form, Ink, Intent, Rect
from demarche.ui.desktop.toolkit.rolling import Dot, Row, Said, roll
from demarche.ui.desktop.toolkit.sheet import NOTE, SMALL, SMALL_STRONG, STRONG, Sheet
from demarche.ui.desktop.toolkit.widgets import BUTTON, GAP, button, button_row, chip
from demarche.ui.plain_reasons import plain
from demarche.ui.seat.acts import say_act
from demarche.ui.seat.shown import Act, Field

SKIPS = (("decision", "z"), ("phase", "v"))
"""How far one can pass on, and the key of each."""
SKIP = 40
"""Height of a button to pass on, with the room under it."""
WEIGHTY = ("block", "withdraw", "hold", "leave", "denounce", "decline")
"""Acts that end something and cannot be undone in the room: they never have the focus first, and are confirmed."""
SERVES = Dot(Form.DIAMOND, Ink.ACCENT)
"""The mark of a choice that serves the instructions."""
LONG = 12
"""From so many choices on, a list is one to type ahead in."""


def acts_panel(sheet: Sheet, rect: Rect, at: RoomState, *, may_skip: bool, taught: str) -> None:
    """Lay the acts, or the form, or why there is nothing to do. taught: the verb that a lesson speaks of."""
    room = at.room
    if at.filling is not None:
        form_panel(sheet, rect, at)
    elif not room.acts:
        _nothing_to_do(sheet, rect, at)
    else:
        _choices(sheet, rect, room.acts, may_skip=may_skip, taught=taught)


def _nothing_to_do(sheet: Sheet, rect: Rect, at: RoomState) -> None:
    """Why there is nothing to do; and where the session is over, what comes after it."""
    over = at.room.final and bool(at.room.me)
    if over:
        rect, low = rect.below(BUTTON, 6)
        several = [("debrief", s("acts.debrief"), Intent("debrief"), "d", True, "")]
        if at.next_lesson:
            several.insert(0, ("next-lesson", s("lesson.next"), Intent("next-lesson"), "n", False, ""))
        button_row(sheet, low, several, first=True)
    why = (
        "acts.final"
        if over
        else ("acts.replay" if not at.room.me else ("acts.thinking" if at.busy else "acts.not-asked"))
    )
    if sheet.height_of(s(why), rect.w, SMALL) <= rect.h:
        sheet.paragraph(rect, s(why), SMALL.inked(Ink.QUIET))


def _choices(sheet: Sheet, rect: Rect, acts: tuple[Act, ...], *, may_skip: bool, taught: str) -> None:
    """A button an act while there is room for all, without their tips if need be; else a list of everything."""
    skips = SKIPS if may_skip else ()
    upper, low = rect.below(len(skips) * SKIP, 2) if skips else (rect, rect)
    first = first_of(acts, taught)
    for tips in (True, False):
        heights = [_act_height(sheet, act, rect.w, tips=tips) for act in acts]
        if sum(heights) + 6 * (len(acts) - 1) <= upper.h:
            break
    else:
        rows = [_act_row(sheet, i, act, first=i == first) for i, act in enumerate(acts)]
        roll(sheet, rect, "acts", [*rows, *(_skip_row(sheet, *skip) for skip in skips)])
        return
    y = rect.y
    for i, (act, height) in enumerate(zip(acts, heights, strict=True)):
        cell = Rect(rect.x, y, rect.w, height)
        act_button(sheet, cell, i, act, first=i == first, tips=tips, taught=act.verb == taught)
        y += height + 6
    for name, key in skips:
        cell, low = low.above(SKIP - 6, 6)
        button(sheet, cell, f"skip-{name}", s(f"acts.skip-{name}"), Intent("skip", name), key=key, tip=s("tip.skip"))


def first_of(acts: tuple[Act, ...], taught: str) -> int:
    """The act that has the focus first: what a lesson teaches; else the first that is not weighty.

    In a body that decides by consensus that is to say nothing, whatever else could be done.
    """
    verbs = [act.verb for act in acts]
    if taught in verbs:
        return verbs.index(taught)
    if "block" in verbs and "pass" in verbs:
        return verbs.index("pass")
    return next((i for i, verb in enumerate(verbs) if verb not in WEIGHTY), 0)


def _keyed(sheet: Sheet, key: str, words: str) -> str:
    """Words with the letter that makes the act before them, where it would."""
    return words if key in sheet.frame.posture.taken else f"{key.upper()}  {words}"


def _skip_row(sheet: Sheet, name: str, key: str) -> Row:
    words, tip = s(f"acts.skip-{name}"), s("tip.skip")
    said = (Said(_keyed(sheet, key, words), STRONG),)
    return Row(said, f"skip-{name}", Intent("skip", name), words, tip, key, gap=4)


def _act_row(sheet: Sheet, number: int, act: Act, *, first: bool) -> Row:
    return Row(
        (Said(_keyed(sheet, act.key, act.word), STRONG), Said(act.tip, NOTE)),
        id=f"act:{number}",
        intent=Intent("act", number),
        reads=act.word,
        tip=act.tip,
        key=act.key,
        first=first,
        gap=4,
    )


def _act_height(sheet: Sheet, act: Act, width: float, *, tips: bool) -> float:
    inner = width - 54
    return sheet.height_of(act.word, inner, STRONG) + (sheet.height_of(act.tip, inner, NOTE) if tips else 0) + 14


def act_button(sheet: Sheet, rect: Rect, number: int, act: Act, *, first: bool, tips: bool, taught: bool) -> None:
    """An act: its key on a keycap, its word, and under it what it does, where there is room for that."""
    name = f"act:{number}"
    fill = Ink.SOFT if sheet.frame.posture.hover == name else Ink.PANEL

    def draw() -> None:
        sheet.box(rect, fill, Ink.ACCENT if taught else Ink.LINE, 8, 2 if taught else 1)
        chip(sheet, rect.x + 10, rect.y + 7 + STRONG.height / 2, act.key.upper())
        rest = sheet.paragraph(Rect(rect.x + 42, rect.y + 7, rect.w - 54, rect.h - 10), act.word, STRONG, fill)
        if tips:
            sheet.paragraph(rest, act.tip, NOTE, fill)

    sheet.spot(name, rect, act.word, Intent("act", number), draw, key=act.key, tip=act.tip, first=first)


def form_panel(sheet: Sheet, rect: Rect, at: RoomState) -> None:
    """Lay the form: the act, what has been said of it so far, the field that is asked for, the way back.

    Choices that serve what the instructions ask for are marked.
    """
    filling = at.filling
    assert filling is not None
    wants, count = (at.room.brief.wants if at.room.brief else ()), at.count
    fields, ticks = open_fields(filling), boxes(filling)
    rect, low = rect.below(BUTTON - 6, 6)
    rect = sheet.paragraph(rect, filling.act.word, STRONG)
    said = tuple(Said(f"{label}: {words}", NOTE) for label, words in told(filling))
    if not fields:
        _confirm(sheet, rect, low, filling, count(say_act(filling.act, filling.chosen)) if count is not None else "")
    elif ticks:
        _boxes(sheet, rect, low, filling, ticks)
    else:
        _field(
            sheet,
            rect,
            low,
            said,
            fields[0],
            noted(fields[0], filling, model=at.model),
            serving(fields[0], filling, wants),
        )


def noted(field: Field, filling: Filling, *, model: bool) -> list[tuple[int, str, str]]:
    """The choices that there are: the place, the words and the note of each."""
    several = [(place, field.choices[place]) for place in choices_of(field, filling)]
    return [(place, one.words, one.note if model else plain(one.note)) for place, one in several]


def _field(
    sheet: Sheet,
    rect: Rect,
    low: Rect,
    said: tuple[Said, ...],
    field: Field,
    choices: list[tuple[int, str, str]],
    serve: frozenset[int],
) -> None:
    """One field: those of its choices in a list, that can be typed ahead in where it is long.

    serve  the places of those that serve the instructions, which have a mark
    """
    asked = Said(s("form.choose", label=field.label), SMALL_STRONG.inked(Ink.LINK))
    about = tuple(Said(line, SMALL) for line in field.about)
    rows = [Row((*said, asked, *about), gap=2)]
    rows += [
        Row(
            (Said(words, SMALL, 0, SERVES if place in serve else None), *((Said(note, NOTE),) if note else ())),
            id=f"choice:{field.name}:{place}",
            intent=Intent("pick", (field.name, place)),
            reads=s("form.serves", words=words) if place in serve else words,
            tip=s("form.serves-tip") if place in serve else note,
            first=place == choices[0][0],
            gap=4,
        )
        for place, words, note in choices
    ]
    long = len(choices) >= LONG
    roll(sheet, rect, f"field:{field.name}", rows, type_ahead=long)
    back, skip = low.left((low.w - GAP) / 2, GAP)
    around = back if field.may_pass_over else low
    button(sheet, around, "form-back", s("form.back"), Intent("back"), tip=s("tip.form-back"))
    if field.may_pass_over:
        key = "" if long else "k"
        button(
            sheet, skip, "form-skip", s("form.skip"), Intent("pick", (field.name, -1)), key=key, tip=s("tip.form-skip")
        )


def _boxes(sheet: Sheet, rect: Rect, low: Rect, filling: Filling, ticks: list[Field]) -> None:
    """Boxes to tick, together."""
    following = next_box(filling)
    on, off = Dot(Form.SQUARE, Ink.ACCENT), Dot(Form.SQUARE, Ink.QUIET, True)
    rows = [
        Row(
            (Said(field.label, SMALL, 0, on if field.name in filling.ticked else off),),
            id=f"tick:{field.name}",
            intent=Intent("tick", field.name),
            reads=field.label,
            chosen=field.name in filling.ticked,
            first=field.name == following,
            gap=4,
        )
        for field in ticks
    ]
    roll(sheet, rect, "ticks", [Row((Said(s("form.tick"), SMALL_STRONG.inked(Ink.LINK)),), gap=2), *rows])
    back, on_ = low.left((low.w - GAP) / 2, GAP)
    button(sheet, back, "form-back", s("form.back"), Intent("back"), tip=s("tip.form-back"))
    button(sheet, on_, "form-on", s("form.continue"), Intent("ticked"), key="c", primary=True, first=not following)


def _confirm(sheet: Sheet, rect: Rect, low: Rect, filling: Filling, counted: str) -> None:
    """What the act says, before it is made; of an act that ends something, what it costs.

    counted  who would sign the pact that it proposes
    """
    weighty = filling.act.verb in WEIGHTY
    rows = [Row((Said(label, NOTE), Said(words, SMALL)), gap=3) for label, words in told(filling)]
    if weighty:
        rows.append(Row((Said(s(f"weighty.{filling.act.verb}"), SMALL),), gap=3))
    rows += [Row((Said(counted, SMALL.inked(Ink.LINK)),), gap=3)] if counted else []
    asked = s("form.sure" if weighty else "form.ready")
    roll(sheet, rect, "told", [Row((Said(asked, SMALL_STRONG.inked(Ink.BAD if weighty else Ink.LINK)),), gap=2), *rows])
    back, do = low.left((low.w - GAP) / 2, GAP)
    tip = filling.act.tip
    button(sheet, back, "form-back", s("form.back"), Intent("back"), tip=s("tip.form-back"), first=weighty)
    button(sheet, do, "form-do", s("form.do"), Intent("do"), key="d", primary=True, tip=tip, first=not weighty)
