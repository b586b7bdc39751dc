"""The words of the index: article, sentence, passage, evidence, filters.

Offsets are Unicode code points, 0-based, end exclusive, in the article's stored text.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Article:
    """One document as it is stored; `text` is never altered after it was read.

    `path` says where it was read from. `guessed` names the fields that the file does not state and that were
    inferred from its text or name; a guessed `id` gives way when another file already has it.
    """

    id: str
    title: str
    text: str
    source: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    path: str | None = None
    guessed: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Sentence:
    """A unit of evidence: `text == article.text[start_char:end_char]`."""

    start_char: int
    end_char: int
    text: str


@dataclass(frozen=True)
class Passage:
    """A run of whole sentences of one article: the unit that is embedded and ranked.

    `first` and `last` index the article's sentences, last exclusive; `text` is those sentences joined by a space.
    """

    first: int
    last: int
    text: str


@dataclass(frozen=True)
class Skipped:
    """A file or record that could not be read as an article, and why."""

    path: str
    reason: str


@dataclass(frozen=True)
class Filters:
    """Restricts which articles may serve as evidence; an empty tuple or None restricts nothing."""

    published_from: date | None = None
    published_to: date | None = None
    sources: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class ArticleInfo:
    """An article's metadata, without its text; `origin` is the id of its group of near-duplicates."""

    id: str
    title: str
    source: str | None
    author: str | None
    published: date | None
    url: str | None
    language: str | None
    origin: str


@dataclass(frozen=True)
class Evidence:
    """A sentence retrieved for a question, ranked by `score` (higher is better, comparable within one retrieval).

    `similarity` is the cosine of the question's vector and that of the passage in which the sentence stands, from -1
    to 1, comparable between questions; None if that passage was found by its words alone. `antecedent` is what stands
    directly before the sentence in its article, where that says who "she" is; `mentions` are the stems of the question's
    places that stand anywhere in the article. Neither makes other evidence of it.
    """

    article: ArticleInfo
    sentence: Sentence
    score: float
    similarity: float | None = None
    antecedent: str = field(default="", compare=False)
    mentions: frozenset[str] = field(default=frozenset(), compare=False)
