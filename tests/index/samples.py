"""Articles of our own invention, and helpers to write them down and to look into an index."""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from string import ascii_lowercase

import numpy as np

from index.articles import Article, Skipped
from index.catalog import Catalog
from index.embed import Embedder
from index.stored_passages import passage_sentences
from index.vectors import VectorStore
from index.workers import Vectors
from index.write import unsettled

BRIDGE = {
    "id": "bridge",
    "title": "Larkwater bridge stuck open",
    "text": "The swing bridge at Larkwater stuck open on Sunday. Engineers need three days to free it.",
    "source": "Larkwater Post",
    "published": "2031-03-02",
}
FERRY = {
    "id": "ferry",
    "title": "Ferry runs aground off Solmere",
    "text": "A ferry with 212 passengers ran aground off Solmere in thick fog. Nobody drowned, the coastguard said.",
    "source": "Coast Wire",
    "published": "2031-03-05",
}
HARVEST = {
    "id": "harvest",
    "title": "Wheat harvest fails in Talvia",
    "text": "Talvia's farmers brought in 40 per cent less wheat than a year ago. The drought is to blame.",
    "source": "Coast Wire",
    "published": "2031-08-20",
}
UNDATED = {
    "id": "museum",
    "title": "Museum buys a forged Ruysdael",
    "text": "The Varn museum paid two million crowns for a painting that a forger made in 1998.",
}
STORIES = (BRIDGE, FERRY, HARVEST, UNDATED)


class Letters(Embedder):
    """An embedder that counts letters: it knows no meanings, and a thousand texts cost it nothing."""

    def __init__(self) -> None:
        self.name = self.identity = "letters"
        self.dimension = 26
        self.window = 256
        self.tokens = None

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        counts = [[1 + text.lower().count(letter) for letter in ascii_lowercase] for text in texts]
        vectors = np.asarray(counts, dtype=np.float32).reshape(-1, self.dimension)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)

    def encode_query(self, text: str) -> Vectors:
        return np.asarray(self.encode_documents([text])[0], dtype=np.float32)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode_documents(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]


class Scattered(Letters):
    """An embedder that puts every text somewhere else, as far from all others as the real one would unlike texts."""

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) for text in texts]
        vectors = np.asarray([np.random.default_rng(seed).standard_normal(self.dimension) for seed in seeds])
        vectors = vectors.reshape(-1, self.dimension)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


class Renamed(Embedder):
    """The same model under another name, as if its weights were others."""

    def __init__(self, embedder: Embedder) -> None:
        self.__dict__.update(embedder.__dict__)
        self.identity = embedder.identity.replace("MiniLM", "MaxiLM")


def article(article_id: str, text: str, title: str = "A title") -> Article:
    return Article(article_id, title, text)


def write_lines(path: Path, *records: object) -> Path:
    """Writes records as lines of JSON; a string is written as it stands."""
    lines = (record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def articles_of(found: Iterator[Article | Skipped]) -> list[Article]:
    """Returns what was read, where nothing was to be skipped."""
    items = list(found)
    assert not [item for item in items if isinstance(item, Skipped)]
    return [item for item in items if isinstance(item, Article)]


def reason_of(found: Iterator[Article | Skipped]) -> str:
    """Returns why the one thing that was found was skipped."""
    (item,) = found
    assert isinstance(item, Skipped)
    return item.reason


@contextmanager
def without_privileges() -> Iterator[None]:
    """Lets the file system's permissions hold for a test that runs as root, as in a container."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def check_stores(folder: Path) -> None:
    """Asserts that catalog and vectors hold the same passages, and that every sentence is its article's text."""
    catalog = Catalog.open(folder)
    vectors = VectorStore(folder / catalog.vectors_name())
    try:
        passages = [key for (key,) in catalog.connection.execute("SELECT key FROM passages")]
        assert vectors.keys() == set(passages)
        assert unsettled(catalog) == []
        _check_rows(catalog.connection)
        texts = {info.id: catalog.article(info.id).text for info in catalog.articles()}
        rowids = [rowid for (rowid,) in catalog.connection.execute("SELECT rowid FROM passages")]
        for pairs in passage_sentences(catalog, rowids).values():
            for info, sentence in pairs:
                assert sentence.text == texts[info.id][sentence.start_char : sentence.end_char]
    finally:
        catalog.close()
        vectors.close()


def _check_rows(connection: sqlite3.Connection) -> None:
    """Asserts that no table keeps rows of an article that is gone."""
    for table in ("sentences", "passages"):
        sql = f"SELECT count(*) FROM {table} WHERE article NOT IN (SELECT rowid FROM articles)"  # noqa: S608
        assert connection.execute(sql).fetchone() == (0,)
    both = connection.execute("SELECT (SELECT count(*) FROM passages), (SELECT count(*) FROM passages_fts)").fetchone()
    assert both[0] == both[1]
