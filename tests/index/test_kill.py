"""kill -9 of the indexer at many moments: the next run ends where a run that nobody disturbed ends, id by id."""

import multiprocessing
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest

from index.articles import Article, Filters
from index.doctor import examine
from index.indexer import index_articles
from index.retrieve import Retriever
from index.vectors import VectorStore

from .samples import Scattered, check_stores

KILLS = 32
DAY = Path("/news/today")
CONTENT = (
    "SELECT id, digest, title, text, path, origin FROM articles ORDER BY id",
    "SELECT a.id, s.number, s.start_char, s.end_char FROM sentences s JOIN articles a ON a.rowid = s.article ORDER BY 1, 2",
    "SELECT key, first, last FROM passages ORDER BY key",
    "SELECT p.key, f.heading, f.text FROM passages_fts f JOIN passages p ON p.rowid = f.rowid ORDER BY 1",
    "SELECT a.id, f.heading, f.text FROM articles_fts f JOIN articles a ON a.rowid = f.rowid ORDER BY 1",
    "SELECT name, value FROM meta WHERE name NOT IN ('version', 'settled') ORDER BY name",
)
_FORKS = multiprocessing.get_context("forkserver")


def _story(number: int, day: str) -> Article:
    lines = (
        f"On {day} boat {number} carried {number * 37 + line} crates of {line} kinds to pier {line}."
        for line in range(6)
    )
    return Article(f"boat-{number:03}", f"Boat {number}", " ".join(lines), path=str(DAY / f"{number}.txt"))


def before() -> Iterator[Article]:
    return (_story(number, "Monday") for number in range(60))


def after() -> Iterator[Article]:
    """Twenty of the articles are gone, twenty changed, twenty as they were; sixty are new, of them twenty reprints."""
    yield from (_story(number, "Monday") for number in range(20, 40))
    yield from (_story(number, "Tuesday") for number in range(40, 100))
    for number in range(60, 80):
        story = _story(number, "Tuesday")
        yield Article(f"reprint-{number}", "Seen elsewhere", story.text, path=str(DAY / f"{number}-again.txt"))


def _update(folder: Path, started: Connection) -> None:
    started.send(None)
    index_articles(after(), folder, Scattered(), prune=[DAY])


def _start(folder: Path) -> multiprocessing.process.BaseProcess:
    """Returns a process that has begun to update the index."""
    ours, theirs = _FORKS.Pipe(duplex=False)
    process = _FORKS.Process(target=_update, args=(folder, theirs))
    process.start()
    ours.recv()
    return process


def _content(folder: Path) -> list[list[tuple[object, ...]]]:
    connection = sqlite3.connect(folder / "catalog.sqlite3")
    rows = [connection.execute(sql).fetchall() for sql in CONTENT]
    connection.close()
    return rows


def _check_vectors(folder: Path, clean: Path) -> None:
    one, other = VectorStore(folder / "chroma"), VectorStore(clean / "chroma")
    keys = sorted(other.keys())
    assert sorted(one.keys()) == keys
    assert np.array_equal(one.vectors(keys), other.vectors(keys))
    assert one.unreachable(keys) == []
    one.close()
    other.close()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_killed_at_any_moment_the_next_run_ends_where_an_undisturbed_one_does(tmp_path: Path) -> None:
    _FORKS.set_forkserver_preload([__name__])
    index_articles(before(), tmp_path / "old", Scattered())
    index_articles(after(), tmp_path / "clean", Scattered())
    shutil.copytree(tmp_path / "old", tmp_path / "whole")
    process, began = _start(tmp_path / "whole"), time.monotonic()
    process.join()
    seconds = time.monotonic() - began
    assert _content(tmp_path / "whole") == _content(tmp_path / "clean")

    dice, killed = random.Random(3), 0  # noqa: S311
    for number in range(3 * KILLS):
        folder = tmp_path / f"index-{number}"
        shutil.copytree(tmp_path / "old", folder)
        process = _start(folder)
        time.sleep(seconds * (killed + dice.random()) / KILLS)
        process.kill()
        process.join()
        if process.exitcode == -signal.SIGKILL:
            killed += 1
        else:
            seconds *= 0.9  # it was done before: other work slowed the run that was timed
        # What is there at once can be read, whatever is half done.
        reader = Retriever(folder, Scattered())
        assert reader.search("Which boat carried crates to pier 3?", Filters(), 3)
        reader.close()

        index_articles(after(), folder, Scattered(), prune=[DAY])

        assert _content(folder) == _content(tmp_path / "clean"), f"kill {number}"
        check_stores(folder)
        _check_vectors(folder, tmp_path / "clean")
        if number % 8 == 0:
            assert examine(folder, Scattered()).faults == (), f"kill {number}"
        shutil.rmtree(folder)
        if killed == KILLS:
            break
    assert killed >= 30, "moments within the run"
