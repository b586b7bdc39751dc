"""Ids of requests: whose is taken, where they are sent back."""

import pytest

from .fake import FailingAsker, Served, served, wait_ready


def test_a_well_formed_id_of_the_client_is_kept(running: Served) -> None:
    response = running.client.get("/healthz", headers={"x-request-id": "4bf92f35-77b3.4da6_A"})
    assert response.headers["x-request-id"] == "4bf92f35-77b3.4da6_A"


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "two words and more", 'quoted"in-json', "caf\u00e9-creme-1"])
def test_another_is_replaced_by_a_new_one(running: Served, given: str) -> None:
    sent = [running.client.get("/healthz", headers={b"x-request-id": given.encode("latin-1")}) for _ in range(2)]
    first, second = (response.headers["x-request-id"] for response in sent)
    assert first != second
    assert given not in {first, second}


@pytest.mark.parametrize(("path", "status"), [("/nothing", 404), ("/v1/nothing", 404), ("/ask", 405)])
def test_problems_name_their_request(running: Served, path: str, status: int) -> None:
    refused = running.client.get(path)
    assert refused.status_code == status
    assert refused.json()["request_id"] == refused.headers["x-request-id"]


def test_what_is_unforeseen_names_its_request_too() -> None:
    body = {"question": "What?"}
    with served(lambda: FailingAsker(RuntimeError("inside"))) as running:
        wait_ready(running.client)
        whole = running.client.post("/ask", json=body)
        streamed = running.client.post("/ask", json=body | {"stream": True})
    assert whole.status_code == 500
    assert whole.json()["request_id"] == whole.headers["x-request-id"]
    assert f'"request_id":"{streamed.headers["x-request-id"]}"' in streamed.text
