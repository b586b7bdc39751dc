"""A question with what became of it: what every metric is computed from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from eval.questions import GoldQuestion
from eval.rows import Row
from index.sentences import split_sentences
from service.answering.answer import Citation, Position, Status
from service.answering.together import NOTICE


@dataclass(frozen=True)
class Span:
    """A stretch of an article, in code points, end exclusive."""

    article_id: str
    start: int
    end: int


@dataclass(frozen=True)
class Case:
    """One question, its row, and the text of every article by id.

    A failed question counts as answered with nothing: it has no text, no citation and no ranking, and did not decline.
    """

    question: GoldQuestion
    row: Row
    texts: Mapping[str, str]

    @property
    def declined(self) -> bool:
        """Whether the answer was that the articles do not say."""
        return self.row.answer is not None and self.row.answer.status is Status.INSUFFICIENT

    @property
    def conflicting(self) -> bool:
        """Whether the answer reported a disagreement."""
        answer = self.row.answer
        return answer is not None and (answer.status is Status.CONFLICTING or bool(answer.conflicts))

    @property
    def text(self) -> str:
        """The answer given; empty if the question was declined or failed."""
        return "" if self.row.answer is None or self.declined else self.row.answer.answer

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The quotations given."""
        return self.row.answer.citations if self.row.answer else ()

    @property
    def positions(self) -> tuple[Position, ...]:
        """The positions of all disagreements reported."""
        answer = self.row.answer
        return tuple(p for conflict in answer.conflicts for p in conflict.positions) if answer else ()

    @property
    def told(self) -> str:
        """Everything that a reader is told: the answer and the positions reported beside it."""
        return "\n".join((self.text, *(stated(position) for position in self.positions)))

    def articles_of(self, position: Position) -> set[str]:
        """Returns the ids of the articles that a reported position cites."""
        return {self.citations[n].article_id for n in position.citations if 0 <= n < len(self.citations)}

    def cited_sentences(self) -> Iterator[tuple[str, set[str]]]:
        """Yields each sentence of the answer with the ids of the articles cited for it."""
        for start, end in self.sentences:
            yield self.text[start:end], {c.article_id for c in self.citations if c.start < end and start < c.end}

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Spans of the answer's sentences, without what it says of questions that the articles do not answer."""
        claims = NOTICE.sub(lambda match: " " * len(match[0]), self.text)
        return [(sentence.start_char, sentence.end_char) for sentence in split_sentences(claims)]

    @cached_property
    def gold_spans(self) -> list[tuple[Span, ...]]:
        """For each gold sentence, where it stands in the gold articles; reprints give it several places."""
        return [tuple(self._places(sentence)) for sentence in self.question.gold_sentences]

    def _places(self, sentence: str) -> Sequence[Span]:
        found = ((id_, self.texts.get(id_, "").find(sentence)) for id_ in self.question.gold_ids)
        return [Span(id_, start, start + len(sentence)) for id_, start in found if start >= 0]


def stated(position: Position) -> str:
    """Returns what a reported position says, without who says it."""
    return f"{position.value}\n{position.statement}"


NO_EVIDENCE = -1e9
"""The answerability score of a question for which nothing was found: below every other, and still a number in JSON."""


def answerability(case: Case) -> float:
    """Returns how sure the system was that the articles answer the question; higher is surer.

    The answer's own estimate; where only the retriever was asked, the score of the best evidence sentence.
    """
    if case.row.answer is not None:
        return case.row.answer.answerability
    return max((item.score for item in case.row.evidence), default=NO_EVIDENCE)
