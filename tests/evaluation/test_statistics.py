import numpy as np
import pytest

from eval.bootstrap import difference, estimate
from eval.statistics import AUROC, F1, MEAN, P50, P95, RATIO, Array, Statistic, mcnemar, mcnemar_one_sided


def column(*values: float) -> Array:
    return np.array([[value] for value in values])


def rows(*values: tuple[float, float]) -> Array:
    return np.array(values)


def value(values: Array, statistic: Statistic) -> float:
    found = estimate(values, statistic)
    assert found is not None
    return found.value


def test_mean_and_quantiles() -> None:
    assert value(column(1, 0, 0, 1), MEAN) == 0.5
    assert value(column(1, 2, 10), P50) == 2
    # Position 0.95 * 2 = 1.9 between 2 and 10.
    assert value(column(1, 2, 10), P95) == pytest.approx(2 + 0.9 * 8)


def test_ratio_speaks_of_its_denominator() -> None:
    found = estimate(rows((1, 1), (0, 1), (0, 0), (1, 1)), RATIO)
    assert found is not None
    assert found.n == 3
    assert found.value == pytest.approx(2 / 3)


def test_f1_by_hand() -> None:
    # TP 1, FN 1, FP 1: precision 1/2, recall 1/2.
    assert value(rows((1, 1), (1, 0), (0, 1), (0, 0)), F1) == 0.5
    # Nothing decided is 0, for there was something to find; nothing to find is not defined.
    assert value(rows((1, 0), (0, 0)), F1) == 0.0
    assert estimate(rows((0, 1), (0, 0)), F1) is None


def test_auroc_by_hand_with_ties() -> None:
    # Pairs: 0.9 > 0.5, 0.9 > 0.1, 0.5 = 0.5 (one half), 0.5 > 0.1: 3.5 of 4.
    assert value(rows((1, 0.9), (1, 0.5), (0, 0.5), (0, 0.1)), AUROC) == 3.5 / 4
    assert value(rows((1, 0.5), (0, 0.5)), AUROC) == 0.5
    assert value(rows((1, -1e9), (0, 0.1)), AUROC) == 0.0
    assert estimate(rows((1, 0.9), (1, 0.1)), AUROC) is None


def test_nothing_has_no_estimate_and_one_question_no_width() -> None:
    assert estimate(np.empty((0, 1)), MEAN) is None
    found = estimate(column(0.7), MEAN)
    assert found is not None
    assert (found.n, found.value, found.low, found.high) == (1, 0.7, 0.7, 0.7)


def test_the_interval_of_a_share_is_that_of_the_binomial() -> None:
    found = estimate(column(*[1.0] * 50 + [0.0] * 50), MEAN)
    assert found is not None
    # The standard error is 0.05, so the interval is 0.5 plus and minus 0.098.
    assert found.low == pytest.approx(0.402, abs=0.015)
    assert found.high == pytest.approx(0.598, abs=0.015)


def test_intervals_are_the_same_every_time() -> None:
    values = column(*np.linspace(0, 1, 37))
    assert estimate(values, MEAN) == estimate(values, MEAN)


def test_paired_differences_cancel_what_is_common() -> None:
    a = column(*[1.0, 0.0] * 50)
    same = difference(a, a, MEAN)
    assert same is not None
    assert (same.n, same.difference, same.low, same.high) == (100, 0.0, 0.0, 0.0)
    shifted = difference(a, a + 0.25, MEAN)
    assert shifted is not None
    assert (shifted.a, shifted.b) == (0.5, 0.75)
    assert (shifted.low, shifted.high) == pytest.approx((0.25, 0.25))


def test_a_difference_needs_the_statistic_on_both_sides() -> None:
    assert difference(rows((1, 0)), rows((0, 0)), F1) is None
    assert difference(np.empty((0, 1)), np.empty((0, 1)), MEAN) is None


def test_mcnemar_by_hand() -> None:
    # 1 against 5 of 6 flips: 2 * (C(6,5) + C(6,6)) / 2^6 = 14 / 64.
    assert mcnemar(1, 5) == mcnemar(5, 1) == 14 / 64
    assert mcnemar_one_sided(5, 0) == 1 / 32
    assert mcnemar(3, 3) == 1.0
    assert mcnemar(0, 0) == 1.0
    assert mcnemar_one_sided(0, 0) == 1.0
