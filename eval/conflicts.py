"""Metrics of reporting disagreement.

They speak of questions whose sides are known: `positions`, or, where only right and wrong answers with their articles are
known, these two as sides.
"""

from collections.abc import Iterator

from eval.case import Case
from eval.matching import mentions, states, states_facts, states_wrong
from eval.questions import GoldPosition
from service.answering.answer import Position


def covered(case: Case) -> float | None:
    """Share of the sides that the answer, or a conflict it reports, states."""
    sides = case.question.sides
    if not sides:
        return None
    told = "\n".join((case.text, *(_told(position) for position in _reported(case))))
    return sum(_says(told, side, case) for side in sides) / len(sides)


def attributed(case: Case) -> float | None:
    """Share of the sides stated with a citation of an article that says so.

    Counted are positions of reported conflicts with their citations, and sentences of the answer with theirs.
    """
    sides = case.question.sides
    if not sides:
        return None
    told = list(_cited_statements(case))
    hits = [
        any(_says(text, side, case) and articles & set(side.article_ids) for text, articles in told) for side in sides
    ]
    return sum(hits) / len(hits)


def invented(case: Case) -> float | None:
    """Share of the reported positions that are no side of the disagreement; applies where positions were reported."""
    sides, reported = case.question.sides, list(_reported(case))
    if not sides or not reported:
        return None
    return sum(not any(_says(_told(p), side, case) for side in sides) for p in reported) / len(reported)


def only_wrong(case: Case) -> float | None:
    """Whether the answer gives a known wrong answer and not the right one."""
    if not (case.question.answerable and case.question.wrong_answers):
        return None
    return float(states_wrong(case.text, case.question) and not states(case.text, case.question))


def false_alarm(case: Case) -> float | None:
    """Whether a disagreement was reported on a question without one."""
    return None if case.question.sides else float(case.conflicting)


def _reported(case: Case) -> Iterator[Position]:
    return (position for conflict in case.conflicts for position in conflict.positions)


def _told(position: Position) -> str:
    return f"{position.value}\n{position.statement}"


def _cited_statements(case: Case) -> Iterator[tuple[str, set[str]]]:
    """Yields what is said with the articles cited for it."""
    for position in _reported(case):
        yield _told(position), {case.citations[n].article_id for n in position.citations if n < len(case.citations)}
    for start, end in case.sentences:
        yield case.text[start:end], {c.article_id for c in case.citations if c.start < end and start < c.end}


def _says(text: str, side: GoldPosition, case: Case) -> bool:
    question = case.question
    if not question.long:
        return mentions(text, side.wordings)
    others = [wording for other in question.sides if other != side for wording in other.wordings]
    return states_facts(text, side.wordings, question.question, others)
