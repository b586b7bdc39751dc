"""A reader goes on answering, from the old state or the new, while another process writes."""

import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from index.articles import Article, Filters
from index.indexer import index_articles
from index.retrieve import Retriever

from .samples import Letters, check_stores

ROUNDS = 4
MANY = 150
_FORKS = multiprocessing.get_context("forkserver")


def _text(number: int, turn: int) -> str:
    return f"Boat {number} carried {number * 37} crates in week {turn}. Its captain slept at pier {number}."


def _write(folder: Path, turn: int) -> None:
    index_articles((Article(f"boat-{n}", f"Boat {n}", _text(n, turn)) for n in range(MANY)), folder, Letters())


def _write_on(folder: Path, done: Connection) -> None:
    for turn in range(1, ROUNDS):
        _write(folder, turn)
    done.send(None)


@pytest.mark.slow
def test_answers_come_all_the_while_and_tell_the_new_state_at_the_end(tmp_path: Path) -> None:
    _FORKS.set_forkserver_preload([__name__])
    _write(tmp_path, 0)
    retriever = Retriever(tmp_path, Letters())
    ours, theirs = _FORKS.Pipe(duplex=False)
    writer = _FORKS.Process(target=_write_on, args=(tmp_path, theirs))
    writer.start()
    asked, versions = 0, set()
    while not ours.poll():
        number = asked % MANY
        found = retriever.search(f"What did boat {number} carry to pier {number}?", Filters(), 10)
        assert found, asked
        for item in found:
            boat = int(item.article.id.removeprefix("boat-"))
            assert any(item.sentence.text in _text(boat, turn) for turn in range(ROUNDS))
        versions.add(retriever.version)
        asked += 1
    writer.join()
    assert writer.exitcode == 0
    assert asked >= 20, "there was time to ask"
    assert len(versions) > 1, "what was written meanwhile was seen meanwhile"
    for number in range(0, MANY, 10):
        article_id = f"boat-{number}"
        found = retriever.search("What was carried?", Filters(article_ids=(article_id,)), 5)
        assert found
        assert all(item.sentence.text in _text(number, ROUNDS - 1) for item in found)
    retriever.close()
    check_stores(tmp_path)
