"""The list of articles: pages, filters, words, outlets; while there is no index, and after a change."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.articles import Article, Filters
from index.embed import Embedder
from index.errors import IndexMissingError, UnknownArticleError
from index.indexer import index_articles
from index.listing import Outlet, Shelf, Wanted

ARTICLES = [
    Article(
        "mill", "The mill closes", "The mill in Sundby closes in March.", "Sundby Post", published=date(2024, 3, 1)
    ),
    Article("ferry", "A ferry returns", "The ferry to Holm sails again.", "Bay Courier", published=date(2024, 5, 1)),
    Article("school", "ÅRE school opens", "The school opened on Monday.", "Sundby Post", published=date(2024, 4, 1)),
    Article("note", "A note", "Nobody knows who wrote this note."),
]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Shelf:
    folder = tmp_path_factory.mktemp("index")
    index_articles(ARTICLES, folder, embedder)
    return Shelf(folder)


def ids(shelf: Shelf, wanted: Wanted) -> list[str]:
    return [info.id for info in shelf.page(wanted)[0]]


def test_the_newest_come_first_and_pages_join(shelf: Shelf) -> None:
    whole = Wanted()
    assert ids(shelf, whole) == ["ferry", "school", "mill", "note"]
    assert [*ids(shelf, replace(whole, limit=3)), *ids(shelf, replace(whole, offset=3))] == ids(shelf, whole)
    assert shelf.page(replace(whole, limit=1))[1] == 4


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(Filters(sources=("Sundby Post",))), ["school", "mill"]),
        (Wanted(Filters(published_from=date(2024, 4, 1))), ["ferry", "school"]),
        (Wanted(words=("sundby", "MILL")), ["mill"]),
        (Wanted(words=("%",)), []),
    ],
)
def test_filters_and_words_restrict(shelf: Shelf, wanted: Wanted, found: list[str]) -> None:
    assert ids(shelf, wanted) == found
    assert shelf.page(wanted)[1] == len(found)


def test_outlets_and_counts(shelf: Shelf) -> None:
    assert shelf.outlets() == [Outlet("Sundby Post", 2), Outlet("Bay Courier", 1)]
    assert shelf.counts()[0] == 4


def test_an_article_and_none(shelf: Shelf) -> None:
    assert shelf.article("mill").text == ARTICLES[0].text
    with pytest.raises(UnknownArticleError):
        shelf.article("nil")


def test_no_index_is_told(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="byline index"):
        Shelf(tmp_path).page(Wanted())
