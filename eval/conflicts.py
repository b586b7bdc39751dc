"""Metrics of reporting disagreement, Byline's own: no published metric asks who says what.

They speak of questions whose sides are known: `positions`, or, where only right and wrong answers with their articles are
known, these two as sides. A side is told in the answer's text or as a position of a conflict reported beside it.
"""

from collections.abc import Iterator

from eval.case import Case, stated
from eval.matching import mentions, names_speaker, states, states_facts, states_wrong
from eval.questions import GoldPosition


def covered(case: Case) -> float | None:
    """Share of the sides that the answer, or a conflict it reports, states."""
    sides = case.question.sides
    if not sides:
        return None
    return sum(_says(case.told, side, case) for side in sides) / len(sides)


def attributed(case: Case) -> float | None:
    """Share of the sides stated with a citation of an article that says so.

    Counted are positions of reported conflicts with their citations, and sentences of the answer with theirs.
    """
    sides = case.question.sides
    if not sides:
        return None
    told = [*((stated(position), case.articles_of(position)) for position in case.positions), *case.cited_sentences()]
    hits = [
        any(_says(text, side, case) and articles & set(side.article_ids) for text, articles in told) for side in sides
    ]
    return sum(hits) / len(hits)


def named(case: Case) -> float | None:
    """Share of the sides stated together with who says so: the speaker in the gold set, or the outlet that is cited.

    Counted are positions of reported conflicts with their `attributed_to`, and sentences of the answer that name the
    speaker; see `names_speaker`. Applies to sides whose speaker is known.
    """
    sides = [side for side in case.question.sides if side.attributed_to]
    if not sides:
        return None
    return sum(any(_says(text, side, case) for text in _told_by(case, side)) for side in sides) / len(sides)


def invented(case: Case) -> float | None:
    """Share of the reported positions that are no side of the disagreement; applies where positions were reported."""
    sides, reported = case.question.sides, case.positions
    if not sides or not reported:
        return None
    return sum(not any(_says(stated(p), side, case) for side in sides) for p in reported) / len(reported)


def only_wrong(case: Case) -> float | None:
    """Whether a known wrong answer is told, in the answer or a conflict it reports, and the right one is not."""
    if not (case.question.answerable and case.question.wrong_answers):
        return None
    return float(states_wrong(case.told, case.question) and not states(case.told, case.question))


def false_alarm(case: Case) -> float | None:
    """Whether a disagreement was reported on a question without one."""
    return None if case.question.sides else float(case.conflicting)


def _told_by(case: Case, side: GoldPosition) -> Iterator[str]:
    """Yields what is said with the name of the side's speaker, or of an outlet that prints it."""
    speaker = side.attributed_to or ""
    outlets = [c.source for c in case.citations if c.source and c.article_id in side.article_ids]
    for position in case.positions:
        if names_speaker(position.attributed_to, speaker) or any(
            names_speaker(position.attributed_to, outlet) for outlet in outlets
        ):
            yield stated(position)
    yield from (text for text, _ in case.cited_sentences() if names_speaker(text, speaker))


def _says(text: str, side: GoldPosition, case: Case) -> bool:
    question = case.question
    if not question.long:
        return mentions(text, side.wordings)
    others = [wording for other in question.sides if other != side for wording in other.wordings]
    return states_facts(text, side.wordings, question.question, others)
