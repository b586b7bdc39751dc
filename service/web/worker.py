"""The one thread that owns the models: it loads them, then answers one question at a time.

The language model is a single sequence and not thread-safe, so questions wait in a bounded queue.
"""

import contextlib
import logging
import math
import statistics
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, InvalidStateError
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from index.articles import Article, ArticleInfo
from index.errors import IndexingError, SettingsError
from service.answering.answer import Answer, Question
from service.answering.events import Event, Listener
from service.errors import NotReadyError, QueueFullError, ServiceError

LOADING_RETRY_SECONDS = 5
FIRST_GUESS_SECONDS = 10.0
"""Duration assumed for an answer before any was measured."""

State = Literal["loading", "ready", "failed"]

_STOPPING = "The server is stopping; ask again when it is back."

logger = logging.getLogger(__name__)


class Asker(Protocol):
    """What the web asks of answering: implemented by `service.answering.answerer.Answerer` and by the tests' fake."""

    def ask(self, question: Question, on_event: Listener | None = None) -> Answer:
        """Answers; called by the owner thread only."""

    def articles(self) -> Sequence[ArticleInfo]:
        """Returns the metadata of all articles; called from any thread."""

    def article(self, article_id: str) -> Article:
        """Returns one article, or raises UnknownArticleError; called from any thread."""


@dataclass(frozen=True)
class Job:
    """A question in the queue; cancelling `future` skips it, or stops it at its next event."""

    question: Question
    listener: Listener
    asked: float
    future: Future[Answer] = field(default_factory=Future)

    def hear(self, event: Event) -> None:
        """Passes the event on; raises CancelledError when nobody waits for the answer any more."""
        if self.future.done():
            raise CancelledError
        self.listener(event)

    def finish(self, outcome: Answer | Exception) -> None:
        """Delivers the outcome, unless the job was cancelled meanwhile."""
        with contextlib.suppress(InvalidStateError):
            if isinstance(outcome, Exception):
                self.future.set_exception(outcome)
            else:
                self.future.set_result(outcome)


class Worker:
    """Runs `load` once and then the jobs, in order, in its own thread; `capacity` questions may wait."""

    def __init__(self, load: Callable[[], Asker], capacity: int) -> None:
        self._load = load
        self._capacity = capacity
        self._changed = threading.Condition()
        self._waiting: deque[Job] = deque()
        self._running: Job | None = None
        self._stopping = False
        self._asker: Asker | None = None
        self._failure: Exception | None = None
        self._seconds: deque[float] = deque(maxlen=20)
        # A daemon, because loading cannot be interrupted and must not keep the process alive.
        self._thread = threading.Thread(target=self._run, name="answering", daemon=True)

    def start(self) -> None:
        """Starts loading and returns at once."""
        self._thread.start()

    def stop(self, patience: float = 10.0) -> None:
        """Fails all jobs with NotReadyError and waits at most `patience` seconds for the thread to end."""
        with self._changed:
            self._stopping = True
            jobs = [*self._waiting, *([self._running] if self._running else [])]
            self._waiting.clear()
            self._changed.notify_all()
        for job in jobs:
            job.finish(NotReadyError(_STOPPING))
        self._thread.join(patience)

    def state(self) -> State:
        """Returns how far loading is."""
        if self._failure is not None:
            return "failed"
        return "loading" if self._asker is None else "ready"

    def asker(self) -> Asker:
        """Returns what was loaded.

        Raises:
            NotReadyError: loading goes on, or the server is stopping.
            Exception: what `load` raised, if it failed.
        """
        if self._failure is not None:
            # Without this, each raise would lengthen the traceback of the one remembered exception.
            raise self._failure.with_traceback(None)
        if self._stopping:
            raise NotReadyError(_STOPPING)
        if self._asker is None:
            raise NotReadyError("The models are still loading; ask again in a few seconds.")
        return self._asker

    def submit(self, question: Question, listener: Listener) -> Job:
        """Queues the question; `listener` is called on the owner thread.

        Raises:
            QueueFullError: as many questions wait as the setting `queue` allows.
            Exception: as `asker`.
        """
        job = Job(question, listener, asked=time.monotonic())
        with self._changed:
            self.asker()
            self._forget_cancelled()
            if len(self._waiting) + (self._running is not None) > self._capacity:
                raise QueueFullError(
                    f"{self._capacity} questions wait already; ask again in {self.retry_seconds()} seconds, "
                    "or allow more with BYLINE_QUEUE."
                )
            self._waiting.append(job)
            self._changed.notify_all()
        return job

    def waiting(self) -> int:
        """Returns how many questions wait, without the one being answered."""
        with self._changed:
            self._forget_cancelled()
            return len(self._waiting)

    def retry_seconds(self) -> int:
        """Returns after how many seconds a refused client may try again: the mean of recent answers' durations."""
        if self._asker is None:
            return LOADING_RETRY_SECONDS
        return max(1, math.ceil(statistics.fmean(self._seconds or [FIRST_GUESS_SECONDS])))

    def _forget_cancelled(self) -> None:
        self._waiting = deque(job for job in self._waiting if not job.future.done())

    def _run(self) -> None:
        asker = self._loaded()
        if asker is None:
            return
        self._asker = asker
        while (job := self._next()) is not None:
            self._answer(asker, job)

    def _loaded(self) -> Asker | None:
        started = time.monotonic()
        try:
            asker = self._load()
        except (ServiceError, IndexingError, SettingsError) as error:
            logger.error("Loading failed: %s", error)
            self._failure = error
        except Exception as error:
            logger.exception("Loading failed unexpectedly")
            name = type(error).__name__
            self._failure = ServiceError(f"Loading failed unexpectedly ({name}); the server's log tells why.")
        else:
            logger.info("Models loaded in %.1f s", time.monotonic() - started)
            return asker
        return None

    def _next(self) -> Job | None:
        with self._changed:
            self._running = None
            self._changed.wait_for(lambda: self._stopping or self._waiting)
            if self._stopping:
                return None
            self._running = self._waiting.popleft()
            return self._running

    def _answer(self, asker: Asker, job: Job) -> None:
        if job.future.done():
            return
        started = time.monotonic()
        try:
            answer = asker.ask(job.question, job.hear)
        except Exception as error:  # noqa: BLE001 - passed on to whoever waits, as executors do
            job.finish(error)
        else:
            self._seconds.append(time.monotonic() - started)
            job.finish(_with_queue(answer, milliseconds=1000 * (started - job.asked)))


def _with_queue(answer: Answer, milliseconds: float) -> Answer:
    timings = answer.timings_ms
    return replace(answer, timings_ms=replace(timings, queue=milliseconds, total=timings.total + milliseconds))
