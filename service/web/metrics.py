"""Counts requests and answers, and writes them in the Prometheus text format, version 0.0.4.

Only the event loop's thread counts, so there is nothing to lock.
"""

from collections import Counter
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.answering.answer import Answer

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0)
"""Upper bounds of the histogram of answers, in seconds."""

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Metrics:
    """The counts since the start."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._answers: Counter[str] = Counter()
        self._seconds: list[float] = [0.0] * (len(BUCKETS) + 1)
        self._sum = 0.0

    def count_request(self, method: str, route: str, status: int) -> None:
        """Counts a response; `route` is the template, such as `/articles/{article_id}`, so that labels stay few."""
        self._requests[method if method in _METHODS else "other", route, status] += 1

    def count_answer(self, answer: Answer) -> None:
        """Counts an answer by its status and its whole duration, waiting included."""
        seconds = answer.timings_ms.total / 1000
        self._answers[answer.status] += 1
        self._sum += seconds
        self._seconds[sum(seconds > bound for bound in BUCKETS)] += 1

    def render(self, *, ready: bool, waiting: int) -> str:
        """Returns all metrics as text."""
        lines = [
            *_head("byline_ready", "gauge", "Whether the models are loaded."),
            f"byline_ready {int(ready)}",
            *_head("byline_queue_length", "gauge", "Questions that wait."),
            f"byline_queue_length {waiting}",
            *_head("byline_requests_total", "counter", "Responses by method, route and status."),
            *self._request_lines(),
            *_head("byline_answers_total", "counter", "Answers by status."),
            *(f'byline_answers_total{{status="{status}"}} {n}' for status, n in sorted(self._answers.items())),
            *_head("byline_answer_seconds", "histogram", "Time from question to answer, waiting included."),
            *self._histogram_lines(),
        ]
        return "\n".join(lines) + "\n"

    def _request_lines(self) -> Iterable[str]:
        for (method, route, status), n in sorted(self._requests.items()):
            yield f'byline_requests_total{{method="{method}",route="{route}",status="{status}"}} {n}'

    def _histogram_lines(self) -> Iterable[str]:
        total = 0
        for bound, n in zip([*map(str, BUCKETS), "+Inf"], self._seconds, strict=True):
            total += int(n)
            yield f'byline_answer_seconds_bucket{{le="{bound}"}} {total}'
        yield f"byline_answer_seconds_sum {self._sum:.6f}"
        yield f"byline_answer_seconds_count {total}"


def _head(name: str, kind: str, meaning: str) -> tuple[str, str]:
    return f"# HELP {name} {meaning}", f"# TYPE {name} {kind}"


class CountRequests:
    """ASGI middleware that counts every response."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        status = 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            if scope["type"] == "http":
                route = getattr(scope.get("route"), "path", "other")
                self._metrics.count_request(scope["method"], route, status)
