"""A telephone in a real browser: in, a first act, its sentence, words of their own, lists, banner; read by axe."""

import pytest

from demarche.scenarios.compile import game
from demarche.scenarios.load import load
from demarche.scenarios.saves import open_session as begun
from demarche.sim.notation import read
from demarche.ui.seat.room import room
from demarche.ui.seat.wire import room_to_json
from tests.classroom import test_browser as browsing
from tests.classroom.hosting import Hosted, open_session
from tests.classroom.test_browser import NARROW, fits, violations

pytestmark = browsing.pytestmark
chromium, visit = browsing.chromium, browsing.visit
PHONE = {"width": 390, "height": 844}
SAYING = "We want rules that a small state can keep."


def scan(visit, hosted, name=""):
    """A telephone that has scanned the code, and joined where a name is given."""
    page = visit(f"{hosted.url}?code={hosted.head.code}")
    page.set_viewport_size(PHONE)
    if name:
        page.get_by_label("Your name").fill(name)
        page.get_by_role("button", name="Join").click()
        page.wait_for_url("**/seat")
    return page


def in_sight(page, selector):
    box = page.locator(selector).bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= page.viewport_size["height"]


def test_a_name_and_two_taps_are_enough_for_a_first_act_and_scanning_again_finds_the_seat(visit, tmp_path):
    with Hosted(tmp_path) as hosted:
        open_session_with(hosted)
        page = scan(visit, hosted, "Ada")
        page.locator("#acts button.act").first.click()
        page.get_by_text("✓ You spoke for").wait_for()
        seat = next(code for code, person in hosted.lesson.state.people.items() if "Ada" in person.names)
        card = next(one for one in hosted.lesson.game.scenario.cards if one.seat == seat)
        wanted = {goal.clause for goal in card.goals if goal.clause}
        assert hosted.lesson.offered[seat].split()[1].split(".")[0].lstrip("-") in wanted
        page.goto(f"{hosted.url}?code={hosted.head.code}")
        page.wait_for_url("**/seat")
        page.get_by_text("✓ You spoke for").wait_for()
        assert len(hosted.lesson.state.people) == 2
        page.get_by_role("button", name="Change it").click()
        page.get_by_role("button", name="Pass", exact=False).last.click()
        page.get_by_text("✓ You passed.").wait_for()


def open_session_with(hosted, seat="GOR"):
    """A session that is open, with one more person in it; their wire."""
    page = hosted.sit("Ben", seat)
    open_session(hosted.facilitator())
    return page


def test_words_of_their_own_go_from_a_telephone_to_the_projector_and_are_hidden_everywhere(visit, tmp_path):
    with Hosted(tmp_path) as hosted:
        ben = open_session_with(hosted)
        projector = visit(f"{hosted.url}projector#{hosted.head.projector}")
        page = scan(visit, hosted, "Ada")
        page.get_by_label("In your own words").fill(SAYING)
        page.get_by_text(f"{280 - len(SAYING)} characters left").wait_for()
        page.locator("#acts button.act").first.click()
        page.get_by_text(f"Your words: “{SAYING}”").wait_for()
        assert projector.get_by_text(SAYING).count() == 0
        ben.act("pass", hosted.lesson.state.question)
        projector.locator("blockquote", has_text=SAYING).wait_for()
        page.locator("#said blockquote", has_text=SAYING).wait_for()
        teacher = visit(f"{hosted.url}facilitator#{hosted.head.facilitator}")
        teacher.get_by_role("button", name="Hide the words of Ada").press("Enter")
        projector.locator("blockquote", has_text=SAYING).wait_for(state="detached")
        page.get_by_text("hidden by your teacher").wait_for()
        teacher.get_by_role("button", name="Show the words of Ada").press("Enter")
        projector.locator("blockquote", has_text=SAYING).wait_for()
        assert violations(projector) == []
        assert violations(teacher) == []


def test_the_header_stays_in_sight_and_a_message_makes_a_badge_and_a_banner(visit, tmp_path):
    with Hosted(tmp_path) as hosted:
        ben = open_session_with(hosted)
        page = scan(visit, hosted, "Ada")
        page.locator("#acts button.act").first.wait_for()
        seat = next(code for code, person in hosted.lesson.state.people.items() if "Ada" in person.names)
        ben.say(type="say", id="m1", to=seat, text="Shall we vote together?")
        page.get_by_text("Gorland wrote: Shall we vote together?").wait_for()
        assert page.locator("#unread").inner_text() == "1"
        page.locator("#room-title").scroll_into_view_if_needed()
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        for part in ("#question", "#clock", ".tabs", "#banner"):
            assert in_sight(page, part), part
        assert violations(page) == []
        assert fits(page, NARROW)
        assert violations(page) == []
        page.set_viewport_size(PHONE)
        page.get_by_role("link", name="Read").click()
        assert page.locator("#banner").is_hidden()
        assert page.locator("#unread").is_hidden()


