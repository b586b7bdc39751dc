"""How long a search takes as the index grows: `python -m tests.bench.retrieval FOLDER [SMALL] [LARGE] [QUESTIONS]`.

Two indexes of `tests.bench.collection` in FOLDER, of 10,000 and 100,000 passages by default, are asked 200 questions each, without
and with filters: the question is embedded, both legs searched and fused, the evidence loaded. Each question is new, so no vector is kept.
"""

import sys
import time
from datetime import date
from pathlib import Path

from index.articles import Filters
from index.embed import load_embedder
from index.retrieve import Retriever
from tests.bench.collection import OUTLETS, Newsroom, make
from tests.bench.figures import p95, spread

LIMIT = 40
"""Evidence sentences, as many as answering asks for."""
HALF = Filters(published_from=date(2022, 6, 20))
"""About half of the articles."""
MONTH = Filters(published_from=date(2024, 1, 1), published_to=date(2024, 1, 31))
SOME = Filters(sources=tuple(OUTLETS[:4]))
"""A fifth of the articles."""


def _timed(retriever: Retriever, filters: Filters, questions: list[str]) -> list[float]:
    """Returns the seconds of each search."""
    taken = []
    for question in questions:
        begun = time.perf_counter()
        retriever.search(question, filters, LIMIT)
        taken.append(time.perf_counter() - begun)
    return taken


def main(folder: Path, sizes: list[int], count: int) -> None:
    """Prints the times of each index, without and with filters, and the ratios that docs/performance.md states."""
    embedder, newsroom = load_embedder(), Newsroom(3)
    late: dict[tuple[int, str], float] = {}
    for size in sizes:
        there = make(folder / str(size), size)
        retriever = Retriever(folder / str(size), embedder)
        for name, filters in (("no filter", Filters()), ("half", HALF), ("a month", MONTH), ("four outlets", SOME)):
            _timed(retriever, filters, [newsroom.question() for _ in range(10)])
            taken = _timed(retriever, filters, [newsroom.question() for _ in range(count)])
            late[size, name] = p95(taken)
            sys.stdout.write(f"{there:7,} passages, {name:12}: {spread(taken)}\n")
            sys.stdout.flush()
        retriever.close()
    small, large = sizes
    sys.stdout.write(f"growth of p95: {late[large, 'no filter'] / late[small, 'no filter']:.2f}\n")
    for name in ("half", "a month", "four outlets"):
        sys.stdout.write(f"filter ({name}) to none, p95: {late[large, name] / late[large, 'no filter']:.2f}\n")


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[2:]]
    main(Path(sys.argv[1]), [*given[:2], *(10_000, 100_000)[len(given[:2]) :]], given[2] if len(given) > 2 else 200)
