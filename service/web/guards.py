"""ASGI middleware in front of everything: the Host header, the size of bodies, and the headers of every response."""

import re
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.problems import Problem, problem, respond

BODY_BYTES = 1 << 20
"""Largest body read: the largest valid question with its history takes less, even with every character escaped."""

UPLOAD_BYTES = 256 << 20
"""Largest body of `POST /articles`, which is written to disk as it comes."""

JSON_BYTES = 16 << 20
"""Largest list of articles as JSON, which is read into memory."""

DRAINED_BYTES = 16 << 20
"""How much of a body that is too large is read and dropped, so that its sender gets to see the answer."""

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SecurityHeaders:
    """Puts `SECURITY_HEADERS` on every response, and tells caches to ask first."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(SECURITY_HEADERS)
                headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        await self._app(scope, receive, send_with_headers)


class KnownHosts:
    """Refuses requests whose Host is not one of `hosts`.

    A page of another site can make its own name resolve to 127.0.0.1 (DNS rebinding) and would then be of the
    server's origin; its Host header gives it away.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] == "http" and _host(Headers(scope=scope)) not in self._hosts:
            await respond(
                problem(
                    421,
                    "This server answers to its own address only; open the one it printed at its start, or name this one in BYLINE_HOSTS.",
                )
            )(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _host(headers: Headers) -> str | None:
    values = headers.getlist("host")
    if len(values) != 1:
        return None
    return re.sub(r":[0-9]*$", "", values[0]).lower()


class BodyLimit:
    """Reads each body before the application does and refuses it when it exceeds `BODY_BYTES`, declared or not.

    Uploads are counted as they pass instead, up to `UPLOAD_BYTES`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "POST" and scope["path"] == "/articles":
            await self._app(scope, _counted(receive), send)
            return
        body = await _read(receive)
        if isinstance(body, Problem):
            await respond(body, {"Connection": "close"})(scope, receive, send)
        elif body is not None:
            await self._app(scope, _replay(body, receive), send)


def _counted(receive: Receive) -> Receive:
    seen = 0

    async def counting() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > UPLOAD_BYTES:
            raise HTTPException(413, f"The upload exceeds {UPLOAD_BYTES:,} bytes. Send fewer files at a time.")
        return message

    return counting


async def _read(receive: Receive) -> bytes | Problem | None:
    """Returns the body, a problem when it is too large, or None when the client left."""
    body = bytearray()
    seen, more = 0, True
    while more and seen <= DRAINED_BYTES:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunk, more = message.get("body", b""), message.get("more_body", False)
        seen += len(chunk)
        if seen <= BODY_BYTES:
            body += chunk
    if seen > BODY_BYTES:
        return problem(413, f"The body exceeds {BODY_BYTES:,} bytes. Shorten the question or the history.")
    return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return pending.pop() if pending else await receive()

    return replayed
