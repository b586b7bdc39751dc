"""What goes into answering and what comes out: the words of the HTTP contract as frozen dataclasses.

Every span is in Unicode code points, 0-based, end exclusive. The JSON form of `Answer` is its fields as they stand here.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from index.articles import Evidence, Filters


class Status(StrEnum):
    """What the articles had to say to the question."""

    ANSWERED = "answered"
    CONFLICTING = "conflicting"
    INSUFFICIENT = "insufficient"


@dataclass(frozen=True)
class Turn:
    """One earlier message of the conversation."""

    role: str
    content: str


@dataclass(frozen=True)
class Question:
    """A question with its restrictions; `top_k` is the most evidence sentences to use (None: the setting)."""

    text: str
    filters: Filters = field(default_factory=Filters)
    history: tuple[Turn, ...] = ()
    top_k: int | None = None


@dataclass(frozen=True)
class Citation:
    """Ties `answer[start:end]` to `cited_text == article.text[start_char:end_char]`.

    `verified` says that the quotation was found to support the answer's span.
    """

    start: int
    end: int
    article_id: str
    title: str
    source: str | None
    published: date | None
    url: str | None
    cited_text: str
    start_char: int
    end_char: int
    verified: bool


@dataclass(frozen=True)
class Position:
    """One side of a conflict; `citations` index `Answer.citations`, `origins` counts independent witnesses."""

    value: str
    statement: str
    attributed_to: str
    origins: int
    citations: tuple[int, ...]


@dataclass(frozen=True)
class Conflict:
    """One quantity or claim on which articles differ."""

    topic: str
    positions: tuple[Position, ...]


@dataclass(frozen=True)
class SourceSentence:
    """A sentence shown to the model, with its retrieval score (higher is better)."""

    text: str
    start_char: int
    end_char: int
    score: float


@dataclass(frozen=True)
class Source:
    """An article that gave evidence, best first, with its sentences."""

    article_id: str
    title: str
    source: str | None
    published: date | None
    url: str | None
    origin: str
    sentences: tuple[SourceSentence, ...]


@dataclass(frozen=True)
class Provenance:
    """What produced the answer; the digests are SHA-256 in hex."""

    model: str
    model_sha256: str
    embedder: str
    prompt_version: str
    index_version: str
    settings_sha256: str


@dataclass(frozen=True)
class Stated:
    """A value that an evidence sentence gives for what is asked: `sentence.text[start:end]`; `who` is the speaker it names.

    It is `loose` where only the article is about what is asked, and the sentence has none of its words.
    """

    evidence: Evidence
    start: int
    end: int
    who: str | None
    loose: bool = False

    @property
    def value(self) -> str:
        """The value as it stands in the sentence."""
        return self.evidence.sentence.text[self.start : self.end]


Positions = tuple[tuple[Stated, ...], ...]
"""The positions of a disagreement, best first, each with the statements that take it."""


@dataclass(frozen=True)
class Retrieved:
    """What was found for a question before the model starts: evidence that fits the prompt, best first.

    `searched` is the question as it was searched; `provenance` holds for the answer that is written from this.
    `found` holds all sentences that were found, among them those of the evidence, each with what it refers back to, and `having` the
    article and start of those that have the value or the cause that is asked for;
    `disagreement` holds positions that seem to exclude each other, each with the statements that take it;
    `witnesses` the stories that can be heard one by one, `alike` what else repeats such a sentence but for a name or number, `causes` what
    somebody gives as the cause that is asked for. Of a question that consists of several, `parts` holds what was found for each, and
    `evidence` is that of all.
    """

    question: Question
    searched: str
    evidence: tuple[Evidence, ...]
    provenance: Provenance
    milliseconds: float
    disagreement: Positions = ()
    witnesses: tuple[tuple[Evidence, ...], ...] = ()
    alike: tuple[Evidence, ...] = ()
    causes: tuple[Evidence, ...] = ()
    parts: tuple["Retrieved", ...] = ()
    found: tuple[Evidence, ...] = ()
    having: frozenset[tuple[str, int]] = frozenset()


@dataclass(frozen=True)
class Usage:
    """Tokens of the language model, by its own tokenizer."""

    prompt_tokens: int
    completion_tokens: int


@dataclass(frozen=True)
class Timings:
    """Wall-clock milliseconds of each step."""

    queue: float
    retrieve: float
    generate: float
    verify: float
    total: float


@dataclass(frozen=True)
class Answer:
    """The answer to one question, complete with its receipts.

    `answerability` is the estimated probability, 0 to 1, that the evidence answers the question; of several questions in one
    the largest.
    """

    id: str
    status: Status
    answer: str
    citations: tuple[Citation, ...]
    conflicts: tuple[Conflict, ...]
    sources: tuple[Source, ...]
    searched: str
    provenance: Provenance
    usage: Usage
    timings_ms: Timings
    answerability: float = 0.0
