"""Groups of near-duplicate articles: reprints of one story, which count as one witness.

An article's origin is the smallest id in its connected component of near-duplicates, so it depends on which articles
are there and not on the order in which they came. Equal texts share one wording; wordings are what is compared.
"""

import sqlite3
from collections.abc import Iterator

from index.fingerprint import Features, Fingerprint, compare, marks_of, may_be_near_duplicates, near_duplicates

SHARED_MINIMA = 2
"""Minima that make a candidate: locality-sensitive hashing by bands of one minimum, of which two must agree.

Each of the 32 minima agrees with probability r, the share of word triples that two articles have in common. Two of
them agree with probability 0.99 at r = 0.2 (few reprints have less), and for unrelated articles (r about 0.001) in
one case of two thousand. Bands of two minima over word pairs found as many, but needed 64 rows an article.
"""


def link(connection: sqlite3.Connection, article: int, fingerprint: Fingerprint) -> None:
    """Joins a new article to its near-duplicates, within the caller's transaction.

    `article` is the row of the article, stored with its own id for its origin.
    """
    row = connection.execute("SELECT rowid FROM wordings WHERE key = ?", (fingerprint.key,)).fetchone()
    wording = _add(connection, fingerprint) if row is None else int(row[0])
    _join(connection, article, wording)
    connection.execute("INSERT INTO article_wordings VALUES (?, ?)", (article, wording))


def regroup(connection: sqlite3.Connection) -> int:
    """Splits the groups that lost an article, within the caller's transaction; returns how many origins changed.

    What is to be done is kept by a trigger in the transaction that removes an article, so nothing is forgotten when
    the program ends in between; until then the group stays together.
    """
    # CROSS JOIN keeps SQLite from going through all articles to find those few.
    rows = connection.execute(
        "SELECT DISTINCT w.wording FROM stale_origins s CROSS JOIN articles a ON a.origin = s.origin"
        " CROSS JOIN article_wordings w ON w.article = a.rowid"
    )
    pending = {int(wording) for (wording,) in rows}
    before = connection.total_changes
    while pending:
        pending -= _name_component(connection, next(iter(pending)))
    changed = connection.total_changes - before
    connection.execute("DELETE FROM stale_origins")
    return changed


def _add(connection: sqlite3.Connection, fingerprint: Fingerprint) -> int:
    """Stores a wording and its near-duplicates; returns its row."""
    features = fingerprint.features
    marks = marks_of(features)
    found = [
        row
        for row, other in _candidates(connection, fingerprint)
        if may_be_near_duplicates(marks, other) and near_duplicates(compare(features, other))
    ]
    row = connection.execute(
        "INSERT INTO wordings (key, shingles, marks) VALUES (?, ?, ?)",
        (fingerprint.key, features.shingles, features.marks),
    ).lastrowid
    connection.executemany(
        "INSERT OR IGNORE INTO minima VALUES (?, ?)", ((minimum, row) for minimum in fingerprint.minima)
    )
    connection.executemany("INSERT INTO duplicates VALUES (?, ?)", ((row, other) for other in found))
    connection.executemany("INSERT INTO duplicates VALUES (?, ?)", ((other, row) for other in found))
    return int(row or 0)


def _candidates(connection: sqlite3.Connection, fingerprint: Fingerprint) -> Iterator[tuple[int, Features]]:
    """Returns the wordings that share enough minima, with their row."""
    marks = ",".join("?" * len(fingerprint.minima))
    rows = connection.execute(
        f"SELECT rowid, shingles, marks FROM wordings WHERE rowid IN (SELECT wording FROM minima WHERE hash IN ({marks})"  # noqa: S608
        " GROUP BY wording HAVING count(*) >= ?)",
        (*fingerprint.minima, SHARED_MINIMA),
    )
    return ((row, Features(shingles, marks)) for row, shingles, marks in rows)


def _join(connection: sqlite3.Connection, article: int, wording: int) -> None:
    """Makes one group of an article and those of its wording and near-duplicates; stale if one of them was."""
    # Articles of one wording have one origin, so that it is enough to look at one of each.
    rows = connection.execute(
        "SELECT DISTINCT origin FROM articles WHERE rowid IN (SELECT ?1 UNION ALL SELECT min(article)"
        " FROM article_wordings WHERE wording IN (SELECT ?2 UNION ALL SELECT other FROM duplicates WHERE one = ?2)"
        " GROUP BY wording)",
        (article, wording),
    )
    smallest, *others = sorted(str(origin) for (origin,) in rows)
    for origin in others:
        connection.execute(
            "INSERT OR IGNORE INTO stale_origins SELECT ? FROM stale_origins WHERE origin = ?", (smallest, origin)
        )
        connection.execute("UPDATE articles SET origin = ? WHERE origin = ?", (smallest, origin))


def _name_component(connection: sqlite3.Connection, wording: int) -> set[int]:
    """Gives the articles of a wording's component their origin; returns the component's wordings."""
    rows = connection.execute(
        "WITH RECURSIVE reached (wording) AS (SELECT ? UNION"
        " SELECT d.other FROM reached r JOIN duplicates d ON d.one = r.wording)"
        " SELECT r.wording, a.rowid, a.id FROM reached r"
        " JOIN article_wordings w ON w.wording = r.wording JOIN articles a ON a.rowid = w.article",
        (wording,),
    ).fetchall()
    origin = min(article_id for _, _, article_id in rows)
    connection.executemany(
        "UPDATE articles SET origin = ?1 WHERE rowid = ?2 AND origin <> ?1",
        ((origin, article) for _, article, _ in rows),
    )
    return {reached for reached, _, _ in rows}
