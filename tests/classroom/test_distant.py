"""Seats that are no browser: the window over the wire, and the bot of the docs."""

import io
import runpy
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from demarche.sim.terms import OutOfOrder, Unreadable
from demarche.ui.classroom.distant import Distant, base, join, token_in
from demarche.ui.cli import main
from demarche.ui.commands.classroom import token_from
from tests.classroom.hosting import TREE, Hosted, open_session, play_out


def wait_for(true, seconds=15):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.01)


def bot(*argv):
    """The function of the example that plays."""
    return runpy.run_path(str(TREE / "docs" / "examples" / "bot.py"))["play"](*argv)


def test_the_bot_of_the_docs_plays_a_whole_session_and_is_short(hosted):
    assert len((TREE / "docs" / "examples" / "bot.py").read_text().splitlines()) <= 50
    taken = []
    playing = threading.Thread(target=lambda: taken.append(bot(hosted.url, hosted.head.code, "Bot", "CAL")))
    playing.start()
    wait_for(lambda: "CAL" in hosted.host.present)
    open_session(hosted.facilitator())
    playing.join(30)
    assert taken
    assert taken[0] > 5
    assert hosted.lesson.session.closed


@pytest.fixture
def distant(hosted):
    code, token = join(hosted.url, hosted.head.code, "Ada", "CAL")
    assert code == "CAL"
    made = Distant(hosted.url, token)
    yield made
    made.close()


def until(distant, true):
    def there():
        distant.poll()
        return true()

    wait_for(there)


def test_a_distant_seat_is_shown_its_room_acts_and_hears_what_became_of_it(hosted, distant):
    other, teacher = hosted.sit("Ben", "AVA"), hosted.facilitator()
    until(distant, lambda: "starts the lesson" in distant.notice())
    teacher.say(type="start")
    until(distant, lambda: distant.room() is not None)
    assert not distant.room().asked
    assert distant.room().question.startswith("Read your card")
    with pytest.raises(OutOfOrder):
        distant.offer("pass")
    teacher.say(type="start")
    until(distant, lambda: distant.room().asked)
    assert not distant.busy()
    distant.offer("yes")
    until(distant, lambda: "not in order" in distant.notice())
    distant.offer("pass")
    until(distant, lambda: "Taken" in distant.notice())
    other.act("pass", hosted.lesson.state.question)
    until(distant, lambda: distant.room().tick > 0)
    until(distant, lambda: len(distant.heard()) > 0)
    other.say(type="say", id="m", to="CAL", text="Between us")
    until(distant, lambda: "Between us" in distant.notice())


def test_a_distant_seat_comes_back_by_itself_and_its_act_counts_once(tmp_path):
    with Hosted(tmp_path) as hosted:
        port = hosted.port
        _, token = join(hosted.url, hosted.head.code, "Ada", "CAL")
        distant = Distant(hosted.url, token)
        hosted.sit("Ben", "AVA")
        open_session(hosted.facilitator())
        until(distant, lambda: getattr(distant.room(), "asked", False))
    until(distant, lambda: "cut" in distant.notice())
    distant.offer("pass")  # while the host is down
    with Hosted(tmp_path, port=port) as again:
        until(distant, lambda: "Taken" in distant.notice())
        assert again.lesson.offered == {"CAL": "pass"}
        assert len(again.lesson.store.offered(again.lesson.state.question)) == 1
        distant.close()


@pytest.mark.timeout(120)
def test_a_window_a_wire_and_machines_play_one_game(hosted, monkeypatch, tmp_path):
    from demarche.ui.desktop.room.screen import CommitteeRoom
    from demarche.ui.desktop.sitting import sit
    from tests.ui.hands import Hands

    monkeypatch.setenv("DEMARCHE_HOME", str(tmp_path))
    _, token = join(hosted.url, hosted.head.code, "Ada", "CAL")
    distant = Distant(hosted.url, token)

    def steps(desk):
        yield from sit(distant, desk)

    other, teacher = hosted.sit("Ben", "AVA"), hosted.facilitator()
    open_session(teacher)
    hands = Hands(steps)
    playing = threading.Thread(
        target=play_out, args=([other], lambda _, message: message["room"]["acts"][-1]["says"]), daemon=True
    )
    playing.start()
    pressed = set()
    until = time.monotonic() + 60
    while not hosted.lesson.session.closed:
        assert time.monotonic() < until
        hands.frames()
        room: Any = distant.room()
        asked = isinstance(hands.screen, CommitteeRoom) and room and room.asked and hands.screen.room.tick == room.tick
        if asked and room.tick not in pressed:
            pressed.add(room.tick)
            hands.key(room.acts[-1].key)
        time.sleep(0.002)
    playing.join(10)
    assert len(pressed) > 5
    assert hosted.lesson.state.spoke[0] == ("CAL", "AVA")
    spoke = [code for codes in hosted.lesson.state.spoke for code in codes]
    clocked = [seat for tick in hosted.lesson.session.ticks for seat in tick.clocked]
    assert spoke.count("CAL") > 5
    assert clocked == []
    hands.close()
    distant.close()


TOKEN = "0123456789abcdef" * 2


