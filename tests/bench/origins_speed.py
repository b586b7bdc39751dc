"""What an article costs in a catalog of many: `python -m tests.bench.origins_speed [ARTICLES]`, 100,000 by default.

The articles are made of invented words and stock phrases, both with the frequencies of a language (Zipf), so that
unrelated ones share as many word triples as in English (about one in a thousand); every twentieth is an edited reprint
of an earlier one. Times are given on the clock and, as the machine may be busy with other things, on the processor.
"""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from itertools import accumulate
from pathlib import Path
from random import Random
from statistics import mean, quantiles
from string import ascii_lowercase

from rich.console import Console

from index.fingerprint import fingerprint
from index.origins import link, regroup

WORDS = 150
VOCABULARY = 30_000
REPRINT_EVERY = 20
REMOVED = 200


def main(count: int) -> None:
    """Prints times and sizes; an article is one transaction on disk, as in the indexer."""
    console = Console()
    random = Random(11)  # noqa: S311
    texts = _texts(random)
    console.print(f"fingerprint of {4 * WORDS} words: {_spread(_fingerprints(texts))}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalog.sqlite3"
        connection = _catalog(path)
        taken = _fill(connection, texts, count, console)
        console.print(f"link, last 1,000: {_spread(taken[-1000:])}")
        console.print(f"removal with regroup: {_spread(_remove(connection, random, count))}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        console.print(
            f"on disk: {path.stat().st_size / count / 1000:.2f} kB an article, of it {_sizes(connection, count)}"
        )
        connection.close()


def _fingerprints(texts: Iterator[str]) -> list[tuple[float, float]]:
    taken: list[tuple[float, float]] = []
    for _ in range(100):
        sentences = [next(texts) for _ in range(4)]
        with _timed(taken):
            fingerprint(sentences)
    return taken


def _catalog(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON")
    connection.executescript(resources.files("index").joinpath("schema.sql").read_text("utf-8"))
    return connection


def _fill(
    connection: sqlite3.Connection, texts: Iterator[str], count: int, console: Console
) -> list[tuple[float, float]]:
    """Adds `count` articles; returns the times of each call of link with its commit."""
    taken: list[tuple[float, float]] = []
    for number in range(count):
        one = fingerprint([next(texts)])
        row = connection.execute(
            "INSERT INTO articles (id, digest, title, text, guessed, origin) VALUES (?1, '', '', '', '', ?1)",
            (f"{number:07}",),
        ).lastrowid
        with _timed(taken), connection:
            link(connection, row or 0, one)
        if (number + 1) % 20_000 == 0:
            console.print(f"{number + 1:>7} articles: link {_spread(taken[-1000:])}")
    return taken


def _remove(connection: sqlite3.Connection, random: Random, count: int) -> list[tuple[float, float]]:
    taken: list[tuple[float, float]] = []
    for number in random.sample(range(count), min(REMOVED, count)):
        with _timed(taken), connection:
            connection.execute("DELETE FROM articles WHERE id = ?", (f"{number:07}",))
            regroup(connection)
    return taken


def _texts(random: Random) -> Iterator[str]:
    """Yields articles of WORDS invented words; every REPRINT_EVERYth repeats one of the last with a word in ten new."""
    words = ["".join(random.choices(ascii_lowercase, k=6)) for _ in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))
    phrases = [" ".join(random.choices(words, cum_weights=weights, k=3)) for _ in range(VOCABULARY)]
    earlier: list[list[str]] = []
    while True:
        for _ in range(REPRINT_EVERY - 1):
            single = random.choices(words, cum_weights=weights, k=WORDS * 3 // 4)
            stock = random.choices(phrases, cum_weights=weights, k=WORDS // 12)
            earlier.append(random.sample(single + stock, len(single) + len(stock)))
            yield " ".join(earlier[-1])
        yield " ".join(random.choice(words) if random.random() < 0.1 else word for word in random.choice(earlier))
        earlier = earlier[-1000:]


@contextmanager
def _timed(taken: list[tuple[float, float]]) -> Iterator[None]:
    """Notes the seconds that passed on the clock and on the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    yield
    taken.append((time.perf_counter() - clock, time.process_time() - processor))


def _spread(taken: list[tuple[float, float]]) -> str:
    clock, processor = zip(*taken, strict=True)
    p95 = quantiles(clock, n=20)[-1]
    return f"mean {mean(clock) * 1000:.2f} ms, p95 {p95 * 1000:.2f} ms; processor {mean(processor) * 1000:.2f} ms"


def _sizes(connection: sqlite3.Connection, count: int) -> str:
    rows = connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 4")
    return ", ".join(f"{name} {size / count / 1000:.2f}" for name, size in rows)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
