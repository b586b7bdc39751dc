"""The real service with the small model under many clients at once, and told to stop while they all wait."""

import asyncio
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.bench.collection import Newsroom
from tests.bench.load import make_home, storm
from tests.end_to_end.conftest import SMALL
from tests.end_to_end.server import LOADING_SECONDS, Server, events, serving

pytestmark = [pytest.mark.models, pytest.mark.slow]

CLIENTS = 12
SECONDS = 6.0
GRACE = 1.0
SHORT = {"BYLINE_LLM": SMALL, "BYLINE_PROMPT_TOKENS": "200", "BYLINE_ANSWER_TOKENS": "16"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, models_dir: Path) -> Path:
    home = tmp_path_factory.mktemp("home")
    assert models_dir
    make_home(home)
    return home


@pytest.fixture
def server(home: Path) -> Iterator[Server]:
    with serving(home, BYLINE_QUEUE="6", BYLINE_GRACE=str(GRACE), **SHORT) as server:
        server.wait_ready()
        yield server


def test_every_response_is_a_whole_answer_or_a_refusal_that_says_when(server: Server) -> None:
    # In a thread of its own: Playwright's tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        tally = thread.submit(lambda: asyncio.run(storm(server.url, CLIENTS, SECONDS))).result()
    assert tally.wrong == []
    assert {"article", "metrics"} <= set(tally.counts)
    assert {"same", "json", "stream"} & set(tally.counts)
    assert server.client.get("/readyz").status_code == 200


def test_told_to_stop_each_stream_ends_in_an_answer_or_an_error_and_the_process_soon(server: Server) -> None:
    begun = threading.Barrier(5, timeout=LOADING_SECONDS)

    def ask(seed: int) -> str:
        body = {"question": Newsroom(seed).question(), "stream": True}
        with httpx.stream("POST", f"{server.url}/ask", json=body, timeout=LOADING_SECONDS) as response:
            stream = events(response)
            try:
                names = [next(stream)[0]]
            except StopIteration:
                begun.abort()
                raise AssertionError(f"{response.status_code}: no event") from None
            begun.wait()
            return [*names, *(name for name, _ in stream)][-1]

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(ask, seed) for seed in range(4)]
        begun.wait()
        server.process.send_signal(signal.SIGTERM)
        ends = [each.result() for each in asked]
    assert set(ends) <= {"answer", "error"}
    assert server.process.wait(GRACE + 10) == 0
    assert "Traceback" not in server.log.read_text()


def test_told_to_stop_while_it_loads_it_does_not_wait_for_the_models(home: Path) -> None:
    with serving(home, **SHORT) as server:
        assert server.client.get("/readyz").status_code == 503
        assert server.stop() < 5
        assert server.process.returncode == 0
