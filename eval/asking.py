"""Asks one question and notes what happened, whatever happened."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from eval.ahead import Ahead
from eval.cache import CachedModel
from eval.clock import Clock
from eval.questions import GoldQuestion
from eval.retrieval import DEPTH
from eval.rows import Failure, Row, Spent
from index.articles import Filters
from index.embed import Embedder
from index.retrieve import Retriever
from service.answering.answer import Answer, Question, Status
from service.answering.answerer import Answerer
from service.answering.events import Event, SourcesFound, TokenWritten


@dataclass(frozen=True)
class Searching:
    """Asks the retriever alone."""

    retriever: Retriever
    limit: int
    ahead: Ahead

    def __call__(self, question: GoldQuestion) -> Row:
        """Returns the row of one question; an error becomes a part of it."""
        clock = Clock()
        try:
            encoding = self.ahead.share(question.searched)
            start = clock.now()
            evidence = self.retriever.search(question.searched, filters_of(question), self.limit)
            spent = Spent(encoding + clock.now() - start)
            ranking = self.retriever.rank_articles(question.searched, filters_of(question), DEPTH)
        except Exception as error:  # noqa: BLE001 - whatever fails is a result of the run, and is counted
            return Row(question.id, asked=False, failure=Failure.of(error))
        return Row(question.id, asked=False, ranking=tuple(ranking), evidence=tuple(evidence), spent=spent)


@dataclass(frozen=True)
class Answering:
    """Asks for the whole answer; `clock` is the one that `model` skips on when it remembers a generation."""

    retriever: Retriever
    answerer: Answerer
    model: CachedModel
    clock: Clock

    def __call__(self, question: GoldQuestion) -> Row:
        """Returns the row of one question; an error becomes a part of it."""
        before = len(self.model.calls)
        row = Row(question.id, asked=True)
        # The ranking comes after the answer, whose seconds must not profit from it, and even where the answer failed.
        for step in (self._answered, self._ranked):
            try:
                row = step(row, question)
            except Exception as error:  # noqa: BLE001 - whatever fails is a result of the run, and is counted
                row = replace(row, failure=row.failure or Failure.of(error))
        return replace(row, drafts=tuple(self.model.calls[before:]))

    def _answered(self, row: Row, question: GoldQuestion) -> Row:
        answer, spent = self._answer(question)
        near = _similarity(self.retriever.embedder, answer, question)
        return replace(row, answer=answer, similarity=near, spent=spent)

    def _ranked(self, row: Row, question: GoldQuestion) -> Row:
        ranking = self.retriever.rank_articles(question.searched, filters_of(question), DEPTH)
        return replace(row, ranking=tuple(ranking))

    def _answer(self, question: GoldQuestion) -> tuple[Answer, Spent]:
        moments: dict[type[Event], float] = {}
        before, start = self.model.hits, self.clock.now()

        def note(event: Event) -> None:
            moments.setdefault(type(event), self.clock.now() - start)

        answer = self.answerer.ask(Question(question.question, filters_of(question), question.history), note)
        total = self.clock.now() - start
        first = moments.get(SourcesFound, total)
        return answer, Spent(first, moments.get(TokenWritten), total, cached=self.model.hits > before)


def filters_of(question: GoldQuestion) -> Filters:
    """Returns the restriction to one document that a question may ask for."""
    return Filters(article_ids=(question.document_id,)) if question.document_id else Filters()


def _similarity(embedder: Embedder, answer: Answer, question: GoldQuestion) -> float | None:
    if not (question.long and question.answers) or answer.status is Status.INSUFFICIENT:
        return None
    return nearest(embedder, answer.answer, question.answers)


def nearest(embedder: Embedder, text: str, references: Sequence[str]) -> float:
    """Returns the largest cosine of `text` with a reference."""
    vectors = embedder.encode_documents([text, *references])
    return float((vectors[1:] @ vectors[0]).max())
