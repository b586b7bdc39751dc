"""`GET /articles` and `GET /articles/{id}`."""

from datetime import date

import pytest

from index.articles import Filters
from index.listing import Wanted

from .fake import TEXT, FakeAsker, FakeShelf, Served, served


def test_articles_are_paged(running: Served) -> None:
    first = running.client.get("/articles").json()
    assert (len(first["articles"]), first["total"], first["offset"], first["limit"]) == (7, 7, 0, 50)
    assert set(first["articles"][0]) == {
        "id", "title", "source", "author", "published", "url", "language", "origin",
    }  # fmt: skip
    page = running.client.get("/articles?offset=5&limit=3").json()
    assert [article["id"] for article in page["articles"]] == ["pier-5", "pier-6"]
    assert page["total"] == 7
    assert running.client.get("/articles?offset=99").json()["articles"] == []


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "offset=-1", "limit=many"])
def test_a_bad_page_is_refused(running: Served, query: str) -> None:
    response = running.client.get(f"/articles?{query}")
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["errors"][0]["pointer"] == query.split("=")[0]


def test_an_article_comes_with_its_text_but_without_its_path(running: Served) -> None:
    article = running.client.get("/articles/pier").json()
    assert article["text"] == TEXT
    assert set(article) == {"id", "title", "text", "source", "author", "published", "url", "language", "guessed"}


@pytest.mark.parametrize("name", ["no-such", "%ff", "%00", "a%2Fb", "..%2F..%2Fetc%2Fpasswd", "pier/"])
def test_an_unknown_article_is_not_found(running: Served, name: str) -> None:
    response = running.client.get(f"/articles/{name}")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_an_endless_id_is_not_sent_back(running: Served) -> None:
    response = running.client.get("/articles/" + "x" * 5_000)
    assert response.status_code == 422
    assert len(response.content) < 1_000


def test_the_list_is_filtered() -> None:
    shelf = FakeShelf()
    with served(FakeAsker, shelf=shelf) as running:
        query = "source=Harbour+Post&source=Bay&published_from=2024-01-02&published_to=2024-03-04&q=pier+cost&limit=3"
        assert running.client.get(f"/articles?{query}").status_code == 200
    filters = Filters(date(2024, 1, 2), date(2024, 3, 4), ("Harbour Post", "Bay"))
    assert shelf.wanted == [Wanted(filters, ("pier", "cost"), 0, 3)]


def test_outlets_are_listed(running: Served) -> None:
    assert running.client.get("/sources").json() == {"sources": [{"source": "Harbour Post", "articles": 7}]}
