"""The articles as a list to leaf through: filters, words of the title or outlet, pages; and the outlets."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from index.articles import Article, ArticleInfo, Filters
from index.catalog import Catalog
from index.fulltext import article_filter
from index.lock import writing
from index.write import remove_article


@dataclass(frozen=True)
class Wanted:
    """A page of the list: at most `limit` articles from the `offset`-th on; `words` must all stand in title or outlet."""

    filters: Filters = field(default_factory=Filters)
    words: tuple[str, ...] = ()
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True)
class Outlet:
    """An outlet, and how many articles are from it."""

    source: str
    articles: int


class Shelf:
    """Reads the catalog of an index, whoever may be writing to it, and removes from it; for any thread, each call on a connection of its own.

    Every method raises IndexMissingError when there is no index, IndexDamagedError when it cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def page(self, wanted: Wanted) -> tuple[Sequence[ArticleInfo], int]:
        """Returns the page, newest first, then by id, and how many articles there are on all pages."""
        where, values = article_filter(wanted.filters)
        for word in wanted.words:
            where += " AND instr(lower(a.title || ' ' || coalesce(a.source, '')), lower(?))"
            values.append(word)
        with closing(Catalog.open(self._folder)) as catalog:
            return catalog.page(where, values, wanted.offset, wanted.limit)

    def article(self, article_id: str) -> Article:
        """Returns one article with its text; raises UnknownArticleError."""
        with closing(Catalog.open(self._folder)) as catalog:
            return catalog.article(article_id)

    def remove(self, article_id: str) -> None:
        """Removes an article: nothing finds it from here on. Its vectors, which say nothing without it, go with the next run.

        Raises:
            UnknownArticleError: none has that id.
            IndexLockedError: another process is writing.
        """
        self.article(article_id)
        with writing(self._folder), closing(Catalog.create(self._folder)) as catalog:
            remove_article(catalog, article_id)

    def outlets(self) -> list[Outlet]:
        """Returns the outlets, those of most articles first, then by name."""
        with closing(Catalog.open(self._folder)) as catalog:
            rows = catalog.connection.execute(
                "SELECT source, count(*) AS n FROM articles WHERE source IS NOT NULL GROUP BY source ORDER BY n DESC, source"
            )
            return [Outlet(source, number) for source, number in rows]

    def counts(self) -> tuple[int, int]:
        """Returns the numbers of articles and passages."""
        with closing(Catalog.open(self._folder)) as catalog:
            return catalog.counts()
