"""What the web asks of the articles' store."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from index.articles import Article, ArticleInfo

if TYPE_CHECKING:
    from index.listing import Outlet, Wanted


class Shelf(Protocol):
    """Implemented by `index.listing.Shelf` and by the tests' fake; called from any thread."""

    def page(self, wanted: "Wanted") -> tuple[Sequence[ArticleInfo], int]:
        """Returns a page of the list of articles, and how many there are on all pages."""

    def article(self, article_id: str) -> Article:
        """Returns one article with its text, or raises UnknownArticleError."""

    def outlets(self) -> Sequence["Outlet"]:
        """Returns the outlets, those of most articles first."""

    def counts(self) -> tuple[int, int]:
        """Returns the numbers of articles and passages."""
