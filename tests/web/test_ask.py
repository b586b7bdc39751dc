"""`POST /ask` with a JSON answer: the contract's fields, the queue, cancellation, and what is refused."""

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import httpx
import pytest

from index.articles import Filters
from index.errors import EmbedderMismatchError, IndexDamagedError, IndexLockedError, IndexMissingError
from service.answering.answer import Question, Turn
from service.errors import QuestionError

from .fake import TEXT, FailingAsker, FakeAsker, Served, SlowAsker, served, wait_queue, wait_ready

JSON = {"content-type": "application/json"}


def _ask(running: Served, question: str) -> httpx.Response:
    return running.client.post("/ask", json={"question": question})


def test_answer_has_exactly_the_contracts_fields() -> None:
    with served(FakeAsker) as running:
        wait_ready(running.client)
        response = _ask(running, "What did the pier cost?")
    body = response.json()
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert set(body) == {
        "id", "status", "answer", "answerability", "citations", "conflicts", "sources", "searched", "provenance", "usage", "timings_ms",
    }  # fmt: skip
    assert set(body["citations"][0]) == {
        "start", "end", "article_id", "title", "source", "published", "url", "cited_text", "start_char", "end_char",
        "verified",
    }  # fmt: skip
    assert set(body["sources"][0]) == {"article_id", "title", "source", "published", "url", "origin", "sentences"}
    assert set(body["timings_ms"]) == {"queue", "retrieve", "generate", "verify", "total"}
    cited = body["citations"][0]
    assert TEXT[cited["start_char"] : cited["end_char"]] == cited["cited_text"]
    assert (body["status"], body["searched"], cited["published"]) == (
        "answered",
        "What did the pier cost?",
        "2024-05-03",
    )


def test_the_whole_request_reaches_answering() -> None:
    asker = FakeAsker()
    with served(lambda: asker) as running:
        wait_ready(running.client)
        request = {
            "question": "  And where? ",
            "filters": {
                "published_from": "2024-01-01",
                "published_to": "2024-12-31",
                "sources": ["Harbour Post"],
                "article_ids": ["pier"],
            },
            "history": [{"role": "user", "content": "What?"}, {"role": "assistant", "content": "A pier."}],
            "top_k": 5,
        }
        assert running.client.post("/ask", json=request).status_code == 200
    filters = Filters(date(2024, 1, 1), date(2024, 12, 31), ("Harbour Post",), ("pier",))
    assert asker.asked == [Question("And where?", filters, (Turn("user", "What?"), Turn("assistant", "A pier.")), 5)]


def test_time_in_the_queue_is_measured_and_part_of_the_total() -> None:
    asker = SlowAsker()
    with served(lambda: asker) as running, ThreadPoolExecutor() as pool:
        wait_ready(running.client)
        first = pool.submit(_ask, running, "first")
        asker.begun.wait(5)
        second = pool.submit(_ask, running, "second")
        wait_queue(running.client, 1)
        time.sleep(0.05)
        asker.may_finish.set()
        timings = second.result().json()["timings_ms"]
        at_once = first.result().json()["timings_ms"]
    assert timings["queue"] >= 40
    assert timings["total"] >= timings["queue"]
    assert at_once["total"] >= at_once["queue"] + 40


def test_a_full_queue_is_refused_with_the_time_to_wait() -> None:
    asker = SlowAsker()
    with served(lambda: asker, queue=1) as running, ThreadPoolExecutor() as pool:
        wait_ready(running.client)
        accepted = [pool.submit(_ask, running, "one")]
        asker.begun.wait(5)
        accepted.append(pool.submit(_ask, running, "two"))
        wait_queue(running.client, 1)
        refused = _ask(running, "three")
        asker.may_finish.set()
        assert [answer.result().status_code for answer in accepted] == [200, 200]
    assert refused.status_code == 503
    assert refused.headers["content-type"] == "application/problem+json"
    assert int(refused.headers["retry-after"]) >= 1
    assert "BYLINE_QUEUE" in refused.json()["detail"]
    assert asker.completed == ["one", "two"]


def _connect(running: Served, question: str) -> socket.socket:
    """Asks on a connection of its own, which can be closed at any time."""
    body = json.dumps({"question": question})
    port = running.client.base_url.port
    connection = socket.create_connection(("127.0.0.1", port))
    head = f"POST /ask HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\n"
    connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
    return connection


def test_a_client_that_leaves_stops_its_answer() -> None:
    asker = SlowAsker()
    with served(lambda: asker) as running:
        wait_ready(running.client)
        with _connect(running, "abandoned"):
            assert asker.begun.wait(5)
        assert asker.ended.wait(5)
        asker.may_finish.set()
        assert _ask(running, "kept").status_code == 200
    assert asker.completed == ["kept"]


