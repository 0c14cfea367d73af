"""What comes over the network and is no page of ours: unfinished, malformed, from elsewhere, or far too many."""

import asyncio
import logging
import socket
import time

import pytest

from demarche.ui.classroom import serve, sockets
from demarche.ui.classroom.guard import HEADERS
from demarche.ui.classroom.logs import OneLine
from demarche.ui.classroom.sockets import Sockets
from demarche.ui.classroom.wires import Kind
from tests.classroom.hosting import LONG, Hosted, Page, ask, join, kill_gently, open_session, start_process
from tests.classroom.raw import Raw

# ── hosts and origins ────────────────────────────────────────────────────────────────────────────────────────────────

MALFORMED = (
    *(
        "[",
        "[::1",
        "]",
        "[]",
        "a b",
        "a:b:c",
        "127.0.0.1:port",
        "user@127.0.0.1",
        "127.0.0.1/x",
        "\xff",
        "[::1]x",
        "a\\b",
    ),
    *("", "//", "http://a", "?", "#", "[::1].evil"),
)
FOREIGN = ("evil.example", "127.0.0.1.evil.example", "localhost.evil:80", "[::1:2:3:4:5:6:7:8:9]", "null", "1.2.3.4.5")
UPGRADE = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
           "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}  # fmt: skip


@pytest.fixture(scope="module")
def open_host(tmp_path_factory):
    with Hosted(tmp_path_factory.mktemp("network")) as hosted:
        yield hosted


def answer_to(hosted, **headers):
    """The head of the answer to a request with those headers."""
    raw = Raw(hosted.port)
    raw.head("GET", "/wire" if "Upgrade" in headers else "/about", **headers)
    answer = raw.read()
    raw.close()
    return answer


@pytest.mark.parametrize("upgrade", [{}, UPGRADE], ids=["http", "wire"])
@pytest.mark.parametrize("name", ["Host", "Origin"])
@pytest.mark.parametrize("value", [*MALFORMED, *FOREIGN])
def test_a_host_or_an_origin_that_is_not_ours_is_refused_with_every_header(open_host, capsys, upgrade, name, value):
    wanted = 400 if value in MALFORMED else 403
    if name == "Origin" and value != "null":
        value = f"http://{value}"
    answer = answer_to(open_host, **upgrade, **{name: value})
    assert int(answer.split(" ", 2)[1]) == wanted
    assert all(f"{header}: {said}" in answer for header, said in HEADERS.items())
    assert "Traceback" not in capsys.readouterr().err
    assert ask(open_host.url + "about")[0] == 200


@pytest.mark.parametrize("name", ["Host", "Origin"])
def test_two_hosts_or_two_origins_are_refused(open_host, name):
    raw = Raw(open_host.port)
    own = f"{'http://' if name == 'Origin' else ''}127.0.0.1:{open_host.port}"
    lines = ["GET /about HTTP/1.1", f"Host: 127.0.0.1:{open_host.port}", f"{name}: {own}", f"{name}: {own}", "", ""]
    raw.send("\r\n".join(lines).encode())
    assert raw.status() == 400


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:99", "[::1]:80", "LOCALHOST", "localhost:8765", "10.0.0.7"])
def test_a_number_and_the_name_of_this_computer_are_answered(open_host, host):
    assert "200 OK" in answer_to(open_host, Host=host)
    assert "200 OK" in answer_to(open_host, Host=host, Origin=f"http://{host}")
    assert "403" in answer_to(open_host, Host=host, Origin="http://elsewhere.example")


@pytest.mark.parametrize("data", [b"\x16\x03\x01\x02\x00", b"GET\r\n\r\n", b"GET / HTTP/1.1\r\nHost", b"\r\n" * 9])
def test_what_is_no_request_is_answered_or_closed_and_the_host_goes_on(open_host, monkeypatch, capsys, data):
    monkeypatch.setattr(sockets, "SECONDS_TO_ASK", 0.2)
    raw = Raw(open_host.port)
    raw.send(data)
    answer = raw.read()
    assert answer.split(" ", 2)[1] in ("400", "408")
    assert all(header in answer for header in HEADERS)
    assert raw.closed()
    raw.close()
    assert capsys.readouterr().err == ""
    assert ask(open_host.url + "about")[0] == 200


# ── unfinished requests ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_request_whose_body_does_not_come_is_given_up(open_host, monkeypatch, capsys):
    monkeypatch.setattr(sockets, "SECONDS_TO_ASK", 0.3)
    for path, host in (("/join", f"127.0.0.1:{open_host.port}"), ("/join", "evil.example")):
        raw = Raw(open_host.port)
        raw.head("POST", path, Host=host, **{"Content-Length": 100})
        raw.send(b'{"code":')
        assert raw.status() == 408
    time.sleep(0.1)
    assert capsys.readouterr().err == ""


