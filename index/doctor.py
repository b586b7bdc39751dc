"""Examines an index and mends it: catalog against its own texts, vectors against the catalog, embedder against both.

SQLite is the store of record. What is derived from an article's text (sentences, passages, words) is derived anew from
it; vectors are embedded anew from the catalog.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.catalog import Catalog
from index.embed import Embedder
from index.errors import IndexDamagedError
from index.faults import rebuild_words, spans_fault, words_fault
from index.indexer import BATCH, Indexer, content_digest, embedded_text
from index.lock import writing
from index.rebuild import Report, rebuild
from index.stored_passages import passage_keys, passage_texts
from index.vectors import VectorStore
from index.write import unsettled

LOOKED_AT = 64
"""Vectors that are compared with their passage, embedded anew: another model's differ all, so a few tell."""
LEAST_COSINE = 0.99
"""Of a vector and the same passage embedded anew; batches differ in the last bits alone."""


@dataclass(frozen=True)
class Findings:
    """What is wrong with an index; `faults` says it all in words, the rest is what `repair` works on.

    `articles` are ids whose derived rows are wrong, `missing` keys without a vector (or one that is not found by
    itself), `extra` keys of vectors without a passage. `words` and `vectors` ask for a whole store to be made anew.
    """

    faults: tuple[str, ...]
    articles: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    words: bool = False
    vectors: bool = False


def examine(folder: Path, embedder: Embedder, report: Report | None = None) -> Findings:
    """Looks for damage; changes nothing. `report` is told how many vectors of how many were asked for.

    Raises:
        IndexMissingError: there is no index.
        IndexDamagedError: the catalog itself cannot be read.
        IndexLockedError: another process is writing.
    """
    Catalog.open(folder).close()
    with writing(folder):
        catalog = Catalog.create(folder)
        try:
            return _examine(folder, catalog, embedder, report)
        except sqlite3.DatabaseError as error:
            message = f"The catalog cannot be read ({error}). Delete the index folder and index again."
            raise IndexDamagedError(message) from error
        finally:
            catalog.close()


def repair(folder: Path, embedder: Embedder, findings: Findings, report: Report | None = None) -> None:
    """Mends what was found.

    An article whose text was altered keeps it, with its sentences derived anew; as its digest then tells of the
    altered text, indexing its file again puts the right one in its place.
    """
    with writing(folder):
        if findings.words:
            catalog = Catalog.create(folder)
            rebuild_words(catalog)
            catalog.close()
        if findings.vectors:
            rebuild(folder, embedder, report)
        indexer = Indexer(folder, embedder)
        try:
            if not findings.vectors:
                indexer.embed_again(findings.missing, findings.extra)
            indexer.renew(findings.articles)
        finally:
            indexer.close()


def _examine(folder: Path, catalog: Catalog, embedder: Embedder, report: Report | None) -> Findings:
    faults: list[str] = []
    articles = []
    for article_id, fault in _article_faults(catalog):
        faults.append(f"article {article_id!r}: {fault}")
        articles.append(article_id)
    if words := words_fault(catalog):
        faults.append(f"the full-text index: {words}")
    wrong, missing, extra = _vector_faults(folder, catalog, embedder, report)
    faults += wrong
    faults += [f"passage {key!r} has no vector, or one that cannot be found" for key in missing]
    faults += [f"vector {key!r} has no passage" for key in extra]
    return Findings(tuple(faults), tuple(articles), tuple(missing), tuple(extra), bool(words), bool(wrong))


def _article_faults(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yields at most one fault an article: the first that is found."""
    for article_id, digest in catalog.digests().items():
        article = catalog.article(article_id)
        if content_digest(article) != digest:
            where = f"; then index {article.path} again" if article.path else ""
            yield article_id, f"its text or metadata is not what was indexed{where}"
        elif fault := spans_fault(catalog, article):
            yield article_id, fault


def _vector_faults(
    folder: Path, catalog: Catalog, embedder: Embedder, report: Report | None
) -> tuple[list[str], list[str], list[str]]:
    """Returns what is wrong with the store as a whole, or else which keys are missing and which are extra."""
    built = catalog.meta("embedder")
    if built is not None and built != embedder.identity:
        return [f"the vectors were made by {built}, configured is {embedder.identity}"], [], []
    try:
        store = VectorStore(folder / catalog.vectors_name(), make=False)
    except IndexDamagedError as error:
        return [str(error)], [], []
    try:
        return _compare(catalog, store, embedder, report)
    except IndexDamagedError as error:
        return [str(error)], [], []
    finally:
        store.close()


def _compare(
    catalog: Catalog, store: VectorStore, embedder: Embedder, report: Report | None
) -> tuple[list[str], list[str], list[str]]:
    passages, vectors = set(passage_keys(catalog)), store.keys()
    both = sorted(passages & vectors)
    lost: list[str] = []
    for start in range(0, len(both), BATCH):
        lost += store.unreachable(both[start : start + BATCH])
        if report:
            report(min(start + BATCH, len(both)), len(both))
    if fault := _strangers(catalog, store, embedder, both[:: max(1, len(both) // LOOKED_AT)][:LOOKED_AT]):
        return [fault], [], []
    # What a run that was interrupted left is no damage: the next one takes it away.
    return [], sorted(passages - vectors) + lost, sorted(vectors - passages - set(unsettled(catalog)))


def _strangers(catalog: Catalog, store: VectorStore, embedder: Embedder, keys: Sequence[str]) -> str:
    """Tells whether vectors are not those of their passages: of another model, or of other texts."""
    if not keys:
        return ""
    texts = passage_texts(catalog, keys)
    anew = embedder.encode_documents([embedded_text(*texts[key]) for key in keys])
    stored = store.vectors(keys)
    if stored.shape != anew.shape:
        return f"the vectors have {stored.shape[1]} dimensions, the embedder's {anew.shape[1]}"
    cosines = (stored * anew).sum(axis=1) / np.linalg.norm(stored, axis=1)
    far = int((cosines < LEAST_COSINE).sum())
    return f"{far} of {len(keys)} vectors are not those of their passages" if far else ""
