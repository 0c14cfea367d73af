"""The notation: everything that may be done can be said and read back, and what cannot be read is told why."""

from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.agents.options import options
from demarche.scenarios import saves
from demarche.scenarios.compile import compile_rules, game
from demarche.scenarios.load import load
from demarche.sim.act import an_act, silence
from demarche.sim.acts import ACTS
from demarche.sim.formulas import PERCENT
from demarche.sim.levels import APART, GENERAL, packed
from demarche.sim.notation import FORMS, read, say
from demarche.sim.procedure.order import may, refusal
from demarche.sim.proposal import CHANGED, INVITED, MOST_DELAY, MOST_TERM, packed_basis, packed_change
from demarche.sim.rules import Rules
from demarche.sim.secrets import BROADLY
from demarche.sim.terms import (
    NONE,
    PHASE_OF,
    Accusation,
    Ballot,
    Ground,
    Item,
    Motion,
    Objection,
    Phase,
    Stage,
    Unreadable,
    Verb,
)
from tests.boards import Room, board

OF_THE_QUARTERS = {verb for verb, row in ACTS.items() if all(PHASE_OF[stage] == Phase.AFTERMATH for stage in row.asked)}


@cache
def rivals() -> Rules:
    return compile_rules(load("dual-track-2018"), 1)


@pytest.mark.parametrize("form", FORMS.values())
def test_every_form_is_read_and_said_again_as_it_stands(form):
    assert say(rivals(), read(rivals(), form)) == form


def test_there_is_a_form_for_every_verb_and_every_ballot():
    verbs = {verb.name.lower() for verb in Verb} - {"cast"}
    assert set(FORMS) == verbs | {"yes", "no", "abstain", "absent"}


@st.composite
def sound_acts(draw, rules: Rules):
    """Acts whose every place names something there is, or nothing where nothing may be named."""
    seat = st.integers(0, rules.seats - 1)
    draft = st.integers(0, len(rules.drafts) - 1)
    clause = st.integers(0, rules.book.clauses - 1)

    def wording(of: int) -> int:
        return draw(st.sampled_from([NONE, *np.flatnonzero(rules.book.exists[of])]))

    def statement() -> tuple[int, int]:
        of = draw(st.one_of(st.just(NONE), clause))
        return (NONE, NONE) if of == NONE else (of, wording(of))

    def terms() -> tuple[int, int, int]:
        match draw(st.sampled_from(["wording", "ballot", "favours"])):
            case "wording":
                of = draw(clause)
                return draw(draft), of, wording(of)
            case "ballot":
                return draw(draft), NONE, draw(st.sampled_from([Ballot.YES, Ballot.NO, Ballot.ABSTAIN]))
        return NONE, NONE, draw(st.integers(1, 5))

    verb = draw(st.sampled_from(list(Verb)))
    act, uses = an_act(verb), ACTS[verb].uses
    if Item.PARTNER in uses:
        act[Item.PARTNER] = draw(st.one_of(st.just(NONE), seat) if verb in (Verb.SPEAK, Verb.REPLY) else seat)
    if Item.DRAFT in uses:
        act[Item.DRAFT] = draw(draft)
    if Item.CLAUSE in uses:
        act[Item.CLAUSE] = draw(clause)
    if Item.CLAUSE in uses and Item.WORDING in uses:
        act[Item.WORDING] = wording(int(act[Item.CLAUSE]))
    ballots = [ballot for ballot in Ballot if ballot != Ballot.UNCAST]
    kinds: dict[Verb, list[int]] = {Verb.MOVE: list(Motion), Verb.EXPLAIN: list(Ground), Verb.CAST: [*ballots]}
    kinds |= {Verb.ACCUSE: list(Accusation), Verb.DECLINE: list(Objection)}
    if verb in kinds:
        act[Item.WORDING] = draw(st.sampled_from(kinds[verb]))
    if verb == Verb.KEEP:
        levels = st.lists(st.integers(0, PERCENT), min_size=4, max_size=4).map(np.array)
        act[Item.CLAUSE], apart = draw(st.integers(0, 2 * BROADLY - 1)), draw(st.booleans())
        act[list(GENERAL)] = packed(draw(levels))
        act[Item.PARTNER] = draw(seat) if apart else NONE
        act[list(APART)] = packed(draw(levels)) if apart else NONE
    if verb == Verb.SPEAK:
        act[[Item.CLAUSE, Item.WORDING]], act[[Item.CLAUSE2, Item.WORDING2]] = statement(), statement()
    if verb == Verb.INVITE:
        act[list(Item)[1:]] = NONE
        who = draw(st.lists(seat, min_size=1, max_size=3))
        changes = [packed_change(c, wording(c)) for c in draw(st.lists(clause, max_size=3))]
        act[list(INVITED[: len(who)])], act[list(CHANGED[: len(changes)])] = who, changes
        act[Item.WORDING2] = packed_basis(NONE, draw(st.integers(-1, MOST_DELAY)), draw(st.integers(0, MOST_TERM)))
    if verb == Verb.OFFER:
        act[[Item.DRAFT, Item.CLAUSE, Item.WORDING]] = terms()
        act[[Item.DRAFT2, Item.CLAUSE2, Item.WORDING2]] = terms()
    return act


