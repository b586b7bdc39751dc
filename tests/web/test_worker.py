"""The worker by itself: order, cancellation, estimates, and its end."""

import threading
from concurrent.futures import CancelledError

import pytest

from service.answering.answer import Question
from service.answering.events import Event
from service.errors import NotReadyError, QueueFullError
from service.web.worker import Worker

from .fake import FakeAsker, SlowAsker, until


def _started(asker: FakeAsker, capacity: int = 8) -> Worker:
    worker = Worker(lambda: asker, capacity)
    worker.start()
    until(lambda: worker.state() == "ready")
    return worker


def _ignore(_event: Event) -> None:
    return None


def test_answers_come_in_order_from_the_thread_that_loaded() -> None:
    threads: list[str] = []

    class Noting(FakeAsker):
        def __init__(self) -> None:
            super().__init__()
            threads.append(threading.current_thread().name)

    worker = Worker(Noting, 8)
    worker.start()
    until(lambda: worker.state() == "ready")
    jobs = [worker.submit(Question(str(n)), lambda _: threads.append(threading.current_thread().name)) for n in "abc"]
    assert [job.future.result(5).searched for job in jobs] == ["a", "b", "c"]
    worker.stop()
    assert set(threads) == {"answering"}


def test_nothing_is_accepted_before_loading_or_after_the_end() -> None:
    worker = Worker(FakeAsker, 1)
    with pytest.raises(NotReadyError, match="loading"):
        worker.submit(Question("early"), _ignore)
    worker.start()
    until(lambda: worker.state() == "ready")
    worker.stop()
    with pytest.raises(NotReadyError, match="stopping"):
        worker.submit(Question("late"), _ignore)


def test_a_cancelled_job_that_waits_is_skipped_and_frees_its_place() -> None:
    asker = SlowAsker()
    worker = _started(asker, capacity=1)
    first = worker.submit(Question("first"), _ignore)
    assert asker.begun.wait(5)
    second = worker.submit(Question("second"), _ignore)
    with pytest.raises(QueueFullError):
        worker.submit(Question("third"), _ignore)
    second.future.cancel()
    assert worker.waiting() == 0
    third = worker.submit(Question("third"), _ignore)
    asker.may_finish.set()
    assert [first.future.result(5).searched, third.future.result(5).searched] == ["first", "third"]
    worker.stop()
    assert asker.completed == ["first", "third"]


def test_a_cancelled_job_that_runs_stops_at_its_next_event() -> None:
    asker = SlowAsker()
    worker = _started(asker)
    heard: list[Event] = []
    job = worker.submit(Question("long"), heard.append)
    until(lambda: bool(heard))
    job.future.cancel()
    assert asker.ended.wait(5)
    events = len(heard)
    with pytest.raises(CancelledError):
        job.future.result(5)
    worker.stop()
    assert (asker.completed, len(heard)) == ([], events)


def test_a_listener_that_fails_fails_its_job_only() -> None:
    worker = _started(FakeAsker())

    def broken(_event: Event) -> None:
        raise ConnectionError("gone")

    failed = worker.submit(Question("failing"), broken)
    fine = worker.submit(Question("fine"), _ignore)
    with pytest.raises(ConnectionError, match="gone"):
        failed.future.result(5)
    assert fine.future.result(5).searched == "fine"
    worker.stop()


def test_stopping_fails_what_runs_and_what_waits_and_ends_the_thread() -> None:
    asker = SlowAsker()
    worker = _started(asker)
    jobs = [worker.submit(Question("running"), _ignore), worker.submit(Question("waiting"), _ignore)]
    assert asker.begun.wait(5)
    worker.stop()
    for job in jobs:
        with pytest.raises(NotReadyError, match="stopping"):
            job.future.result(0)
    assert "answering" not in {thread.name for thread in threading.enumerate()}
    assert asker.completed == []


def test_the_time_to_retry_follows_the_measured_answers() -> None:
    asker = FakeAsker()
    worker = Worker(lambda: asker, 1)
    assert worker.retry_seconds() == 5
    worker.start()
    until(lambda: worker.state() == "ready")
    assert worker.retry_seconds() == 10
    worker.submit(Question("quick"), _ignore).future.result(5)
    assert worker.retry_seconds() == 1
    worker.stop()
