"""Who may come in: API keys, the origin of browsers' requests, and how often a key may ask."""

import hashlib
import hmac
import math
import time
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.web.problems import problem, respond

OPEN = frozenset({"/", "/healthz", "/readyz"})
"""What needs no key: the page, which asks for one, and what a container's health check looks at."""
OPEN_BELOW = "/page/"
COUNTED = frozenset({"/ask", "/articles", "/v1/chat/completions", "/mcp"})
"""Where a POST costs the model or the indexer work."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class KnownKeys:
    """Refuses requests without one of `keys`, and those of a key that asks more often than `rate` allows."""

    def __init__(self, app: ASGIApp, keys: Iterable[str], rate: str) -> None:
        self._app = app
        self._digests = [_digest(key) for key in keys]
        self._rate: RateLimitItem = parse(rate)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http" or _is_open(scope):
            await self._app(scope, receive, send)
            return
        known = self._known(_given(Headers(scope=scope)))
        if known is None:
            refusal = problem(401, "An API key is needed: send it as `Authorization: Bearer KEY`.")
            await respond(refusal, {"WWW-Authenticate": "Bearer"}, scope["path"])(scope, receive, send)
        elif scope["method"] == "POST" and scope["path"] in COUNTED and not self._limiter.hit(self._rate, known):
            reset = self._limiter.get_window_stats(self._rate, known).reset_time
            headers = {"Retry-After": str(max(1, math.ceil(reset - time.time())))}
            refusal = problem(
                429, f"This key may ask {self._rate} only; ask again later, or allow more with BYLINE_RATE."
            )
            await respond(refusal, headers, scope["path"])(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _known(self, given: str) -> str | None:
        """Returns a name of the key for counting; compares with every key, so that time tells nothing."""
        digest = _digest(given)
        found = [hmac.compare_digest(digest, known) for known in self._digests]
        return digest.hex() if any(found) else None


class KnownOrigins:
    """Refuses what a page of another site makes a browser send: such requests carry the site's origin.

    A form or an upload needs no permission of the server to be sent, so that its answer not being readable is no help.
    """

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        self._app = app
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] == "http" and scope["method"] not in SAFE and self._is_foreign(Headers(scope=scope)):
            refusal = problem(
                403, "Requests from pages of this origin are not taken; allow it with BYLINE_CORS_ORIGINS."
            )
            await respond(refusal, path=scope["path"])(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_foreign(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        if origin is None or origin in self._origins:
            return False
        return urlsplit(origin).netloc.lower() != headers.get("host", "").lower()


def _is_open(scope: Scope) -> bool:
    return scope["method"] in SAFE and (scope["path"] in OPEN or scope["path"].startswith(OPEN_BELOW))


def _given(headers: Headers) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else headers.get("x-api-key", "")


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()
