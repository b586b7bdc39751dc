"""The store of record: articles, sentences, passages and their full-text index, in SQLite."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

from index.articles import Article, ArticleInfo, Passage, Sentence
from index.errors import IndexDamagedError, IndexingError, IndexMissingError, UnknownArticleError
from index.fingerprint import Fingerprint
from index.origins import link, regroup
from index.scripts import paired

CACHE_KIB = 64 * 1024
"""Pages that SQLite keeps, at most; its own 2 MiB cost a search over 100,000 passages a tenth of its time (docs/performance.md)."""
SCHEMA_VERSION = "3"
FIRST_VECTORS = "chroma"
_FILE = "catalog.sqlite3"
INFO_COLUMNS = "a.id, a.title, a.source, a.author, a.published, a.url, a.language, a.origin"
"""Columns of `articles a`, in the order that `article_info` takes."""


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


class Catalog:
    """One connection, used by one thread at a time; readers see the state of the last finished transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether there is a catalog in `folder`."""
        return (folder / _FILE).exists()

    @classmethod
    def create(cls, folder: Path) -> "Catalog":
        """Opens the catalog in `folder` for writing, made if it is missing.

        Raises:
            IndexDamagedError: it cannot be written, or is not a catalog of this version.
        """
        folder.mkdir(parents=True, exist_ok=True)
        schema = resources.files("index").joinpath("schema.sql").read_text("utf-8")
        version = f"INSERT OR IGNORE INTO meta VALUES ('schema', '{SCHEMA_VERSION}');"  # noqa: S608
        try:
            catalog = cls(_connect(folder / _FILE, "rwc"))
            catalog.connection.execute("PRAGMA journal_mode = WAL")
            # In one transaction, so that a reader finds a whole catalog or none.
            catalog.connection.executescript(f"BEGIN;\n{schema}\n{version}\nCOMMIT;")
        except sqlite3.DatabaseError as error:
            raise _damaged(error) from error
        return catalog._checked()

    @classmethod
    def open(cls, folder: Path) -> "Catalog":
        """Opens the catalog in `folder` for reading.

        Raises:
            IndexMissingError: there is none.
            IndexDamagedError: it is not a catalog of this version.
        """
        try:
            catalog = cls(_connect(folder / _FILE, "ro"))
        except sqlite3.OperationalError as error:
            message = f"There is no index in {folder} ({error}). Make one with `byline index PATH…`."
            raise IndexMissingError(message) from error
        except sqlite3.DatabaseError as error:
            raise _damaged(error) from error
        return catalog._checked()

    def check_schema(self) -> None:
        """Raises IndexDamagedError unless this is a catalog of this version, IndexMissingError if it is being made."""
        try:
            if not self.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise IndexMissingError("There is no index yet. Make one, or let it finish, with `byline index PATH…`.")
            found = self.meta("schema")
        except sqlite3.DatabaseError as error:
            raise _damaged(error) from error
        if found != SCHEMA_VERSION:
            message = f"The catalog has version {found}, this program needs {SCHEMA_VERSION}. Delete the index folder and index again."
            raise IndexDamagedError(message)

    def _checked(self) -> "Catalog":
        try:
            self.check_schema()
        except IndexingError:
            self.close()
            raise
        return self

    def close(self) -> None:
        """Closes the connection."""
        self.connection.close()

    def meta(self, name: str) -> str | None:
        """Returns a recorded fact about the index, such as `embedder` or `version`."""
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def digests(self) -> dict[str, str]:
        """Returns the content digest of every article by id."""
        return dict(self.connection.execute("SELECT id, digest FROM articles"))

    def vectors_name(self) -> str:
        """Returns the name of the folder of the vectors: a rebuild makes a new one, and this is how it takes over."""
        return self.meta("vectors") or FIRST_VECTORS

    def paths(self) -> dict[str, str]:
        """Returns where each article was read from, by id."""
        return dict(self.connection.execute("SELECT id, path FROM articles WHERE path IS NOT NULL"))

    def guessed_ids(self) -> dict[str, str]:
        """Returns the id of every article whose file states none, by path."""
        return dict(self.connection.execute("SELECT path, id FROM articles WHERE guessed LIKE '%\"id\"%'"))

    def article(self, article_id: str) -> Article:
        """Returns one article with its text.

        Raises:
            UnknownArticleError: none has that id.
        """
        row = self.connection.execute(
            "SELECT id, title, text, source, author, published, url, language, path, guessed FROM articles WHERE id = ?",
            (article_id,),
        ).fetchone()
        if row is None:
            raise UnknownArticleError(f"There is no article {article_id!r}. `byline articles` lists them.")
        row_id, title, text, source, author, published, url, language, path, guessed = row
        return Article(
            row_id, title, text, source, author, _date(published), url, language, path, frozenset(json.loads(guessed))
        )

    def articles(self) -> list[ArticleInfo]:
        """Returns the metadata of every article, newest first, then by id."""
        rows = self.connection.execute(
            f"SELECT {INFO_COLUMNS} FROM articles a ORDER BY published IS NULL, published DESC, id"  # noqa: S608
        )
        return [article_info(row) for row in rows]

    def page(self, where: str, values: Sequence[str], offset: int, limit: int) -> tuple[list[ArticleInfo], int]:
        """Returns some of the articles `a` for which an SQL condition holds, newest first, and how many there are."""
        total = self.connection.execute(f"SELECT count(*) FROM articles a WHERE {where}", values).fetchone()[0]  # noqa: S608
        rows = self.connection.execute(
            f"SELECT {INFO_COLUMNS} FROM articles a WHERE {where}"  # noqa: S608
            " ORDER BY published IS NULL, published DESC, id LIMIT ? OFFSET ?",
            [*values, limit, offset],
        )
        return [article_info(row) for row in rows], int(total)

    def counts(self) -> tuple[int, int]:
        """Returns the numbers of articles and passages."""
        row = self.connection.execute(
            "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM passages)"
        ).fetchone()
        return int(row[0]), int(row[1])

    def set_meta(self, name: str, value: str) -> None:
        """Records a fact about the index."""
        with self.connection:
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def touch(self) -> None:
        """Counts a change of the vectors as a change of the index, so that readers open them anew."""
        with self.connection:
            self._settle((), ())

    def switch_vectors(self, name: str, embedder: str) -> None:
        """Has the vectors in the folder `name`, made by `embedder`, take the place of those in use, at once."""
        with self.connection:
            self.connection.executemany(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)", (("vectors", name), ("embedder", embedder))
            )
            self.connection.execute("DELETE FROM meta WHERE name = 'rebuilding'")
            self.connection.execute("DELETE FROM unsettled")
            self._settle((), ())
            self._mark_settled()

    def put(self, prepared: Prepared) -> list[str]:
        """Stores an article in place of the one with its id, in one transaction; returns the keys that it replaced."""
        with self.connection:
            stale = self._delete(prepared.article.id)
            regroup(self.connection)
            self._insert(prepared)
            self._settle(prepared.keys, stale)
        return stale

    def remove(self, article_id: str) -> list[str]:
        """Deletes an article in one transaction; returns the keys whose vectors are to go."""
        with self.connection:
            stale = self._delete(article_id)
            regroup(self.connection)
            self._settle((), stale)
        return stale

    def expect(self, keys: Iterable[str]) -> None:
        """Notes keys whose vectors are about to be written."""
        with self.connection:
            self.connection.executemany("INSERT OR IGNORE INTO unsettled VALUES (?)", ((key,) for key in keys))

    def unsettled(self) -> list[str]:
        """Returns the keys that an interrupted run left without a passage."""
        rows = self.connection.execute(
            "SELECT key FROM unsettled u WHERE NOT EXISTS (SELECT 1 FROM passages p WHERE p.key = u.key) ORDER BY key"
        )
        return [key for (key,) in rows]

    def settle(self) -> None:
        """Forgets the unsettled keys: their vectors are gone, or their passages stored."""
        with self.connection:
            self.connection.execute("DELETE FROM unsettled")
            self._mark_settled()

    def _mark_settled(self) -> None:
        self.connection.execute("INSERT OR REPLACE INTO meta SELECT 'settled', value FROM meta WHERE name = 'version'")

    def _delete(self, article_id: str) -> list[str]:
        rows = self.connection.execute(
            "SELECT p.rowid, p.key FROM passages p JOIN articles a ON a.rowid = p.article WHERE a.id = ?", (article_id,)
        ).fetchall()
        self.connection.executemany("DELETE FROM passages_fts WHERE rowid = ?", ((rowid,) for rowid, _ in rows))
        self.connection.execute(
            "DELETE FROM articles_fts WHERE rowid = (SELECT rowid FROM articles WHERE id = ?)", (article_id,)
        )
        self.connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))
        return [key for _, key in rows]

    def _insert(self, prepared: Prepared) -> None:
        article = prepared.article
        row = self.connection.execute(
            "INSERT INTO articles (id, digest, title, text, source, author, published, url, language, path, guessed, origin)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (article.id, prepared.digest, article.title, article.text, article.source, article.author, _iso(article.published),
             article.url, article.language, article.path, json.dumps(sorted(article.guessed)), article.id),
        ).lastrowid  # fmt: skip
        self.connection.executemany(
            "INSERT INTO sentences VALUES (?, ?, ?, ?)",
            ((row, number, s.start_char, s.end_char) for number, s in enumerate(prepared.sentences)),
        )
        if row is not None:
            link(self.connection, row, prepared.fingerprint)
        words = paired(prepared.heading)
        self.connection.execute(
            "INSERT INTO articles_fts (rowid, heading, text) VALUES (?, ?, ?)",
            (row, words, paired(" ".join(passage.text for passage in prepared.passages))),
        )
        for key, passage in zip(prepared.keys, prepared.passages, strict=True):
            passage_row = self.connection.execute(
                "INSERT INTO passages (key, article, first, last) VALUES (?, ?, ?, ?)",
                (key, row, passage.first, passage.last),
            ).lastrowid
            self.connection.execute(
                "INSERT INTO passages_fts (rowid, heading, text) VALUES (?, ?, ?)",
                (passage_row, words, paired(passage.text)),
            )

    def _settle(self, stored: Iterable[str], stale: Iterable[str]) -> None:
        """Within a transaction: `stored` have their vectors, `stale` are still to lose theirs."""
        self.connection.executemany("DELETE FROM unsettled WHERE key = ?", ((key,) for key in stored))
        self.connection.executemany("INSERT OR IGNORE INTO unsettled VALUES (?)", ((key,) for key in stale))
        self.connection.execute(
            "INSERT INTO meta VALUES ('version', '1') ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
        )


def _connect(file: Path, mode: str) -> sqlite3.Connection:
    uri = f"{file.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=30, check_same_thread=False)
    try:
        connection.executescript(
            f"PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -{CACHE_KIB}"
        )
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _damaged(error: sqlite3.DatabaseError) -> IndexDamagedError:
    return IndexDamagedError(f"The catalog cannot be opened ({error}). Delete the index folder and index again.")


def article_info(row: Sequence[str | None]) -> ArticleInfo:
    """Returns the metadata of an article that was read as the columns `INFO_COLUMNS`."""
    article_id, title, source, author, published, url, language, origin = row
    return ArticleInfo(str(article_id), str(title), source, author, _date(published), url, language, str(origin))


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
