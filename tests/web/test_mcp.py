"""The Model Context Protocol through the official client, over HTTP."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from mcp import Client, types

from index.errors import IndexMissingError

from .fake import ANSWER, QUOTED, TEXT, FailingAsker, FakeAsker, Served, served, until, wait_ready

T = TypeVar("T")


def _spoken(running: Served, act: Callable[[Client], Awaitable[T]]) -> T:
    """Acts with a client, once the server has loaded the protocol."""

    async def run() -> T:
        async with Client(f"{running.url}/mcp") as client:
            return await act(client)

    until(lambda: running.client.post("/mcp", content=b"{}").status_code != 503)
    # In a thread of its own: Playwright's tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(run())).result()


def _call(running: Served, tool: str, **arguments: object) -> types.CallToolResult:
    return _spoken(running, lambda client: client.call_tool(tool, dict(arguments)))


@pytest.fixture(scope="module")
def listed(running: Served) -> list[types.Tool]:
    return _spoken(running, lambda client: client.list_tools()).tools


def test_the_tools_are_read_only_and_described(listed: list[types.Tool]) -> None:
    assert [tool.name for tool in listed] == ["ask", "search", "get_article"]
    for tool in listed:
        assert tool.annotations
        assert tool.annotations.read_only_hint
        assert tool.description


def test_ask_returns_the_whole_answer(running: Served) -> None:
    result = _call(running, "ask", question="What did the pier cost?", published_from="2024-01-01")
    assert not result.is_error
    assert result.structured_content
    assert result.structured_content["answer"] == ANSWER
    assert result.structured_content["citations"][0]["cited_text"] == QUOTED


def test_search_asks_no_model() -> None:
    asker = FakeAsker()
    with served(lambda: asker) as running:
        wait_ready(running.client)
        result = _call(running, "search", question="What did the pier cost?", limit=3)
    assert result.structured_content
    [source] = result.structured_content["sources"]
    assert (source["title"], source["sentences"][0]["text"]) == ("Nearest to What did the pier cost?", QUOTED)
    assert asker.asked == []


def test_an_article_comes_with_its_text_but_without_its_path(running: Served) -> None:
    result = _call(running, "get_article", article_id="pier")
    assert result.structured_content
    assert result.structured_content["text"] == TEXT
    assert "path" not in result.structured_content


def test_errors_are_told_in_their_own_words(running: Served) -> None:
    missing = _call(running, "get_article", article_id="none")
    assert missing.is_error
    assert "No article has the id" in str(missing.content)
    with served(lambda: FailingAsker(IndexMissingError("There is no index; run `byline index`."))) as failing:
        wait_ready(failing.client)
        failed = _call(failing, "ask", question="What?")
    assert failed.is_error
    assert "byline index" in str(failed.content)
