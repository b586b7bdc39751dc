"""`byline serve` with the real models behind a real port."""

import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.end_to_end.conftest import environment, program

pytestmark = [pytest.mark.models, pytest.mark.slow]


@pytest.fixture(scope="module")
def url(gold_home: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [program(), "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment(gold_home), stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert f":{port}" in server.stdout.readline()
        yield f"http://127.0.0.1:{port}"
        server.terminate()
        assert server.wait(20) == 0


def test_a_question_over_http_gets_a_cited_answer(url: str) -> None:
    assert httpx.get(f"{url}/healthz").status_code == 200  # the port answers while the models still load
    deadline = time.monotonic() + 120
    while httpx.get(f"{url}/readyz").status_code != 200:
        assert time.monotonic() < deadline
        time.sleep(0.5)
    answer = httpx.post(f"{url}/ask", json={"question": "Which German minister visited Beijing?"}, timeout=120).json()
    assert answer["status"] == "answered"
    assert "Baerbock" in answer["answer"]
    for citation in answer["citations"]:
        text = httpx.get(f"{url}/articles/{citation['article_id']}").json()["text"]
        assert citation["cited_text"] == text[citation["start_char"] : citation["end_char"]]


def test_filters_restrict_the_sources(url: str) -> None:
    only = httpx.get(f"{url}/articles").json()["articles"][0]["id"]
    body = {"question": "What happened?", "filters": {"article_ids": [only]}}
    answer = httpx.post(f"{url}/ask", json=body, timeout=120).json()
    assert {source["article_id"] for source in answer["sources"]} == {only}
