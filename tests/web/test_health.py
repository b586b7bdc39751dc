"""Health, readiness and metrics, while models load, when loading failed, and when all is well."""

import threading

import pytest

from index.errors import IndexMissingError
from service.errors import ModelMissingError
from service.web.metrics import removed_sentences

from .fake import FakeAsker, Served, served, until, wait_ready

QUESTION = {"question": "What?"}


def test_while_loading_the_server_lives_but_is_not_ready() -> None:
    loaded = threading.Event()

    def load() -> FakeAsker:
        loaded.wait(60)
        return FakeAsker()

    with served(load) as running:
        assert running.client.get("/healthz").json() == {"state": "alive"}
        ready = running.client.get("/readyz")
        asked = running.client.post("/ask", json=QUESTION)
        listed = running.client.get("/articles")
        page = running.client.get("/")
        assert "byline_ready 0.0" in running.client.get("/metrics").text
        loaded.set()
        wait_ready(running.client)
        assert running.client.get("/readyz").json() == {"state": "ready"}
        assert running.client.post("/ask", json=QUESTION).status_code == 200
    assert page.status_code == 200
    assert ready.json()["state"] == "loading"
    assert listed.status_code == 200
    for response in (ready, asked):
        assert response.status_code == 503
        assert response.headers["content-type"] == "application/problem+json"
        assert int(response.headers["retry-after"]) == 5
        assert "loading" in response.json()["detail"]


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (ModelMissingError("The model is not here; run `byline models pull`."), 503, "byline models pull"),
        (IndexMissingError("There is no index; run `byline index`."), 409, "byline index"),
        (OSError("/home/ada/secret"), 500, "the server's log tells why"),
    ],
)
def test_a_failed_load_is_remembered(error: Exception, status: int, said: str) -> None:
    def load() -> FakeAsker:
        raise error

    with served(load) as running:
        until(lambda: running.client.get("/readyz").json()["state"] == "failed")
        ready = running.client.get("/readyz")
        asked = [running.client.post("/ask", json=QUESTION) for _ in range(2)]
        assert running.client.get("/healthz").status_code == 200
    assert ready.status_code == 503
    assert [response.status_code for response in asked] == [status, status]
    for response in (ready, *asked):
        assert response.headers["content-type"] == "application/problem+json"
        assert said in response.json()["detail"]
        assert "secret" not in response.text


def test_metrics_count_requests_and_answers(running: Served) -> None:
    running.client.post("/ask", json=QUESTION)
    running.client.post("/ask", json=QUESTION | {"stream": True})
    running.client.post("/ask", json={})
    running.client.get("/articles/no-such")
    running.client.get("/no-such-page")
    response = running.client.get("/metrics")
    lines = set(response.text.splitlines())
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert {
        "byline_ready 1.0",
        "byline_answering 0.0",
        "byline_queue_length 0.0",
        "byline_index_articles 7.0",
        "byline_index_passages 21.0",
        'byline_tokens_total{kind="prompt"} 20.0',
        "byline_rejected_drafts_total 0.0",
        "byline_removed_sentences_total 0.0",
        "byline_queue_seconds_count 2.0",
        "byline_first_source_seconds_count 2.0",
        "byline_first_token_seconds_count 2.0",
        'byline_requests_total{method="POST",route="/ask",status="200"} 2.0',
        'byline_requests_total{method="POST",route="/ask",status="422"} 1.0',
        'byline_requests_total{method="GET",route="/articles/{article_id}",status="404"} 1.0',
        'byline_requests_total{method="GET",route="other",status="404"} 1.0',
        'byline_answers_total{status="answered"} 2.0',
        'byline_answer_seconds_bucket{le="+Inf"} 2.0',
        "byline_answer_seconds_count 2.0",
    } <= lines


@pytest.mark.parametrize(
    ("draft", "answer", "removed"),
    [
        ("", "The articles do not say.", 0),
        ("The pier  cost 4 million euros. ", "The pier cost 4 million euros.", 0),
        ("According to the reports, the pier opened on the third of May.", "The pier opened on the third of May.", 0),
        ("It opens in May. The King will cut the ribbon. He is glad.", "It opens in May.", 2),
    ],
)
def test_sentences_that_the_answer_has_no_more_are_counted(draft: str, answer: str, removed: int) -> None:
    assert removed_sentences(draft, answer) == removed
