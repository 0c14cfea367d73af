"""Words of their own in the debrief: a section for everybody, and what each student wrote beside what they did."""

from collections.abc import Mapping, Sequence

from demarche.sim.session import Session
from demarche.ui.classroom.remarks import Remark, Standing
from demarche.ui.seat.did import did
from demarche.ui.story.parts import Line, Section, Tone
from demarche.ui.words import Words

TITLE = "In their own words"


def sentences(words: Words, session: Session, place: int, ticks: Sequence[int]) -> dict[int, str]:
    """What a seat did at each of those ticks, as a sentence without its subject."""
    moments = [(tick, session.moments[tick]) for tick in ticks]
    return {tick: did(words, moment.before, place, moment.tick.act[place]) for tick, moment in moments}


def by_tick(remarks: Sequence[Remark], code: str) -> dict[int, str]:
    """What one seat wrote, by the tick of the act."""
    return {one.tick: one.text for one in remarks if one.by == code}


def section_of(
    words: Words, session: Session, places: Mapping[str, int], remarks: Sequence[Remark]
) -> tuple[Section, ...]:
    """The words that everybody may read, in the order in which they were written; no section where there are none."""
    lines: list[Line] = []
    for one in sorted(remarks, key=lambda one: (one.tick, places[one.by])):
        if one.standing == Standing.SHOWN and one.tick < len(session.moments):
            place, moment = places[one.by], session.moments[one.tick]
            act = did(words, moment.before, place, moment.tick.act[place])
            lines.append(Line(f"{words.state(place)} {act}:", Tone.QUIET))
            lines.append(Line(f"“{one.text}”", indent=1))
    return (Section(TITLE, tuple(lines)),) if lines else ()