@given(st.data())
def test_an_act_said_is_read_as_the_same_act(data):
    act = data.draw(sound_acts(rivals()))
    again = read(rivals(), say(rivals(), act))
    assert again.dtype == np.int16
    assert np.array_equal(again, act)


def test_every_act_that_the_procedure_accepts_on_a_small_board_is_said_and_read_back():
    """By enumeration: every verb, with every number from -1 to 2 in each place it uses, judged as if it were open."""
    rules = board(3, clauses=2, wordings=2, drafts=2, level=4, rounds=1)
    decided = Room(rules).ask_for_a_vote(1).vote("YYA")
    deal = an_act(Verb.OFFER, partner=1, draft=0, wording=Ballot.YES, draft2=1, clause2=0, wording2=1)
    dealing = Room(rules).until(Stage.FLOOR).do({0: deal, 1: an_act(Verb.SPONSOR, draft=0)})
    accepted = set()
    of_the_committee = [verb for verb in Verb if verb not in OF_THE_QUARTERS]
    letter = an_act(Verb.GATHER, draft=0, clause=0, wording=1, partner=1)
    asking = Room(rules).until(Stage.FLOOR).do({0: letter, 2: letter}).until(Stage.LETTERS)
    for room, verb in product((Room(rules), dealing, asking, decided), of_the_committee):
        places = [Item.VERB, *ACTS[verb].uses]
        rows = np.array(list(product([verb], *[range(-1, 3)] * (len(places) - 1))), np.int16)
        act = silence(len(rows), 3)
        act[:, 1, places] = rows
        world = room.world.take(np.zeros(len(rows), int))
        refused = refusal(rules, world, act, np.ones((len(rows), 3, len(Verb)), bool))[:, 1]
        for one in act[refused == 0, 1]:
            words = say(rules, one)
            assert np.array_equal(read(rules, words), one), words
            assert words.isascii()
            accepted.add((int(verb), words))
    assert {verb for verb, _ in accepted} == set(of_the_committee), "a verb is not tried at all"


def test_every_act_of_the_quarters_that_is_in_order_is_said_and_read_back():
    """By enumeration over whole quarters of a pact: whatever a seat could do, as its options list it."""
    made = game(load("us-china-2015", ["quarters=6", "pact_slots=2"]), 1)
    session, tried = saves.open_session(made), set[int]()
    while not session.closed:
        for seat in session.asked():
            view = session.view(seat)
            verbs = may(session.rules, session.world)[0, seat]
            for verb in np.flatnonzero(verbs) if session.stage > Stage.CLOSED else ():
                for act in options(session.rules, view, 0, Verb(int(verb))):
                    words = say(session.rules, act)
                    assert np.array_equal(read(session.rules, words), act), words
                    session.offer(seat, session.tick, act)
                    tried.add(int(verb))
            session.undo(0)
        session.advance()
    assert tried >= OF_THE_QUARTERS


def test_no_two_acts_are_said_alike():
    rules = board(3, clauses=2, wordings=2, drafts=2)
    said = [say(rules, an_act(Verb.SPEAK, clause=c, wording=w)) for c in range(2) for w in range(-1, 2)]
    said += [say(rules, an_act(Verb.SPEAK, clause2=c, wording2=w)) for c in range(2) for w in range(-1, 2)]
    assert len(set(said)) == len(said)


