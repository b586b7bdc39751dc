"""`byline mcp` as a program starts it: over stdio, with the official client and real models."""

import asyncio
import json
import shlex
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from tests.end_to_end.conftest import SMALL, environment, program

pytestmark = [pytest.mark.models, pytest.mark.slow]


def _spoken(home: Path, written: Path, act: Callable[[Client], Awaitable[None]]) -> None:
    """Acts with a client of the program; what the program writes to stdout is kept in `written`."""
    command = f"{shlex.quote(program())} mcp | tee {shlex.quote(str(written))}"
    server = StdioServerParameters(command="sh", args=["-c", command], env=environment(home, BYLINE_LLM=SMALL))

    async def run() -> None:
        async with Client(server) as client:
            await act(client)

    # In a thread of its own: Playwright's tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(run())).result()


async def _called(client: Client, tool: str, **arguments: object) -> dict[str, Any]:
    result = await client.call_tool(tool, dict(arguments))
    assert not result.is_error, result.content
    assert result.structured_content
    return dict(result.structured_content)


def test_a_program_searches_reads_and_asks_and_stdout_holds_the_protocol_alone(gold_home: Path, tmp_path: Path) -> None:
    question = "Which German minister visited Beijing?"

    async def act(client: Client) -> None:
        source = (await _called(client, "search", question=question))["sources"][0]
        sentence = source["sentences"][0]
        text = (await _called(client, "get_article", article_id=source["article_id"]))["text"]
        assert text[sentence["start_char"] : sentence["end_char"]] == sentence["text"]
        answer = await _called(client, "ask", question=question)
        assert answer["sources"]
        assert answer["provenance"]["model"] == SMALL

    _spoken(gold_home, tmp_path / "stdout", act)
    lines = (tmp_path / "stdout").read_text("utf-8").splitlines()
    assert len(lines) >= 4
    assert {json.loads(line)["jsonrpc"] for line in lines} == {"2.0"}
