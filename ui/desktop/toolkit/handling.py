"""What a key or the pointer does: from scene, posture and event to the next posture and what is wanted. Pure."""

from dataclasses import dataclass, replace
from string import ascii_lowercase

from demarche.ui.desktop.toolkit.fields import MOST_TEXT, Typed, added, one_line, writes
from demarche.ui.desktop.toolkit.marks import Intent
from demarche.ui.desktop.toolkit.posture import Posture
from demarche.ui.desktop.toolkit.scene import Roll, Scene, Spot, hit, rolled

WAYS_OUT = ("back", "menu")
LETTERS = ascii_lowercase
NOTHING: tuple[Intent, ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """A key pressed. name as pygame calls it; text: the letter it writes, if any."""

    name: str
    text: str = ""
    shift: bool = False
    alt: bool = False


@dataclass(frozen=True, slots=True)
class Pointer:
    """The pointer. what: move | press | release | wheel; x, y in units; by: notches of the wheel, up above 0."""

    what: str
    x: float
    y: float
    by: float = 0


Event = Key | Pointer | Typed
Outcome = tuple[Posture, tuple[Intent, ...]]


def settle(scene: Scene, posture: Posture) -> Posture:
    """The posture on a scene that may be new: the focus on a place that is there, scrolls kept within bounds."""
    order = scene.focus_order()
    if not any(spot.id == posture.focus for spot in order) and order and not _a_row_out_of_sight(scene, posture):
        posture = replace(posture, focus=_begin(order))
    if posture.reveal:
        for roll in scene.rolls:
            if posture.scroll(roll.name) != roll.first and any(row[0] == posture.focus for row in roll.rows):
                posture = posture.scrolled(roll.name, roll.first)
    if posture.hover and scene.spot(posture.hover) is None:
        posture = replace(posture, hover="")
    return replace(posture, taken=taken(scene, posture))


def taken(scene: Scene, posture: Posture) -> str:
    """The letters that press no button now: all in a field or while a name is typed, else those that names begin with.

    A button whose letter is taken does not show it: Alt and the letter press it all the same.
    """
    if writes(scene, posture) is not None:
        return LETTERS
    roll = scene.roll(_roll_of(scene, posture.focus))
    if roll is None or not roll.type_ahead:
        return ""
    return LETTERS if posture.typed else "".join(sorted({name[:1] for name in roll.type_ahead}))


def _begin(order: tuple[Spot, ...]) -> str:
    """Where the focus lies on a new screen: never on the way out, which Esc is for."""
    first = next((spot for spot in order if spot.first), None)
    first = first or next((s for s in order if s.kind == "row" and s.chosen), None)
    first = first or next((s for s in order if s.id not in WAYS_OUT), None)
    return first.id if first is not None else ""


def _a_row_out_of_sight(scene: Scene, posture: Posture) -> bool:
    layer = scene.layer
    return any(row[0] == posture.focus for roll in scene.rolls if roll.layer == layer for row in roll.rows)


def handle(scene: Scene, posture: Posture, event: Event) -> Outcome:
    """What an event does."""
    match event:
        case Key() if posture.draft:  # until it is done, keys belong to the input method
            return (replace(posture, draft="") if event.name == "escape" else posture), NOTHING
        case Key():
            return _key(scene, posture, event)
        case Typed():
            return _typed(scene, posture, event)
    return _pointer(scene, replace(posture, draft=""), event)


# ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _typed(scene: Scene, posture: Posture, typed: Typed) -> Outcome:
    spot = writes(scene, posture)
    if spot is None:
        return posture, NOTHING
    text = one_line(typed.text)
    if typed.draft:
        return replace(posture, draft=text[:MOST_TEXT]), NOTHING
    posture = replace(posture, draft="")
    return posture, added(spot, text)


# ── keys ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _key(scene: Scene, posture: Posture, key: Key) -> Outcome:
    posture = replace(posture, ring=True, hover="")
    spot = scene.spot(posture.focus)
    if spot is not None and writes(scene, posture) and not key.alt:
        if key.name == "backspace":
            return posture, (Intent("type", (spot.id, spot.value[:-1])),)
        if key.text and key.text.isprintable() and key.name not in ("return", "tab"):
            return posture, added(spot, key.text)
        if len(key.name) == 1 or key.name == "space":  # its letter comes as text, which an input method may have made
            return posture, NOTHING
    match key.name:
        case "escape":
            return replace(posture, typed=""), (Intent("back"),)
        case "tab":
            return _tab(scene, posture, -1 if key.shift else 1), NOTHING
        case "return" | "space" if spot is not None and spot.intent and not (key.name == "space" and posture.typed):
            return replace(posture, typed=""), (spot.intent,)
        case "return":
            return posture, _primary(scene)
        case "up" | "down" | "pageup" | "pagedown" | "home" | "end":
            return _up_and_down(scene, posture, spot, key.name)
        case "left" | "right":
            if spot is not None and spot.kind == "slider":
                return posture, (_slid(spot, -1 if key.name == "left" else 1),)
            return _across(scene, posture, spot, key.name), NOTHING
    return _letter(scene, posture, key)


def _primary(scene: Scene) -> tuple[Intent, ...]:
    """What Enter does where the focus has nothing of its own: the place marked first, if it is one to press."""
    return next(((s.intent,) for s in scene.focus_order() if s.first and s.intent), NOTHING)


def _tab(scene: Scene, posture: Posture, step: int) -> Posture:
    """The next place; the rows of one panel are one stop."""
    stops: list[Spot] = []
    order = scene.focus_order()
    for spot in order:
        if spot.kind != "row" or not stops or stops[-1].roll != spot.roll or stops[-1].kind != "row":
            stops.append(spot)
    if not stops:
        return posture
    here = scene.spot(posture.focus)
    group = here.roll if here is not None and here.kind == "row" else _roll_of(scene, posture.focus)
    at = next(
        (i for i, s in enumerate(stops) if s.id == posture.focus or (group and s.kind == "row" and s.roll == group)), -1
    )
    to = stops[(at + step) % len(stops)] if at >= 0 else stops[0 if step > 0 else -1]
    if to.kind == "row":  # come in on the row that is chosen
        to = next((s for s in order if s.kind == "row" and s.roll == to.roll and s.chosen), to)
    return replace(posture, focus=to.id, reveal=True, typed="")


def _roll_of(scene: Scene, focus: str) -> str:
    return next((roll.name for roll in scene.rolls if any(row[0] == focus for row in roll.rows)), "")


def _up_and_down(scene: Scene, posture: Posture, spot: Spot | None, name: str) -> Outcome:
    """Rows are walked, panels scrolled, sliders moved; elsewhere the next place above or below."""
    if spot is not None and spot.kind == "slider":
        step = {"up": 1, "down": -1, "pageup": 10, "pagedown": -10, "home": -(10**6), "end": 10**6}[name]
        return posture, (_slid(spot, step),)
    walked = _walked(scene, posture, name)
    if walked is not None:
        return walked
    panel = scene.roll(spot.roll) if spot is not None and spot.kind == "panel" else None
    if panel is None and name in ("pageup", "pagedown"):
        panel = next((roll for roll in scene.rolls if roll.shown < roll.total), None)
    if panel is not None:
        leaf = max(panel.shown - 1, 1)
        by = {"up": -1, "down": 1, "pageup": -leaf, "pagedown": leaf, "home": -panel.total, "end": panel.total}[name]
        return scroll_to(posture, panel, panel.first + by), NOTHING
    return _across(scene, posture, spot, name), NOTHING


def _walked(scene: Scene, posture: Posture, name: str) -> Outcome | None:
    """The row above or below the one that has the focus; None where there is no such row."""
    roll = scene.roll(_roll_of(scene, posture.focus))
    if roll is None or not roll.rows:
        return None
    ids = [row[0] for row in roll.rows]
    at, last = ids.index(posture.focus), len(ids) - 1
    leap = max(sum(s.roll == roll.name and s.kind == "row" for s in scene.spots) - 1, 1)
    step = {"up": -1, "down": 1, "pageup": -leap, "pagedown": leap, "home": -at, "end": last - at}[name]
    if name in ("up", "down") and not 0 <= at + step <= last:
        return None
    to = min(max(at + step, 0), last)
    return replace(posture, focus=ids[to], reveal=True, typed=""), roll.follow[to : to + 1]


def scroll_to(posture: Posture, roll: Roll, first: int) -> Posture:
    """A panel scrolled so that this line stands first, as far as there are lines."""
    return replace(posture.scrolled(roll.name, min(max(first, 0), roll.most)), reveal=False)


def _across(scene: Scene, posture: Posture, spot: Spot | None, name: str) -> Posture:
    """The nearest place in that direction, if there is one."""
    order = scene.focus_order()
    if spot is None:
        return replace(posture, focus=order[0].id) if order else posture
    ax, ay = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}.get(name, (0, 0))
    x, y = spot.rect.x + spot.rect.w / 2, spot.rect.y + spot.rect.h / 2
    best, least = None, float("inf")
    for other in order:
        if other.id == spot.id:
            continue
        dx, dy = _gap(spot, other, x, y)
        along, aside = dx * ax + dy * ay, abs(dx * ay) + abs(dy * ax)
        if along > 0.5 and along + 3 * aside < least:
            best, least = other, along + 3 * aside
    return replace(posture, focus=best.id, reveal=True, typed="") if best else posture


