"""The table of acts: nothing that is derived from it has a hole, and it says of the rules what they do."""

from functools import cache

import numpy as np
import pytest

from demarche.agents import options
from demarche.agents.any_act import AnyAct
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.saves import open_session
from demarche.sim.acts import ACTS, FILLS, Audience, Item, Part, Who
from demarche.sim.aftermath.bonds import parties
from demarche.sim.audience import hears, invited_now
from demarche.sim.parts import PARTS
from demarche.sim.procedure.informals import holds_an_offer
from demarche.sim.procedure.judge import JUDGES
from demarche.sim.procedure.letters import asked_to_sign
from demarche.sim.procedure.order import may
from demarche.sim.proposal import INVITED
from demarche.sim.secrets import Secrets
from demarche.sim.session import Session
from demarche.sim.stages import Stage
from demarche.sim.terms import NONE, Role, Verb
from demarche.ui.acts import COUNTED, PHRASES
from demarche.ui.seat.acts import FORMS
from demarche.ui.seat.aloud import SHOWN
from demarche.ui.seat.told import FIELDS
from demarche.ui.story.ladder import TELLS
from tests import acts_page
from tests.contract.test_seats import room
from tests.pacts_on_boards import AT_ONCE, NOISY

VERBS = [verb for verb in Verb if verb > Verb.PASS]
SESSIONS = [
    *(("two texts", ("level=4", "rounds=1"), seed) for seed in range(30)),
    *(("two texts", ("level=1", "rounds=0", "decision=consensus"), seed) for seed in range(3)),
    *(("two texts", ("level=1", "decision=unanimity", "quarters=3"), seed) for seed in range(3)),
    *(("us-china-2015", ("rounds=0", *NOISY), seed) for seed in range(6)),
    *(("pact-2015", ("rounds=1", "quarters=3", *AT_ONCE), seed) for seed in range(6)),
    *(("pact-2015", ("rounds=0", "quarters=3", "pact_slots=2"), seed) for seed in range(3)),
]


def wild(name: str, settings: tuple[str, ...], seed: int) -> Session:
    """A session in which every seat does anything it may, at its opening."""
    made = room(name, settings, seed) if name == "two texts" else game(load(name, settings), seed)
    session = open_session(made)
    session.seats = [AnyAct()] * made.rules.seats
    return session


def allowed(session: Session) -> dict[Who, np.ndarray]:
    """Who each word of the table means now, (S,)."""
    rules, world = session.rules, session.world
    record, role = world.record, rules.roster.role
    named = np.isin(np.arange(rules.seats), record.named[0][record.named[0] != NONE])
    return {
        Who.ANYBODY: np.ones(rules.seats, bool),
        Who.DELEGATIONS: (role == Role.MEMBER) | (role == Role.OBSERVER),
        Who.MEMBERS: role == Role.MEMBER,
        Who.NAMED: named,
        Who.ASKED: asked_to_sign(record)[0],
        Who.PEN: np.isin(np.arange(rules.seats), rules.pen),
        Who.OFFERED: holds_an_offer(world.dealings)[0],
        Who.PARTIES: parties(world)[0].any(axis=0),
        Who.INVITED: invited_now(rules, world),
        Who.VICTIMS: knows_something(world.secrets) if rules.conduct.quarters else named & False,
    }


def knows_something(secrets: Secrets) -> np.ndarray:
    """Victims of something found this quarter, or reported and not yet named, (S,)."""
    return np.asarray((np.stack([secrets.signal, secrets.waiting, secrets.ready])[:, 0] > 0).any(axis=(0, 2)))


@cache
def opened() -> tuple[set[tuple[Verb, Stage]], set[tuple[Verb, Stage]], set[tuple[Verb, Stage]]]:
    """Verbs that were open, by stage, in whole sessions; those open to a seat that may not; those that were done."""
    found, wrongly, done = set(), set(), set()
    for which in SESSIONS:
        session = wild(*which)
        while not session.closed:
            verbs, who = may(session.rules, session.world)[0], allowed(session)
            stage = session.stage
            for verb in map(Verb, np.flatnonzero(verbs.any(axis=0)).tolist()):
                found.add((verb, stage))
                if (verbs[:, verb] & ~who[ACTS[verb].who]).any():
                    wrongly.add((verb, stage))
            session.advance(time_is_up=True)
            done |= {(Verb(int(verb)), stage) for verb in session.ticks[-1].act[:, Item.VERB]}
    return found, wrongly, done


