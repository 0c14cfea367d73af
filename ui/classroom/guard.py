"""What is asked of every request before it is answered, and the headers that every answer carries."""

import ipaddress
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
    "cache-control": "no-cache",
}


class Guard:
    """Refuses requests by another name than ours, which a foreign page could have sent, and foreign origins."""

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        """names: what this computer is called, beside its addresses in numbers."""
        self.app, self.names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or say no."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not (self.is_ours(headers.get("host", "")) and self.is_of(headers.get("origin"), headers.get("host", ""))):
            await refuse(scope, receive, send)
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
        name = urlsplit(f"//{host}").hostname or ""
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return name in self.names
        return True

    @staticmethod
    def is_of(origin: str | None, host: str) -> bool:
        """Whether a request comes from a page of ours, or from no page at all, as a bot's does."""
        return origin is None or urlsplit(origin).netloc == host


async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
    """403. A short body is let in and forgotten, or whoever sent it would see a cut wire instead of the answer."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    read, more = 0, True
    while more and read <= MOST_BYTES:
        message = await receive()
        read, more = read + len(message.get("body", b"")), message.get("more_body", False)
    await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"This page is not opened by that name, or from another page."})
