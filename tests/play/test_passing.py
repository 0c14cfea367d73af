"""Where a person who passes on is asked again: what it alone decides, and whatever touches its instructions."""

import pytest

from demarche.agents.human import Awaited
from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.saves import open_session, seated
from demarche.sim.terms import Item, Stage, Verb
from demarche.ui.play.asking import Until
from demarche.ui.play.passing import brackets, clauses_of_concern, may_take, texts_of_concern
from demarche.ui.play.sitting import Sitting

OFFERED = [(code, seed) for code in ("CAL", "DOR", "FEN") for seed in (1, 2, 6)]


def sitting(code: str, seed: int = 1, scenario: str = "tutorial", *settings: str) -> tuple[Sitting, int]:
    made = game(load(scenario, settings), seed)
    session = open_session(made, seated(made, {}) | {code: Awaited()})
    seat = made.rules.roster.names.index(code)
    return Sitting(made, session, [seat]), seat


def on(at: Sitting, seat: int, until: Until) -> list[Stage]:
    """The stages at which the person is asked, who passes on whenever it may and else says the least it can."""
    asked = []
    while not at.session.closed:
        if at.next_asked() is not None:
            asked.append(Stage(at.session.stage))
            if at.session.view(seat).verbs[0, Verb.PASS]:
                at.pass_on(seat, until)
            else:
                at.offer(seat, {Stage.TABLING: "table 1"}.get(asked[-1], "abstain"))
        at.move()
    return asked


@pytest.mark.parametrize("until", Until)
@pytest.mark.parametrize(("code", "seed"), OFFERED)
def test_no_offer_is_passed_over(until, code, seed):
    at, seat = sitting(code, seed)
    while not at.session.closed:
        asked = at.next_asked() is not None
        view = at.session.view(seat)
        assert asked or not view.offers.row.size, f"an offer lapses unseen at tick {at.session.tick}"
        if asked:
            least = "table 1" if at.session.stage == Stage.TABLING else "abstain"
            at.pass_on(seat, until) if view.verbs[0, Verb.PASS] else at.offer(seat, least)
        at.move()


def test_some_of_those_games_have_an_offer():
    offered = 0
    for code, seed in OFFERED:
        at, seat = sitting(code, seed)
        on(at, seat, Until.DECISION)
        offered += sum(
            (tick.act[:, Item.VERB] == Verb.OFFER)[tick.act[:, Item.PARTNER] == seat].any() for tick in at.session.ticks
        )
    assert offered


def test_whoever_holds_the_pen_is_asked_where_others_have_proposed_wordings():
    at, seat = sitting("DOR", 6)
    stages = []
    while not at.session.closed:
        if at.next_asked() is not None:
            stage = at.session.stage
            if stage == Stage.PEN:
                stages.append(stage)
                assert may_take(at.session, at.session.view(seat))
            may = at.session.view(seat).verbs[0, Verb.PASS]
            at.pass_on(seat, Until.DECISION) if may else at.offer(seat, "table 1" if stage == Stage.TABLING else "yes")
        elif at.session.stage == Stage.PEN:
            assert not may_take(at.session, at.session.view(seat))
        at.move()
    assert stages


def test_an_answer_to_an_offer_of_ones_own_is_waited_for_and_no_longer():
    at, seat = sitting("DOR", 6)
    while at.session.stage != Stage.FLOOR:
        at.next_asked()
        at.offer(seat, "pass") if not at._answered else None
        at.move()
    at.next_asked()
    at.offer(seat, "offer CAL: 3 favours for 1 yes")
    at.move()
    assert at.next_asked() == seat
    at.pass_on(seat, Until.PHASE)
    made = at.session.tick
    at.move()
    while at.next_asked() is None:
        at.move()
    assert at.session.tick <= made + 2, "as soon as it is known whether it was accepted"


def test_an_amendment_window_stops_those_whose_instructions_speak_of_the_text():
    at, seat = sitting("FEN", 7, "tutorial", "level=3", "rounds=0")
    assert texts_of_concern(at.game, at.session, seat)
    assert Stage.AMENDMENTS in on(at, seat, Until.DECISION)


def test_a_wording_in_a_clause_of_concern_stops_and_one_elsewhere_does_not():
    for seed in range(1, 5):
        at, seat = sitting("FEN", seed)
        known: set[tuple[int, int, int, int]] = set()
        passing = False
        while not at.session.closed:
            new = brackets(at.game, at.session, seat) - known
            asked = at.next_asked() is not None
            view = at.session.view(seat)
            could = view.verbs[0, Verb.PASS] and view.verbs[0].sum() > 1 and at.session.stage == Stage.FLOOR
            if could and passing and new:
                assert asked, f"{new} in {clauses_of_concern(at.game, seat)}"
            if asked:
                known, passing = brackets(at.game, at.session, seat), bool(view.verbs[0, Verb.PASS])
                at.pass_on(seat, Until.DECISION) if passing else at.offer(seat, "abstain")
            at.move()
