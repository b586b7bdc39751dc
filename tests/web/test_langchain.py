"""LangChain's way of calling the OpenAI protocol."""

from collections.abc import Iterator

import pytest
from langchain_openai import ChatOpenAI

from .fake import ANSWER, QUOTED, FakeAsker, served, wait_ready


@pytest.fixture
def chat() -> Iterator[ChatOpenAI]:
    with served(FakeAsker) as running:
        wait_ready(running.client)
        yield ChatOpenAI(base_url=f"{running.url}/v1", api_key="none needed", model="byline", max_retries=0)


def test_it_is_answered_with_marks_and_quotations(chat: ChatOpenAI) -> None:
    message = chat.invoke([("system", "Be brief."), ("human", "What did the pier cost?")])
    assert message.text.startswith(f"{ANSWER} [1]")
    assert QUOTED in message.text
    assert message.usage_metadata is not None
    assert message.usage_metadata["output_tokens"] == 5


def test_its_stream_adds_up(chat: ChatOpenAI) -> None:
    pieces = [piece.text for piece in chat.stream("What did the pier cost?")]
    assert "".join(pieces).startswith(f"{ANSWER} [1]")
