"""What a seat can say by filling in forms: all that the rules let it say, and nothing that they do not."""

import re
from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

from demarche.agents.any_act import AnyAct
from demarche.agents.options import options
from demarche.scenarios.compile import Game, game
from demarche.scenarios.load import load, names
from demarche.scenarios.saves import open_session
from demarche.sim.naming import word
from demarche.sim.notation import read, say
from demarche.sim.session import Session
from demarche.sim.terms import NONE, Item, Kind, OutOfOrder, Stage, Unreadable, Verb
from demarche.sim.view import View
from demarche.ui.restraint import coverage
from demarche.ui.seat.acts import say_act
from demarche.ui.seat.conduct import plain
from demarche.ui.seat.desk import desk_of
from demarche.ui.seat.room import room
from demarche.ui.seat.shown import Act, Field
from demarche.ui.words import SHORT_KINDS, Words
from tests.pacts_on_boards import AT_ONCE

SCHOOL_WORDS = re.compile(r"\b(caucus|signatory|signatories|motion to table|moderated)\b", re.IGNORECASE)
PAIRED = ("offer", "gather")
"""Acts of which two parts, each sound alone, may not go together: a favour for a favour, a state named twice."""
WILD = [
    *(("tutorial", (f"level={level}", "rounds=2"), seed) for level in (1, 2, 3, 4) for seed in (1, 2)),
    ("tutorial", ("level=4", "rounds=1", "quarters=2"), 1),
    ("tutorial", ("decision=consensus", "rounds=1"), 1),
    ("pact-2015", ("quarters=3", *AT_ONCE), 1),
    ("us-china-2015", ("rounds=0", "quarters=4"), 1),
    ("sco-2009", ("rounds=1",), 1),
]
"""Small rooms in which every seat does anything it may, so that every stage is reached."""


IN_FORCE = ("quarters=3", "settings.sign_base=9", "drafts.0.ratification=1", "drafts.0.delay=0")
"""Settings with which a pact is signed and in force at once."""


def leaves(act: Act) -> Iterator[dict[str, int]]:
    """Picks that make every choice of the form at least once, the rest passed over or at its first choice."""
    yield least(act.fields)
    for field in act.fields:
        for picks in of_field(field):
            yield least(act.fields) | picks


def of_field(field: Field) -> Iterator[dict[str, int]]:
    for place, choice in enumerate(field.choices):
        base = {field.name: place} | least(choice.then)
        yield base
        for inner in choice.then:
            for picks in of_field(inner):
                yield base | picks


def least(fields: tuple[Field, ...]) -> dict[str, int]:
    """The first choice of whatever cannot be passed over."""
    picks: dict[str, int] = {}
    for field in fields:
        if not field.may_pass_over:
            picks |= {field.name: 0} | least(field.choices[0].then)
    return picks


def pattern(says: str, fields: tuple[Field, ...]) -> str:
    """All that a form or a choice may say, as a pattern: nothing is listed, for restraint by kind says millions."""
    said = re.escape(says)
    for field in fields:
        some = [pattern(choice.says, choice.then) for choice in field.choices]
        said = said.replace(re.escape(f"{{{field.name}}}"), f"(?:{'|'.join(some + [''] * field.may_pass_over)})")
    return said


@cache
def language(act: Act) -> re.Pattern[str]:
    """Everything that a form may say."""
    return re.compile(pattern(act.says, act.fields).replace(r"\ ", " *"))


def sayable(act: Act, text: str) -> bool:
    """Whether some filling of the form says that."""
    return language(act).fullmatch(text.replace(", toward", " toward")) is not None


