"""The two threads of answering: one finds sources, one owns the language model and writes.

The model is a single sequence and not thread-safe, so questions wait for it in a bounded queue; their sources never do.
"""

import logging
import math
import os
import statistics
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Literal

from index.errors import IndexingError, SettingsError
from service.answering.answer import Answer, Question
from service.answering.events import Event, SourcesFound
from service.errors import NotReadyError, QueueFullError, ServiceError
from service.web.asker import Asker
from service.web.flight import Answers, Flight, Heard, Job, Key, Queued

LOADING_RETRY_SECONDS = 5
FIRST_GUESS_SECONDS = 10.0
"""Duration assumed for an answer before any was measured."""

State = Literal["loading", "ready", "failed"]

_STOPPING = "The server is stopping; ask again when it is back."

NICENESS = 10
"""Of the thread that writes, and so of llama.cpp's, which it starts: whoever waits for sources goes first."""

logger = logging.getLogger(__name__)


def _give_way() -> None:
    """Lowers the priority of this thread and of those that it starts; only Linux has priorities of threads."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), os.getpriority(os.PRIO_PROCESS, 0) + NICENESS)


class Worker:
    """Runs `load` once and then the questions, in order; `capacity` of them may wait, `remembered` answers are kept.

    `_changed` guards all that changes; nothing slow happens under it.
    """

    def __init__(self, load: Callable[[], Asker], capacity: int, remembered: int = 0) -> None:
        self._load = load
        self._capacity = capacity
        self._changed = threading.Condition()
        self._arrived: deque[Job] = deque()
        self._searching: Job | None = None
        self._waiting: deque[Flight] = deque()
        self._running: Flight | None = None
        self._answers = Answers(remembered)
        self._stopping = False
        self._asker: Asker | None = None
        self._failure: Exception | None = None
        self._seconds: deque[float] = deque(maxlen=20)
        # Daemons, because loading cannot be interrupted and must not keep the process alive.
        self._thread = threading.Thread(target=self._run, name="answering", daemon=True)
        self._retrieving = threading.Thread(target=self._retrieve_all, name="retrieving", daemon=True)

    def start(self) -> None:
        """Starts loading and returns at once."""
        self._thread.start()

    def close(self) -> None:
        """Takes no more questions and fails those that wait with NotReadyError; the one being answered goes on."""
        with self._changed:
            self._stopping = True
            jobs = [*self._arrived, *(job for flight in self._waiting for job in flight.jobs)]
            self._arrived.clear()
            self._waiting.clear()
            self._changed.notify_all()
        for job in jobs:
            job.finish(NotReadyError(_STOPPING))

    def stop(self, patience: float = 10.0) -> None:
        """Fails the question being answered too, and waits at most `patience` seconds for each thread to end, unless it loads."""
        self.close()
        with self._changed:
            jobs = [*(self._running.jobs if self._running else ()), *([self._searching] if self._searching else ())]
        for job in jobs:
            job.finish(NotReadyError(_STOPPING))
        if self.state() == "loading":
            return  # which nothing can interrupt, and nobody waits for any more
        for thread in (self._thread, self._retrieving):
            if thread.ident is not None:
                thread.join(patience)

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

    def submit(self, question: Question, listener: Callable[[Heard], None], *, sources_only: bool = False) -> Job:
        """Takes a question; `listener` is called on the threads of answering.

        Raises:
            QueueFullError: as many questions wait as the setting `queue` allows.
            Exception: as `asker`.
        """
        job = Job(question, listener, sources_only)
        with self._changed:
            self.asker()
            self._forget_abandoned()
            taken = len(self._arrived) + len(self._waiting) + bool(self._searching) + bool(self._running)
            if taken > self._capacity and (sources_only or not self._is_known(question)):
                raise QueueFullError(
                    f"{self._capacity} questions wait already; ask again in {self.retry_seconds()} seconds, "
                    "or allow more with BYLINE_QUEUE."
                )
            self._arrived.append(job)
            self._changed.notify_all()
        job.future.add_done_callback(lambda _: self._left())
        return job

    def waiting(self) -> int:
        """Returns how many questions wait, without the one being answered."""
        with self._changed:
            self._forget_abandoned()
            return len(self._arrived) + len(self._waiting)

    def answering(self) -> bool:
        """Tells whether the model is at a question."""
        return self._running is not None

    def expected_wait(self) -> float:
        """Returns after about how many seconds the model would take up one more question."""
        with self._changed:
            return self._expected(len(self._waiting))

    def retry_seconds(self) -> int:
        """Returns after how many seconds a refused client may try again: the mean of recent answers' durations."""
        if self._asker is None:
            return LOADING_RETRY_SECONDS
        return max(1, math.ceil(self._mean()))

    def _mean(self) -> float:
        return statistics.fmean(self._seconds or [FIRST_GUESS_SECONDS])

    def _expected(self, position: int) -> float:
        """Returns the expected wait behind the running question and `position` others."""
        rest = max(0.0, self._mean() - (time.monotonic() - self._running.begun)) if self._running else 0.0
        return round(rest + position * self._mean(), 1)

    def _is_known(self, question: Question) -> bool:
        flights = [*self._waiting, *([self._running] if self._running else [])]
        return question in self._answers or any(flight.key[0] == question for flight in flights)

    def _left(self) -> None:
        """Somebody's future is done: what nobody waits for is dropped, or stopped."""
        with self._changed:
            self._forget_abandoned()
            if self._asker and self._running and self._running.abandoned():
                self._asker.brake.pull()

    def _forget_abandoned(self) -> None:
        self._arrived = deque(job for job in self._arrived if not job.future.done())
        self._waiting = deque(flight for flight in self._waiting if not flight.abandoned())
        self._tell_places()

    def _tell_places(self) -> None:
        if self._running:
            for position, flight in enumerate(self._waiting):
                flight.wait(Queued(position, self._expected(position)))

    def _run(self) -> None:
        asker = self._loaded()
        if asker is None:
            return
        self._retrieving.start()
        _give_way()
        self._asker = asker
        while (flight := self._next(asker)) is not None:
            self._write(asker, flight)

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

    def _retrieve_all(self) -> None:
        while (job := self._next_arrived()) is not None:
            try:
                self._retrieve(self.asker(), job)
            except Exception as error:  # noqa: BLE001 - passed on to whoever waits, as executors do
                job.finish(error)

    def _next_arrived(self) -> Job | None:
        with self._changed:
            self._searching = None
            self._changed.wait_for(lambda: self._stopping or self._arrived)
            if self._stopping:
                return None
            self._searching = self._arrived.popleft()
            return self._searching

    def _retrieve(self, asker: Asker, job: Job) -> None:
        """Answers from what is remembered, joins who asks the same, or finds sources and queues for the model."""
        if job.sources_only:
            job.hear(SourcesFound(asker.search(job.question)))
            job.future.cancel()
            return
        key = (job.question, asker.provenance())
        if self._settled(key, job):
            return
        past: list[Event] = []

        def tell(event: Event) -> None:
            past.append(event)
            job.hear(event)

        retrieved = asker.retrieve(job.question, tell)
        with self._changed:
            if job.future.done():
                return
            self._waiting.append(Flight(key, retrieved, job, past))
            self._searching = None
            self._tell_places()
            self._changed.notify_all()

    def _settled(self, key: Key, job: Job) -> bool:
        with self._changed:
            if answer := self._answers.get(key):
                job.replay(answer)
                return True
            for flight in (*self._waiting, *([self._running] if self._running else [])):
                if flight.key == key and not flight.abandoned():
                    flight.join(job)
                    return True
            return False

    def _next(self, asker: Asker) -> Flight | None:
        with self._changed:
            self._running = None
            self._changed.wait_for(lambda: self._stopping or self._waiting)
            if self._stopping:
                return None
            self._running = flight = self._waiting.popleft()
            flight.begin()
            asker.brake.release()
            self._tell_places()
            return flight

    def _write(self, asker: Asker, flight: Flight) -> None:
        def tell(event: Event) -> None:
            with self._changed:
                flight.hear(event)

        outcome: Answer | Exception
        try:
            outcome = asker.write(flight.retrieved, tell)
        except Exception as error:  # noqa: BLE001 - passed on to whoever waits, as executors do
            outcome = error
        with self._changed:
            if isinstance(outcome, Answer):
                self._seconds.append(time.monotonic() - flight.begun)
                self._answers.put(flight.key, outcome)
            # No longer running, so that nobody joins what has ended, and the last to leave stops nothing.
            self._running = None
            flight.finish(outcome)
