"""The options that restrict a search, alike for every command that searches."""

from datetime import datetime
from typing import Annotated

import typer

from index.articles import Filters

_DAY = ["%Y-%m-%d"]
PublishedFrom = Annotated[datetime | None, typer.Option(formats=_DAY, help="Only articles of this day or later.")]
PublishedTo = Annotated[datetime | None, typer.Option(formats=_DAY, help="Only articles of this day or earlier.")]
Sources = Annotated[list[str] | None, typer.Option("--source", help="Only this outlet; may be given again.")]
ArticleIds = Annotated[list[str] | None, typer.Option("--article", help="Only this article id; may be given again.")]


def filters(
    published_from: datetime | None, published_to: datetime | None, source: list[str] | None, article: list[str] | None
) -> Filters:
    """Returns the restrictions that the options state."""
    return Filters(
        published_from.date() if published_from else None,
        published_to.date() if published_to else None,
        tuple(source or ()),
        tuple(article or ()),
    )