def test_a_message_is_written_to_several_who_see_for_whom_it_is(visit, tmp_path):
    with Hosted(tmp_path) as hosted:
        ben, cy = hosted.sit("Ben", "GOR"), hosted.sit("Cy", "ELM")
        page = scan(visit, hosted, "Ada")
        page.get_by_label("Words", exact=True).fill("Shall the three of us vote together?")
        page.get_by_role("button", name="Send").click()
        page.get_by_text("Choose for whom it is.").wait_for()
        for name in ("Gorland", "Elmora"):
            page.get_by_role("checkbox", name=name).check()
        page.get_by_role("button", name="Send").click()
        page.locator("#letters-body", has_text="You to Elmora, Gorland").wait_for()
        for other in (ben, cy):
            assert set(other.until("message")["to"]) == {"GOR", "ELM"}
        assert page.get_by_role("checkbox", name="Elmora").is_checked()
        assert violations(page) == []


def test_lists_of_states_begin_with_classmates_and_are_found_by_typing(visit, tmp_path):
    with Hosted(tmp_path, "dual-track-2018") as hosted:
        open_session_with(hosted, "ZMB")
        page = scan(visit, hosted, "Ada")
        page.get_by_text("Make a statement").click()
        field = page.locator("[data-name=naming]")
        field.get_by_role("button", name="change").click()
        words = field.locator(".choice:visible").all_inner_texts()
        groups = field.locator(".group").all_inner_texts()
        assert groups == ["Your classmates", "Played by the computer"]
        assert words[:2] == ["Nothing", "Zambia"]
        assert words[2:] == sorted(words[2:], key=lambda name: name.replace("ô", "o").replace("ü", "u").casefold())
        field.get_by_label("Type to find").fill("viet")
        assert field.locator(".choice:visible").all_inner_texts() == ["Viet Nam"]
        clauses = page.locator("[data-name=first]")
        assert clauses.locator(".group").all_inner_texts()[0] == "On your card"
        assert all(text.startswith("★") for text in clauses.locator(".choice.star").all_inner_texts())
        assert violations(page) == []
        assert fits(page, NARROW)


ASKED = """import('/pages/suggestions.js')
    .then((module) => module.suggestions(ROOM, new Set(['RUS', 'CAL'])).map((one) => one.says))"""


@pytest.mark.parametrize("scenario", ["tutorial", "pact-2015", pytest.param("gge-2017", marks=pytest.mark.slow)])
def test_every_act_that_is_suggested_is_in_order_whatever_is_asked(visit, tmp_path, scenario):
    made = game(load(scenario), seed=1)
    session = begun(made)
    found: set[str] = set()
    with Hosted(tmp_path) as hosted:
        page = visit(hosted.url)
        while not session.closed:
            for seat in session.asked()[:3]:
                shown = room(made, session, seat)
                for says in page.evaluate(ASKED.replace("ROOM", room_to_json(shown).decode())):
                    session.offer(seat, session.tick, read(session.rules, says))
                    session.take_back(seat)
                    found.add(says.split()[0])
            session.advance(time_is_up=True)
    assert {"speak", "propose"} <= found
    assert scenario != "pact-2015" or "keep" in found


def test_what_cannot_be_undone_is_asked_again(visit, tmp_path):
    with Hosted(tmp_path) as hosted:
        dorvia = visit(f"{hosted.url}seat#{hosted.join('Ada', 'DOR')['token']}")
        open_session(hosted.facilitator())
        asked = []

        def dismiss(dialog):
            asked.append(dialog.message)
            dialog.dismiss()

        dorvia.on("dialog", dismiss)
        while hosted.lesson.session.stage.name != "TABLING":
            button = dorvia.locator("#acts button.act[data-verb=pass]")
            if button.count():
                button.click()
            dorvia.wait_for_timeout(50)
        dorvia.locator("#acts [data-verb=hold]").click()
        assert len(asked) == 1
        assert "not be put to the vote" in asked[0]
        assert "DOR" not in hosted.lesson.offered
        assert hosted.lesson.session.stage.name == "TABLING"


@pytest.mark.parametrize(
    ("heard", "tag"),
    [
        ('{kind: "deal", by: "USA", whom: "CHN", private: true, text: "x"}', "only you two know"),
        ('{kind: "accusation", by: "USA", whom: "CHN", private: true, text: "x"}', "only you two know"),
        ('{kind: "operation", by: "USA", whom: "CHN", private: true, text: "x"}', "only you know"),
        ('{kind: "speech", by: "USA", private: false, text: "x"}', ""),
    ],
)
def test_only_you_two_know_stands_only_where_that_is_so(visit, tmp_path, heard, tag):
    with Hosted(tmp_path) as hosted:
        page = visit(hosted.url)
        script = f"import('/pages/room.js').then((m) => m.heardItem({heard}).querySelector('.tag')?.textContent || '')"
        assert page.evaluate(script) == tag
