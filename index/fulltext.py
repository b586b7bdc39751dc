"""BM25 over passages and articles, by SQLite's FTS5; filters are applied in SQL before ranking."""

import json
from collections.abc import Sequence

from index.articles import Filters
from index.catalog import Catalog
from index.scripts import lone
from index.terms import content_words, terms


def article_filter(filters: Filters) -> tuple[str, list[str]]:
    """Returns an SQL condition on `articles a` and its parameters; `1` when nothing is restricted."""
    conditions: list[str] = []
    values: list[str] = []
    if filters.published_from:
        conditions.append("a.published >= ?")
        values.append(filters.published_from.isoformat())
    if filters.published_to:
        conditions.append("a.published <= ?")
        values.append(filters.published_to.isoformat())
    for column, allowed in (("a.source", filters.sources), ("a.id", filters.article_ids)):
        if allowed:
            # One parameter however many there are: SQLite takes 32,766.
            conditions.append(f"{column} IN (SELECT value FROM json_each(?))")  # noqa: S608
            values.append(json.dumps(allowed))
    return " AND ".join(conditions) or "1", values


def passages_by_words(catalog: Catalog, question: str, filters: Filters, limit: int) -> dict[int, float]:
    """Returns the passage rows that best match the question's words with their BM25 scores, best first."""
    return _ranked(catalog, "passages_fts", "JOIN passages p ON p.rowid = f.rowid JOIN articles a ON a.rowid = p.article",
                   question, filters, limit)  # fmt: skip


def articles_by_words(catalog: Catalog, question: str, filters: Filters, limit: int) -> dict[int, float]:
    """Returns the article rows that best match the question's words with their BM25 scores, best first."""
    return _ranked(catalog, "articles_fts", "JOIN articles a ON a.rowid = f.rowid", question, filters, limit)


def _ranked(  # noqa: PLR0913 (the last three are the question)
    catalog: Catalog, table: str, join: str, question: str, filters: Filters, limit: int
) -> dict[int, float]:
    match = match_expression(question)
    if not match:
        return {}
    where, values = article_filter(filters)
    # FTS5's bm25() is lower for better matches.
    rows = catalog.connection.execute(
        f"SELECT f.rowid, -bm25({table}) AS score FROM {table} f {'' if where == '1' else join}"  # noqa: S608
        f" WHERE {table} MATCH ? AND {where} ORDER BY score DESC, f.rowid LIMIT ?",
        [match, *values, limit],
    )
    return dict(rows.fetchall())


def match_expression(question: str) -> str:
    """Returns an FTS5 expression for any of the question's content words, or of all its words if it has none."""
    words = content_words(question) or list(dict.fromkeys(terms(question)))
    return " OR ".join(f'"{word}"*' if lone(word) else f'"{word}"' for word in words)


def share_among(catalog: Catalog, filters: Filters) -> float:
    """Returns the share of the articles that the filters allow."""
    where, values = article_filter(filters)
    sql = f"SELECT (SELECT count(*) FROM articles a WHERE {where}) * 1.0 / max(1, (SELECT count(*) FROM articles))"  # noqa: S608
    return float(catalog.connection.execute(sql, values).fetchone()[0])


def keys_among(catalog: Catalog, filters: Filters) -> list[str]:
    """Returns the passage keys that the filters allow."""
    where, values = article_filter(filters)
    sql = f"SELECT p.key FROM passages p JOIN articles a ON a.rowid = p.article WHERE {where}"  # noqa: S608
    return [key for (key,) in catalog.connection.execute(sql, values)]


def rows_among(catalog: Catalog, keys: Sequence[str], filters: Filters) -> dict[str, int]:
    """Returns the rows of those passage keys that the catalog knows and the filters allow."""
    where, values = article_filter(filters)
    # CROSS JOIN keeps SQLite from going through all that the filters allow to find those few.
    sql = (
        "SELECT p.key, p.rowid FROM json_each(?) j CROSS JOIN passages p ON p.key = j.value"  # noqa: S608
        f" CROSS JOIN articles a ON a.rowid = p.article WHERE {where}"
    )
    return dict(catalog.connection.execute(sql, [json.dumps(list(keys)), *values]).fetchall())
