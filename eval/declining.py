"""Metrics of saying that the articles do not answer; the positive class is "not answerable"."""

from collections.abc import Sequence
from itertools import groupby, pairwise

from eval.answers import right
from eval.case import NO_EVIDENCE, Case, answerability
from eval.matching import states_any
from service.show import nearest_statements


def among_declined(case: Case) -> tuple[float, float]:
    """Share of the declined questions that are not answerable (van Rijsbergen 1979).

    Values of a question: whether it was rightly declined, and whether it was declined.
    """
    return float(case.declined and not case.question.answerable), float(case.declined)


def decision(case: Case) -> tuple[float, float]:
    """Harmonic mean of declining precision and recall (van Rijsbergen 1979).

    Values of a question: whether it is not answerable, and whether it was declined.
    """
    return float(not case.question.answerable), float(case.declined)


def recall(case: Case) -> float | None:
    """Share of the questions that are not answerable that were declined (van Rijsbergen 1979)."""
    return None if case.question.answerable else float(case.declined)


def wrongly_declined(case: Case) -> float | None:
    """Share of the answerable questions that were declined."""
    return float(case.declined) if case.question.answerable else None


def nearest_states(case: Case) -> float | None:
    """Share of the answerable but declined questions of which one of the three nearest statements, which are shown, states the answer, or a side."""
    question, answer = case.question, case.row.answer
    if answer is None or not case.declined or not (question.positions or question.answers):
        return None
    return float(any(states_any(sentence.text, question) for sentence, _ in nearest_statements(answer)))


def separation(case: Case) -> tuple[float, float]:
    """Chance that an answerable question scores above one that is not, ties one half (Hanley and McNeil 1982).

    Values of a question: whether it is answerable, and its answerability score.
    """
    return float(case.question.answerable), answerability(case)


def risk_coverage(cases: Sequence[Case]) -> list[tuple[float, float]]:
    """Returns (coverage, risk) for every threshold on the answerability score (El-Yaniv and Wiener 2010).

    Coverage is the share of all questions that would be answered: those that the system answered and whose score reaches
    the threshold. Risk is the share of these that are not right; an unanswerable question that is answered is not right.
    Equal scores come in together. The last point is the system as it is.
    """
    judged = [(answerability(case), right(case)) for case in cases if not case.declined]
    ranked = sorted(((score, value) for score, value in judged if value is not None), key=lambda pair: -pair[0])
    total = sum(right(case) is not None for case in cases)
    points, answered, wrong = [], 0, 0.0
    for _, tied in groupby(ranked, key=lambda pair: pair[0]):
        values = [value for _, value in tied]
        answered += len(values)
        wrong += len(values) - sum(values)
        points.append((answered / total, wrong / answered))
    return points


def calibration(cases: Sequence[Case], bins: int = 10) -> list[tuple[float, float, int]]:
    """Returns (mean score, share answerable, number) of equally large groups of questions by answerability score.

    A score that tells answerable questions apart rises from low to high. Questions without any evidence are left out.
    """
    pairs = sorted((answerability(case), case.question.answerable) for case in cases)
    pairs = [pair for pair in pairs if pair[0] > NO_EVIDENCE]
    count = min(bins, len(pairs))
    edges = [round(index * len(pairs) / count) for index in range(count + 1)] if count else []
    groups = [pairs[start:end] for start, end in pairwise(edges)]
    return [
        (sum(score for score, _ in group) / len(group), sum(known for _, known in group) / len(group), len(group))
        for group in groups
    ]
