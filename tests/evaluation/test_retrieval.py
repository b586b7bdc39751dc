from math import log2

import pytest

from eval.retrieval import all_gold_at_10, ndcg_at_10, recall_at_1, recall_at_5, recall_at_10, reciprocal_rank
from tests.evaluation.build import position, question, ranked


def test_one_gold_article_at_rank_two() -> None:
    case = ranked(question(gold_ids=("b",)), "a", "b", "c")
    assert recall_at_1(case) == 0.0
    assert recall_at_5(case) == 1.0
    assert reciprocal_rank(case) == 0.5
    assert ndcg_at_10(case) == pytest.approx(1 / log2(3))


def test_equal_scores_keep_their_order() -> None:
    # trec_eval alone would put "z" before "a" where scores tie.
    assert recall_at_1(ranked(question(gold_ids=("a",)), "a", "z")) == 1.0


def test_two_gold_articles() -> None:
    case = ranked(question(gold_ids=("a", "b")), "a", "x", "b")
    assert recall_at_1(case) == 0.5
    assert recall_at_5(case) == 1.0
    assert reciprocal_rank(case) == 1.0
    assert ndcg_at_10(case) == pytest.approx((1 + 1 / log2(4)) / (1 + 1 / log2(3)))


def test_grades_weigh_in_ndcg() -> None:
    case = ranked(question(gold_ids=("a", "b"), gold_grades=(1, 2)), "a", "b")
    assert ndcg_at_10(case) == pytest.approx((1 + 2 / log2(3)) / (2 + 1 / log2(3)))


def test_only_the_first_ten_count() -> None:
    case = ranked(question(gold_ids=("k",)), *"abcdefghijk")
    assert recall_at_10(case) == 0.0
    assert reciprocal_rank(case) == 0.0


def test_an_article_ranked_twice_counts_once() -> None:
    assert reciprocal_rank(ranked(question(gold_ids=("b",)), "a", "a", "b")) == 0.5


def test_nothing_retrieved_is_wrong() -> None:
    case = ranked(question(gold_ids=("a",)))
    assert recall_at_5(case) == reciprocal_rank(case) == ndcg_at_10(case) == 0.0


def test_nothing_to_find_does_not_apply() -> None:
    assert recall_at_5(ranked(question(answerable=False), "a")) is None
    assert recall_at_5(ranked(question(gold_ids=("a",), document_id="a"), "a")) is None


def test_all_gold_needs_several_articles() -> None:
    both = question(gold_ids=("a", "b"), all_gold_required=True)
    assert all_gold_at_10(ranked(both, "b", "x", "a")) == 1.0
    assert all_gold_at_10(ranked(both, "b", "x")) == 0.0
    assert all_gold_at_10(ranked(question(gold_ids=("a", "b")), "a")) is None
    assert all_gold_at_10(ranked(question(gold_ids=("a",), all_gold_required=True), "a")) is None


def test_all_gold_of_positions_needs_one_article_of_each() -> None:
    gold = question(gold_ids=("a", "b", "c"), positions=(position("1", "a"), position("2", "b", "c")))
    assert all_gold_at_10(ranked(gold, "c", "a")) == 1.0
    assert all_gold_at_10(ranked(gold, "b", "c")) == 0.0
