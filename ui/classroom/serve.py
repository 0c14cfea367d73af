"""From a command to a lesson that is served: its file, its socket, what stands on the terminal."""

import errno
import functools
import ipaddress
import json
import signal
import socket
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn, cast
from urllib.parse import urlsplit

import segno
import uvicorn

from demarche.sim.terms import Unreadable
from demarche.ui.classroom.app import Entrance
from demarche.ui.classroom.guard import Outside
from demarche.ui.classroom.host import Host
from demarche.ui.classroom.lesson import Lesson
from demarche.ui.classroom.logs import keep_to_one_line
from demarche.ui.classroom.opening import Opened, Wanted, opened
from demarche.ui.classroom.presets import Part
from demarche.ui.classroom.qr import with_code
from demarche.ui.classroom.sockets import Sockets, Visit, strangers_allowed
from demarche.ui.classroom.wire import MOST_BYTES
from demarche.ui.harmless import unguarded
from demarche.ui.refused import Refused

SWITCH = 0.0005
"""Seconds after which the clerk, who copies rooms out, lets the loop take a turn: answers do not wait for rooms."""

SECONDS_UNREAD = 30
"""Seconds that what was sent may stay unread before the system closes the connection."""


def serve(wanted: Wanted) -> NoReturn:
    """Host a lesson until it is stopped, which raises KeyboardInterrupt with how to go on.

    What the teacher's page asks for that needs the lesson's file closed is done in between: then it is served again, on
    the same socket.  Raises Unreadable and Refused before anything is served.
    """
    sys.setswitchinterval(SWITCH)
    outside = outside_of(wanted)
    listening = listen(wanted.port, lan=wanted.lan)
    where = addresses(listening.getsockname()[1], wanted)
    try:
        made = opened(wanted)
        entrance = entered(made, where, outside, wanted)
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    except BaseException:
        listening.close()
        raise
    told = links(made.lesson, where) | {"admin": f"{where[-1]}admin#{entrance.administration.key}"}
    print(json.dumps(told), flush=True) if wanted.as_json else say(made.lesson, told)
    try:
        while True:
            run_once(entrance, listening, wanted)
            job = entrance.office.job
            if job is None:
                break
            made.lesson.store.close()
            try:
                wanted = job(wanted)
            except (Unreadable, Refused) as error:
                print(f"demarche: {error}", file=sys.stderr, flush=True)
            made, wanted = opened(wanted), replace(wanted, new=False)
            key = entrance.administration.key
            entrance = entered(made, where, outside, wanted)
            entrance.administration.key = key
    except KeyboardInterrupt:  # once it has shut down, uvicorn raises again the signal that stopped it
        pass
    finally:
        made.lesson.store.close()
        listening.close()
        signal.signal(signal.SIGTERM, before)
    raise KeyboardInterrupt(f"Stopped. The same command goes on where it stood; {made.lesson.store.path} keeps it.")


def entered(made: Opened, where: list[str], outside: Outside, wanted: Wanted) -> Entrance:
    """The way into a lesson that was opened."""
    sockets = Sockets(in_all=strangers_allowed(), is_proxy=outside.is_proxy)
    entrance = Entrance(Host(made.lesson, made.rubric), made.roster, where[0], sockets, outside)
    entrance.office.wanted = wanted
    return entrance


def run_once(entrance: Entrance, listening: socket.socket, wanted: Wanted) -> None:
    """Serve until it is stopped, or until there is a job. The socket stays open."""
    server = uvicorn.Server(configured(entrance, wanted.certificate, wanted.key))

    def stop() -> None:
        server.should_exit = True

    entrance.office.stop = stop
    server.run(sockets=[listening.dup()])


def outside_of(wanted: Wanted) -> Outside:
    """How the lesson is reached from beyond this room. Raises Refused naming the option that is wrong."""
    public = urlsplit(wanted.address)
    if wanted.address and (public.scheme not in ("http", "https") or not public.hostname or public.path.strip("/")):
        raise Refused(f"--address {wanted.address}: an address looks like https://lessons.school.example")
    if bool(wanted.certificate) != bool(wanted.key):
        raise Refused("--certificate and --key go together")
    for path in (wanted.certificate, wanted.key):
        if path and not path.is_file():
            raise Refused(f"{path}: there is no such file")
    if wanted.proxies and not wanted.address:
        raise Refused("--proxy: name the address that the proxy serves with --address")
    try:
        networks = tuple(ipaddress.ip_network(one) for one in wanted.proxies)
    except ValueError as error:
        raise Refused(f"--proxy: {error}; it looks like 127.0.0.1, or 172.28.0.0/24 for a network") from None
    return Outside(f"{public.scheme}://{public.netloc.lower()}" if wanted.address else "", networks)