def test_a_client_that_leaves_the_queue_frees_its_place() -> None:
    asker = SlowAsker()
    with served(lambda: asker, queue=1) as running, ThreadPoolExecutor() as pool:
        wait_ready(running.client)
        accepted = [pool.submit(_ask, running, "first")]
        assert asker.begun.wait(5)
        with _connect(running, "abandoned while waiting"):
            wait_queue(running.client, 1)
        wait_queue(running.client, 0)
        accepted.append(pool.submit(_ask, running, "last"))
        wait_queue(running.client, 1)
        asker.may_finish.set()
        assert [answer.result().status_code for answer in accepted] == [200, 200]
    assert asker.completed == ["first", "last"]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (QuestionError("The question is too long; shorten it."), 422),
        (IndexMissingError("There is no index; make one with `byline index`."), 409),
        (EmbedderMismatchError("Built by another embedder; run `byline index --rebuild`."), 409),
        (IndexLockedError("Another process writes; wait for it."), 503),
        (IndexDamagedError("The stores disagree; run `byline doctor`."), 500),
    ],
)
def test_known_errors_are_told_in_their_own_words(error: Exception, status: int) -> None:
    with served(lambda: FailingAsker(error)) as running:
        wait_ready(running.client)
        response = _ask(running, "What?")
    assert (response.status_code, response.json()["detail"]) == (status, str(error))
    assert response.headers["content-type"] == "application/problem+json"


def test_an_unexpected_error_tells_nothing_about_the_inside() -> None:
    with served(lambda: FailingAsker(RuntimeError("/home/ada/secret"))) as running:
        wait_ready(running.client)
        response = _ask(running, "What?")
        assert _ask(running, "Still there?").status_code == 500
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "log" in response.json()["detail"]
    assert "secret" not in response.text
    assert "RuntimeError" not in response.text


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({}, 422, "#/question"),
        ({"question": ""}, 422, "#/question"),
        ({"question": " \n\x1f "}, 422, "blank"),
        ({"question": "x" * 2_001}, 422, "2000 characters"),
        ({"question": "x" * 100_000}, 422, "2000 characters"),
        ({"question": 7}, 422, "#/question"),
        ({"question": "x", "colour": "red"}, 422, "#/colour"),
        ({"question": "x", "top_k": 0}, 422, "#/top_k"),
        ({"question": "x", "top_k": 51}, 422, "#/top_k"),
        ({"question": "x", "top_k": "5"}, 422, "#/top_k"),
        ({"question": "x", "top_k": True}, 422, "#/top_k"),
        ({"question": "x", "stream": "yes"}, 422, "#/stream"),
        ({"question": "x", "history": [{"role": "user", "content": "a"}] * 21}, 422, "#/history"),
        ({"question": "x", "history": [{"role": "system", "content": "a"}]}, 422, "#/history/0/role"),
        ({"question": "x", "history": [{"role": "user", "content": "a" * 4_001}]}, 422, "4000 characters"),
        ({"question": "x", "filters": {"published_from": 0}}, 422, "2024-05-31"),
        ({"question": "x", "filters": {"published_from": "2024-02-30"}}, 422, "#/filters/published_from"),
        ({"question": "x", "filters": {"published_from": "2024-02-02", "published_to": "2024-02-01"}}, 422, "after"),
        ({"question": "x", "filters": {"sources": ["a"] * 101}}, 422, "#/filters/sources"),
        ({"question": "x", "filters": {"article_ids": [""]}}, 422, "#/filters/article_ids/0"),
        ({"question": "x", "filters": {"authors": ["a"]}}, 422, "#/filters/authors"),
        (["x"], 422, "body"),
    ],
)
def test_bad_input_is_refused_with_its_place(running: Served, body: object, status: int, said: str) -> None:
    response = running.client.post("/ask", json=body)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert said in response.json()["detail"]
    assert response.json()["errors"]
    assert len(response.content) < 2_000


@pytest.mark.parametrize(
    ("content", "headers", "status", "said"),
    [
        (b'{"question":', JSON, 422, "not JSON"),
        (b"[" * 500_000, JSON, 400, "JSON"),
        (b'{"question": "\xff"}', JSON, 400, "UTF-8"),
        (b'{"question": "\\ud800"}', JSON, 422, "#/question"),
        (b'{"question": "x", "top_k": ' + b"9" * 5_000 + b"}", JSON, 400, "JSON"),
        (b'{"question": "x", "top_k": NaN}', JSON, 422, "#/top_k"),
        (b"", JSON, 422, "missing"),
        (b'{"question": "x"}', {}, 415, "application/json"),
        (b'{"question": "x"}', {"content-type": "text/plain"}, 415, "application/json"),
    ],
)
def test_bodies_that_are_no_json_are_refused(
    running: Served, content: bytes, headers: dict[str, str], status: int, said: str
) -> None:
    response = running.client.post("/ask", content=content, headers=headers)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert said in response.json()["detail"]
    assert len(response.content) < 1_000


def test_a_long_unknown_name_is_not_sent_back(running: Served) -> None:
    response = running.client.post("/ask", json={"question": "x"} | {f"{n}" + "k" * 5_000: 1 for n in range(50)})
    assert response.status_code == 422
    assert len(response.json()["errors"]) == 10
    assert len(response.content) < 3_000


def test_limits_are_inclusive(running: Served) -> None:
    body = {
        "question": "x" * 2_000,
        "history": [{"role": "user", "content": "a" * 4_000}] * 20,
        "filters": {"published_from": "2024-02-01", "published_to": "2024-02-01", "sources": ["a" * 500] * 100},
        "top_k": 50,
    }
    assert running.client.post("/ask", json=body).status_code == 200


def test_the_largest_valid_body_passes_even_when_escaped(running: Served) -> None:
    turns = [{"role": "user", "content": "🚢" * 4_000}] * 20
    content = json.dumps({"question": "🚢" * 2_000, "history": turns}, ensure_ascii=True).encode()
    assert len(content) > 900_000
    assert running.client.post("/ask", content=content, headers=JSON).status_code == 200
