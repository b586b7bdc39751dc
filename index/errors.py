"""What can go wrong in the index; every message names the mend.

IndexingError
├── UnreadableArticleError
├── IndexMissingError
├── EmbedderMismatchError
├── EmbedderMissingError
├── RerankerMissingError
├── IndexLockedError
├── IndexDamagedError
└── UnknownArticleError
SettingsError
"""


class SettingsError(Exception):
    """A setting in the environment is unknown or has a value that cannot be used."""


class IndexingError(Exception):
    """Base of all errors of the index."""


class UnreadableArticleError(IndexingError):
    """A file or record could not be read as an article."""


class IndexMissingError(IndexingError):
    """There is no index yet where one was expected."""


class EmbedderMismatchError(IndexingError):
    """The index was built by another embedder than the one configured."""


class EmbedderMissingError(IndexingError):
    """The configured embedder cannot be loaded."""


class RerankerMissingError(IndexingError):
    """The configured reranker cannot be loaded."""


class IndexLockedError(IndexingError):
    """Another process is writing to the index."""


class IndexDamagedError(IndexingError):
    """Catalog and vectors disagree, or a store cannot be opened."""


class UnknownArticleError(IndexingError):
    """No article has the given id."""
