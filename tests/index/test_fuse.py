"""Fusion by hand: scores in standard deviations from their mean, weighted and summed."""

from math import sqrt

import pytest

from index.fuse import best_part, standardised, weighted_sum


def test_standardised_by_hand() -> None:
    # The mean of 1, 3 and 8 is 4; the squared differences 9, 1 and 16 have the mean 26/3.
    deviation = sqrt(26 / 3)
    assert standardised({"a": 1.0, "b": 3.0, "c": 8.0}) == pytest.approx({
        "a": -3 / deviation, "b": -1 / deviation, "c": 4 / deviation,
    })  # fmt: skip
    assert standardised({"a": 0.1, "b": 0.1, "c": 0.1}) == {"a": 0.0, "b": 0.0, "c": 0.0}
    assert standardised({"alone": 7.5}) == {"alone": 0.0}
    assert standardised({}) == {}


def test_weighted_sum_by_hand() -> None:
    words = {"a": 2.0, "b": -1.0}
    meaning = {"b": 1.0, "c": 3.0}
    # What a leg lacks has its lowest score there: a has 1 in the second, c has -1 in the first.
    fused = weighted_sum((0.25, words), (0.5, meaning))
    assert fused == pytest.approx({"c": 0.25 * -1 + 0.5 * 3, "a": 0.25 * 2 + 0.5 * 1, "b": 0.25 * -1 + 0.5 * 1})
    assert list(fused) == ["c", "a", "b"]


def test_ties_keep_the_order_of_sight_and_empty_legs_count_nothing() -> None:
    assert list(weighted_sum((1.0, {"x": 1.0, "y": 1.0}), (1.0, {}))) == ["x", "y"]
    assert weighted_sum((1.0, {}), (0.5, {})) == {}


def test_a_part_can_lift_what_the_whole_ranks_low() -> None:
    whole = {"a": 2.0, "b": 1.0, "c": 0.0}
    fused = best_part(whole, [{"c": 5.0, "a": -1.0}, {}, {"d": 1.0, "a": 0.5}])
    # b is in no part and has their lowest scores, -1 and 0.5; d is not in the whole, whose lowest is 0.
    assert fused == pytest.approx({"c": 2.5, "a": 1.25, "b": 0.75, "d": 0.5})
    assert list(fused) == ["c", "a", "b", "d"]
    assert best_part(whole, []) == whole
