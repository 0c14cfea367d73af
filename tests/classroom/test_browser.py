"""Real browsers: a whole lesson in Chromium, pages that can be read aloud, small screens and large letters."""

import shutil
import time
from typing import Any

import pytest

from demarche.ui.classroom.records import Entry
from tests.classroom.hosting import Hosted

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here: apt-get install chromium"),
    pytest.mark.timeout(180),
]
QUIETLY = [
    f"--{option}"
    for option in (
        *("no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking"),
        *("disable-component-update", "disable-sync"),
    )
]
NARROW, ZOOMED = {"width": 320, "height": 640}, {"width": 640, "height": 450}  # 1280 by 900 at 200 %


@pytest.fixture(scope="module")
def chromium():
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium):
    """Opens a page in a profile of its own, and fails the test for any error of a script or of the policy."""
    contexts, wrong = [], []

    def opened(url):
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def join(visit, hosted, name, seat):
    page = visit(hosted.url)
    page.get_by_label("Code of the lesson").fill(hosted.head.code)
    page.get_by_label("Your name").fill(name)
    page.get_by_text("Choose a delegation yourself").click()
    page.locator(f"#seat input[value={seat}]").check()
    page.get_by_role("button", name="Join").click()
    page.wait_for_url("**/seat")
    page.on("dialog", lambda dialog: dialog.accept())  # what cannot be undone is asked again
    return page


def facilitator(visit, hosted):
    return visit(f"{hosted.url}facilitator#{hosted.head.facilitator}")


def start(teacher):
    teacher.get_by_role("button", name="Start: deal the cards").click()
    teacher.get_by_role("button", name="Open the session").click()
    teacher.get_by_role("button", name="Time is up now").wait_for()


def answer(page):
    """Press the last act in order, if any is asked for; False where nothing is, or it was gone already."""
    buttons = page.locator("#acts button.act:visible")
    try:
        if buttons.count() == 0 or page.inner_text("#answer"):
            return False
        buttons.last.click(timeout=500)
    except playwright.Error:
        return False
    return True


def play_out(hosted, pages, seconds=60):
    until = time.monotonic() + seconds
    while hosted.lesson.state.part != "debrief":
        assert time.monotonic() < until, "the session did not come to its end"
        if not any([answer(page) for page in pages]):
            pages[0].wait_for_timeout(30)


def violations(page):
    """What axe finds once nothing moves: half-way through an entry animation every colour is a pale one."""
    page.evaluate("Promise.all(document.getAnimations().map(one => one.finished.catch(() => null)))")
    found = axe.Axe().run(page)
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found.response["violations"]]


def fits(page, size):
    """Whether a page needs no scrolling sideways at that size."""
    page.set_viewport_size(size)
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_three_students_a_facilitator_and_a_projector_play_a_whole_session(visit, tmp_path):
    with Hosted(tmp_path) as hosted:
        teacher = facilitator(visit, hosted)
        projector = visit(f"{hosted.url}projector#{hosted.head.projector}")
        projector.get_by_text(hosted.head.code).wait_for()
        names = {"CAL": "Ada", "AVA": "Ben", "DOR": "Cy"}
        pages = {seat: join(visit, hosted, name, seat) for seat, name in names.items()}
        checked = {"join": violations(visit(hosted.url)), "projector in the lobby": violations(projector)}
        start(teacher)
        ada = pages["CAL"]
        ada.get_by_role("heading", name="Goals").wait_for()
        # A form is filled in with the keyboard alone: a statement on one clause.
        ada.locator("#acts summary").first.focus()
        ada.keyboard.press("Enter")
        ada.get_by_label("Type to find").first.wait_for()
        ada.keyboard.press("Tab")
        ada.keyboard.type("curbing")
        ada.keyboard.press("Tab")
        ada.keyboard.press("Space")
        wordings = ada.get_by_role("group", name="Wording").get_by_role("radio")
        wordings.first.press("ArrowDown")
        assert wordings.first.is_visible()  # an arrow looks at the next, and does not choose yet
        wordings.nth(1).press("Enter")
        ada.get_by_role("button", name="Send: Make a statement").press("Enter")
        ada.get_by_text("✓ You spoke for").wait_for(timeout=5000)
        assert hosted.lesson.offered["CAL"].startswith("speak CON.")
        # A reload keeps the seat, and what was answered.
        ada.reload()
        ada.get_by_text("✓ You spoke for").wait_for()
        for page in (ada, teacher, projector):
            page.locator("#question", has_text="what do you say").wait_for()
        checked |= {"seat": violations(ada), "facilitator": violations(teacher), "projector": violations(projector)}
        sizes = {
            (page.url, size["width"]): fits(page, size)
            for page in (ada, teacher, projector)
            for size in (NARROW, ZOOMED)
        }
        play_out(hosted, list(pages.values()))
        assert hosted.lesson.session.closed
        projector.get_by_text("The session is over").first.wait_for()
        ada.get_by_role("link", name="Read the debrief").click()
        ada.get_by_role("heading", name="What you did").wait_for()
        checked["debrief"] = violations(ada)
        sizes |= {("debrief", size["width"]): fits(ada, size) for size in (NARROW, ZOOMED)}
        spoke = [code for codes in hosted.lesson.state.spoke for code in codes]
        assert all(spoke.count(seat) > 4 for seat in names)
        assert sum(len(tick.clocked) for tick in hosted.lesson.session.ticks) == 0
    assert {name: found for name, found in checked.items() if found} == {}
    assert [where for where, fit in sizes.items() if not fit] == []


