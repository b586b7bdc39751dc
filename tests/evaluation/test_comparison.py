from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from eval.comparison import compare
from eval.errors import RunMismatchError
from eval.questions import GoldQuestion
from eval.report import render_comparison
from eval.results import Results, read_results
from eval.rows import Row
from eval.terminal import difference_table, flips_table
from tests.evaluation.build import answer, question
from tests.evaluation.test_runs import QUESTIONS, echo, whole_run


def run(path: Path, ask: Callable[[GoldQuestion], Row] = echo) -> Results:
    return read_results(whole_run(path, ask).path)


def swapped(gold: GoldQuestion) -> Row:
    """Has q4 right, q0 and q1 wrong."""
    texts = {"q4": "It is 4.", "q0": "<b>[wrong]</b>", "q1": "wrong"}
    return Row(gold.id, asked=True, answer=answer(texts[gold.id])) if gold.id in texts else echo(gold)


def test_a_run_compared_with_itself_shows_no_difference(tmp_path: Path) -> None:
    results = run(tmp_path)
    comparison = compare(results, results)
    assert comparison.flips == ()
    assert comparison.notes == ()
    assert comparison.p == 1.0
    assert set(comparison.right) == {"overall", "odd", "even"}
    for item in (*comparison.differences.values(), *comparison.right.values()):
        assert (item.difference, item.low, item.high) == (0.0, 0.0, 0.0)


def test_flips_and_differences_by_hand(tmp_path: Path) -> None:
    comparison = compare(run(tmp_path / "a"), run(tmp_path / "b", swapped))
    assert [(flip.question.id, flip.won) for flip in comparison.flips] == [("q0", False), ("q1", False), ("q4", True)]
    assert (comparison.won, comparison.lost, comparison.p) == (1, 2, 1.0)
    assert comparison.flips[2].a == "[failed] ValueError: too long"
    assert comparison.flips[2].b == "[answered] It is 4."
    right = comparison.differences["right"]
    assert right.n == 6
    assert right.difference == pytest.approx(-1 / 6)
    assert comparison.right["odd"].difference == pytest.approx(-1 / 3)
    assert comparison.differences["failed"].difference == pytest.approx(-1 / 6)


def test_questions_that_are_not_the_same_are_left_out(tmp_path: Path) -> None:
    a = run(tmp_path)
    b = replace(a, questions={**a.questions, "q0": question(id="q0", question="Another?")})
    comparison = compare(a, b)
    assert len(comparison.shared) == len(QUESTIONS) - 1
    assert comparison.notes == ("1 questions are not in both runs, or not in the same form; they are left out.",)
    with pytest.raises(RunMismatchError, match="share no question"):
        compare(a, replace(a, questions={}))


def test_runs_scored_by_other_metrics_are_noted(tmp_path: Path) -> None:
    a = run(tmp_path)
    assert (
        compare(a, replace(a, summary={**a.summary, "scoring": "older"}))
        .notes[0]
        .startswith("The runs were scored by different")
    )


def test_a_comparison_can_be_shown(tmp_path: Path) -> None:
    comparison = compare(run(tmp_path / "a"), run(tmp_path / "b", swapped))
    html = render_comparison(comparison)
    assert "&lt;b&gt;[wrong]&lt;/b&gt;" in html
    assert "<b>[wrong]" not in html
    assert html.count("<h3>") == 3
    assert difference_table(comparison).row_count == len(comparison.differences) + 3
    assert flips_table(comparison.flips).row_count == 3