@pytest.mark.parametrize(
    ("url", "of"),
    [
        ("192.168.1.20:8765", "http://192.168.1.20:8765"),
        ("http://a.local:8765/seat#0", "http://a.local:8765"),
    ],
)
def test_addresses_are_read_as_they_are_typed(url, of):
    assert base(url) == of


@pytest.mark.parametrize(
    "url", ["http://[", "http://\x1b[31m/", "http://a b/", "http://a:b/", "http://a:99999/", "http://"]
)
def test_what_is_no_address_is_refused_before_anything_is_asked_for(url, capsys):
    for typed in (url, f"{url}#{TOKEN}"):
        assert main(["join", typed]) == 2
        said = capsys.readouterr().err
        assert "the address of a lesson looks like" in said
        assert said.count("\n") == 1


def test_a_link_that_ends_in_no_token_is_refused(capsys):
    assert main(["join", "http://127.0.0.1:9/seat#K7Q2MW"]) == 2
    assert capsys.readouterr().err.startswith("demarche: the link: this is no token of a seat")


class Other(BaseHTTPRequestHandler):
    """A server that is no host of a lesson. said: what it answers."""

    said = b""

    def do_POST(self):
        """Answer."""
        self.wfile.write(self.said)

    def log_message(self, *_):
        """Say nothing."""


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"SSH-2.0-x\r\n\r\n",
        *(b"HTTP/1.0 %d X\r\n\r\n" % n + t for n in (200, 409) for t in (b"[]", b"{}", b"\xff")),
    ],
)
def test_a_server_that_is_no_host_is_told_in_a_sentence(said):
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Told", (Other,), {"said": said})) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            with pytest.raises(Unreadable, match="no lesson"):
                join(f"http://127.0.0.1:{server.server_port}/", "AAAAAA", "Ada")
        finally:
            server.shutdown()
            thread.join()


def test_the_link_of_a_seat_holds_its_token():
    assert token_in("http://127.0.0.1:8765/seat#abc") == "abc"


@pytest.mark.parametrize(
    "text", [TOKEN, f"{TOKEN}\n", f"\ufeff  {TOKEN}  \nmore", f"http://10.0.0.1:8765/seat#{TOKEN}\n"]
)
def test_the_token_of_a_seat_may_come_from_a_file(tmp_path, text):
    (tmp_path / "seat.txt").write_text(text, encoding="utf-8")
    assert token_from(str(tmp_path / "seat.txt")) == TOKEN


def test_it_may_come_from_a_prompt_that_does_not_show_it_or_from_a_pipe(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"http://10.0.0.1:8765/seat#{TOKEN}\n"))
    assert token_from("-") == TOKEN
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("demarche.ui.commands.classroom.getpass", lambda _: TOKEN)
    assert token_from("-") == TOKEN


@pytest.mark.parametrize("typed", [b"", b"\xff\n", b"no token\n"])
def test_a_prompt_that_gets_no_token_is_refused_in_a_sentence(typed, monkeypatch, capsys):
    def stop(_):
        raise EOFError

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))
    assert main(["join", "http://127.0.0.1:9/", "--token-from", "-"]) == 2
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("demarche.ui.commands.classroom.getpass", stop)
    monkeypatch.setattr("builtins.input", stop)
    assert main(["join", "http://127.0.0.1:9/", "--token-from", "-"]) == 2
    assert main(["join", "http://127.0.0.1:9/"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == said.count("demarche: ") == 3


@pytest.mark.parametrize("content", [b"", b"K7Q2MW", b"\xff\xfe", TOKEN.encode() + b"0", b"x" * 100_000])
def test_what_is_no_token_is_refused_in_a_sentence(content, tmp_path, capsys):
    path = tmp_path / "seat.txt"
    path.write_bytes(content)
    for source in (path, tmp_path, tmp_path / "nowhere"):
        assert main(["join", "http://127.0.0.1:9/", "--token-from", str(source)]) == 2
        said = capsys.readouterr().err
        assert said.startswith(f"demarche: {source}: ")
        assert said.count("\n") == 1


def test_a_seat_comes_back_by_its_token_from_a_file(hosted, monkeypatch, tmp_path):
    told = hosted.join("Ada", "CAL")
    (tmp_path / "seat.txt").write_text(told["token"])

    def sit(distant):
        wait_for(lambda: "CAL" in hosted.host.present)
        return 0

    monkeypatch.setattr("demarche.ui.desktop.app.join", sit)
    assert main(["join", hosted.url, "--token-from", str(tmp_path / "seat.txt")]) == 0


def test_joining_what_is_not_there_is_refused_in_a_line(capsys, hosted):
    with pytest.raises(Unreadable, match="no lesson"):
        join("http://127.0.0.1:9/", "AAAAAA", "Ada")
    with pytest.raises(OutOfOrder, match="not the code"):
        join(hosted.url, "AAAAAA", "Ada")
    assert main(["join", "http://127.0.0.1:9/", "--code", "AAAAAA", "--name", "Ada"]) == 2
    assert main(["join", "ftp://x/"]) == 2
    assert capsys.readouterr().err.count("\n") == 2
