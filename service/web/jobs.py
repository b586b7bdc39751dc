"""The jobs that index what was uploaded, one after the other, in the background."""

import contextlib
import logging
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Protocol

from index.articles import Skipped
from service.errors import IndexIsBusyError, ServiceError, TooManyJobsError, UnknownJobError
from service.web.indexing import Outcome
from service.web.uploads import Received, Uploads

MOST_WAITING = 100
MOST_REMEMBERED = 1_000
BUSY_SECONDS = 60.0
"""How long a job waits for another process to finish writing."""
BUSY_PAUSE = 1.0

logger = logging.getLogger(__name__)


class Indexing(Protocol):
    """Implemented by `IndexingProcess` and by the tests' fake."""

    def run(self, files: Sequence[Path], report: Callable[[int], None]) -> Outcome:
        """Indexes files; `report` is told how many articles have been looked at."""

    def close(self) -> None:
        """Ends what runs."""


@dataclass(frozen=True)
class IndexJob:
    """How far a job is: `done` of about `total` articles looked at; then what became of them, by id, or the error."""

    id: str
    state: Literal["queued", "running", "done", "failed"]
    total: int
    done: int = 0
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    error: str | None = None


class Jobs:
    """Takes uploads and indexes them in a thread; what was accepted before a crash is done after the next start."""

    def __init__(self, uploads: Uploads, indexing: Indexing) -> None:
        self.uploads = uploads
        self._indexing = indexing
        self._changed = threading.Condition()
        self._waiting: deque[tuple[str, list[Path]]] = deque()
        self._jobs: OrderedDict[str, IndexJob] = OrderedDict()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="indexing", daemon=True)

    def start(self) -> None:
        """Takes up the jobs of the time before and starts the thread."""
        for job, files in self.uploads.recover():
            self._queue(job, files)
        self._thread.start()

    def stop(self) -> None:
        """Stops the job under way; it is done after the next start."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._indexing.close()
        self._thread.join(10)

    def add(self, received: Iterable[Received]) -> IndexJob:
        """Makes a job of files that have arrived.

        Raises:
            TooManyJobsError: too many wait already.
        """
        with self._changed:
            full = len(self._waiting) >= MOST_WAITING
        if full:
            self.uploads.drop(received)
            raise TooManyJobsError(f"{MOST_WAITING} uploads wait to be indexed already; upload again later.")
        return self._queue(*self.uploads.accept(received))

    def get(self, job: str) -> IndexJob:
        """Returns how far a job is; raises UnknownJobError."""
        with self._changed:
            if job not in self._jobs:
                raise UnknownJobError(
                    "There is no job of this id; finished ones are forgotten when the server restarts."
                )
            return self._jobs[job]

    def _queue(self, job: str, files: list[Path]) -> IndexJob:
        with self._changed:
            queued = self._jobs[job] = IndexJob(job, "queued", total=len(files))
            self._waiting.append((job, files))
            while len(self._jobs) > MOST_REMEMBERED:
                self._jobs.popitem(last=False)
            self._changed.notify_all()
            return queued

    def _run(self) -> None:
        while (following := self._next()) is not None:
            self._do(*following)

    def _next(self) -> tuple[str, list[Path]] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or self._waiting)
            return None if self._stopping else self._waiting.popleft()

    def _do(self, job: str, files: list[Path]) -> None:
        def report(done: int) -> None:
            self._update(job, done=done, total=max(done, self._jobs[job].total))

        self._update(job, state="running")
        try:
            outcome = self._patiently(files, report)
        except (ServiceError, OSError, ValueError) as error:
            if self._stopping:
                return
            logger.error("Indexing job %s failed: %s", job, error)
            self._update(job, state="failed", error=str(error))
        else:
            skipped = tuple(Skipped(Path(item.path).name, item.reason) for item in outcome.skipped)
            looked_at = len(outcome.added) + len(outcome.changed) + len(outcome.unchanged) + len(skipped)
            self._update(
                job, state="done", done=looked_at, total=looked_at, added=outcome.added, changed=outcome.changed,
                unchanged=outcome.unchanged, skipped=skipped,
            )  # fmt: skip
            logger.info("Indexing job %s: %d added, %d skipped", job, len(outcome.added), len(skipped))
        with contextlib.suppress(OSError):  # what cannot be removed now is swept away at the next start
            self.uploads.finish(job)

    def _patiently(self, files: list[Path], report: Callable[[int], None]) -> Outcome:
        until = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                return self._indexing.run(files, report)
            except IndexIsBusyError:
                if time.monotonic() > until:
                    raise
                with self._changed:
                    self._changed.wait_for(lambda: self._stopping, BUSY_PAUSE)

    def _update(self, job: str, **fields: object) -> None:
        with self._changed:
            self._jobs[job] = replace(self._jobs[job], **fields)  # type: ignore[arg-type]
