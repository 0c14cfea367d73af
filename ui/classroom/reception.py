"""Who is let in, to which seat, and by which token they are known again."""

from collections.abc import Sequence
from dataclasses import replace

from demarche.scenarios.reading.text import folded
from demarche.ui.classroom.lesson import Lesson
from demarche.ui.classroom.people import Listed, Person, clean_name
from demarche.ui.classroom.tokens import new_token, print_of

MOST_IN_A_TEAM = 8
"""People who may speak for one delegation. Chosen."""


class Declined(Exception):
    """What cannot be had. The text says why and what to do, and is fit to be shown."""


def admit(lesson: Lesson, roster: Sequence[Listed], name: str, wanted: str) -> tuple[str, str]:
    """A seat for somebody who knows the code: its code and the token that holds it.

    A roster decides, where it names a seat for them; otherwise the seat they ask for, or else the best that is free.
    Raises Declined.
    """
    name = clean_name(name)
    if not name:
        raise Declined("Please give your name, so that your teacher knows who you are.")
    if not lesson.state.open_door:
        raise Declined("Your teacher has closed joining; ask them to open it.")
    if any(folded(name) in map(folded, person.names) for person in lesson.state.people.values()):
        raise Declined(
            f"{name} has a seat already. Is it yours? Open your link again, or ask your teacher for a new one. "
            "If you only share the name, add an initial."
        )
    listed = next((one for one in roster if folded(one.name) == folded(name)), Listed(name, "", ""))
    partners = {folded(one.name) for one in roster if one.seat and one.seat == listed.seat}
    code = listed.seat or _free_seat(lesson, roster, wanted.strip().upper())
    holder = lesson.state.people.get(code, Person(code, team=listed.team))
    if not (lesson.state.teams or all(folded(other) in partners for other in holder.names)):
        raise Declined(f"{code} is taken; ask your teacher to give it to you.")
    if len(holder.names) >= MOST_IN_A_TEAM:
        raise Declined(f"{MOST_IN_A_TEAM} people speak for {code} already; choose another seat.")
    token = new_token()
    lesson.seat(replace(holder, names=[*holder.names, name], tokens=[*holder.tokens, print_of(token)]))
    return code, token


def _free_seat(lesson: Lesson, roster: Sequence[Listed], wanted: str) -> str:
    """The seat that was asked for, or the first of those suggested. Seats of the roster are kept for those it names."""
    held = set(lesson.state.people) | {one.seat for one in roster}
    if wanted and wanted not in lesson.places:
        raise Declined(f"There is no seat {wanted} here.")
    if wanted and wanted in lesson.state.people and lesson.state.teams:
        return wanted
    if wanted and wanted in held:
        raise Declined(f"{lesson.titles[wanted]} is taken; choose another seat.")
    free = [code for code in suggested(lesson) if code not in held]
    if not (wanted or free) and lesson.state.teams and lesson.state.people:
        return min(lesson.state.people, key=lambda code: len(lesson.state.people[code].names))
    if not (wanted or free):
        raise Declined("Every seat is taken; sit down beside somebody.")
    return wanted or free[0]


def suggested(lesson: Lesson) -> list[str]:
    """Seats in the order they are worth taking, no two cards alike for as long as there are others."""
    return lesson.order


def assign(lesson: Lesson, code: str, name: str) -> str:
    """The facilitator gives a seat to somebody, whoever held it; the token they shall show. Raises Declined."""
    name = clean_name(name)
    if code not in lesson.places or not name:
        raise Declined("A seat that there is, and a name, are needed.")
    token = new_token()
    team = lesson.state.people[code].team if code in lesson.state.people else ""
    lesson.seat(Person(code, [name], team, [print_of(token)]))
    return token


def issue_again(lesson: Lesson, code: str) -> str:
    """A new token for whoever holds a seat; the old ones hold it no more. Raises Declined."""
    if code not in lesson.state.people:
        raise Declined(f"Nobody holds {code}.")
    token = new_token()
    lesson.seat(replace(lesson.state.people[code], tokens=[print_of(token)]))
    return token


def place_of(lesson: Lesson, code: str, token: str) -> int:
    """The place, among those who hold a seat, of whoever holds that token. One link made again is of the first."""
    person = lesson.state.people[code]
    return min(person.tokens.index(print_of(token)), len(person.names) - 1)


def holder(lesson: Lesson, token: str) -> str | None:
    """The seat that a token holds, if it does."""
    shown = print_of(token)
    return next((code for code, person in lesson.state.people.items() if shown in person.tokens), None)