def _gap(spot: Spot, other: Spot, x: float, y: float) -> tuple[float, float]:
    """From one place to another: nothing aside where they stand in one row or column."""
    a, b = spot.rect, other.rect
    dx = 0.0 if b.x < a.right - 1 and a.x < b.right - 1 else b.x + b.w / 2 - x
    dy = 0.0 if b.y < a.bottom - 1 and a.y < b.bottom - 1 else b.y + b.h / 2 - y
    return dx, dy


def _letter(scene: Scene, posture: Posture, key: Key) -> Outcome:
    """A letter presses its button; in a list that is typed ahead in, it looks for a row, unless Alt is held.

    The first letter of a name that no row begins with presses its button there too.
    """
    roll = scene.roll(_roll_of(scene, posture.focus))
    if key.text.isprintable() and key.text and not key.alt and roll is not None and roll.type_ahead:
        typed = posture.typed + key.text.casefold()
        for looked in (typed, key.text.casefold()):
            found = next((i for i, said in enumerate(roll.type_ahead) if said.startswith(looked)), None)
            if found is not None:
                to = replace(posture, focus=roll.rows[found][0], reveal=True, typed=looked)
                return to, roll.follow[found : found + 1]
        if posture.typed:
            return replace(posture, typed=""), NOTHING
    letter = key.text.casefold() or (key.name if len(key.name) == 1 else "")
    keys = [(s.key, s.id, s.intent) for s in scene.open_spots() if s.key and s.intent]
    keys += [key for one in scene.rolls if one.layer == scene.layer for key in one.keys]
    pressed = next(((name, intent) for key, name, intent in keys if key.casefold() == letter), None)
    if pressed is None:
        return posture, NOTHING
    return replace(posture, focus=pressed[0], typed=""), (pressed[1],)


