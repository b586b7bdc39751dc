"""The Host header, the size of bodies, the headers of responses, and addresses that are not there."""

from collections.abc import Iterator

import pytest

from service.web.guards import BODY_BYTES, SECURITY_HEADERS

from .fake import FakeAsker, Served, served, wait_ready

JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def guarded() -> Iterator[Served]:
    with served(FakeAsker, hosts=("localhost", "127.0.0.1", "[::1]")) as running:
        wait_ready(running.client)
        yield running


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]", "[::1]:8000"])
def test_the_servers_own_names_are_known(guarded: Served, host: str) -> None:
    assert guarded.client.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "", "::1"])
@pytest.mark.parametrize("path", ["/", "/healthz", "/ask"])
def test_other_hosts_are_refused(guarded: Served, host: str, path: str) -> None:
    response = guarded.client.get(path, headers={"host": host})
    assert response.status_code == 421
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_body_of_the_limit_passes_and_one_byte_more_does_not(running: Served) -> None:
    largest = b'{"question": "x"}'.ljust(BODY_BYTES)
    assert running.client.post("/ask", content=largest, headers=JSON).status_code == 200
    refused = running.client.post("/ask", content=largest + b" ", headers=JSON)
    assert refused.status_code == 413
    assert refused.headers["content-type"] == "application/problem+json"
    assert "1,048,576 bytes" in refused.json()["detail"]


def test_a_chunked_body_is_limited_too(running: Served) -> None:
    chunks = (b" " * 65_536 for _ in range(64))
    response = running.client.post("/ask", content=chunks, headers=JSON)
    assert response.status_code == 413
    assert response.headers["content-type"] == "application/problem+json"


def test_a_chunked_body_within_the_limit_passes(running: Served) -> None:
    response = running.client.post("/ask", content=iter([b'{"question"', b': "x"}']), headers=JSON)
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/page/page.js", 200),
        ("GET", "/healthz", 200),
        ("GET", "/no-such", 404),
        ("GET", "/ask", 405),
        ("POST", "/ask", 415),
        ("POST", "/page/page.js", 405),
        ("GET", "/page/..%2fapp.py", 404),
        ("GET", "/docs", 404),
    ],
)
def test_every_response_has_the_security_headers(running: Served, method: str, path: str, status: int) -> None:
    response = running.client.request(method, path, content=b"{}" if method == "POST" else None)
    assert response.status_code == status
    assert SECURITY_HEADERS.items() <= {name.title(): value for name, value in response.headers.items()}.items()
    if status >= 400:
        problem = response.json()
        assert response.headers["content-type"] == "application/problem+json"
        assert problem["status"] == status
        assert problem["title"]
        assert problem["detail"]


def test_a_wrong_method_names_the_right_one(running: Served) -> None:
    response = running.client.delete("/ask")
    assert response.headers["allow"] == "POST"
    assert "POST" in response.json()["detail"]
