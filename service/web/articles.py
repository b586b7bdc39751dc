"""`GET /articles` and `GET /articles/{id}`: what the answers are made from."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query

from index.articles import Article, ArticleInfo
from service.web import problems
from service.web.schema import ITEM_CHARS
from service.web.state import TheWorker

MOST_A_PAGE = 500

router = APIRouter()


@dataclass(frozen=True)
class ArticlesPage:
    """One page of the articles; `total` counts them all."""

    articles: list[ArticleInfo]
    total: int
    offset: int
    limit: int


@router.get("/articles", responses=problems.documented(409, 422, 503))
def articles(
    worker: TheWorker,
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_A_PAGE)] = 50,
) -> ArticlesPage:
    """Lists the articles without their texts."""
    found = worker.asker().articles()
    return ArticlesPage(list(found[offset : offset + limit]), len(found), offset, limit)


# Where the article lies on the server's disk is nobody's business outside.
@router.get(
    "/articles/{article_id}", response_model_exclude={"path"}, responses=problems.documented(404, 409, 422, 503)
)
def article(worker: TheWorker, article_id: Annotated[str, Path(min_length=1, max_length=ITEM_CHARS)]) -> Article:
    """Returns one article with its text, in whose code points all offsets count."""
    return worker.asker().article(article_id)
