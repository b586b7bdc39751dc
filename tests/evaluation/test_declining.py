from dataclasses import replace
from typing import Any

import pytest

from eval.case import NO_EVIDENCE, Case, answerability
from eval.declining import (
    among_declined,
    calibration,
    decision,
    nearest_states,
    recall,
    risk_coverage,
    separation,
    wrongly_declined,
)
from eval.metrics import METRICS
from eval.rows import Row
from eval.scoring import score, summarise
from index.articles import ArticleInfo, Evidence, Sentence
from service.answering.answer import SourceSentence, Status
from tests.evaluation.build import answer, case, declined, failed, position, question, said


def scored_case(score_: float, *, right: bool, answerable: bool = True, refused: bool = False) -> Case:
    gold = question(answerable=answerable, answers=("yes indeed",) if answerable else ())
    text = "yes indeed" if right else "nonsense"
    return case(gold, answer(text, Status.INSUFFICIENT if refused else Status.ANSWERED, score=score_))


def test_the_four_outcomes() -> None:
    assert among_declined(declined(answerable=False)) == (1.0, 1.0)
    assert among_declined(declined(answers=("x",))) == (0.0, 1.0)
    assert among_declined(said("x", answerable=False)) == (0.0, 0.0)
    assert decision(said("x", answerable=False)) == (1.0, 0.0)
    assert recall(declined(answerable=False)) == 1.0
    assert recall(failed(answerable=False)) == 0.0
    assert recall(said("x")) is None
    assert wrongly_declined(declined(answers=("x",))) == 1.0
    assert wrongly_declined(failed(answers=("x",))) == 0.0
    assert wrongly_declined(declined(answerable=False)) is None


def near(*told: tuple[str, float], **fields: Any) -> Case:
    """A declined question with nearest statements and their scores."""
    sentences = tuple(SourceSentence(text, 0, len(text), score_) for text, score_ in told)
    given = answer(status=Status.INSUFFICIENT)
    return case(question(**fields), replace(given, sources=(replace(given.sources[0], sentences=sentences),)))


def test_the_three_nearest_statements_may_have_the_answer() -> None:
    far, others = ("It took nine days.", 0.1), [("It rained.", 0.4), ("It was late.", 0.3), ("It was dark.", 0.2)]
    assert nearest_states(near(far, *others, answers=("nine days",))) == 0.0
    assert nearest_states(near(far, *others[:2], answers=("nine days",))) == 1.0
    sides = (position("nine days", "x"), position("ten days", "y"))
    assert nearest_states(near(far, positions=sides)) == 1.0
    assert nearest_states(near(others[0], positions=sides)) == 0.0
    assert nearest_states(near(far, answerable=False)) is None
    assert nearest_states(said("nine days", answers=("nine days",))) is None
    assert nearest_states(failed(answers=("nine days",))) is None


def summary_of(cases: list[Case]) -> dict[str, float]:
    return {name: item.value for name, item in summarise([score(item) for item in cases])["overall"].items()}


def test_precision_recall_and_f1_by_hand() -> None:
    cases = (
        [declined(answerable=False)] * 2
        + [said("x", answerable=False)]
        + [declined(answers=("x",))]
        + [said("x", answers=("x",))] * 3
    )
    found = summary_of(cases)
    assert found["declining_precision"] == pytest.approx(2 / 3)
    assert found["declining_recall"] == pytest.approx(2 / 3)
    assert found["declining_f1"] == pytest.approx(2 / 3)
    assert found["wrongly_declined"] == 0.25
    assert found["right"] == pytest.approx(5 / 7)


def test_all_declined() -> None:
    found = summary_of([declined(answerable=False), declined(answers=("x",)), declined(answers=("x",))])
    assert found["declining_precision"] == pytest.approx(1 / 3)
    assert found["declining_recall"] == found["wrongly_declined"] == 1.0
    assert found["right"] == pytest.approx(1 / 3)
    assert "citation_coverage" not in found


def test_nothing_declined_has_no_precision() -> None:
    found = summary_of([said("x", answerable=False), said("x", answers=("x",))])
    assert "declining_precision" not in found
    assert found["declining_recall"] == found["declining_f1"] == 0.0


def test_answerability_is_the_answers_own_or_the_best_evidence_of_a_search() -> None:
    assert answerability(case(question(), answer("x", score=0.7))) == 0.7
    info = ArticleInfo("a", "A", None, None, None, None, None, "a")
    found = Evidence(info, Sentence(0, 1, "x"), 0.3)
    assert answerability(Case(question(), Row("q1", asked=False, evidence=(found,)), {})) == 0.3
    assert separation(failed(answerable=False)) == (0.0, NO_EVIDENCE)


def test_risk_and_coverage_by_hand() -> None:
    cases = [
        scored_case(0.9, right=True),
        scored_case(0.8, right=False),
        scored_case(0.8, right=True),
        scored_case(0.5, right=False, answerable=False),
        scored_case(0.7, right=False, refused=True),
    ]
    # Of five questions: one answered and right; then the tied two, one wrong; then the unanswerable one, wrong.
    assert risk_coverage(cases) == [(0.2, 0.0), pytest.approx((0.6, 1 / 3)), (0.8, 0.5)]


def test_risk_and_coverage_when_all_is_declined_or_nothing_is_there() -> None:
    assert risk_coverage([declined(), declined(answerable=False)]) == []
    assert risk_coverage([]) == []


def test_calibration_by_hand() -> None:
    cases = [
        scored_case(s, right=True, answerable=known)
        for s, known in ((0.1, False), (0.2, True), (0.3, True), (0.4, True))
    ]
    assert calibration(cases, bins=2) == [pytest.approx((0.15, 0.5, 2)), pytest.approx((0.35, 1.0, 2))]
    assert calibration([failed()]) == []
    assert calibration(cases[:1]) == [(0.1, 0.0, 1)]


def test_auroc_is_there_in_a_retrieval_only_run() -> None:
    item = score(Case(question(), Row("q1", asked=False), {}))
    assert "answerability_auroc" in item.values
    assert "right" not in item.values
    assert METRICS["right"].answering