def test_a_draft_may_be_called_by_its_symbol():
    assert np.array_equal(read(rivals(), "sponsor A/C.1/73/L.37"), read(rivals(), "sponsor 2"))


def test_what_a_clause_leaves_unsaid_first_is_marked():
    act = an_act(Verb.SPEAK, clause2=1, wording2=1)
    assert say(rivals(), act) == "speak - CON.b"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "an act begins with one of"),
        ("propse 1 HRT.c", "did you mean propose?"),
        ("propose 3 HRT.c", "there is no draft 3; there are 1, 2, A/C.1/73/L.27, A/C.1/73/L.37"),
        ("propose 1 HRT.x", "there is no wording of HRT x; there are a, b, c, d"),
        ("amend INT.d", "there are a, b, c"),
        ("propose 1 HRT", "a wording is written HRT.c, or -HRT to leave the clause out"),
        ("amend", "amend is written as in 'amend HRT.b'"),
        ("pass on", "pass is written as in 'pass'"),
        ("yes please", "yes is written as in 'yes'"),
        ("sponsor 1 2", "sponsor is written as in 'sponsor 1'"),
        ("propose 1 HRT.c now", "propose is written as in 'propose 1 HRT.c'"),
        ("accept USA CHN", "accept is written as in 'accept USA'"),
        ("reply naming USA CHN", "reply is written as in 'reply naming USA'"),
        ("offer USA 1 yes for 1 no", "offer is written as in"),
        ("offer USA: 1 yes for", "one side of a deal is '1 HRT.c', '1 yes' or '3 favours'"),
        ("offer USA: 1 yes for -3 favours", "there is no draft -3"),
        ("speak THR.a THR.b THR.c", "speak is written as in"),
        ("reply THR.a", "reply is written as in"),
        ("accept USB", "there is no seat USB"),
        ("divide HR", "did you mean"),
        ("amend -", "there is no clause"),
        ("amend HRT.", "there is no wording of HRT"),
        ("move on", "there are suspend-meeting, adjourn-meeting, no-action, pass-over, close-debate"),
        ("explain 1 whim", "there is no ground whim; there are text,"),
        ("keep 1", "keep is written as in"),
        (
            "keep 1 at 101",
            "restraint is a whole number from 0 to 100, or four as theft/espionage",
        ),
        ("keep 1 at 10/20", "'10/20' is neither"),
        ("keep 1 at 10/20/30/", "'10/20/30/' is neither"),
        ("keep 1 at ²", "'²' is neither"),
        ("keep 1 at 90 delivering talks", "there are contact-points, channels,"),
        ("keep 1 at 90 toward CHN", "keep is written as in"),
        ("keep 1 at 90, toward XYZ at 0", "there is no seat XYZ"),
        ("accuse USA by rumour", "there is no way to accuse a state rumour"),
        ("sanction", "sanction is written as in 'sanction USA'"),
        ("consult USA", "there is no draft USA"),
        ("cast yes", "an act begins with one of"),
        ("uncast", "an act begins with one of"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_would_be_right(text, told):
    with pytest.raises(Unreadable) as refused:
        read(rivals(), text)
    assert told in str(refused.value)
    assert repr(text) in str(refused.value)


def test_a_measure_named_twice_is_delivered_once():
    once, twice = "keep 1 at 5 delivering channels", "keep 1 at 5 delivering channels channels"
    assert np.array_equal(read(rivals(), twice), read(rivals(), once))


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        act = read(rivals(), text)
    except Unreadable:
        return
    assert np.array_equal(read(rivals(), say(rivals(), act)), act)


@pytest.mark.parametrize(
    "act",
    [an_act(Verb.SPONSOR, draft=2), an_act(Verb.ACCEPT), an_act(Verb.DIVIDE, clause=99), an_act(Verb.MOVE, wording=9)],
)
def test_what_names_nothing_in_this_session_cannot_be_said(act):
    with pytest.raises(Unreadable, match="there is no"):
        say(rivals(), act)
