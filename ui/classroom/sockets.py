"""Connections by address: how many may be open that have shown no token, and how long a request may take.

A wire that has shown its token is no longer counted.  Of the others the oldest gives way to the newest, so that
whoever opens many loses their own, and a class behind the same address still gets in.
"""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from demarche.ui.classroom.guard import bare_answer

Peer = tuple[str, int]
BY_ADDRESS = 300
"""Connections of one address that have shown no token. A browser opens six; a class opens its pages at once. Chosen."""
IN_ALL = 600
"""The same of all addresses, below the 1,024 files that most systems let a program open. Chosen."""
SECONDS_TO_ASK = 10.0
"""A request has to arrive within so many seconds, body and all. It has at most some thousand characters."""
SECONDS_TO_SHOW_A_TOKEN = 20.0
"""A wire has to show a token within so many, the handshake included."""
SECONDS_TO_ANSWER = 120.0
"""And its answer has to be written and read within so many. The report of a debrief takes some seconds to make."""
FILES_WANTED = 8192


class Sockets:
    """The connections that have shown no token, oldest first."""

    def __init__(
        self, by_address: int = BY_ADDRESS, in_all: int = IN_ALL, is_proxy: Callable[[str], bool] = lambda _: False
    ) -> None:
        """Nobody is there. is_proxy: whether an address is that of many, which are counted in all alone."""
        self.by_address, self.in_all, self.is_proxy = by_address, in_all, is_proxy
        self._strangers: dict[Peer, asyncio.Transport] = {}

    def came(self, peer: Peer, transport: asyncio.Transport) -> None:
        """A connection was opened; the oldest gives way where there are too many."""
        self._strangers[peer] = transport
        same = [other for other in self._strangers if other[0] == peer[0]]
        if len(same) > self.by_address and not self.is_proxy(peer[0]):
            self._give_way(same[0])
        elif len(self._strangers) > self.in_all:
            self._give_way(next(iter(self._strangers)))

    def _give_way(self, peer: Peer) -> None:
        self._strangers.pop(peer).abort()

    def cut(self, peer: Peer | None, transport: asyncio.Transport) -> None:
        """Close a connection that has shown no token until now, also where its handshake was never finished."""
        if peer is not None and self._strangers.get(peer) is transport:
            self._give_way(peer)

    def forget(self, peer: Peer | None) -> None:
        """A connection has shown its token, or is closed: it is no longer counted."""
        if peer is not None:
            self._strangers.pop(peer, None)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._strangers)


class Visit(H11Protocol):
    """The HTTP of uvicorn, with a limit of time for each request and its answer."""

    def __init__(self, sockets: Sockets, **given: Any) -> None:
        """sockets: where the connection is counted; given: what uvicorn gives."""
        super().__init__(**given)
        self._sockets = sockets
        self._arriving = True
        self._request: object = None
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count it, and wait for its first request."""
        super().connection_made(transport)
        if self.client is not None:
            self._sockets.came(self.client, transport)
        self._allow(SECONDS_TO_ASK)

    def data_received(self, data: bytes) -> None:
        """Let it in; each request, and each answer, is given its time once."""
        super().data_received(data)
        if self.transport.get_protocol() is not self:  # it has become a wire, which has to show its token
            self._stop()
            self.loop.call_later(SECONDS_TO_SHOW_A_TOKEN, self._sockets.cut, self.client, self.transport)
            return
        arriving = self.cycle is None or self.cycle.response_complete or self.cycle.more_body
        if arriving != self._arriving or self.cycle is not self._request:
            self._arriving, self._request = arriving, self.cycle
            self._allow(SECONDS_TO_ASK if arriving else SECONDS_TO_ANSWER)

    def connection_lost(self, exc: Exception | None) -> None:
        """It is closed."""
        self._stop()
        self._sockets.forget(self.client)
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP is answered with the headers of every other answer."""
        self.transport.write(bare_answer(400, msg))
        self.transport.close()

    def _allow(self, seconds: float) -> None:
        self._stop()
        self._timer = self.loop.call_later(seconds, self._too_late)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _too_late(self) -> None:
        """Close it; where nothing has been answered yet, say why."""
        if not self._arriving:
            self.transport.abort()
            return
        if self.cycle is None or not self.cycle.response_started or self.cycle.response_complete:
            self.transport.write(bare_answer(408, "The request did not arrive in time."))
        self.transport.close()


def strangers_allowed() -> int:
    """Let this program open more files where the system allows it; how many connections without a token that leaves."""
    try:
        import resource
    except ImportError:  # Windows, whose limit is not of this kind
        return IN_ALL
    files, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES_WANTED if most == resource.RLIM_INFINITY else min(FILES_WANTED, most)
    if files != resource.RLIM_INFINITY and files < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return files // 2 if 0 < files < 2 * IN_ALL else IN_ALL
