"""What is counted of requests and answers, for Prometheus."""

from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.sentences import split_sentences
from service.answering.answer import Answer

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0)
"""Upper bounds of the histograms: the lower ones are for sources, the upper ones for answers."""

KEPT_CHARS = 30
"""By so many characters at its end a sentence of the draft is found in the answer."""

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@dataclass
class Progress:
    """What an asker has heard so far: seconds until the first source and the first token, and the draft."""

    first_source: float | None = None
    first_token: float | None = None
    draft: str = ""


@dataclass(frozen=True)
class Now:
    """What is measured when the metrics are read; articles and passages are None while there is no index."""

    ready: bool
    answering: bool
    waiting: int
    expected_wait: float
    articles: int | None
    passages: int | None


class Metrics:
    """The counts since the start, of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._ready = self._gauge("ready", "Whether the models are loaded.")
        self._answering = self._gauge("answering", "Whether the model is at a question.")
        self._waiting = self._gauge("queue_length", "Questions that wait.")
        self._wait = self._gauge("queue_expected_seconds", "Expected wait of one more question.")
        self._articles = self._gauge("index_articles", "Articles of the index.")
        self._passages = self._gauge("index_passages", "Passages of the index.")
        self._requests = self._counter(
            "requests", "Responses by method, route and status.", "method", "route", "status"
        )
        self._answers = self._counter("answers", "Answers by status.", "status")
        self._tokens = self._counter("tokens", "Tokens of the language model.", "kind")
        self._rejected = self._counter("rejected_drafts", "Drafts of which verification dropped something.")
        self._removed = self._counter("removed_sentences", "Sentences of drafts that verification dropped.")
        self._seconds = self._histogram("answer_seconds", "Time from question to answer, waiting included.")
        self._queue = self._histogram("queue_seconds", "Time that a question waited for the model.")
        self._first_source = self._histogram("first_source_seconds", "Time from question to sources.")
        self._first_token = self._histogram("first_token_seconds", "Time from question to the first token.")

    def count_request(self, method: str, route: str, status: int) -> None:
        """Counts a response; `route` is the template, such as `/articles/{article_id}`, so that labels stay few."""
        self._requests.labels(method if method in _METHODS else "other", route, str(status)).inc()

    def count_answer(self, answer: Answer, progress: Progress) -> None:
        """Counts an answer by its status, and its durations, waiting included."""
        self._answers.labels(str(answer.status)).inc()
        self._tokens.labels("prompt").inc(answer.usage.prompt_tokens)
        self._tokens.labels("completion").inc(answer.usage.completion_tokens)
        self._seconds.observe(answer.timings_ms.total / 1000)
        self._queue.observe(answer.timings_ms.queue / 1000)
        if progress.first_source is not None:
            self._first_source.observe(progress.first_source)
        if progress.first_token is not None:
            self._first_token.observe(progress.first_token)
        removed = removed_sentences(progress.draft, answer.answer)
        self._removed.inc(removed)
        self._rejected.inc(removed > 0)

    def render(self, now: Now) -> bytes:
        """Returns all metrics in the Prometheus text format."""
        self._ready.set(now.ready)
        self._answering.set(now.answering)
        self._waiting.set(now.waiting)
        self._wait.set(now.expected_wait)
        self._articles.set(now.articles or 0)
        self._passages.set(now.passages or 0)
        return generate_latest(self._registry)

    def _gauge(self, name: str, meaning: str) -> Gauge:
        return Gauge(f"byline_{name}", meaning, registry=self._registry)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"byline_{name}", meaning, labels, registry=self._registry)

    def _histogram(self, name: str, meaning: str) -> Histogram:
        return Histogram(f"byline_{name}", meaning, registry=self._registry, buckets=SECONDS)


def removed_sentences(draft: str, answer: str) -> int:
    """Returns how many sentences of the draft the answer has no more; their beginnings may have been reworded."""
    said = " ".join(answer.split())
    return sum(" ".join(sentence.text.split())[-KEPT_CHARS:] not in said for sentence in split_sentences(draft))


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
