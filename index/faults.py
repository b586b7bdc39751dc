"""What `byline doctor` finds wrong within the catalog, judged by its own texts; and the full-text indexes made anew."""

import sqlite3

from index.articles import Article
from index.catalog import Catalog
from index.scripts import paired
from index.stored_passages import passage_texts

_ORPHAN = {
    "passages_fts": "rowid NOT IN (SELECT rowid FROM passages)",
    "articles_fts": "rowid NOT IN (SELECT rowid FROM articles)",
}


def spans_fault(catalog: Catalog, article: Article) -> str:
    """Tells what is wrong with an article's sentences and passages, judged by its text; nothing if all is well."""
    row = catalog.connection.execute("SELECT rowid FROM articles WHERE id = ?", (article.id,)).fetchone()[0]
    spans = catalog.connection.execute(
        "SELECT number, start_char, end_char FROM sentences WHERE article = ? ORDER BY number", (row,)
    ).fetchall()
    last = 0
    for number, (stored, start, end) in enumerate(spans):
        if stored != number or not last <= start < end <= len(article.text):
            return "its sentences do not fit its text"
        if article.text[start:end] != article.text[start:end].strip():
            return "its sentences do not begin and end at words"
        last = end
    passages = catalog.connection.execute(
        "SELECT p.first, p.last, p.key, f.text FROM passages p LEFT JOIN passages_fts f ON f.rowid = p.rowid"
        " WHERE p.article = ? ORDER BY p.first",
        (row,),
    ).fetchall()
    texts = passage_texts(catalog, [key for _, _, key, _ in passages])
    covered = 0
    for first, until, key, words in passages:
        if first != covered or until <= first:
            return "its passages do not cover its sentences"
        if words != paired(texts[key][1]):
            return "the full-text index does not hold its passages"
        covered = until
    return "" if covered == len(spans) else "its passages do not cover its sentences"


def words_fault(catalog: Catalog) -> str:
    """Tells what SQLite finds wrong with the full-text indexes; nothing if all is well."""
    for table in ("passages_fts", "articles_fts"):
        try:
            with catalog.connection:
                catalog.connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")  # noqa: S608
        except sqlite3.DatabaseError as error:
            return str(error)
        if catalog.connection.execute(f"SELECT 1 FROM {table} WHERE {_ORPHAN[table]} LIMIT 1").fetchone():  # noqa: S608
            return f"{table} holds what is in no article"
    return ""


def rebuild_words(catalog: Catalog) -> None:
    """Makes the full-text indexes anew from the text that they hold, without what is in no article."""
    with catalog.connection:
        for table in ("passages_fts", "articles_fts"):
            catalog.connection.execute(f"DELETE FROM {table} WHERE {_ORPHAN[table]}")  # noqa: S608
            catalog.connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")  # noqa: S608
