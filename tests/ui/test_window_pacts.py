"""A pact of Brazil and India at the window: two people at one table propose, change and sign it by hand."""

from demarche.ui.desktop.choosing import at_table
from demarche.ui.desktop.room.form import open_fields
from demarche.ui.desktop.room.screen import CommitteeRoom
from demarche.ui.play.table import Table
from tests.ui.hands import Hands

SETTINGS = ("quarters=3", "pact_slots=1", "rounds=0", "states.RUS.approaches=0", "settings.pledge_base=-20")


def choose(at):
    """Propose as Brazil, change as India, and agree as Brazil; else the last act, which is to pass where one may."""
    verbs = [act.verb for act in at.room.acts]
    wanted = {"BRA": ("invite", "agree"), "IND": ("counter",)}[at.room.me]
    return next((verbs.index(verb) for verb in wanted if verb in verbs), len(verbs) - 1)


def propose_to_india(hands):
    """One field of the form of a proposal: India, the first template, and nothing where it may be passed over."""
    at = hands.screen
    if at.filling is None or at.filling.act.verb != "invite" or not open_fields(at.filling):
        return False
    field = open_fields(at.filling)[0]
    if field.may_pass_over:
        hands.press("form-skip")
    else:
        says = [choice.says for choice in field.choices]
        hands.press(f"choice:{field.name}:{says.index('IND') if 'IND' in says else 0}")
    return True


def test_a_pact_is_proposed_changed_and_signed_with_the_mouse():
    table = Table.new("gge-2017", 3, ("BRA", "IND"), settings=SETTINGS)
    hands, done = Hands(lambda desk: at_table(table, desk), keys=False), []
    try:
        for _ in range(900):
            if not isinstance(hands.screen, CommitteeRoom):
                hands.key("return")
                continue
            at = hands.screen
            if at.room.final or any(pact.symbol == "PACT-1" for pact in at.room.pacts):
                break
            if at.filling is None:
                done.append((at.room.me, at.room.acts[choose(at)].verb))
            if not propose_to_india(hands):
                hands.one_step(choose)
    finally:
        hands.close()
    assert [pact.parties for pact in at.room.pacts] == [("BRA", "IND")]
    assert ("BRA", "invite") in done
    assert ("IND", "counter") in done
    assert done[-1] == ("BRA", "agree")
