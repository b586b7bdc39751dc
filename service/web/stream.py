"""Server-sent events as a response that leaves its question when it ends, however it ends."""

from collections.abc import AsyncIterator

from fastapi.sse import EventSourceResponse, format_sse_event
from starlette.types import Receive, Scope, Send

from service.web.asking import Asking

STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""Neither caches nor nginx may hold events back."""
KEEP_ALIVE = format_sse_event(comment="the answer is on its way")


class EventStream(EventSourceResponse):
    """Sends `content`, which tells of `asking`; a client that hangs up ends it at once."""

    def __init__(self, asking: Asking, content: AsyncIterator[bytes]) -> None:
        super().__init__(content, headers=STREAM_HEADERS)
        self._asking = asking

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Streams; a client may have left before the first event was asked for."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._asking.leave()