def configured(entrance: Entrance, certificate: Path | None = None, key: Path | None = None) -> uvicorn.Config:
    """How the pages are served: quietly, with short messages, and with wires that notice when they are cut.

    X-Forwarded-For is not believed: whoever connects could write into it what they like.
    """
    visit = cast(Any, functools.partial(Visit, entrance.sockets))
    config = uvicorn.Config(
        entrance.application(names_of_this_computer()),
        http=visit, ws="websockets-sansio", ws_max_size=2 * MOST_BYTES, ws_ping_interval=15, ws_ping_timeout=20,
        proxy_headers=False, server_header=False, access_log=False, log_level="error", use_colors=False,
        timeout_graceful_shutdown=2, ssl_certfile=certificate, ssl_keyfile=key,
    )  # fmt: skip
    keep_to_one_line()
    return config


def listen(port: int, *, lan: bool) -> socket.socket:
    """A socket that listens, on this computer or on its network. Raises Refused where the port is not to be had."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let two programs share a port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # whoever stops reading is cut, whatever waits for them
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 1000 * SECONDS_UNREAD)
    try:
        listening.bind(("0.0.0.0" if lan else "127.0.0.1", port))
        listening.listen(512)
    except (OSError, OverflowError) as error:
        listening.close()
        taken = isinstance(error, OSError) and error.errno in (errno.EADDRINUSE, errno.EACCES)
        reason = "is in use or not allowed; is another host running?" if taken else str(error)
        raise Refused(f"--port {port}: the port {reason} Name another, such as --port {port + 1}") from None
    return listening


def addresses(port: int, wanted: Wanted) -> list[str]:
    """Where the pages are, the one for others first."""
    scheme = "https" if wanted.certificate else "http"
    found = [f"{scheme}://{number}:{port}/" for number in (numbers_of_this_computer() if wanted.lan else [])]
    if wanted.address:  # behind a proxy, or with a certificate of that name, nobody is to come by a number
        return [f"{wanted.address.rstrip('/')}/"]
    return [*found, f"{scheme}://127.0.0.1:{port}/"]


def numbers_of_this_computer() -> list[str]:
    """The address this computer has on its network, as far as can be told without asking anybody."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation: nothing is sent to it
            return [str(probe.getsockname()[0])]
        except OSError:
            return []


def names_of_this_computer() -> frozenset[str]:
    """What a page may call it."""
    name = socket.gethostname().lower()
    return frozenset({"localhost", name, f"{name}.local", name.partition(".")[0]})


def links(lesson: Lesson, where: list[str]) -> dict[str, str]:
    """What the teacher needs: where students join, with which code, and the links nobody else may see."""
    head = lesson.store.head
    return {
        "join": where[0],
        "code": head.code,
        "facilitator": f"{where[-1]}facilitator#{head.facilitator}",
        "projector": f"{where[-1]}projector#{head.projector}",
        "file": str(lesson.store.path.resolve()),
    }


def say(lesson: Lesson, told: dict[str, str]) -> None:
    """The same on the terminal, with the address as a picture that a telephone reads."""
    if sys.stdout.isatty():
        segno.make(with_code(told["join"], told["code"]), error="m").terminal(unguarded(sys.stdout), compact=True)
    over = lesson.state.part == Part.DEBRIEF
    went_on = lesson.state.question > 0 or lesson.state.people
    print(
        f"{lesson.game.scenario.title}: {lesson.preset.minutes} minutes, {lesson.game.rules.seats} seats.",
        *(["Going on where it stood."] if went_on else []),
        *(["This lesson is over; its debrief is open. To begin another, stop this one and add --new."] if over else []),
        "",
        f"  Students join at   {told['join']}   with the code   {told['code']}",
        f"  Your page          {told['facilitator']}",
        f"  Projector          {told['projector']}",
        f"  Administration     {told['admin']}",
        "",
        f"Kept in {told['file']} (names, acts, messages). The address of your page is a key: show it to nobody.",
        "Stop with Ctrl+C; the same command goes on where it stood.",
        sep="\n",
        flush=True,
    )
