"""What every part of the application answers with, and reads of a request."""

import math

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from demarche.ui.classroom import wire


def bearer(request: Request) -> str:
    """The token that a request shows; empty where it shows none."""
    return request.headers.get("authorization", "").removeprefix("Bearer ")


def refusal(status: int, reason: str, wait: float = 0.0) -> Response:
    """Why not, in words fit to be shown. wait: seconds after which it may be tried again."""
    headers = {"retry-after": str(math.ceil(wait))} if wait else None
    return JSONResponse({"reason": reason}, status, headers)


async def body_of(request: Request, most: int = wire.MOST_BYTES) -> bytes:
    """A short body. Raises ValueError for a long one."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise ValueError
    return body
