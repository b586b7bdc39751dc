"""Small makers of what metrics are computed from."""

from collections.abc import Mapping, Sequence
from typing import Any

from eval.case import Case
from eval.questions import GoldPosition, GoldQuestion
from eval.rows import Failure, Row, Spent
from service.answering.answer import (
    Answer,
    Citation,
    Conflict,
    Position,
    Provenance,
    Source,
    SourceSentence,
    Status,
    Timings,
    Usage,
)

PROVENANCE = Provenance("model", "0" * 64, "embedder", "p1", "1", "0" * 64)


def question(**fields: Any) -> GoldQuestion:
    """A question with an id and a text."""
    return GoldQuestion(**{"id": "q1", "question": "How many were hurt?", **fields})


def position(value: str, *article_ids: str, aliases: Sequence[str] = ()) -> GoldPosition:
    """One side of a disagreement."""
    return GoldPosition(value, tuple(aliases), article_ids)


def cited(
    article_id: str, text: str, start: int = 0, span: tuple[int, int] = (0, 1), *, verified: bool = True
) -> Citation:
    """A citation of `text` at `start` of an article for the answer's `span`."""
    return Citation(*span, article_id, "Title", None, None, None, text, start, start + len(text), verified)


def answer(
    text: str = "",
    status: Status = Status.ANSWERED,
    citations: Sequence[Citation] = (),
    positions: Sequence[tuple[str, Sequence[int]]] = (),
    score: float = 0.0,
) -> Answer:
    """An answer; `positions` are values with the citations they rest on, `score` its answerability."""
    reported = tuple(Position(value, f"It says {value}.", "someone", 1, tuple(numbers)) for value, numbers in positions)
    return Answer(
        id="a",
        status=status,
        answer=text,
        citations=tuple(citations),
        conflicts=(Conflict("topic", reported),) if reported else (),
        sources=(Source("x", "Title", None, None, None, "x", (SourceSentence("A sentence.", 0, 11, score),)),),
        searched="",
        provenance=PROVENANCE,
        usage=Usage(300, 20),
        timings_ms=Timings(0, 0, 0, 0, 0),
        answerability=score,
    )


def case(gold: GoldQuestion, given: Answer | None, texts: Mapping[str, str] | None = None, **row: Any) -> Case:
    """An answered question, or, without an answer, a failed one."""
    failure = Failure("ValueError", "broken", "x.py:1 f") if given is None else None
    spent = Spent(0.1, 0.5, 2.0) if given is not None else None
    return Case(
        gold, Row(gold.id, **{"asked": True, "answer": given, "failure": failure, "spent": spent, **row}), texts or {}
    )


def ranked(gold: GoldQuestion, *article_ids: str) -> Case:
    """A question of a retrieval-only run with its ranking, all scores equal."""
    return Case(gold, Row(gold.id, asked=False, ranking=tuple((id_, 0.5) for id_ in article_ids)), {})


def said(text: str, **fields: Any) -> Case:
    """A question answered with `text`."""
    return case(question(**fields), answer(text))


def declined(**fields: Any) -> Case:
    """A question that was declined."""
    return case(question(**fields), answer("The articles do not say.", Status.INSUFFICIENT))


def failed(**fields: Any) -> Case:
    """A question that ended in an error."""
    return case(question(**fields), None)
