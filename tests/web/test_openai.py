"""OpenAI's protocol, through the official client."""

import json
from collections.abc import Iterator
from typing import Any

import openai
import pytest

from service.answering.answer import Turn
from service.errors import QuestionError

from .fake import ANSWER, CITATION, QUOTED, FailingAsker, FakeAsker, Served, served, wait_ready

MESSAGES: list[Any] = [{"role": "user", "content": "What did the pier cost?"}]


@pytest.fixture
def asker() -> FakeAsker:
    return FakeAsker()


@pytest.fixture
def client(asker: FakeAsker) -> Iterator[Any]:
    with served(lambda: asker) as running:
        wait_ready(running.client)
        with _client(running) as client:
            yield client


def _client(running: Served) -> Any:
    return openai.OpenAI(base_url=f"{running.url}/v1", api_key="none needed", max_retries=0)


def test_the_model_is_listed(client: Any) -> None:
    assert [model.id for model in client.models.list()] == ["byline"]


def test_an_answer_has_marks_quotations_and_annotations(client: Any) -> None:
    completion = client.chat.completions.create(model="byline", messages=MESSAGES, temperature=0.3)
    message = completion.choices[0].message
    assert message.content == f"{ANSWER} [1]\n\n[1] “{QUOTED}” (The pier, Harbour Post, 2024-05-03)"
    cited = message.annotations[0].url_citation
    assert message.content[cited.start_index : cited.end_index] == ANSWER
    assert (cited.title, cited.url) == (CITATION.title, CITATION.url)
    assert message.annotations[0].byline["start_char"] == CITATION.start_char
    assert (completion.choices[0].finish_reason, completion.usage.total_tokens) == ("stop", 15)


def test_a_stream_adds_up_to_the_answer(client: Any) -> None:
    chunks = list(
        client.chat.completions.create(
            model="byline", messages=MESSAGES, stream=True, stream_options={"include_usage": True}
        )
    )
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    whole = client.chat.completions.create(model="byline", messages=MESSAGES)
    assert text == whole.choices[0].message.content
    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert chunks[-2].choices[0].delta.annotations[0]["url_citation"]["title"] == CITATION.title
    assert chunks[-1].usage.total_tokens == 15


def test_parts_history_and_system_messages_as_chat_clients_send_them(client: Any, asker: FakeAsker) -> None:
    messages: list[Any] = [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "What?"},
        {"role": "assistant", "content": "A pier."},
        {"role": "user", "content": [{"type": "text", "text": "And where?"}]},
    ]
    client.chat.completions.create(model="byline", messages=messages)
    [question] = asker.asked
    assert (question.text, question.history) == ("And where?", (Turn("user", "What?"), Turn("assistant", "A pier.")))


def test_errors_are_told_as_the_client_expects(client: Any) -> None:
    with pytest.raises(openai.NotFoundError, match="'byline'"):
        client.chat.completions.create(model="gpt-9", messages=MESSAGES)
    with pytest.raises(openai.UnprocessableEntityError, match="last message"):
        client.chat.completions.create(model="byline", messages=[{"role": "system", "content": "x"}])
    with pytest.raises(openai.UnprocessableEntityError) as caught:
        client.chat.completions.create(model="byline", messages=[])
    assert "messages" in str(caught.value.body)


def test_an_error_under_way_reaches_the_client() -> None:
    with served(lambda: FailingAsker(QuestionError("Name a person, place or thing."))) as running:
        wait_ready(running.client)
        with _client(running) as client:
            stream = client.chat.completions.create(model="byline", messages=MESSAGES, stream=True)
            with pytest.raises(openai.APIError, match="Name a person"):
                list(stream)


def test_requests_in_the_shape_of_open_webui_are_answered() -> None:
    key = {"Authorization": "Bearer a key of the tests", "X-OpenWebUI-User-Name": "Ada", "X-OpenWebUI-Chat-Id": "c1"}
    body = {
        "model": "byline",
        "stream": True,
        "stream_options": {"include_usage": True},
        "temperature": 0.8,
        "max_completion_tokens": 300,
        "chat_id": "c1",
        "metadata": {"task": None, "files": []},
        "user": {"name": "Ada", "id": "u1", "role": "admin"},
        "messages": [
            {"role": "system", "content": "You are helpful."},
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": "What did the pier cost?"},
                    {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}},
                ],
            },
        ],
    }
    with served(FakeAsker, api_key="a key of the tests") as running:
        wait_ready(running.client)
        assert running.client.get("/v1/models").status_code == 401
        listed = running.client.get("/v1/models", headers=key).json()
        assert [model["id"] for model in listed["data"]] == ["byline"]
        streamed = running.client.post("/v1/chat/completions", headers=key, json=body)
    assert streamed.headers["content-type"].startswith("text/event-stream")
    sent = [line.removeprefix("data: ") for line in streamed.text.splitlines() if line.startswith("data: ")]
    assert sent[-1] == "[DONE]"
    chunks = [json.loads(line) for line in sent[:-1]]
    assert "".join(c["delta"].get("content") or "" for chunk in chunks for c in chunk["choices"]).startswith(ANSWER)
    assert chunks[-1]["usage"]["total_tokens"] == 15
