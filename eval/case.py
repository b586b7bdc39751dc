"""A question with what became of it: what every metric is computed from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from eval.questions import GoldQuestion
from eval.rows import Row
from index.sentences import split_sentences
from service.answering.answer import Citation, Conflict, Status


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
    def conflicts(self) -> tuple[Conflict, ...]:
        """The disagreements reported."""
        return self.row.answer.conflicts if self.row.answer else ()

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Spans of the answer's sentences."""
        return [(sentence.start_char, sentence.end_char) for sentence in split_sentences(self.text)]

    @cached_property
    def gold_spans(self) -> list[tuple[Span, ...]]:
        """For each gold sentence, where it stands in the gold articles; reprints give it several places."""
        return [tuple(self._places(sentence)) for sentence in self.question.gold_sentences]

    def _places(self, sentence: str) -> Sequence[Span]:
        found = ((id_, self.texts.get(id_, "").find(sentence)) for id_ in self.question.gold_ids)
        return [Span(id_, start, start + len(sentence)) for id_, start in found if start >= 0]


NO_EVIDENCE = -1e9
"""The answerability score of a question for which nothing was found: below every other, and still a number in JSON."""


def answerability(case: Case) -> float:
    """Returns how sure the system was that the articles answer the question; higher is surer.

    The score of the best evidence sentence, until answers carry a measured one: the only place to change then.
    """
    if case.row.answer is not None:
        scores = [sentence.score for source in case.row.answer.sources for sentence in source.sentences]
    else:
        scores = [item.score for item in case.row.evidence]
    return max(scores, default=NO_EVIDENCE)
