"""`GET /articles` and `GET /articles/{id}`."""

import pytest

from .fake import TEXT, Served


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
