"""An index of a few invented articles, made once for the tests that only read it."""

from collections.abc import Iterator

import pytest

from index.embed import Embedder
from index.indexer import index_articles
from index.read import read_paths
from index.retrieve import Retriever

from .samples import STORIES, write_lines


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Retriever]:
    folder = tmp_path_factory.mktemp("library")
    summary = index_articles(read_paths([write_lines(folder / "day.jsonl", *STORIES)]), folder / "index", embedder)
    assert len(summary.added) == len(STORIES)
    retriever = Retriever(folder / "index", embedder)
    yield retriever
    retriever.close()