# ── the pointer ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _pointer(scene: Scene, posture: Posture, pointer: Pointer) -> Outcome:
    match pointer.what:
        case "wheel":
            roll = rolled(scene, pointer.x, pointer.y)
            return (posture if roll is None else scroll_to(posture, roll, roll.first - round(3 * pointer.by))), NOTHING
        case "press":
            return _press(scene, posture, pointer)
        case "release":
            return replace(posture, held=None), NOTHING
    if posture.held is not None:
        held = scene.spot(posture.held[0])
        return _drag(scene, posture, held, pointer) if held is not None else (replace(posture, held=None), NOTHING)
    spot = hit(scene, pointer.x, pointer.y)
    hover = spot.id if spot is not None else ""
    if hover == posture.hover and not posture.ring:
        return posture, NOTHING
    return replace(posture, hover=hover, ring=False if hover else posture.ring), NOTHING


def _press(scene: Scene, posture: Posture, pointer: Pointer) -> Outcome:
    spot = hit(scene, pointer.x, pointer.y)
    posture = replace(posture, ring=False, reveal=False, typed="")
    if spot is None:
        return posture, NOTHING
    if spot.kind in ("thumb", "slider"):
        held = replace(posture, held=(spot.id, 0.0), focus=spot.id if spot.kind == "slider" else posture.focus)
        return _drag(scene, held, spot, pointer)
    focused = replace(posture, focus=spot.id) if spot.kind != "place" else posture
    return focused, (spot.intent,) if spot.intent else NOTHING


def _drag(scene: Scene, posture: Posture, held: Spot, pointer: Pointer) -> Outcome:
    """What is held follows the pointer: a slider to its value, the thumb of a panel to its line."""
    if held.kind == "slider":
        most = int(held.value.partition("/")[2])
        share = (pointer.x - held.rect.x - 10) / max(held.rect.w - 20, 1)
        return posture, (Intent("set", (held.id, round(min(max(share, 0.0), 1.0) * most))),)
    roll = scene.roll(held.roll)
    if roll is None:
        return posture, NOTHING
    share = (pointer.y - roll.rect.y) / max(roll.rect.h, 1)
    return scroll_to(posture, roll, round(share * roll.total - roll.shown / 2)), NOTHING


def _slid(spot: Spot, by: int) -> Intent:
    value, most = (int(part) for part in spot.value.split("/"))
    return Intent("set", (spot.id, min(max(value + by, 0), most)))
