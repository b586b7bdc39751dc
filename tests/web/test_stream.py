"""`POST /ask` as server-sent events: their order, their data, errors, and the client that leaves."""

import json
from collections.abc import Iterable, Iterator

import httpx
import pytest

from service.errors import QuestionError

from .fake import TOKENS, FailingAsker, Served, SilentAsker, SlowAsker, served, wait_ready

STREAM = {"question": "What did the pier cost?", "stream": True}


def _events(lines: Iterable[str]) -> Iterator[tuple[str, dict[str, object]]]:
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def test_events_come_in_order_and_end_with_the_whole_answer(running: Served) -> None:
    response = running.client.post("/ask", json=STREAM)
    events = list(_events(response.text.splitlines()))
    assert response.headers["content-type"].startswith("text/event-stream")
    # nginx takes the second for itself, and what it buffers depends on how events fall into its buffers: asserted here.
    assert (response.headers["cache-control"], response.headers["x-accel-buffering"]) == ("no-store", "no")
    assert [name for name, _ in events] == ["sources", "token", "token", "token", "citation", "answer"]
    assert "".join(str(data["text"]) for name, data in events if name == "token") == "".join(TOKENS)
    whole = running.client.post("/ask", json={"question": STREAM["question"]}).json()
    final = events[-1][1]
    assert {k: v for k, v in final.items() if k != "timings_ms"} == {
        k: v for k, v in whole.items() if k != "timings_ms"
    }
    assert events[0][1] == {"sources": whole["sources"]}
    assert events[4][1] == {"citation": whole["citations"][0]}


def test_the_accept_header_asks_for_a_stream_too(running: Served) -> None:
    response = running.client.post("/ask", json={"question": "What?"}, headers={"accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")


def test_tokens_arrive_while_the_answer_is_being_made() -> None:
    asker = SlowAsker()
    with served(lambda: asker) as running:
        wait_ready(running.client)
        with running.client.stream("POST", "/ask", json=STREAM) as response:
            events = _events(response.iter_lines())
            assert next(events)[0] == "sources"
            assert next(events) == ("token", {"text": "la "})
            assert not asker.completed
            asker.may_finish.set()
            assert list(events)[-1][0] == "answer"


def test_who_waits_hears_of_the_place_and_has_the_sources_already() -> None:
    asker = SlowAsker()
    with served(lambda: asker) as running:
        wait_ready(running.client)
        with (
            running.client.stream("POST", "/ask", json=STREAM) as first,
            running.client.stream("POST", "/ask", json=STREAM | {"question": "Another?"}) as second,
        ):
            running_events, events = _events(first.iter_lines()), _events(second.iter_lines())
            assert next(running_events)[0] == "sources"
            assert next(events)[0] == "sources"
            name, queued = next(events)
            assert (name, queued["position"]) == ("queue", 0)
            assert isinstance(queued["seconds"], float)
            assert not asker.completed
            asker.may_finish.set()
            assert list(events)[-1][0] == "answer"


def test_a_reader_that_leaves_while_the_model_is_silent_stops_it() -> None:
    asker = SilentAsker()
    with served(lambda: asker) as running:
        wait_ready(running.client)
        with running.client.stream("POST", "/ask", json={"question": "silence", "stream": True}) as response:
            events = _events(response.iter_lines())  # kept: a generator that is dropped would hang up
            assert next(events)[0] == "sources"
            assert asker.begun.wait(5)
        assert asker.ended.wait(5)
        assert running.client.post("/ask", json={"question": "next"}).status_code == 200


def test_an_answer_that_is_late_ends_with_an_error_and_frees_the_model() -> None:
    asker = SilentAsker()
    with served(lambda: asker, deadline=1) as running:
        wait_ready(running.client)
        streamed = running.client.post("/ask", json={"question": "silence", "stream": True})
        assert asker.ended.wait(5)
        whole = running.client.post("/ask", json={"question": "silence"})
        assert running.client.post("/ask", json={"question": "next"}).status_code == 200
    name, told = list(_events(streamed.text.splitlines()))[-1]
    assert (name, told["status"]) == ("error", 503)
    assert whole.status_code == 503
    assert int(whole.headers["retry-after"]) >= 1
    assert "BYLINE_DEADLINE" in whole.json()["detail"]


def test_a_reader_that_leaves_stops_the_answer() -> None:
    asker = SlowAsker()
    with served(lambda: asker) as running:
        wait_ready(running.client)
        with running.client.stream("POST", "/ask", json=STREAM) as response:
            events = _events(response.iter_lines())  # kept: a generator that is dropped would hang up
            assert next(events)[0] == "sources"
            assert asker.begun.wait(5)
        assert asker.ended.wait(5)
        asker.may_finish.set()
        assert running.client.post("/ask", json={"question": "next"}).status_code == 200
    assert asker.completed == ["next"]


@pytest.mark.parametrize(
    ("error", "status", "detail"),
    [
        (QuestionError("Nothing to search for; name a person, place or thing."), 422, "Nothing to search for"),
        (RuntimeError("/home/ada/secret"), 500, "Something failed inside the server"),
    ],
)
def test_an_error_under_way_is_the_last_event(error: Exception, status: int, detail: str) -> None:
    with served(lambda: FailingAsker(error)) as running:
        wait_ready(running.client)
        events = list(_events(running.client.post("/ask", json=STREAM).text.splitlines()))
    assert [name for name, _ in events] == ["sources", "error"]
    assert events[1][1]["status"] == status
    assert str(events[1][1]["detail"]).startswith(detail)
    assert "secret" not in str(events)


def test_errors_before_the_stream_have_their_own_status() -> None:
    asker = SlowAsker()
    with served(lambda: asker, queue=1) as running:
        wait_ready(running.client)
        with (
            running.client.stream("POST", "/ask", json=STREAM) as first,
            running.client.stream("POST", "/ask", json=STREAM | {"question": "Another?"}) as second,
        ):
            lines = first.iter_lines(), second.iter_lines()  # a generator that is dropped would hang up
            assert [next(each) for each in lines] == ["event: sources"] * 2
            refused = running.client.post("/ask", json=STREAM | {"question": "A third?"})
            asker.may_finish.set()
    assert refused.status_code == 503
    assert refused.headers["content-type"] == "application/problem+json"


def test_stopping_the_server_ends_streams() -> None:
    asker = SlowAsker()
    with served(lambda: asker) as running:
        wait_ready(running.client)
        with running.client.stream("POST", "/ask", json=STREAM) as response:
            lines = response.iter_lines()
            assert next(lines) == "event: sources"
            running.server.should_exit = True
            with pytest.raises(httpx.RemoteProtocolError):
                list(lines)
        assert asker.ended.wait(5)
    assert asker.completed == []