def in_effect(made: Game, view: View, text: str) -> str:
    """Conduct as a form says it, without what has no effect.

    That is restraint from kinds that the text does not cover, and `broadly` where it covers nothing arguably.
    """
    clear, reach = coverage(made.rules, view.public.wording[view.world], int(view.public.turn[view.world[0]]))

    def by_kind(found: re.Match[str]) -> str:
        levels = found[1].split("/")
        every = levels * (len(Kind) // len(levels))
        return "at " + "/".join(level if reach[kind] > 0 else "0" for kind, level in zip(Kind, every, strict=True))

    text = re.sub(r"\bat ([\d/]+)", by_kind, text)
    text = text if reach.any() else text.partition(", toward")[0]
    text = text if " delivering" in text else re.sub(r"^(\S+ \S+ at [^ ,]+)", r"\1 delivering", text)
    return text if (reach > clear).any() else text.replace(" broadly", "")


def stages(name: str, settings: tuple[str, ...], seed: int, *, wild: bool) -> Iterator[tuple[object, Session]]:
    """The session of a scenario each time it reaches a stage that it had not reached."""
    made = game(load(name, settings), seed)
    session = open_session(made)
    if wild:
        session.seats = [AnyAct()] * made.rules.seats
    seen = set()
    while not session.closed:
        if session.stage not in seen:
            seen.add(session.stage)
            yield made, session
        session.advance(time_is_up=True)


def refusal(session: Session, seat: int, act) -> str:
    """Why the session refuses an act; nothing where it takes it."""
    try:
        session.offer(seat, session.tick, act)
    except OutOfOrder as refused:
        return str(refused)
    return ""


def check(made, session: Session, seat: int) -> None:
    shown = room(made, session, seat)
    view, rules = session.view(seat), session.rules
    keys = [act.key for act in shown.acts]
    assert len(keys) == len(set(keys)), (session.stage, keys)
    for act in shown.acts:
        assert len(act.key) == 1
        assert not SCHOOL_WORDS.search(f"{act.word} {act.tip}")
        for picks in leaves(act):
            text = say_act(act, picks)
            refused = refusal(session, seat, read(rules, text))
            assert not refused or act.verb in PAIRED, (text, refused)
    by_verb = {read(rules, say_act(act, least(act.fields)))[Item.VERB] for act in shown.acts}
    open_verbs = [Verb(int(v)) for v in np.flatnonzero(view.verbs[0])]
    for verb in open_verbs:
        possible = options(rules, view, 0, verb)
        assert (verb in by_verb) == bool(possible) or verb == Verb.OFFER, verb
        for one in possible:
            text = say(rules, one) if verb != Verb.KEEP else in_effect(made, view, say(rules, one))
            if not refusal(session, seat, one):
                assert any(sayable(act, text) for act in shown.acts), text


@pytest.mark.parametrize(("name", "settings", "seed"), WILD)
def test_every_form_says_acts_in_order_and_every_act_can_be_said(name, settings, seed):
    for made, session in stages(name, settings, seed, wild=True):
        for seat in session.asked()[:3]:
            check(made, session, seat)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in names() if name != "tutorial"])
def test_the_same_in_every_scenario(name):
    for made, session in stages(name, (), 1, wild=False):
        for seat in session.asked()[:1]:
            check(made, session, seat)


def test_a_form_says_what_is_missing():
    made = game(load("tutorial"), 1)
    session = open_session(made)
    while session.stage.name != "FLOOR":
        session.advance(time_is_up=True)
    act = next(act for act in room(made, session, 0).acts if act.verb == "propose")
    with pytest.raises(Unreadable, match="Clause: nothing is chosen"):
        say_act(act, {})
    with pytest.raises(Unreadable, match="no number 99"):
        say_act(act, {"clause": 99})
    assert desk_of(made, session).words.state(0) == Words(made).state(0)


def conduct_forms(name: str, first: str, settings: tuple[str, ...] = IN_FORCE) -> Iterator[tuple[Game, Act]]:
    """The form of conduct in each quarter of a session in which the first party keeps to `first` every time."""
    made = game(load(name, settings), 1)
    session = open_session(made)
    while not session.closed:
        seat = session.asked()[0] if session.asked() else 0
        if session.stage == Stage.CONDUCT:
            (act,) = (one for one in room(made, session, seat).acts if one.verb == "keep")
            yield made, act
            session.offer(seat, session.tick, read(made.rules, first))
        session.advance(time_is_up=True)


