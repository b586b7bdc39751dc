"""`GET /articles`, `/articles/{id}` and `/sources`: what the answers are made from."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query

from index.articles import Article, ArticleInfo, Filters
from index.listing import Outlet, Wanted
from service.web import problems
from service.web.schema import ITEM_CHARS, LIST_ITEMS, IsoDate, Items
from service.web.state import TheShelf

MOST_A_PAGE = 500
MOST_WORDS = 20

router = APIRouter()
ArticleId = Annotated[str, Path(min_length=1, max_length=ITEM_CHARS)]


@dataclass(frozen=True)
class ArticlesPage:
    """One page of the articles; `total` counts them all."""

    articles: list[ArticleInfo]
    total: int
    offset: int
    limit: int


@dataclass(frozen=True)
class Outlets:
    """The outlets, those of most articles first."""

    sources: list[Outlet]


@router.get("/articles", responses=problems.documented(409, 422, 503))
def articles(  # noqa: PLR0913 (each is a parameter of the query)
    shelf: TheShelf,
    offset: Annotated[int, Query(ge=0, le=2**53)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_A_PAGE)] = 50,
    source: Annotated[Items | None, Query(max_length=LIST_ITEMS)] = None,
    published_from: Annotated[IsoDate | None, Query()] = None,
    published_to: Annotated[IsoDate | None, Query()] = None,
    q: Annotated[str, Query(max_length=ITEM_CHARS)] = "",
) -> ArticlesPage:
    """Lists the articles without their texts, newest first; every word of `q` is to stand in the title or outlet."""
    filters = Filters(published_from, published_to, tuple(source or ()))
    found, total = shelf.page(Wanted(filters, tuple(q.split()[:MOST_WORDS]), offset, limit))
    return ArticlesPage(list(found), total, offset, limit)


@router.get("/sources", responses=problems.documented(409, 503))
def sources(shelf: TheShelf) -> Outlets:
    """Lists the outlets with the number of their articles."""
    return Outlets(list(shelf.outlets()))


# Where the article lies on the server's disk is nobody's business outside.
@router.get(
    "/articles/{article_id}", response_model_exclude={"path"}, responses=problems.documented(404, 409, 422, 503)
)
def article(shelf: TheShelf, article_id: ArticleId) -> Article:
    """Returns one article with its text, in whose code points all offsets count."""
    return shelf.article(article_id)
