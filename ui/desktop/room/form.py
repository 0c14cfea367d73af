"""Filling in an act: field after field, each chosen from a list, until it says something. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from demarche.ui.desktop.strings import s
from demarche.ui.seat.shown import Act, Choice, Field, Want

PASSED_OVER = -1


@dataclass(frozen=True, slots=True)
class Filling:
    """An act that is being filled in. picks: of each field answered its choice, PASSED_OVER where it says nothing.

    ticked  choices ticked in the boxes that stand before the person now        last  the box that was ticked last
    """

    act: Act
    picks: tuple[tuple[str, int], ...] = ()
    ticked: frozenset[str] = frozenset()
    last: str = ""

    def picked(self, name: str, choice: int) -> "Filling":
        """One field answered."""
        return replace(self, picks=(*self.picks, (name, choice)))

    def back(self) -> "Filling | None":
        """The last answer taken back; None where there was none."""
        return replace(self, picks=self.picks[:-1], ticked=frozenset(), last="") if self.picks else None

    def tick(self, name: str) -> "Filling":
        """One box ticked, or no longer."""
        return replace(self, ticked=self.ticked ^ {name}, last=name)

    def boxes_done(self) -> "Filling":
        """The boxes before the person answered as they are ticked."""
        answers = tuple((field.name, 0 if field.name in self.ticked else PASSED_OVER) for field in boxes(self))
        return replace(self, picks=(*self.picks, *answers), ticked=frozenset(), last="")

    @property
    def chosen(self) -> Mapping[str, int]:
        """What is chosen, as `say_act` reads it: fields passed over are not there."""
        return {name: choice for name, choice in self.picks if choice != PASSED_OVER}


def open_fields(filling: Filling) -> list[Field]:
    """The fields that are still to be answered, in order, as far as what is chosen shows them."""
    return _open(filling.act.fields, dict(filling.picks))


def _open(fields: tuple[Field, ...], picks: Mapping[str, int]) -> list[Field]:
    found: list[Field] = []
    for field in fields:
        if field.name not in picks:
            found.append(field)
        elif picks[field.name] != PASSED_OVER:
            found += _open(field.choices[picks[field.name]].then, picks)
    return found


def boxes(filling: Filling) -> list[Field]:
    """The fields to be answered now that are no more than a box to tick: one choice, which may be left out."""
    found: list[Field] = []
    for field in open_fields(filling):
        if not is_box(field):
            break
        found.append(field)
    return found


def next_box(filling: Filling) -> str:
    """The box after the one that was ticked last, the first where none was; empty after the last one."""
    names = [field.name for field in boxes(filling)]
    if filling.last not in names:
        return names[0] if names else ""
    return next(iter(names[names.index(filling.last) + 1 :]), "")


def choices_of(field: Field, filling: Filling) -> list[int]:
    """The places of the choices of a field that can be chosen, with what has been chosen before."""
    taken = dict(filling.picks).get(field.unlike, PASSED_OVER) if field.unlike else PASSED_OVER
    return [place for place in range(len(field.choices)) if place != taken]


def serving(field: Field, filling: Filling, wants: Iterable[Want]) -> frozenset[int]:
    """The places of the choices that say, or lead to, a wording which the instructions ask for."""
    draft = next((field.choices[pick].says.split()[0] for field, pick in _chosen(filling, "draft")), "")
    wanted = {want.wording for want in wants if want.wording and draft in ("", str(want.draft))}
    return frozenset(place for place, choice in enumerate(field.choices) if _serves(choice, wanted))


def _chosen(filling: Filling, name: str) -> list[tuple[Field, int]]:
    """The field of that name among the first ones, with its pick, where it has been answered."""
    picks = dict(filling.picks)
    return [(field, picks[name]) for field in filling.act.fields if field.name == name and picks.get(name, -1) >= 0]


def _serves(choice: Choice, wanted: Collection[str]) -> bool:
    inner = (one for field in choice.then for one in field.choices)
    return choice.says in wanted or any(_serves(one, wanted) for one in inner)


def is_box(field: Field) -> bool:
    """Whether a field is a box to tick."""
    return field.may_pass_over and len(field.choices) == 1 and not field.choices[0].then


def told(filling: Filling) -> list[tuple[str, str]]:
    """What has been chosen so far: label and words of each field."""
    return _told(filling.act.fields, dict(filling.picks))


def _told(fields: tuple[Field, ...], picks: Mapping[str, int]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for field in fields:
        choice = picks.get(field.name)
        if choice is None:
            continue
        if choice == PASSED_OVER:
            found.append((field.label, s("form.nothing")))
            continue
        found.append((field.label, field.choices[choice].words))
        found += _told(field.choices[choice].then, picks)
    return found