@pytest.mark.slow
def test_a_browser_a_window_and_machines_play_one_game(visit, tmp_path, monkeypatch):
    from demarche.ui.classroom.distant import Distant
    from demarche.ui.classroom.distant import join as join_from_afar
    from demarche.ui.desktop.sitting import sit
    from tests.ui.hands import Hands

    monkeypatch.setenv("DEMARCHE_HOME", str(tmp_path))
    with Hosted(tmp_path, "dual-track-2018") as hosted:
        page = join(visit, hosted, "Ada", "RUS")
        distant = Distant(hosted.url, join_from_afar(hosted.url, hosted.head.code, "Ben", "USA")[1])

        def steps(desk):
            yield from sit(distant, desk)

        start(facilitator(visit, hosted))
        hands, pressed, until = Hands(steps), set(), time.monotonic() + 150
        while not hosted.lesson.session.closed:
            assert time.monotonic() < until
            answer(page)
            hands.frames()
            room: Any = distant.room()
            shown = room is not None and getattr(hands.screen, "room", None) is room
            if shown and room.asked and room.tick not in pressed:
                pressed.add(room.tick)
                hands.key(room.acts[-1].key)
        spoke = [code for codes in hosted.lesson.state.spoke for code in codes]
        assert min(spoke.count("RUS"), spoke.count("USA")) > 5
        hands.close()
        distant.close()


@pytest.mark.slow
def test_a_teacher_without_a_mouse_gives_a_seat_tells_news_and_goes_back(visit, tmp_path):
    with Hosted(tmp_path) as hosted:
        teacher = facilitator(visit, hosted)
        teacher.get_by_label("Seat", exact=True).select_option("CAL")
        teacher.get_by_label("Name", exact=True).fill("Ada")
        teacher.keyboard.press("Enter")
        teacher.get_by_role("button", name="Copy the link", exact=True).wait_for()
        assert teacher.locator("#link-qr svg").is_visible()
        page = visit(teacher.get_by_label("Link", exact=True).input_value())
        page.get_by_text("Your teacher starts the lesson").wait_for()
        start(teacher)
        teacher.get_by_label("Headline").fill("A cable is cut")
        teacher.get_by_role("textbox", name="Words").fill("Nobody says by whom.")
        teacher.get_by_role("button", name="Tell").press("Enter")
        page.get_by_role("heading", name="A cable is cut").wait_for()
        answer(page)
        teacher.locator("[data-does=rewind]:not([disabled])").wait_for()
        page.locator("#where", has_text="round").wait_for()
        teacher.on("dialog", lambda dialog: dialog.accept())
        teacher.get_by_role("button", name="Back one question").press("Enter")
        page.get_by_text("General debate").first.wait_for()
        page.get_by_text("(paused)").wait_for()
        teacher.get_by_role("button", name="Hand to AI").press("Enter")
        page.get_by_text("let an AI delegate speak").wait_for()
        teacher.get_by_role("button", name="Let AI finish the session").press("Enter")
        page.get_by_text("The session is over").first.wait_for()
        teacher.goto(f"{hosted.url}debrief")
        teacher.get_by_role("heading", name="What each student did").wait_for(timeout=60_000)
        with teacher.expect_download() as got:
            teacher.get_by_role("button", name="Marks (CSV)").click()
        assert got.value.path().read_text(encoding="utf-8-sig").startswith("name,seat,team,")


@pytest.mark.slow
def test_a_teacher_without_a_mouse_closes_joining_puts_somebody_out_and_reads_earlier_messages(visit, tmp_path):
    with Hosted(tmp_path) as hosted:
        page, teacher = join(visit, hosted, "Ada", "CAL"), facilitator(visit, hosted)
        page.get_by_text("Your teacher starts the lesson").wait_for()
        teacher.get_by_text("Joining is open: whoever").wait_for()
        teacher.get_by_role("button", name="Close joining").press("Enter")
        teacher.get_by_text("Joining is closed: the code").wait_for()
        questions = []

        def agree(dialog):
            questions.append(dialog.message)
            dialog.accept()

        teacher.on("dialog", agree)
        teacher.get_by_role("button", name="Put out: Ada").press("Enter")
        page.get_by_text("Your teacher has put you out of this seat.").wait_for()
        assert len(questions) == 1
        assert "Put Ada out" in questions[0]
        assert hosted.lesson.state.people == {}
        page.goto(hosted.url)
        page.get_by_text("Your teacher has closed joining for now.").wait_for()
        teacher.get_by_role("button", name="Open joining").press("Enter")
        teacher.get_by_text("Joining is open: whoever").wait_for()
        join(visit, hosted, "Ada", "CAL").get_by_text("Your teacher starts the lesson").wait_for()
        body = {"kind": "notice", "by": "", "to": (), "title": "", "tick": 0}
        hosted.lesson.keep(*(Entry("message", {**body, "text": f"word {number}"}) for number in range(150)))
        teacher.reload()
        teacher.get_by_text("Read them").click()
        teacher.locator("#letters-body li").nth(99).wait_for()
        assert teacher.locator("#letters-body li").count() == 100
        teacher.get_by_role("button", name="Show earlier messages").press("Enter")
        teacher.get_by_text("word 0", exact=True).wait_for()
        assert teacher.locator("#letters-body li").count() == 150
        assert teacher.get_by_role("button", name="Show earlier messages").is_hidden()
        assert violations(teacher) == []
        assert fits(teacher, NARROW)
