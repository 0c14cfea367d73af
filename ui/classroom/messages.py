"""The messages that a reader may read: all of them a page at a time, and new ones as they come."""

from dataclasses import asdict
from typing import Any

from demarche.ui.classroom.audience import Reader, may_read
from demarche.ui.classroom.lesson import Lesson
from demarche.ui.classroom.state import Message

PAGE = 100
"""Messages on one page of the history. Chosen: a page of the longest messages is about 100 kB."""


def is_for(message: Message, reader: Reader) -> bool:
    """Whether somebody may read a message."""
    return may_read(reader, message.audience, message.correspondents)


def readable(lesson: Lesson, reader: Reader) -> list[Message]:
    """Every message that a reader may read, oldest first."""
    return [message for message in lesson.state.messages if is_for(message, reader)]


def page(lesson: Lesson, reader: Reader, before: int | None = None) -> dict[str, Any]:
    """The newest page of messages, or the page before the message of that number.

    Numbers count the messages that this reader may read, from 0, so that they tell nothing of the others.
    """
    mine = readable(lesson, reader)
    end = len(mine) if before is None else min(before, len(mine))
    begin = max(end - PAGE, 0)
    shown = [as_read(lesson, mine[number], number) for number in range(begin, end)]
    return {"messages": shown, "earlier": begin > 0, "latest": before is None}


def as_read(lesson: Lesson, message: Message, number: int) -> dict[str, Any]:
    """A message as it is read, with the names of those who wrote it and whom it is for."""
    return {
        **asdict(message),
        "number": number,
        "from": lesson.titles[message.by] if message.by else "The facilitator",
        "for": [lesson.titles[code] for code in message.to],
    }
