"""Articles into the catalog and out of it, each in one transaction, and which vectors are still to follow."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from index.articles import Article, Passage, Sentence
from index.catalog import Catalog
from index.fingerprint import Fingerprint
from index.origins import link, regroup
from index.scripts import paired


@dataclass(frozen=True)
class Prepared:
    """An article ready to be stored: `keys` names the vectors of `passages`, in order; `heading` is found with each."""

    article: Article
    digest: str
    heading: str
    sentences: Sequence[Sentence]
    passages: Sequence[Passage]
    keys: Sequence[str]
    fingerprint: Fingerprint


def put_article(catalog: Catalog, prepared: Prepared) -> list[str]:
    """Stores an article in place of the one with its id, in one transaction; returns the keys that it replaced."""
    with catalog.connection:
        stale = _delete(catalog.connection, prepared.article.id)
        regroup(catalog.connection)
        _insert(catalog.connection, prepared)
        _note_change(catalog.connection, prepared.keys, stale)
    return stale


def remove_article(catalog: Catalog, article_id: str) -> list[str]:
    """Deletes an article in one transaction; returns the keys whose vectors are to go."""
    with catalog.connection:
        stale = _delete(catalog.connection, article_id)
        regroup(catalog.connection)
        _note_change(catalog.connection, (), stale)
    return stale


def expect(catalog: Catalog, keys: Iterable[str]) -> None:
    """Notes keys whose vectors are about to be written."""
    with catalog.connection:
        catalog.connection.executemany("INSERT OR IGNORE INTO unsettled VALUES (?)", ((key,) for key in keys))


def unsettled(catalog: Catalog) -> list[str]:
    """Returns the keys that an interrupted run left without a passage."""
    rows = catalog.connection.execute(
        "SELECT key FROM unsettled u WHERE NOT EXISTS (SELECT 1 FROM passages p WHERE p.key = u.key) ORDER BY key"
    )
    return [key for (key,) in rows]


def settle(catalog: Catalog) -> None:
    """Forgets the unsettled keys: their vectors are gone, or their passages stored."""
    with catalog.connection:
        catalog.connection.execute("DELETE FROM unsettled")
        _mark_settled(catalog.connection)


def touch(catalog: Catalog) -> None:
    """Counts a change of the vectors as a change of the index, so that readers open them anew."""
    with catalog.connection:
        _note_change(catalog.connection, (), ())


def switch_vectors(catalog: Catalog, name: str, embedder: str) -> None:
    """Has the vectors in the folder `name`, made by `embedder`, take the place of those in use, at once."""
    with catalog.connection:
        catalog.connection.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)", (("vectors", name), ("embedder", embedder))
        )
        catalog.connection.execute("DELETE FROM meta WHERE name = 'rebuilding'")
        catalog.connection.execute("DELETE FROM unsettled")
        _note_change(catalog.connection, (), ())
        _mark_settled(catalog.connection)


def set_meta(catalog: Catalog, name: str, value: str) -> None:
    """Records a fact about the index."""
    with catalog.connection:
        catalog.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def _delete(connection: sqlite3.Connection, article_id: str) -> list[str]:
    rows = connection.execute(
        "SELECT p.rowid, p.key FROM passages p JOIN articles a ON a.rowid = p.article WHERE a.id = ?", (article_id,)
    ).fetchall()
    connection.executemany("DELETE FROM passages_fts WHERE rowid = ?", ((rowid,) for rowid, _ in rows))
    connection.execute(
        "DELETE FROM articles_fts WHERE rowid = (SELECT rowid FROM articles WHERE id = ?)", (article_id,)
    )
    connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))
    return [key for _, key in rows]


def _insert(connection: sqlite3.Connection, prepared: Prepared) -> None:
    article = prepared.article
    row = connection.execute(
        "INSERT INTO articles (id, digest, title, text, source, author, published, url, language, path, guessed, origin)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (article.id, prepared.digest, article.title, article.text, article.source, article.author, _iso(article.published),
         article.url, article.language, article.path, json.dumps(sorted(article.guessed)), article.id),
    ).lastrowid  # fmt: skip
    connection.executemany(
        "INSERT INTO sentences VALUES (?, ?, ?, ?)",
        ((row, number, s.start_char, s.end_char) for number, s in enumerate(prepared.sentences)),
    )
    if row is not None:
        link(connection, row, prepared.fingerprint)
    words = paired(prepared.heading)
    connection.execute(
        "INSERT INTO articles_fts (rowid, heading, text) VALUES (?, ?, ?)",
        (row, words, paired(" ".join(passage.text for passage in prepared.passages))),
    )
    for key, passage in zip(prepared.keys, prepared.passages, strict=True):
        passage_row = connection.execute(
            "INSERT INTO passages (key, article, first, last) VALUES (?, ?, ?, ?)",
            (key, row, passage.first, passage.last),
        ).lastrowid
        connection.execute(
            "INSERT INTO passages_fts (rowid, heading, text) VALUES (?, ?, ?)",
            (passage_row, words, paired(passage.text)),
        )


def _note_change(connection: sqlite3.Connection, stored: Iterable[str], stale: Iterable[str]) -> None:
    """Within a transaction, counts a change of the index: `stored` have their vectors, `stale` are still to lose theirs."""
    connection.executemany("DELETE FROM unsettled WHERE key = ?", ((key,) for key in stored))
    connection.executemany("INSERT OR IGNORE INTO unsettled VALUES (?)", ((key,) for key in stale))
    connection.execute(
        "INSERT INTO meta VALUES ('version', '1') ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
    )


def _mark_settled(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT OR REPLACE INTO meta SELECT 'settled', value FROM meta WHERE name = 'version'")


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