def test_every_verb_has_a_row_in_its_order():
    assert list(ACTS) == list(Verb)
    assert [int(verb) for verb in Verb] == list(range(len(Verb)))


def test_an_act_is_open_in_the_stages_of_its_row_and_in_no_other():
    table = {(verb, stage) for verb, row in ACTS.items() for stage in row.asked if verb != Verb.SILENT}
    found, _, done = opened()
    assert found == table
    assert {verb for verb, _ in done} == set(Verb)


def test_an_act_is_open_to_nobody_but_those_of_its_row():
    assert opened()[1] == set()


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name.lower())
def test_an_act_that_names_something_is_judged_and_any_other_is_not(verb):
    assert (verb in JUDGES) == bool(ACTS[verb].parts)


def test_every_part_is_written_read_and_chosen_and_no_two_fill_the_same_place():
    assert set(FILLS) == set(PARTS) == set(Part)
    assert set(options.NAMES) | set(options.PAIRED) == set(Part)
    for row in ACTS.values():
        filled = [item for part in row.parts for item in FILLS[part]]
        assert len(filled) == len(set(filled))


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name.lower())
def test_every_act_has_its_words(verb):
    phrase = PHRASES[verb]
    assert phrase.word
    assert len(phrase.key) == 1
    assert phrase.tip
    assert phrase.counts in (*COUNTED, "")
    of_its_own = verb in (Verb.CAST, Verb.KEEP)  # ballots are acts each, and conduct may be as last quarter
    assert of_its_own or not ACTS[verb].parts or ACTS[verb].parts in FORMS


def test_everything_that_is_counted_is_some_act():
    assert {phrase.counts for phrase in PHRASES.values()} == {*COUNTED, ""}


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name.lower())
def test_every_act_is_heard_in_words_by_those_who_hear_it_and_by_nobody_else(verb):
    """In a sentence of its own, or where all hear it, by what the record shows of its stage."""
    row, told = ACTS[verb], PHRASES[verb].told
    if row.heard in (Audience.EVERYBODY, Audience.READERS):
        assert told is None or (told.aloud and not told.own and not told.to_you)
        assert told is not None or all(stage in SHOWN or stage in TELLS for stage in row.asked)
    elif told is None:
        assert row.shown, "nobody would hear of it at all"
    else:
        assert not told.aloud
        assert told.own
        assert bool(told.to_you) == (row.heard in (Audience.BETWEEN, Audience.INVITED))


def test_a_sentence_has_no_field_that_nobody_fills_in():
    sentences = [s for p in PHRASES.values() if p.told for s in (p.told.aloud, p.told.own, p.told.to_you)]
    fields = {part.partition("}")[0] for sentence in sentences for part in sentence.split("{")[1:]}
    assert fields == set(FIELDS)


@pytest.mark.parametrize("which", [*SESSIONS[::9], SESSIONS[-1]], ids=str)
def test_who_hears_is_what_the_audience_says(which):
    session = wild(*which)
    while not session.closed:
        rules, act = session.rules, None
        invited = invited_now(rules, session.world)
        session.advance(time_is_up=True)
        act, after = session.ticks[-1].act, session.world.record
        unseen = rules.pocket & (after.tabled[0] == -1).all(axis=1)
        for listener in (None, *range(rules.seats)):
            heard = hears(rules, after, act, listener, invited)
            for by in range(rules.seats):
                row, partner, draft = ACTS[Verb(int(act[by, 0]))], act[by, Item.PARTNER], act[by, Item.DRAFT]
                named = set((act[by, list(INVITED)] if act[by, 0] == Verb.INVITE else np.flatnonzero(invited)).tolist())
                private: dict[Audience, set[int]] = {
                    Audience.BETWEEN: {by, int(partner)},
                    Audience.ACTOR: {by},
                    Audience.INVITED: {by, *named},
                }
                if row.heard == Audience.READERS:
                    expected = listener == by or not unseen[draft]
                else:
                    expected = row.heard == Audience.EVERYBODY or listener in private[row.heard]
                assert heard[by] == expected, (row, listener)


def test_the_page_has_the_table_of_the_program():
    page = acts_page.PAGE.read_text(encoding="utf-8")
    assert acts_page.written(page) == page, "to renew it: python -m tests.acts_page"
    assert "| Protest in private | `protest USA` | responses | whoever has found something | the two |" in page


def test_the_files_that_name_an_act_are_listed():
    assert list(acts_page.files_naming("AWAY")) == [
        "sim/acts.py", "sim/procedure/debate.py", "ui/acts.py", "ui/seat/did.py",
    ]  # fmt: skip
