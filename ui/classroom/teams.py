"""Several people in one delegation: who is there, and acts that one proposes and another confirms."""

from dataclasses import dataclass, field
from typing import Any

from demarche.sim.notation import read as read_act
from demarche.sim.terms import OutOfOrder, Stale
from demarche.ui.classroom.lesson import Lesson
from demarche.ui.seat.did import did


@dataclass(frozen=True, slots=True)
class Proposed:
    """An act that somebody of a team would send. person: their place in it."""

    question: int
    person: int
    act: str
    words: str


@dataclass(slots=True)
class Teams:
    """What is proposed in each delegation, by its code. Kept in memory: an act counts once it is confirmed."""

    proposed: dict[str, Proposed] = field(default_factory=dict)

    def propose(self, lesson: Lesson, code: str, one: Proposed, there: int) -> bool:
        """Whether an act of somebody may be sent now; else it waits for a partner.

        there  how many of the team are connected.  Somebody alone, or who sends what a partner proposed, just sends.
        """
        before = self.of(lesson, code)
        if there < 2 or not lesson.state.agreeing:
            self.proposed.pop(code, None)
            return True
        if before and before.person != one.person and (before.act, before.words) == (one.act, one.words):
            self.proposed.pop(code)
            return True
        self.proposed[code] = one
        return False

    def confirmed(self, lesson: Lesson, code: str, question: int, person: int) -> Proposed:
        """The act that a partner proposed, which is to be sent now. Raises Stale and OutOfOrder."""
        if question != lesson.state.question:
            raise Stale(f"{code}: that was for question {question}, and question {lesson.state.question} is put now")
        one = self.of(lesson, code)
        if one is None:
            raise OutOfOrder(f"{code}: nothing is proposed now")
        if one.person == person:
            raise OutOfOrder(f"{code}: it is your own; a partner has to confirm it")
        return self.proposed.pop(code)

    def of(self, lesson: Lesson, code: str) -> Proposed | None:
        """What is proposed for the question that is put."""
        one = self.proposed.get(code)
        return one if one and one.question == lesson.state.question else None


def team_told(lesson: Lesson, code: str, person: int, there: set[int], one: Proposed | None) -> dict[str, Any]:
    """What somebody is told of their team: who is in it and there, and what is proposed. Empty where they are alone."""
    names = lesson.state.people[code].names
    if len(names) < 2:
        return {"team": [], "proposed": None}
    team = [{"name": name, "here": place in there, "me": place == person} for place, name in enumerate(names)]
    return {"team": team, "proposed": proposed_told(lesson, code, person, one) if one else None}


def proposed_told(lesson: Lesson, code: str, person: int, one: Proposed) -> dict[str, Any]:
    """An act that is proposed, as a sentence without its subject."""
    sentence = did(lesson.words, lesson.session.world.record, lesson.places[code], read_act(lesson.game.rules, one.act))
    names = lesson.state.people[code].names
    by = names[one.person] if one.person < len(names) else ""
    return {"by": by, "mine": one.person == person, "did": sentence, "act": one.act, "words": one.words}
