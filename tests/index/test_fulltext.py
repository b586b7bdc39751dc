"""Any question becomes an FTS5 expression that means its words, and filters hold."""

import sqlite3
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article, Filters, Passage, Sentence
from index.catalog import Catalog
from index.fingerprint import fingerprint
from index.fulltext import articles_by_words, keys_among, match_expression, passages_by_words, rows_among
from index.scripts import paired
from index.write import Prepared, put_article

ARTICLES = (
    Article("a", "Ferry aground", "A ferry ran aground off Solmere.", "Coast Wire", published=date(2031, 3, 5)),
    Article(
        "b",
        "Ferry sails",
        "The ferry of the islands sails again; the ferry is safe.",
        "Post",
        published=date(2031, 3, 6),
    ),
    Article("c", "Їжаки", "Новий міст у Києві зламано.", "Coast Wire"),
    Article(
        "d", "Wheat", "Wheat of the ministers' farms, and O'Hara's, NEAR the sea.", None, published=date(2031, 8, 1)
    ),
)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    """One passage an article, whose key is the article's id; ids and rows go together: a is 1, b is 2, …."""
    catalog = Catalog.create(tmp_path_factory.mktemp("catalog"))
    for article in ARTICLES:
        sentences = [Sentence(0, len(article.text), article.text)]
        passages, marks = [Passage(0, 1, article.text)], fingerprint([article.text])
        put_article(catalog, Prepared(article, "", article.title, sentences, passages, [article.id], marks))
    yield catalog
    catalog.close()


def found(catalog: Catalog, question: str, filters: Filters | None = None, limit: int = 9) -> list[str]:
    rows = passages_by_words(catalog, question, filters or Filters(), limit)
    assert list(rows.values()) == sorted(rows.values(), reverse=True)
    assert list(articles_by_words(catalog, question, filters or Filters(), limit)) == list(rows)
    return ["-abcd"[row] for row in rows]


def test_an_expression_is_any_of_the_content_words() -> None:
    assert match_expression("Which ferry ran aground off Solmere?") == '"ferry" OR "ran" OR "aground" OR "solmere"'
    assert match_expression("Who was it?") == '"who" OR "wa" OR "it"'
    assert match_expression("") == match_expression(" …?! 😀") == ""


def test_more_words_and_more_often_rank_higher(catalog: Catalog) -> None:
    assert found(catalog, "Did a ferry run aground?") == ["a", "b"]
    assert found(catalog, "Ferries and islands") == ["b", "a"]
    assert found(catalog, "Ferries and islands", limit=1) == ["b"]
    assert found(catalog, "Ministers") == ["d"]
    assert found(catalog, "submarine") == []


@pytest.mark.parametrize(
    ("question", "ids"), [("Що з мостом: новий міст?", ["c"]), ("НОВИЙ", ["c"]), ("їжаки", ["c"]), ("O’Hara’s", ["d"])]
)
def test_words_of_other_scripts_are_found(catalog: Catalog, question: str, ids: list[str]) -> None:
    assert found(catalog, question) == ids


@pytest.mark.parametrize(
    "question",
    ['"', '""', '" OR "', "NEAR(ferry wheat, 2)", "ferry AND", "NOT ferry", "ferry*", "^ferry", "heading: ferry", "text : ferry", "-ferry",
     "+ferry", "{heading text}: ferry", "(ferry", ")", "ferry; DROP TABLE articles", "'", "\\", "\x00ferry", "ferry\ud800", "_", "_ ferry __",
     "%", "?", "* * *", "١٢", "²", "e\u0301", "\u0301", "👩‍👩‍👧", "ferry " * 400, "x" * 2000, " ".join(f"w{n}" for n in range(400))],
)  # fmt: skip
def test_no_question_is_taken_for_query_syntax(catalog: Catalog, question: str) -> None:
    ids = found(catalog, question)
    assert ("a" in ids) == ("ferry" in question)
    assert ("d" in ids) == ("wheat" in question or "NEAR" in question)


# Not beyond Latin: SQLite's tables are of Unicode 6.1 and take newer signs, such as the rouble's, for letters.
@given(st.text(st.one_of(st.characters(max_codepoint=0x17F), st.sampled_from("їйґЖώς日本한")), max_size=60))
def test_a_text_is_found_by_its_own_words(text: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'porter unicode61 remove_diacritics 2')")
    connection.execute("INSERT INTO t VALUES (?)", (paired(text),))
    expression = match_expression(text)
    if expression:
        assert connection.execute("SELECT count(*) FROM t WHERE t MATCH ?", (expression,)).fetchone() == (1,)
    connection.close()


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(), "abcd"),
        (Filters(published_from=date(2031, 3, 6)), "bd"),
        (Filters(published_to=date(2031, 3, 5)), "a"),
        (Filters(published_from=date(2031, 3, 5), published_to=date(2031, 3, 6)), "ab"),
        (Filters(published_from=date(2032, 1, 1)), ""),
        (Filters(published_from=date(2031, 3, 6), published_to=date(2031, 3, 5)), ""),
        (Filters(sources=("Coast Wire",)), "ac"),
        (Filters(sources=("Post", "Coast Wire")), "abc"),
        (Filters(sources=("coast wire", "x' OR '1'='1")), ""),
        (Filters(article_ids=("d", "b", "nobody")), "bd"),
        (Filters(sources=("Coast Wire",), published_from=date(2031, 1, 1)), "a"),
        (Filters(article_ids=(*map(str, range(40_000)), "c")), "c"),
    ],
    ids=range(12),
)
def test_filters_hold_for_words_and_for_keys(catalog: Catalog, filters: Filters, ids: str) -> None:
    assert sorted(found(catalog, "ferry wheat міст", filters)) == list(ids)
    assert sorted(keys_among(catalog, filters)) == list(ids)
    assert sorted(rows_among(catalog, [*"abcd", "nobody"], filters)) == list(ids)
    assert sorted(rows_among(catalog, ["a", "d"], filters)) == sorted(set(ids) & {"a", "d"})
