"""Passages and their sentences as the catalog holds them, read for retrieval and to be embedded anew."""

import json
from collections.abc import Sequence

from index.articles import ArticleInfo, Sentence
from index.catalog import INFO_COLUMNS, Catalog, article_info


def passage_sentences(catalog: Catalog, rowids: Sequence[int]) -> dict[int, list[tuple[ArticleInfo, Sentence]]]:
    """Returns the sentences of each passage, with their article, by passage row id."""
    marks = ",".join("?" * len(rowids))
    rows = catalog.connection.execute(
        f"SELECT p.rowid, s.start_char, s.end_char, substr(a.text, s.start_char + 1, s.end_char - s.start_char), {INFO_COLUMNS}"  # noqa: S608
        " FROM passages p JOIN articles a ON a.rowid = p.article"
        " JOIN sentences s ON s.article = p.article AND s.number >= p.first AND s.number < p.last"
        f" WHERE p.rowid IN ({marks}) ORDER BY p.rowid, s.number",
        list(rowids),
    )
    found: dict[int, list[tuple[ArticleInfo, Sentence]]] = {}
    for rowid, start, end, text, *info in rows:
        found.setdefault(rowid, []).append((article_info(info), Sentence(start, end, text)))
    return found


def text_before(catalog: Catalog, article_id: str, start: int) -> str | None:
    """Returns what stands in an article from the beginning of the sentence before `start` up to there; None before the first."""
    row = catalog.connection.execute(
        "SELECT substr(a.text, s.start_char + 1, ?1 - s.start_char) FROM articles a JOIN sentences s ON s.article = a.rowid"
        " WHERE a.id = ?2 AND s.start_char < ?1 ORDER BY s.number DESC LIMIT 1",
        (start, article_id),
    ).fetchone()
    return None if row is None else str(row[0])


def passage_keys(catalog: Catalog) -> list[str]:
    """Returns the key of every passage."""
    return [key for (key,) in catalog.connection.execute("SELECT key FROM passages")]


def passage_texts(catalog: Catalog, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Returns the title of the article and the text of each passage key that is known, in the order of `keys`."""
    rows = catalog.connection.execute(
        "SELECT p.key, a.title, (SELECT group_concat(piece, ' ') FROM (SELECT substr(a.text, s.start_char + 1,"
        " s.end_char - s.start_char) AS piece FROM sentences s WHERE s.article = p.article AND s.number >= p.first"
        " AND s.number < p.last ORDER BY s.number))"
        " FROM passages p JOIN articles a ON a.rowid = p.article WHERE p.key IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
    )
    found = {key: (str(title), str(text or "")) for key, title, text in rows}
    return {key: found[key] for key in keys if key in found}


def row_texts(catalog: Catalog, rows: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Returns the title of the article and the text of each passage row that is known, in the order of `rows`."""
    sql = f"SELECT key, rowid FROM passages WHERE rowid IN ({','.join('?' * len(rows))})"  # noqa: S608
    keys = dict(catalog.connection.execute(sql, list(rows)).fetchall())
    found = {keys[key]: text for key, text in passage_texts(catalog, list(keys)).items()}
    return {row: found[row] for row in rows if row in found}


def passage_articles(catalog: Catalog, rows: Sequence[int]) -> dict[int, int]:
    """Returns the article row of each passage row."""
    sql = f"SELECT rowid, article FROM passages WHERE rowid IN ({','.join('?' * len(rows))})"  # noqa: S608
    return dict(catalog.connection.execute(sql, list(rows)))


def article_ids(catalog: Catalog, rows: Sequence[int]) -> dict[int, str]:
    """Returns the id of each article row."""
    sql = f"SELECT rowid, id FROM articles WHERE rowid IN ({','.join('?' * len(rows))})"  # noqa: S608
    return dict(catalog.connection.execute(sql, list(rows)))
