"""The general debate in a few lines: how many spoke, of what, and who named whom."""

from collections import Counter

from demarche.sim.record import Record
from demarche.sim.session import Moment
from demarche.sim.terms import NONE, Role, Stage, Verb
from demarche.ui.story.parts import Line, Section, Tone
from demarche.ui.words import Words, clip, counted

TOPICS = 3


def debate(words: Words, moments: list[Moment]) -> Section | None:
    """What was said, by subject and not by speaker."""
    heard = [m for m in moments if m.tick.stage == Stage.STATEMENTS]
    if not heard:
        return None
    last = heard[-1]
    spoke = int((last.tick.act[:, 0] == Verb.SPEAK).sum())
    present = int((words.rules.roster.role != Role.THIRD_STATE).sum())
    lines = [Line(f"{spoke} of {present} delegations spoke. They spoke most of:")]
    lines += [Line(text, indent=1) for text in topics(words, last.after)]
    lines += [Line(text) for text in blame(words, last.after, last)]
    replies = sum(int((m.tick.act[:, 0] == Verb.REPLY).sum()) for m in moments if m.tick.stage == Stage.REPLIES)
    if replies:
        lines.append(Line(f"The right of reply was used {counted(replies, 'time')}."))
    if last.after.stage[0] == Stage.CLOSED:
        lines.append(Line("A quarter of the members was not in the room: the meeting did not open.", Tone.BAD))
    return Section("The general debate", tuple(lines))


def topics(words: Words, record: Record) -> list[str]:
    """The clauses most spoken of, with the wording most asked for."""
    said: dict[int, Counter[int]] = {}
    for clause, wording in record.stated[0].reshape(-1, 2).tolist():
        if clause >= 0:
            said.setdefault(clause, Counter())[wording] += 1
    most = sorted(said, key=lambda clause: (-said[clause].total(), clause))[:TOPICS]
    lines = []
    for clause in most:
        (wording, times), *_ = sorted(said[clause].items(), key=lambda item: (-item[1], item[0]))
        share = "all" if times == said[clause].total() else f"{times} of them"
        wanted = clip(words.wording(clause, wording), 70)
        lines.append(f"{words.clause(clause)} ({said[clause].total()}): {share} for “{wanted}”.")
    return lines


def blame(words: Words, record: Record, heard: Moment) -> list[str]:
    """Who was named from the floor, and by whom."""
    named: dict[int, list[int]] = {}
    for seat, other in enumerate(heard.tick.act[:, 1].tolist()):
        if other != NONE and heard.tick.act[seat, 0] == Verb.SPEAK:
            named.setdefault(other, []).append(seat)
    return [f"{words.state(who)} was named by {words.states(by, 5)}." for who, by in sorted(named.items())]
