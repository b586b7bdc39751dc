"""How soon sources come: `python -m tests.bench.sources INDEX [QUESTIONS]`, an index of `tests.bench.collection`.

The real server with the default model: the first `sources` event of 100 questions, idle and while an answer is being
written for someone else; how soon the port opens and the models are ready; how soon the model is free once a client has left.
"""

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from index.embed import load_embedder
from index.indexer import index_articles
from index.read import read_paths
from index.settings import load
from service.settings import ServiceSettings
from tests.bench.collection import Newsroom
from tests.bench.figures import spread
from tests.end_to_end.conftest import environment, program
from tests.end_to_end.server import Server, serving

LEAVINGS = 10
STARTS = 10
GOLD = Path(__file__).parents[2] / "eval" / "gold"


async def _sources(http: httpx.AsyncClient, question: str) -> float:
    """Returns the seconds until the sources are there, and leaves then."""
    begun = time.perf_counter()
    async with http.stream("POST", "/ask", json={"question": question, "stream": True}) as response:
        async for line in response.aiter_lines():
            if line == "event: sources":
                return time.perf_counter() - begun
    raise AssertionError(f"no sources: {response.status_code}")


async def _write_on(http: httpx.AsyncClient, number: list[int]) -> None:
    """Has answers written one after the other, so that the model is never idle."""
    newsroom = Newsroom(99)
    while True:
        response = await http.post("/ask", json={"question": newsroom.question()})
        number[0] += response.status_code == 200 and response.json()["usage"]["prompt_tokens"] > 0


async def _timed(url: str, count: int, *, busy: bool, seed: int) -> list[float]:
    newsroom, answers = Newsroom(seed), [0]
    async with httpx.AsyncClient(base_url=url, timeout=200) as http:
        writing = [asyncio.create_task(_write_on(http, answers)) for _ in range(2 if busy else 0)]
        await asyncio.sleep(1.0 if busy else 0.0)
        taken = []
        for _ in range(count):
            while busy and not _at_work((await http.get("/metrics")).text):
                await asyncio.sleep(0.01)
            taken.append(await _sources(http, newsroom.question()))
            await asyncio.sleep(0.2)  # the left question is cleared away
        for task in writing:
            task.cancel()
        await asyncio.gather(*writing, return_exceptions=True)
    if busy:
        sys.stdout.write(f"  {answers[0]} answers of the model meanwhile\n")
    return taken


def _at_work(metrics: str) -> bool:
    return re.search(r"^byline_answering 1\.0$", metrics, re.MULTILINE) is not None


def _listening(home: Path) -> float:
    """Returns the seconds from the start of the program until its port takes a connection."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = free.getsockname()
    begun = time.perf_counter()
    command = [program(), "serve", "--port", str(address[1])]
    with subprocess.Popen(
        command, env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(address) == 0:
                    break
            time.sleep(0.002)
        taken = time.perf_counter() - begun
        process.kill()
    return taken


def _running(server: Server) -> bool:
    return _at_work(server.client.get("/metrics").text)


def _wait_idle(server: Server) -> None:
    while _running(server):
        time.sleep(0.05)


def _leaving(server: Server) -> list[float]:
    """Returns the seconds from a client's leaving until the model is free, at different moments of an answer."""
    taken: list[float] = []
    for number, line in enumerate((GOLD / "questions.jsonl").read_text("utf-8").splitlines()):
        if len(taken) == LEAVINGS:
            break
        _wait_idle(server)
        body = {"question": json.loads(line)["question"], "stream": True}
        with server.client.stream("POST", "/ask", json=body) as response:
            chunks = response.iter_raw()  # kept: a generator that is dropped would hang up
            next(chunks)
            time.sleep(0.05 + 0.35 * (number % LEAVINGS))  # from the reading of the prompt on to writing
            if not _running(server):
                continue  # it was declined or done by then: there was nothing to stop
        begun = time.perf_counter()
        while _running(server):
            time.sleep(0.002)
        taken.append(time.perf_counter() - begun)
    return taken


def main(index: Path, count: int) -> None:
    """Prints the times."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "models").symlink_to(load(ServiceSettings).models_dir)
        opened = [_listening(home) for _ in range(STARTS)]
        sys.stdout.write(f"port open: {spread(opened)}\n")
        with serving(home, BYLINE_INDEX=str(index)) as server:
            ready = server.wait_ready()
            sys.stdout.write(
                f"first answer of /healthz {server.opened:.2f} s, ready {server.opened + ready:.1f} s after the start\n"
            )
            sys.stdout.write(f"load average {os.getloadavg()[0]:.1f}\n")
            asyncio.run(_timed(server.url, 5, busy=False, seed=1))
            for busy in (False, True):
                _wait_idle(server)
                taken = asyncio.run(_timed(server.url, count, busy=busy, seed=2 + busy))
                sys.stdout.write(f"sources, {'writing' if busy else 'idle'}: {spread(taken)}\n")
            sys.stdout.write(f"stopped within {server.stop():.1f} s\n")
        index_articles(read_paths([GOLD / "articles"]), home / "index", load_embedder())
        with serving(home) as server:  # the sample articles, whose questions the model answers
            server.wait_ready()
            sys.stdout.write(f"free after a client left: {spread(_leaving(server))}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100)
