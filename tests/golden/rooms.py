"""Rooms as plain text, one scenario and stage each. Renewed by `python -m tests.golden.rooms`: read the difference."""

from collections.abc import Iterable
from pathlib import Path

from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.saves import open_session
from demarche.sim.terms import Stage
from demarche.ui.seat.heard import heard
from demarche.ui.seat.room import room
from demarche.ui.seat.shown import Field, Room

FOLDER = Path(__file__).parent
SAMPLES = (
    ("tutorial", Stage.FLOOR, "AVA"),
    ("sco-2009", Stage.STATEMENTS, "CHN"),
    ("code-2011", Stage.TABLING, "RUS"),
    ("code-2015", Stage.PEN, "RUS"),
    ("pact-2015", Stage.CONDUCT, "CHN"),
    ("us-china-2015", Stage.SIGNATURE, "USA"),
    ("gge-2017", Stage.CONSENSUS, "CUB"),
    ("dual-track-2018", Stage.PART_VOTE, "KEN"),
    ("cybercrime-2019", Stage.VOTE, "BRA"),
    ("joint-2021", Stage.DECISION, "IRN"),
    ("poa-2022", Stage.EXPLANATIONS, "EGY"),
    ("oewg-2025", Stage.ANSWERS, "IND"),
)
"""Scenario, stage and seat of each sample: the first time that the session is there, or its end."""
FEW = 4


def read_aloud(name: str, stage: Stage, code: str) -> str:
    """The room of that seat when the session first comes to the stage, as it would be read out."""
    made = game(load(name), 1)
    session = open_session(made)
    while session.stage != stage and not session.closed:
        session.advance(time_is_up=True, tell_why=True)
    seat = made.rules.roster.names.index(code)
    lines = [f"== {name}, {stage.name.lower()}, {code}", *of_room(room(made, session, seat))]
    for one in heard(made, session, session.tick - 1, seat, "all")[:FEW] if session.ticks else ():
        lines.append(f"heard: {one.text}{f' ({one.why})' if one.why else ''}")
    return "\n".join(lines) + "\n"


def of_room(shown: Room) -> Iterable[str]:
    """The parts of a room, the long ones by their beginning."""
    yield f"{shown.title}. {shown.body}, level {shown.level}, tick {shown.tick}, {shown.phase}: {shown.stage}"
    yield f"round {shown.round} of {shown.rounds}, quarter {shown.quarter} of {shown.quarters}, {shown.awaited} awaited"
    yield shown.question
    for draft in shown.drafts:
        yield f"draft {draft.number}, {draft.symbol}, {draft.stands}; pen {draft.pen}; {draft.tally or 'no vote'}"
        for clause in draft.clauses:
            marks = f"{clause.state}{' RED' if clause.red else ''}, {clause.mine:+d}, {len(clause.brackets)} brackets"
            yield f"  {clause.wording or clause.clause}: {clause.text} [{marks}]"
    yield "ladder: " + "; ".join(f"{r.name} {r.state}{f' ({r.result})' if r.result else ''}" for r in shown.ladder)
    for place in shown.places[:FEW]:
        yield f"place {place.code} {place.name}, {place.group}: {place.ballot or '-'} {place.leans}"
    for act in shown.acts:
        yield f"act [{act.key}] {act.word}: {act.tip} «{act.says}» {', '.join(map(of_field, act.fields))}"
    if shown.brief:
        yield from of_brief(shown)
    for pact in shown.pacts:
        yield f"pact {pact.symbol}: {pact.parties}, {[f'{m.name} {m.delivered}' for m in pact.measures]}"
    yield from (f"signal {s.code}: {s.operations}, sure {s.sure}, trust {s.trust}" for s in shown.signals)


def of_brief(shown: Room) -> Iterable[str]:
    brief = shown.brief
    assert brief is not None
    yield f"brief: {brief.summary}"
    yield from (f"  goal {goal.stands}: {goal.text}" for goal in brief.goals)
    yield f"  red line: {brief.red_line}; trade: {brief.trade}; derived: {brief.derived}"
    yield f"  promises {brief.promises}, offers {brief.offers}, own offer {brief.standing_offer!r}"
    yield from (f"  {symbol} {words}" for symbol, words in brief.leaning)


def of_field(field: Field) -> str:
    return f"{field.label} ({len(field.choices)}{', or nothing' if field.may_pass_over else ''})"


def kept() -> Path:
    return FOLDER / "rooms.txt"


def every_sample() -> str:
    return "\n".join(read_aloud(*sample) for sample in SAMPLES)


if __name__ == "__main__":
    kept().write_text(every_sample(), encoding="utf-8")
