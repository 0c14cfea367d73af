"""The debrief of a lesson: the report of the run for everybody, and of each student what they did, promised and kept.

Made once when it is asked for after the session has closed, by the clerk, since it takes seconds.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from demarche.scenarios.saves import head as log_head
from demarche.scenarios.saves import open_session
from demarche.sim.log import Writer
from demarche.sim.session import Session
from demarche.ui.classroom.copies import Copy, Shown
from demarche.ui.classroom.marks import Marked, Rubric, deeds_table, marks_table, measure
from demarche.ui.classroom.own_words import by_tick, section_of, sentences
from demarche.ui.classroom.people import Person as Holder
from demarche.ui.classroom.remarks import Remark
from demarche.ui.report.debrief import debrief
from demarche.ui.report.debrief_page import page
from demarche.ui.report.figures import figures
from demarche.ui.report.person import person
from demarche.ui.story.parts import Part, Section, Table
from demarche.ui.version import version
from demarche.ui.words import Words

HISTORY = "What history did"
"""The section of the report that the projector shows."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who spoke for each seat, by tick, and what the teacher has graded by hand; as in the state of a lesson."""

    spoke: list[tuple[str, ...]]
    away: list[tuple[str, ...]]
    graded: dict[str, dict[int, float]]


@dataclass(frozen=True, slots=True)
class Debriefed:
    """A debrief, ready to be read. sections: as a page shows them; report: one file; log: the session, for replay."""

    sections: list[dict[str, Any]]
    marked: list[Marked]
    rubric: Rubric
    report: str
    marks: list[list[object]]
    deeds: list[list[object]]
    log: str

    def for_student(self, code: str) -> dict[str, Any]:
        """What a student may read: the report, and their own page of it."""
        return {"sections": self.sections, "students": [self._page(one) for one in self.marked if is_of(one, code)]}

    def for_facilitator(self) -> dict[str, Any]:
        """The report, and everybody's page."""
        return {"sections": self.sections, "students": [self._page(one) for one in self.marked]}

    def for_projector(self, *, names: bool) -> dict[str, Any]:
        """What the room may see: each delegation of the class and what history did. names: with names and marks."""
        history = [section for section in self.sections if section["title"] == HISTORY]
        return {"students": [self._line(one, names=names) for one in self.marked], "history": history}

    def _line(self, one: Marked, *, names: bool) -> dict[str, Any]:
        promises = [{"what": given.what, "became": given.became} for given in one.person.promises if given.from_me]
        told = {
            "code": one.person.code,
            "title": one.person.name,
            "goals": [asdict(mark) for mark in one.person.score.marks],
            "promises": promises,
        }
        return {**told, "names": one.names, "total": one.total, "most": one.most} if names else told

    def _page(self, one: Marked) -> dict[str, Any]:
        criteria = zip(self.rubric.criteria, one.earned, strict=True)
        return {
            "names": one.names,
            "team": one.team,
            "code": one.person.code,
            "title": one.person.name,
            "deeds": [
                {**asdict(deed), "did": one.did[deed.tick], "words": one.words.get(deed.tick, "")}
                for deed in one.person.deeds
            ],
            "promises": [asdict(given) for given in one.person.promises],
            "card": [asdict(mark) for mark in one.person.score.marks],
            "measured": one.measured,
            "marks": [
                {
                    "title": line.title,
                    "earned": earned,
                    "of": line.points,
                    "sees": line.sees,
                    "by_hand": line.measure is None,
                    "counts": line.could_be_earned(one.measured),
                }
                for line, earned in criteria
            ],
            "total": one.total,
            "most": one.most,
        }


def is_of(one: Marked, code: str) -> bool:
    """Whether those marks are of whoever holds that seat."""
    return one.person.code == code


def debriefed(
    copy: Copy,
    shown: Shown,
    people: list[Holder],
    kept: Spoken,
    rubric: Rubric,
    said: Sequence[Remark] = (),
) -> Debriefed:
    """The debrief of a session that has closed.

    said  words of their own, also those that only the teacher and their author may read
    """
    session = copy.stand(shown)
    places = {code: place for place, code in enumerate(session.rules.roster.names)}
    marked = [_marked(copy, session, places[one.code], one, kept, rubric, said) for one in people]
    told = debrief(copy.game, session, [places[one.code] for one in people])
    told = replace(told, sections=(*told.sections, *section_of(told.words, session, places, said)))
    return Debriefed(
        sections=[section_as_data(section) for section in told.sections],
        marked=marked,
        rubric=rubric,
        report=page(told, figures(told)),
        marks=marks_table(marked, rubric),
        deeds=deeds_table(marked, kept.spoke),
        log=log_of(copy, session),
    )


def _marked(
    copy: Copy,
    session: Session,
    place: int,
    holder: Holder,
    kept: Spoken,
    rubric: Rubric,
    said: Sequence[Remark],
) -> Marked:
    one = person(copy.game, session, place)
    spoke, away = (
        {number for number, codes in enumerate(every) if holder.code in codes} for every in (kept.spoke, kept.away)
    )
    measured = measure(copy.game, session, place, spoke, away)
    given = kept.graded.get(holder.code, {})
    earned = tuple(
        min(given.get(line, 0.0), one.points) if one.measure is None else one.earned(measured)
        for line, one in enumerate(rubric.criteria)
    )
    did = sentences(Words(copy.game), session, place, [deed.tick for deed in one.deeds])
    return Marked(
        tuple(holder.names), holder.team, one, measured, earned, rubric.most(measured), did, by_tick(said, holder.code)
    )


def section_as_data(section: Section) -> dict[str, Any]:
    """A section of the report for a page."""
    return {"title": section.title, "parts": [_part_as_data(part) for part in section.parts]}


def _part_as_data(part: Part) -> dict[str, Any]:
    if isinstance(part, Table):
        return {"heads": part.heads, "rows": part.rows, "right": part.right}
    return {"text": part.text, "tone": part.tone, "indent": part.indent}


def log_of(copy: Copy, session: Session) -> str:
    """The session as a log that `demarche replay` reads: made by playing it once more beside its writer."""
    again = open_session(copy.game)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.jsonl"
        with Writer.begin(path, log_head(copy.game, again, version())) as writer:
            for tick in session.ticks:
                again.play(tick)
                writer.write(again.rules, tick, again.world)
            writer.end(again.rules, again.world)
        return path.read_text(encoding="utf-8")
