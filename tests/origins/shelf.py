"""A catalog of nothing but texts, written to the way that the indexer writes."""

import sqlite3
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from index.fingerprint import Fingerprint, fingerprint
from index.origins import link, regroup
from index.sentences import split_sentences

TABLES = ("articles", "article_wordings", "wordings", "minima", "duplicates", "stale_origins")


@cache
def print_of(text: str) -> Fingerprint:
    """Returns the fingerprint of a text."""
    return fingerprint([sentence.text for sentence in split_sentences(text)])


class Shelf:
    """Articles by id, each added or removed in a transaction."""

    def __init__(self, path: Path | None = None) -> None:
        self.connection = sqlite3.connect(path or ":memory:")
        self.connection.execute("PRAGMA foreign_keys = ON")
        self.connection.executescript(resources.files("index").joinpath("schema.sql").read_text("utf-8"))

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "Shelf":
        """Returns a shelf built from nothing, in the order of `texts`."""
        shelf = cls()
        for article_id, text in texts.items():
            shelf.put(article_id, text)
        return shelf

    def put(self, article_id: str, text: str) -> None:
        """Stores an article in place of the one with its id."""
        with self.connection:
            self.connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))
            row = self.connection.execute(
                "INSERT INTO articles (id, digest, title, text, guessed, origin) VALUES (?1, '', '', ?2, '', ?1)",
                (article_id, text),
            ).lastrowid
            assert row is not None
            link(self.connection, row, print_of(text))

    def remove(self, article_id: str) -> None:
        """Removes an article, and leaves its group as it is."""
        with self.connection:
            self.connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))

    def regroup(self) -> int:
        """Splits what is to be split."""
        with self.connection:
            return regroup(self.connection)

    def origins(self) -> dict[str, str]:
        """Returns the origin of every article by id."""
        return dict(self.connection.execute("SELECT id, origin FROM articles ORDER BY id"))

    def texts(self) -> dict[str, str]:
        """Returns the text of every article by id."""
        return dict(self.connection.execute("SELECT id, text FROM articles"))

    def counts(self) -> dict[str, int]:
        """Returns the number of rows of each table."""
        return {name: self.connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES}  # noqa: S608
