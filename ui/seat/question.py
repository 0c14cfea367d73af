"""What is being asked, in a sentence that everybody may read."""

from demarche.sim.record import Record
from demarche.sim.terms import ABSENT, NONE, Motion, Stage
from demarche.ui.seat.desk import Desk
from demarche.ui.seat.phrases import QUESTIONS
from demarche.ui.words import MOTIONS

OF_TURN = (Stage.SIGNING, Stage.CONDUCT)


def question(desk: Desk, record: Record) -> str:
    """The question of the stage, with the draft, clause, wording or motion that is put."""
    stage, words = Stage(int(record.stage[0])), desk.words
    draft = draft_put(record)
    clause, wording = (int(item) for item in record.amendment[0])
    if stage == Stage.PART_VOTE:
        clause = int(record.part[0])
    out = wording in (ABSENT, desk.rules.book.wordings)
    motion = int(record.motion[0])
    return QUESTIONS[stage].format(
        draft=words.draft(draft) if draft != NONE else "",
        clause=words.clause(clause) if clause != NONE else "",
        wording="leave it out." if out else f"“{words.wording(clause, wording)}”" if clause != NONE else "",
        motion=MOTIONS[Motion(motion)] if motion != NONE else "",
    )


def draft_put(record: Record) -> int:
    """The draft that the question is about; NONE where it is about none or several.

    Which draft is due to be tabled is not said: it may be one that nobody has seen.
    """
    stage, turn = Stage(int(record.stage[0])), int(record.turn[0])
    if stage in OF_TURN:
        return turn
    if stage == Stage.SPONSORS:
        return int(record.order[0, turn])
    return int(record.again[0]) if record.again[0] != NONE else int(record.current[0])
