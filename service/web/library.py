"""The articles as the service has them: read at once, added to in the background."""

from dataclasses import dataclass

from service.settings import ServiceSettings
from service.web.indexing import IndexingProcess
from service.web.jobs import Indexing
from service.web.shelf import Shelf


@dataclass(frozen=True)
class Library:
    """Where articles are read and removed, and what indexes new ones."""

    shelf: Shelf
    indexing: Indexing


def open_library(settings: ServiceSettings) -> Library:
    """Returns the library of the configured index, which need not exist yet."""
    from index.listing import Shelf as CatalogShelf

    return Library(CatalogShelf(settings.index_dir), IndexingProcess(settings.index_dir, settings.embedder))
