"""One question on its way to an answer, and all who wait for it: identical questions asked at once are answered once."""

import contextlib
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, InvalidStateError
from dataclasses import dataclass, field, replace

from service.answering.answer import Answer, Provenance, Question, Retrieved, Timings
from service.answering.events import CitationVerified, Event, SourcesFound, TokenWritten

Key = tuple[Question, Provenance]
"""Questions of one key have one answer: question, filters and history, and index version, models, prompt and settings."""


@dataclass(frozen=True)
class Queued:
    """The question waits for the model: behind `position` others, for about `seconds` in all."""

    position: int
    seconds: float


Heard = Queued | Event


@dataclass(frozen=True, eq=False)
class Job:
    """One asker's question; cancelling `future` leaves it, and what nobody waits for any more stops.

    One that wants its sources only is left when it has heard of them.
    """

    question: Question
    listener: Callable[[Heard], None]
    sources_only: bool = False
    asked: float = field(default_factory=time.monotonic)
    future: Future[Answer] = field(default_factory=Future)

    def hear(self, event: Heard) -> None:
        """Passes the event on unless the asker has left; a listener that fails fails its job alone."""
        if self.future.done():
            return
        try:
            self.listener(event)
        except Exception as error:  # noqa: BLE001 - passed on to whoever waits, as executors do
            self.finish(error)

    def finish(self, outcome: Answer | Exception, begun: float | None = None) -> None:
        """Delivers the outcome, unless the asker has left; `begun` is when the model took the question up."""
        with contextlib.suppress(InvalidStateError):
            if isinstance(outcome, Exception):
                self.future.set_exception(outcome)
            else:
                self.future.set_result(replace(outcome, timings_ms=self._timings(outcome.timings_ms, begun)))

    def replay(self, answer: Answer) -> None:
        """Tells an answer that was made before, with its events."""
        self.hear(SourcesFound(answer.sources))
        self.hear(TokenWritten(answer.answer))
        for citation in answer.citations:
            self.hear(CitationVerified(citation))
        self.finish(replace(answer, timings_ms=Timings(0.0, 0.0, 0.0, 0.0, 0.0)))

    def _timings(self, made: Timings, begun: float | None) -> Timings:
        """Returns the times as this asker saw them."""
        queue = 0.0 if begun is None else max(0.0, 1000 * (begun - self.asked) - made.retrieve)
        return replace(made, queue=round(queue, 1), total=round(1000 * (time.monotonic() - self.asked), 1))


class Flight:
    """A question that waits for the model or is being answered; the worker's lock guards it."""

    def __init__(self, key: Key, retrieved: Retrieved, job: Job, past: list[Event]) -> None:
        self.key = key
        self.retrieved = retrieved
        self.jobs = [job]
        self._past = past
        self._queued: Queued | None = None
        self.begun = 0.0

    def join(self, job: Job) -> None:
        """Adds an asker and tells what happened so far."""
        self.jobs.append(job)
        for event in (*self._past, *([self._queued] if self._queued else [])):
            job.hear(event)

    def abandoned(self) -> bool:
        """Tells whether nobody waits for it any more."""
        return all(job.future.done() for job in self.jobs)

    def hear(self, event: Event) -> None:
        """Passes an event on to all; raises CancelledError when nobody waits any more."""
        self._past.append(event)
        for job in self.jobs:
            job.hear(event)
        if self.abandoned():
            raise CancelledError

    def wait(self, queued: Queued) -> None:
        """Tells all of their place, if it has changed."""
        if self._queued is None or self._queued.position != queued.position:
            self._queued = queued
            for job in self.jobs:
                job.hear(queued)

    def begin(self) -> None:
        """The model takes it up: it waits no longer."""
        self._queued = None
        self.begun = time.monotonic()

    def finish(self, outcome: Answer | Exception) -> None:
        """Delivers the outcome to all."""
        for job in self.jobs:
            job.finish(outcome, self.begun)


class Answers:
    """The last `size` answers by their keys; a new version of the index makes new keys, and old answers fall out."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._answers: OrderedDict[Key, Answer] = OrderedDict()

    def get(self, key: Key) -> Answer | None:
        """Returns the answer, if it is remembered."""
        if key in self._answers:
            self._answers.move_to_end(key)
        return self._answers.get(key)

    def put(self, key: Key, answer: Answer) -> None:
        """Remembers an answer, and forgets the one that was used least lately if there are too many."""
        self._answers[key] = answer
        while len(self._answers) > self._size:
            self._answers.popitem(last=False)

    def __contains__(self, question: Question) -> bool:
        return any(asked == question for asked, _ in self._answers)