def test_a_request_that_comes_a_byte_at_a_time_is_given_no_more_time(open_host, monkeypatch):
    monkeypatch.setattr(sockets, "SECONDS_TO_ASK", 0.4)
    raw, began = Raw(open_host.port), time.monotonic()
    raw.send(b"GET /about HTTP/1.1\r\n")
    try:
        while time.monotonic() - began < 10:
            raw.send(b"X")
            time.sleep(0.02)
    except OSError:
        pass  # the other end has let go
    assert time.monotonic() - began < 10
    raw.close()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_wire_that_shows_no_token_is_closed_also_where_its_handshake_is_none(open_host, monkeypatch, method):
    monkeypatch.setattr(sockets, "SECONDS_TO_SHOW_A_TOKEN", 0.3)
    raw = Raw(open_host.port)
    raw.head(method, "/wire", **UPGRADE)
    began = time.monotonic()
    while not raw.closed():
        assert time.monotonic() - began < LONG
    assert not any(peer == raw.socket.getsockname() for peer in open_host.entrance.sockets._strangers)
    raw.close()


def test_a_second_request_on_one_connection_has_its_own_time(open_host, monkeypatch):
    monkeypatch.setattr(sockets, "SECONDS_TO_ASK", 0.5)
    raw = Raw(open_host.port)
    for _ in range(3):
        raw.head("GET", "/about")
        assert "200 OK" in raw.read()
        time.sleep(0.3)
    raw.send(b"GET /about HTTP/1.1\r\n")
    assert "408" in raw.read()
    raw.close()


def test_unfinished_requests_give_way_and_a_class_behind_their_address_goes_on(tmp_path, monkeypatch):
    with Hosted(tmp_path) as hosted:
        hosted.entrance.sockets.by_address = 30
        page, teacher = hosted.sit("Ada", "CAL"), hosted.facilitator()
        hosted.sit("Ben", "AVA")
        raws = [Raw(hosted.port) for _ in range(100)]
        for raw in raws:
            raw.send(b"GET / HTTP/1.1\r\nHost")
        assert hosted.join("Cy", "BRE")["seat"] == "BRE"
        open_session(teacher)
        assert page.act("pass", hosted.lesson.state.question)["answer"] == "acknowledged"
        assert len(hosted.entrance.sockets) <= 30
        assert raws[0].closed()
        for raw in raws:
            raw.close()


class Line(asyncio.Transport):
    def __init__(self):
        super().__init__()
        self.cut = False

    def abort(self):
        self.cut = True


def test_the_oldest_connection_of_the_same_address_gives_way_and_of_all_where_all_are_too_many():
    there = Sockets(by_address=2, in_all=4)
    lines = {(address, port): Line() for port, address in enumerate("aababcc")}
    for peer, line in lines.items():
        there.came(peer, line)
    assert [peer for peer, line in lines.items() if line.cut] == [("a", 0), ("a", 1), ("b", 2)]
    there.forget(("a", 3))
    assert len(there) == 3


def test_a_wire_that_has_shown_its_token_is_not_counted(open_host):
    page = open_host.sit("Ada", "CAL")
    page.until("board")
    strangers = open_host.entrance.sockets._strangers
    assert page.wire.local_address not in strangers


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="this system does not close what stays unread")
def test_whoever_does_not_read_is_cut_whatever_waits_for_them(tmp_path, monkeypatch):
    monkeypatch.setattr(serve, "SECONDS_UNREAD", 1)
    with Hosted(tmp_path) as hosted:
        raw = Raw(hosted.port)
        raw.head("GET", "/wire", **UPGRADE)
        raw.hello(hosted.join("Ada", "CAL")["token"])
        until = time.monotonic() + LONG
        while not hosted.host.present:
            assert time.monotonic() < until
            time.sleep(0.01)

        def tell():
            for wire in hosted.host.wires():
                wire.say(Kind.MESSAGE, text="x" * 100_000)

        while hosted.host.present:
            assert time.monotonic() < until
            hosted.run(tell)
            time.sleep(0.005)
        raw.close()


# ── the terminal ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_goes_wrong_is_one_line_and_the_same_line_only_once(capsys):
    logger = logging.Logger("demarche.tests")
    logger.addHandler(OneLine())
    for _ in range(50):
        try:
            raise OSError(24, "Too many open files")
        except OSError:
            logger.exception("socket.accept() out of\n system resource")
    logger.error("another")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("demarche: socket.accept() out of: OSError: [Errno 24] Too many open files (")
    assert lines[1] == "demarche: another"


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_twelve_hundred_unfinished_requests_leave_the_class_and_the_terminal_alone(tmp_path):
    resource = pytest.importorskip("resource")
    if resource.getrlimit(resource.RLIMIT_NOFILE)[0] < 1500:
        pytest.skip("this shell may not open so many files")
    few = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (1024, 1024))}
    process, told = start_process(tmp_path, **few)
    try:
        seats = [join(told["join"], told["code"], f"P {n}") for n in range(5)]
        pages = [Page(told["join"], one["token"], one["seat"]) for one in seats]
        teacher = Page(told["join"], told["facilitator"].partition("#")[2])
        port = int(told["join"].rstrip("/").rpartition(":")[2])
        raws = [Raw(port) for _ in range(1200)]
        for raw in raws:
            raw.send(b"POST /join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n")
        open_session(teacher)
        question = pages[0].until("board", part="session")["question"]
        assert pages[0].act("pass", question)["answer"] == "acknowledged"
        assert "seat" in join(told["join"], told["code"], "Late")
        for raw in raws:
            raw.close()
    finally:
        process.terminate()
        said = process.stderr.read()
        kill_gently(process)
    assert said.count("\n") <= 2, said
