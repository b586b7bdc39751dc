"""The worker by itself: order, cancellation, estimates, and its end."""

import os
import sys
import threading
import time
from concurrent.futures import CancelledError

import pytest

from service.answering.answer import Answer, Question, Retrieved
from service.answering.events import Listener, SourcesFound
from service.errors import NotReadyError, QueueFullError
from service.web.flight import Heard, Queued
from service.web.worker import Worker

from .fake import FakeAsker, SilentAsker, SlowAsker, until


def _started(asker: FakeAsker, capacity: int = 8) -> Worker:
    worker = Worker(lambda: asker, capacity)
    worker.start()
    until(lambda: worker.state() == "ready")
    return worker


def _ignore(_event: Heard) -> None:
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

    def note(_event: Heard) -> None:
        threads.append(threading.current_thread().name)

    jobs = [worker.submit(Question(n), note) for n in "abc"]
    assert [job.future.result(5).searched for job in jobs] == ["a", "b", "c"]
    worker.stop()
    assert set(threads) == {"answering", "retrieving"}
    assert threads[0] == "answering"


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
    heard: list[Heard] = []
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

    def broken(_event: Heard) -> None:
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
    assert not {"answering", "retrieving"} & {thread.name for thread in threading.enumerate()}
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


def test_identical_questions_asked_at_once_are_answered_once() -> None:
    asker = SlowAsker()
    worker = _started(asker, capacity=1)
    heard: list[list[Heard]] = [[], [], []]
    jobs = [worker.submit(Question("same"), heard[0].append)]
    assert asker.begun.wait(5)
    jobs += [worker.submit(Question("same"), heard[n].append) for n in (1, 2)]
    until(lambda: all(heard))
    jobs[0].future.cancel()
    asker.may_finish.set()
    assert [job.future.result(5).searched for job in jobs[1:]] == ["same", "same"]
    worker.stop()
    assert asker.completed == ["same"]
    assert heard[1] == heard[2]
    assert heard[1][0] == heard[0][0]


def test_who_wants_sources_only_gets_the_nearest_whatever_is_remembered() -> None:
    worker = Worker(FakeAsker, 8, remembered=2)
    worker.start()
    until(lambda: worker.state() == "ready")
    worker.submit(Question("one"), _ignore).future.result(5)
    heard: list[Heard] = []
    job = worker.submit(Question("one"), heard.append, sources_only=True)
    until(job.future.done)
    worker.stop()
    assert job.future.cancelled()
    [told] = heard
    assert isinstance(told, SourcesFound)
    assert told.sources[0].title == "Nearest to one"


def test_an_answer_is_remembered_until_the_index_changes() -> None:
    asker = FakeAsker()
    worker = Worker(lambda: asker, 8, remembered=2)
    worker.start()
    until(lambda: worker.state() == "ready")

    def asked(text: str) -> list[Heard]:
        heard: list[Heard] = []
        worker.submit(Question(text), heard.append).future.result(5)
        return heard

    first, again = asked("one"), asked("one")
    assert [question.text for question in asker.asked] == ["one"]
    assert [type(event) for event in (again[0], again[-1])] == [type(event) for event in (first[0], first[-1])]
    asker.version = "2"
    asked("one")
    asked("two")
    asked("one")
    asked("three")
    asked("two")
    worker.stop()
    assert [question.text for question in asker.asked] == ["one", "one", "two", "three", "two"]


def test_places_are_told_when_they_change_and_sources_before() -> None:
    asker = SlowAsker()
    worker = _started(asker)
    worker.submit(Question("running"), _ignore)
    assert asker.begun.wait(5)
    heard: list[list[Heard]] = [[], []]
    first = worker.submit(Question("first"), heard[0].append)
    second = worker.submit(Question("second"), heard[1].append)
    until(lambda: len(heard[1]) == 2)
    assert worker.expected_wait() >= 20
    first.future.cancel()
    assert [event.position for event in heard[1] if isinstance(event, Queued)] == [1, 0]
    assert isinstance(heard[1][0], SourcesFound)
    asker.may_finish.set()
    assert second.future.result(5).searched == "second"
    worker.stop()


def test_who_leaves_while_the_model_is_silent_stops_it_and_only_it() -> None:
    asker = SilentAsker()
    worker = _started(asker)
    job = worker.submit(Question("silence"), _ignore)
    assert asker.begun.wait(5)
    job.future.cancel()
    assert asker.ended.wait(5)
    assert worker.submit(Question("next"), _ignore).future.result(5).searched == "next"
    assert asker.brake.flag.value == b""
    worker.stop()


def test_closing_fails_what_waits_and_lets_the_running_answer_finish() -> None:
    asker = SlowAsker()
    worker = _started(asker)
    running = worker.submit(Question("running"), _ignore)
    assert asker.begun.wait(5)
    waiting = worker.submit(Question("waiting"), _ignore)
    worker.close()
    with pytest.raises(NotReadyError, match="stopping"):
        waiting.future.result(5)
    asker.may_finish.set()
    assert running.future.result(5).searched == "running"
    worker.stop()


def test_the_end_does_not_wait_for_loading() -> None:
    may_load = threading.Event()

    def load() -> FakeAsker:
        may_load.wait(10)
        return FakeAsker()

    worker = Worker(load, 1)
    worker.start()
    begun = time.monotonic()
    worker.stop(patience=5)
    assert time.monotonic() - begun < 1
    may_load.set()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has priorities of threads")
def test_whoever_looks_for_sources_goes_before_whoever_writes() -> None:
    priorities: dict[str, int] = {}

    class Noting(FakeAsker):
        def retrieve(self, question: Question, on_event: Listener | None = None) -> Retrieved:
            priorities["retrieve"] = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
            return super().retrieve(question, on_event)

        def write(self, retrieved: Retrieved, on_event: Listener | None = None) -> Answer:
            priorities["write"] = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
            return super().write(retrieved, on_event)

    worker = _started(Noting())
    worker.submit(Question("a"), _ignore).future.result(5)
    worker.stop()
    assert priorities["write"] > priorities["retrieve"] == os.getpriority(os.PRIO_PROCESS, 0)
