"""What is asked of every request before it is answered, and the headers that every answer carries."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 65_536
HEADERS = {
    "content-security-policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
"""Nothing is stored unless an answer says otherwise: tokens, marks, debriefs and logs are on some of them."""
HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?")
ORIGIN = re.compile(rf"null|[A-Za-z][A-Za-z0-9+.-]*://{HOST.pattern}")
MALFORMED = "The Host or the Origin of this request cannot be read."
FOREIGN = "This page is not opened by that name, or from another page."


ADDRESS = "demarche.address"
"""The key of a scope under which the address of whoever asks is kept: behind a proxy it is not the connection's."""


@dataclass(frozen=True, slots=True)
class Outside:
    """How a lesson is reached from beyond this room. address: as `https://name`; proxies: whose headers are believed.

    Where proxies are named, the public name and forwarded headers count only in what comes from one of them, and from
    them nothing else does.
    """

    address: str = ""
    proxies: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()

    def is_proxy(self, peer: str) -> bool:
        """Whether a connection is that of a named proxy."""
        try:
            at = ipaddress.ip_address(peer)
        except ValueError:
            return False
        return any(at in network for network in self.proxies if at.version == network.version)

    def may_be_named_by(self, peer: str) -> bool:
        """Whether somebody at that address may use the public name."""
        return bool(self.address) and (not self.proxies or self.is_proxy(peer))

    def is_asked_for(self, host: str, origin: str | None) -> bool:
        """Whether a request is for the public address, and from a page of it or from no page."""
        public = urlsplit(self.address)
        return host.lower() == public.netloc and origin in (None, f"{public.scheme}://{public.netloc}")

    def address_of(self, peer: str, headers: Headers) -> str:
        """Who asks: the last address that a named proxy forwards, which it added itself; else the connection's."""
        if not self.is_proxy(peer):
            return peer
        last = ",".join(headers.getlist("x-forwarded-for")).rpartition(",")[2].strip()
        try:
            return str(ipaddress.ip_address(last))
        except ValueError:
            return peer


class Guard:
    """Refuses requests by another name than ours, which a foreign page could have sent, and foreign origins.

    It is the outermost part of the application, so that errors carry the headers too.
    """

    def __init__(self, app: ASGIApp, names: frozenset[str], outside: Outside | None = None) -> None:
        """names: what this computer is called, beside its addresses in numbers; outside: how others reach it."""
        self.app, self.names, self.outside = app, names, outside or Outside()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or say no."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if not is_readable(hosts, origins):
            await refuse(scope, receive, send, HTTPStatus.BAD_REQUEST, MALFORMED)
            return
        host, origin = hosts[0] if hosts else "", origins[0] if origins else None
        peer = scope["client"][0] if scope.get("client") else ""
        scope[ADDRESS] = self.outside.address_of(peer, headers)
        through = self.outside.may_be_named_by(peer) and self.outside.is_asked_for(host, origin)
        own = not self.outside.is_proxy(peer) and self.is_ours(host) and self.is_of(origin, host)
        if not (through or own):
            await refuse(scope, receive, send, HTTPStatus.FORBIDDEN, FOREIGN)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    given.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)

    def is_ours(self, host: str) -> bool:
        """Whether that is a name of this computer, or a number: a page elsewhere can only come by a name of its own."""
        name = host.rpartition("]")[0][1:] if host.startswith("[") else host.partition(":")[0].lower()
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return name in self.names
        return True

    @staticmethod
    def is_of(origin: str | None, host: str) -> bool:
        """Whether a request comes from a page of ours, or from no page at all, as a bot's does."""
        return origin is None or origin.partition("://")[2].lower() == host.lower()


def is_readable(hosts: list[str], origins: list[str]) -> bool:
    """Whether a request names at most one host and one origin, and both as a browser would."""
    if len(hosts) > 1 or len(origins) > 1:
        return False
    return all(HOST.fullmatch(host) for host in hosts) and all(ORIGIN.fullmatch(origin) for origin in origins)


async def refuse(scope: Scope, receive: Receive, send: Send, status: HTTPStatus, reason: str) -> None:
    """Say no. A short body is let in and forgotten, or whoever sent it would see a cut wire instead of the answer."""
    kind = "http"
    if scope["type"] == "websocket":
        await receive()
        kind = "websocket.http"
    else:
        read, more = 0, True
        while more and read <= MOST_BYTES:
            message = await receive()
            read, more = read + len(message.get("body", b"")), message.get("more_body", False)
    headers = [(name.encode(), value.encode()) for name, value in answer_headers(reason).items()]
    await send({"type": f"{kind}.response.start", "status": int(status), "headers": headers})
    await send({"type": f"{kind}.response.body", "body": reason.encode()})


def answer_headers(reason: str) -> Mapping[str, str]:
    """The headers of an answer that is one sentence."""
    length = str(len(reason.encode()))
    return {"content-type": "text/plain; charset=utf-8", "content-length": length, **HEADERS}


def bare_answer(status: int, reason: str) -> bytes:
    """An answer to what never became a request, as it is sent; the connection is closed after it."""
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", "connection: close"]
    lines += [f"{name}: {value}" for name, value in answer_headers(reason).items()]
    return "\r\n".join([*lines, "", reason]).encode()
