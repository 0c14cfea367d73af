"""The quarters as a seat is shown them: the life of a pact, public threats, and what only the victim knows."""

import numpy as np
import pytest

from demarche.agents.any_act import AnyAct
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.saves import open_session
from demarche.sim.conduct import MEASURES
from demarche.sim.in_public import threat_now
from demarche.sim.notation import read
from demarche.sim.session import Session
from demarche.sim.terms import Item, Stage, Verb
from demarche.ui.seat.heard import heard
from demarche.ui.seat.room import room
from demarche.ui.threats import WEIGHTS

PLAIN = ("rounds=0", "quarters=12")
ALONE = {
    "us-china-2015": ('seats=["USA","CHN"]', "third_states=[]"),
    "pact-2015": ('seats=["RUS","CHN"]', "third_states=[]"),
}
"""The two parties without third states, so that what is looked for happens between them."""
SIGNED = ("rounds=0", "settings.sign_base=9", "drafts.0.ratification=1", "drafts.0.delay=0")
DATED = (
    *SIGNED,
    "drafts.0.delay=2",
    "drafts.0.notice=3",
    "settings.misread=1",
    "quarters=20",
)


def moments(name, settings=(), seed=1, *, wild=False, saying=None):
    """A session at every tick, with its game; what China says, once it may, in `saying`."""
    made = game(load(name, (*ALONE[name], *settings)), seed)
    session = open_session(made)
    if wild:
        session.seats = [AnyAct()] * made.rules.seats
    while not session.closed:
        yield made, session
        if saying and session.stage == Stage.RESPONSES:
            act, seat = read(made.rules, saying), made.rules.roster.names.index("CHN")
            if session.view(seat).verbs[0, act[Item.VERB]]:
                session.offer(seat, session.tick, act)
        session.advance(time_is_up=True)
    yield made, session


def of_last_tick(made, session, seat=None):
    return [one.text for one in heard(made, session, session.tick - 1, seat)]


def test_a_pact_is_shown_as_signed_before_it_is_in_force_and_its_ratification_is_heard():
    shown, said = [], []
    for made, session in moments("pact-2015", DATED):
        if session.world.record.signed[0, 0].any():
            (pact,) = room(made, session, None).pacts
            shown.append(pact.in_force)
            assert pact.in_force == bool(session.world.record.in_force[0, 0])
        if session.tick:
            said += [text for text in of_last_tick(made, session) if "ratifi" in text]
    assert shown[0] is False
    assert shown[-1] is True
    assert said == [
        "RUS-CHN-2015 waits for ratification before it comes into force.",
        "RUS-CHN-2015 is ratified and comes into force.",
    ]


def test_a_party_that_denounces_is_bound_and_named_as_leaving_until_its_notice_is_over():
    seen, said = [], []
    for made, session in moments("pact-2015", DATED, saying="denounce 1"):
        record = session.world.record
        if record.denounced[0, 0].any():
            (pact,) = room(made, session, None).pacts
            over = int(record.quarter[0]) >= int(record.left_in[0, 0, 1])
            assert pact.leaving == (() if over else (("CHN", int(record.left_in[0, 0, 1])),))
            assert ("CHN" in pact.denounced, "CHN" in pact.parties) == (over, not over)
            seen.append(over)
        if session.tick:
            said += [text for text in of_last_tick(made, session) if "denounces" in text]
    assert seen[0] is False
    assert seen[-1] is True
    until = int(session.world.record.left_in[0, 0, 1])
    assert said[0] == f"China denounces RUS-CHN-2015 and is bound by it until the end of quarter {until}."


def test_public_threats_are_shown_by_their_weight_in_words_and_fade():
    shown: dict[tuple[str, str], list[str]] = {}
    for made, session in moments("us-china-2015", PLAIN, wild=True):
        record, names = session.world.record, made.rules.roster.names
        for one in room(made, session, None).threats:
            at = (np.array([0]), np.array([names.index(one.by)]), np.array([names.index(one.against)]))
            weight = float(threat_now(made.rules, record, at)[0])
            least = dict((word, least) for least, word in WEIGHTS)[one.weight]
            assert weight >= least
            assert not any(least < more <= weight for more, _ in WEIGHTS)
            assert one.since == record.renewed[at][0] + 1
            assert one.kinds
            shown.setdefault((one.by, one.against), []).append(one.weight)
        fresh = (
            [text for text in of_last_tick(made, session) if "with consequences for" in text] if session.tick else []
        )
        assert all("judged" in text for text in fresh)
    assert shown
    assert len({weight for several in shown.values() for weight in several}) > 1