def test_conduct_can_be_as_last_quarter_once_there_was_one():
    first, offered = "keep 1 at 35/0/70/20 delivering contact-points broadly, toward CHN at 90", []
    for made, act in conduct_forms("pact-2015", first):
        place = next((i for i, one in enumerate(act.fields[0].choices) if one.words == "As last quarter"), None)
        offered.append(place is not None)
        if place is not None:
            assert read(made.rules, say_act(act, {"how": place})).tolist() == read(made.rules, first).tolist()
            assert act.fields[0].choices[place].note == (
                "hold back from 35% of theft of trade secrets, 0% of espionage, 70% of disruption and 20% of "
                "operations on public opinion, as far as the text covers it, clearly or arguably; "
                "deliver contact points; toward China from 90% of what the text covers, clearly or arguably"
            )
    assert offered == [False, True, True]


def test_conduct_has_three_plain_answers_first_and_all_else_behind_more():
    made, act = next(conduct_forms("pact-2015", "keep 1 at 0"))
    (how,) = act.fields
    assert [one.words for one in how.choices] == ["Honour it", "Keep to the letter", "Pay it no heed", "More"]
    measures = "contact-points information-exchange joint-science consultations assistance"
    said = [say_act(act, {"how": place}) for place in range(3)]
    honour = f"keep 1 at 100 delivering {measures}"
    assert said == [f"{honour} broadly", honour, "keep 1 at 0"]
    inner = [field.name for field in how.choices[3].then]
    assert inner == ["theft", "espionage", "disruption", "information", "broadly", *measures.split(), "apart"]
    text = say_act(act, {"how": 3, "theft": 6, "espionage": 0, "disruption": 3, "information": 1, "broadly": 0})
    assert read(made.rules, text).tolist() == read(made.rules, "keep 1 at 100/0/50/10 delivering broadly").tolist()


def test_conduct_says_what_the_text_covers_and_asks_of_no_other_kind():
    """The agreement of the SCO covers no theft."""
    made, act = next(conduct_forms("sco-2009", "keep 1 at 0"))
    clear, reach = (table[0, 0] for table in made.rules.conduct.covers(made.rules.opened[None]))
    honour, letter, _, more = act.fields[0].choices
    labels = {field.name: field.label for field in more.then}
    for kind, words in SHORT_KINDS.items():
        assert (f"{words} {round(100 * float(reach[kind]))}%" in honour.note) == bool(reach[kind])
        assert (f"{words} {round(100 * float(clear[kind]))}%" in letter.note) == bool(clear[kind])
        assert (word(kind) in labels) == bool(reach[kind])
        assert not reach[kind] or f"covered {round(100 * float(clear[kind]))}% clearly" in labels[word(kind)]
    assert not reach[Kind.THEFT]
    assert "arguably" in honour.note
    assert "arguably" not in letter.note


def test_a_pact_that_rules_nothing_out_is_honoured_by_its_measures_alone():
    made = game(load("pact-2015", AT_ONCE), 1)
    nothing = np.zeros(len(Kind), np.float32)
    choices = plain("1", nothing, nothing, ["contact-points"])
    assert [one.words for one in choices] == ["Honour it", "Pay it no heed"]
    acts = [read(made.rules, f"keep {one.says}").tolist() for one in choices]
    assert acts[0] == read(made.rules, "keep 1 at 100 delivering contact-points broadly").tolist()
    assert "it rules out no kind of operation" in choices[0].note


def test_clauses_of_the_draft_come_first_and_pen_holders_and_the_own_bloc_before_other_partners():
    made = game(load("dual-track-2018"), 1)
    session, seat, rules = open_session(made), made.rules.roster.names.index("DEU"), made.rules
    while session.stage != Stage.FLOOR:
        session.advance(time_is_up=True)
    shown = room(made, session, seat)
    acts = {act.verb: act for act in shown.acts}
    for draft, choice in zip(shown.drafts, acts["propose"].fields[0].choices, strict=True):
        listed = [clause.words for clause in choice.then[0].choices]
        own = [clause.title for clause in draft.clauses if clause.wording]
        assert [words for words in listed if words in own] == listed[: len(own)]
        assert len(listed) > len(own)
    partners = [rules.roster.names.index(choice.says) for choice in acts["offer"].fields[0].choices]
    line = rules.roster.line
    assert line[seat] != NONE
    rank = [0 if s in rules.pen else 1 if line[s] == line[seat] else 2 for s in partners]
    assert rank == sorted(rank)
    assert set(rank) == {0, 1, 2}
    assert len(set(partners)) == rules.seats - 1
