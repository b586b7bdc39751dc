"""The store of record, in SQLite: opens it, checks it and reads its articles."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from importlib import resources
from pathlib import Path

from index.articles import Article, ArticleInfo
from index.errors import (
    EmbedderMismatchError,
    IndexDamagedError,
    IndexingError,
    IndexMissingError,
    UnknownArticleError,
)

CACHE_KIB = 64 * 1024
"""Pages that SQLite keeps, at most; its own 2 MiB cost a search over 100,000 passages a tenth of its time (docs/performance.md)."""
SCHEMA_VERSION = "3"
FIRST_VECTORS = "chroma"
INFO_COLUMNS = "a.id, a.title, a.source, a.author, a.published, a.url, a.language, a.origin"
"""Columns of `articles a`, in the order that `article_info` takes."""
_FILE = "catalog.sqlite3"


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

    def check_embedder(self, identity: str) -> None:
        """Raises EmbedderMismatchError if the vectors are of another embedder than `identity`."""
        built = self.meta("embedder")
        if built not in {None, identity}:
            raise EmbedderMismatchError(
                f"The index was built by the embedder {built}, but {identity} is configured. "
                "Set BYLINE_EMBEDDER back, or run `byline doctor --rebuild-vectors` to embed everything anew."
            )

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


def article_info(row: Sequence[str | None]) -> ArticleInfo:
    """Returns the metadata of an article that was read as the columns `INFO_COLUMNS`."""
    article_id, title, source, author, published, url, language, origin = row
    return ArticleInfo(str(article_id), str(title), source, author, _date(published), url, language, str(origin))


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


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
