"""Many clients of one server: `python -m tests.bench.load [SECONDS] [CLIENTS]`, three minutes and 50 by default.

The real server with the small model. Clients ask the same and different questions, as JSON and as streams, leave in the
middle of a stream, read articles, and read /metrics. Whatever is neither a whole answer nor 503 with Retry-After is wrong.
"""

import asyncio
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from time import monotonic

import httpx

from index.embed import load_embedder
from index.indexer import index_articles
from index.settings import load
from service.settings import ServiceSettings
from tests.bench.collection import Newsroom
from tests.bench.figures import p95
from tests.end_to_end.conftest import SMALL
from tests.end_to_end.server import serving

SAME = "How many million euros did the bridge in Bartolwick cost?"
ARTICLES = 20


@dataclass
class Tally:
    """What came of all requests; `waits` are the seconds of each kind."""

    counts: Counter[str] = field(default_factory=Counter)
    waits: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def note(self, kind: str, seconds: float) -> None:
        """Notes a request that ended well."""
        self.counts[kind] += 1
        self.waits.setdefault(kind, []).append(seconds)

    def fail(self, kind: str, what: str) -> None:
        """Notes one that did not."""
        self.counts["wrong"] += 1
        self.wrong.append(f"{kind}: {what[:300]}")

    def report(self, seconds: float) -> str:
        """Returns a line a kind, and what went wrong."""
        lines = [f"{sum(self.counts.values())} requests in {seconds:.0f} s, {self.counts['wrong']} wrong"]
        for kind, waits in sorted(self.waits.items()):
            lines.append(
                f"{kind:>10}: {len(waits):5}, median {median(waits):6.3f} s, p95 {p95(waits):6.3f} s, max {max(waits):6.3f} s"
            )
        return "\n".join([*lines, *self.wrong[:20]])


class Client:
    """One client that does one thing after the other until `until`."""

    def __init__(self, http: httpx.AsyncClient, tally: Tally, seed: int) -> None:
        self._http, self._tally = http, tally
        self._random = Random(seed)  # noqa: S311
        self._newsroom = Newsroom(seed)

    async def run(self, until: float) -> None:
        """Asks and reads; what fails is noted."""
        doings: list[tuple[str, Callable[[], Coroutine[None, None, str]]]] = [
            ("same", self._same), ("json", self._json), ("stream", self._stream), ("leave", self._leave),
            ("article", self._article), ("metrics", self._metrics),
        ]  # fmt: skip
        while monotonic() < until:
            kind, do = self._random.choice(doings)
            begun = monotonic()
            try:
                became = await do()
            except (httpx.HTTPError, AssertionError, KeyError, ValueError) as error:
                self._tally.fail(kind, f"{type(error).__name__} {error}")
            else:
                self._tally.note(became, monotonic() - begun)
                if became == "refused":
                    await asyncio.sleep(self._random.uniform(0.2, 1.0))

    async def _same(self) -> str:
        return await self._whole(SAME, "same")

    async def _json(self) -> str:
        return await self._whole(self._newsroom.question(), "json")

    async def _whole(self, question: str, kind: str) -> str:
        response = await self._http.post("/ask", json={"question": question})
        if response.status_code == 503:
            return _refused(response)
        _check(response.raise_for_status().json())
        return kind

    async def _stream(self) -> str:
        return await self._streamed(leaves=False)

    async def _leave(self) -> str:
        return await self._streamed(leaves=True)

    async def _streamed(self, *, leaves: bool) -> str:
        body = {"question": self._newsroom.question(), "stream": True}
        async with self._http.stream("POST", "/ask", json=body) as response:
            if response.status_code == 503:
                await response.aread()
                return _refused(response)
            name = ""
            async for line in response.aiter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                    if leaves and name in {"sources", "token"} and self._random.random() < 0.5:
                        return "left"
                elif line.startswith("data: ") and name in {"answer", "error"}:
                    assert name == "answer", line
                    _check(json.loads(line.removeprefix("data: ")))
                    return "stream"
        raise AssertionError(f"the stream ended after {name!r}")

    async def _article(self) -> str:
        number = self._random.randrange(ARTICLES)
        response = await self._http.get(f"/articles/report-{number:06}")
        assert response.raise_for_status().json()["text"]
        return "article"

    async def _metrics(self) -> str:
        response = await self._http.get("/metrics")
        assert "byline_queue_length" in response.raise_for_status().text
        return "metrics"


def _refused(response: httpx.Response) -> str:
    assert int(response.headers["retry-after"]) >= 1
    assert response.json()["status"] == 503
    return "refused"


def _check(answer: dict[str, object]) -> None:
    assert answer["status"] in {"answered", "conflicting", "insufficient"}, answer
    assert answer["answer"]


async def storm(url: str, clients: int, seconds: float) -> Tally:
    """Lets `clients` loose on the server for `seconds`."""
    tally = Tally()
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url, timeout=200, limits=limits) as http:
        until = monotonic() + seconds
        await asyncio.gather(*(Client(http, tally, seed).run(until) for seed in range(clients)))
    return tally


def make_home(home: Path) -> None:
    """Indexes a few articles in a home that shares the machine's models."""
    (home / "models").symlink_to(load(ServiceSettings).models_dir)
    index_articles(Newsroom(1).articles(ARTICLES), home / "index", load_embedder())


def main(seconds: float, clients: int) -> None:
    """Prints the report; fails if anything was wrong."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        make_home(home)
        with serving(home, BYLINE_LLM=SMALL) as server:
            server.wait_ready()
            begun = monotonic()
            tally = asyncio.run(storm(server.url, clients, seconds))
            sys.stdout.write(tally.report(monotonic() - begun) + "\n")
            sys.stdout.write(f"stopped within {server.stop():.1f} s, status {server.process.returncode}\n")
            wrong_log = [line for line in server.log.read_text().splitlines() if "Traceback" in line or "ERROR" in line]
            sys.stdout.write(f"{len(wrong_log)} errors in the server's log\n")
    raise SystemExit(tally.counts["wrong"] + len(wrong_log) > 0)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 180, int(sys.argv[2]) if len(sys.argv) > 2 else 50)