def test_a_victim_is_shown_what_it_could_name_and_nobody_else_is():
    ready = waiting = 0
    for made, session in moments("us-china-2015", PLAIN, wild=True):
        for seat in range(made.rules.seats):
            view = session.view(seat)
            signals = {one.code: one for one in room(made, session, seat).signals}
            for other, code in enumerate(made.rules.roster.names):
                known = view.signal[0, other], view.ready[0, other], view.waiting[0, other]
                one = signals.get(code)
                assert (one.operations, one.ready, one.waiting) == known if one else not any(known)
                ready, waiting = ready + int(known[1]), waiting + int(known[2])
        assert room(made, session, None).signals == ()
    assert ready
    assert waiting


def test_a_seat_hears_when_its_operations_are_reported_and_when_it_could_name_their_author():
    told = dict.fromkeys(("your evidence is not ready yet", "known so well now that you can name it in public"), 0)
    for made, session in moments("us-china-2015", PLAIN, wild=True):
        last = session.moments[-1] if session.moments else None
        if last is None or last.tick.stage != Stage.NATURE:
            continue
        for seat in range(made.rules.seats):
            before, after = last.world.secrets, last.ended.secrets
            texts = [one.text for one in heard(made, session, session.tick - 1, seat) if one.private]
            for words, name in zip(told, ("waiting", "ready"), strict=True):
                more = (getattr(after, name)[0, seat] > getattr(before, name)[0, seat]).sum()
                assert sum(words in text for text in texts) == more
                told[words] += int(more)
    assert all(told.values())


def test_the_form_of_an_accusation_names_those_of_whom_something_is_known_and_says_what():
    manners, notes = set(), set()
    for made, session in moments("us-china-2015", PLAIN, wild=True):
        if session.stage != Stage.RESPONSES:
            continue
        for seat in session.asked():
            view, acts = session.view(seat), {act.verb: act for act in room(made, session, seat).acts}
            known = {made.rules.roster.names[s] for s in np.flatnonzero((view.signal + view.ready + view.waiting)[0])}
            if not known:
                assert acts.keys() <= {"consult", "denounce", "pass"}
                continue
            for verb in ("accuse", "protest", "sanction", "retaliate"):
                (field,) = acts[verb].fields
                assert {choice.says.split()[0] for choice in field.choices} == known
                notes |= {choice.note for choice in field.choices}
            for choice in acts["accuse"].fields[0].choices:
                manners |= {one.says for one in choice.then[0].choices}
    assert manners == {"", "by statement", "by indictment"}
    assert any("found this quarter" in note for note in notes)
    assert any("evidence ready" in note for note in notes)
    assert all(notes)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("accuse RUS", "China names Russia in public as the author of operations against it."),
        ("accuse RUS by statement", "China makes a public statement that accuses Russia of operations against it."),
        (
            "accuse RUS by indictment",
            "China indicts persons of Russia for operations against it, and threatens with more.",
        ),
    ],
)
def test_everybody_hears_how_a_state_is_accused(words, told):
    said = []
    for made, session in moments("pact-2015", (*SIGNED, "settings.misread=1", "quarters=20"), saying=words):
        if session.tick and (session.ticks[-1].act[:, Item.VERB] == Verb.ACCUSE).any():
            said += of_last_tick(made, session)
    assert told in said
    threatens = "China threatens Russia with consequences for theft of trade secrets and disruption (moderate; judged)."
    assert (threatens in said) == words.endswith("indictment")


def test_a_seat_hears_its_own_conduct_by_kind_and_others_hear_the_measures_alone():
    made = game(load("pact-2015", (*ALONE["pact-2015"], *SIGNED, "quarters=1")), 1)
    session: Session = open_session(made)
    while session.stage != Stage.CONDUCT:
        assert not session.closed
        session.advance(time_is_up=True)
    first, second = (read(made.rules, f"keep 1 at 100/0/50/0 delivering assistance{more}") for more in ("", " broadly"))
    session.offer(0, session.tick, first)
    session.offer(1, session.tick, second)
    session.advance(time_is_up=True)
    tick = session.tick - 1
    mine = next(one.text for one in heard(made, session, tick, 0) if one.private)
    assert mine == (
        "You hold back from 100% of theft of trade secrets, 0% of espionage, 50% of disruption and 0% of operations on "
        "public opinion, as far as the text covers it clearly, under RUS-CHN-2015."
    )
    aloud = [one.text for one in heard(made, session, tick, None)]
    assert sum("delivers assistance" in text for text in aloud) == 2
    assert not any("hold back" in text for text in aloud)
    assert "assistance" in MEASURES
