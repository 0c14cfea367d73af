"""The projector in a real browser: every state fits one screen, is read by axe, and shows the class."""

from demarche.ui.classroom import stage
from tests.classroom import test_browser as browsing
from tests.classroom.hosting import Hosted, open_session
from tests.classroom.test_browser import NARROW, ZOOMED, fits, violations

pytestmark = browsing.pytestmark
chromium, visit = browsing.chromium, browsing.visit
ACTS = {"statements": "speak CON.d", "decision": "ask", "vote": "yes"}
SCREEN = {"width": 1280, "height": 720}


def is_one_screen(page):
    """Whether a projector shows all it has without scrolling, and no part of it is cut by another."""
    page.set_viewport_size(SCREEN)
    return page.evaluate(
        "document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"
    )


def test_every_state_of_the_projector_fits_one_screen_and_is_read_by_axe(visit, tmp_path):
    with Hosted(tmp_path) as hosted:
        projector = visit(f"{hosted.url}projector#{hosted.head.projector}")
        projector.set_viewport_size(SCREEN)
        projector.get_by_text("Nobody has joined yet").wait_for()
        pages = [hosted.sit(f"Student {seat}", seat) for seat in ("CAL", "AVA", "BRE", "FEN")]
        projector.get_by_text("4 have joined").wait_for()
        projector.get_by_text("Student CAL").wait_for()
        seen = {"lobby": (is_one_screen(projector), violations(projector))}
        teacher = hosted.facilitator()
        open_session(teacher)
        projector.locator("#question", has_text="what do you say").wait_for()
        lesson = hosted.lesson
        while not any(one.final for one in [hosted.run(lambda: stage.result(lesson))] if one):
            for page in pages:
                shown = page.turn()
                if shown:
                    page.act(ACTS.get(shown["room"]["stage"], shown["room"]["acts"][-1]["says"]), shown["question"])
            if lesson.session.stage.name == "FLOOR" and "session" not in seen:
                projector.locator("#said-body", has_text="Student CAL: Calmere speaks for").wait_for()
                teacher.say(type="tell", title="A cable is cut", text="Nobody says by whom.", to=[])
                projector.locator("#news", has_text="A cable is cut").wait_for()
                seen["session"] = (is_one_screen(projector), violations(projector))
        projector.locator("#verdict").wait_for()
        projector.get_by_text("The clock stands until your teacher goes on.").wait_for()
        seen["result"] = (is_one_screen(projector), violations(projector))
        narrow = [fits(projector, size) for size in (NARROW, ZOOMED)]
        projector.set_viewport_size(SCREEN)
        assert projector.locator("#result-body", has_text="Student FEN (Fenwick Isles)").is_visible()
        teacher.say(type="finish")
        teacher.until("board", part="debrief")
        while projector.locator("#result").is_visible():
            teacher.say(type="go-on")
            projector.wait_for_timeout(200)
        projector.get_by_text("What each delegation of the class brought home").wait_for(timeout=30_000)
        seen["debrief"] = (is_one_screen(projector), violations(projector))
        assert "Student" not in projector.inner_text("#debrief-body")
        teacher.say(type="names", open=True)
        projector.locator("#debrief-body", has_text="Calmere, Student CAL").wait_for()
    assert {name: found for name, found in seen.items() if found != (True, [])} == {}
    assert all(narrow)
