"""Statistics of per-question values, and McNemar's test on right and wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from math import comb

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Statistic:
    """A number computed from the values of n questions.

    `of` takes an array (…, n, k), k values a question, and returns an array (…), NaN where it is not defined.
    `size` tells from an array (n, k) how many questions the number speaks of.
    """

    of: Callable[[Array], Array]
    size: Callable[[Array], int] = len


def mean(values: Array) -> Array:
    """Arithmetic mean; k = 1."""
    return np.asarray(values[..., 0].mean(axis=-1))


def ratio(values: Array) -> Array:
    """Sum of the first value over the sum of the second, as in precision; k = 2."""
    part, whole = values[..., 0].sum(axis=-1), values[..., 1].sum(axis=-1)
    return _divide(part, whole)


def f1(values: Array) -> Array:
    """F1 of a decision, 2 TP / (2 TP + FP + FN) (van Rijsbergen 1979); k = 2: is true, was decided.

    Not defined where nothing is true.
    """
    true, decided = values[..., 0], values[..., 1]
    hits, positives = (true * decided).sum(axis=-1), true.sum(axis=-1)
    return np.where(positives > 0, _divide(2 * hits, positives + decided.sum(axis=-1)), np.nan)


def auroc(values: Array) -> Array:
    """Chance that a positive scores above a negative, ties one half (Hanley and McNeil 1982); k = 2: label, score."""
    labels, ranks = values[..., 0], rankdata(values[..., 1], axis=-1)
    positives = labels.sum(axis=-1)
    negatives = labels.shape[-1] - positives
    above = (labels * ranks).sum(axis=-1) - positives * (positives + 1) / 2
    return _divide(above, positives * negatives)


def quantile(share: float) -> Callable[[Array], Array]:
    """Returns the quantile, interpolated linearly between order statistics; k = 1."""

    def of(values: Array) -> Array:
        return np.asarray(np.quantile(values[..., 0], share, axis=-1))

    return of


MEAN = Statistic(mean)
RATIO = Statistic(ratio, lambda values: int(values[:, 1].sum()))
F1 = Statistic(f1)
AUROC = Statistic(auroc)
P50 = Statistic(quantile(0.5))
P95 = Statistic(quantile(0.95))


def mcnemar(only_a: int, only_b: int) -> float:
    """Returns the two-sided exact p-value of McNemar's test (1947): flips are as likely one way as the other."""
    return min(1.0, 2 * mcnemar_one_sided(max(only_a, only_b), min(only_a, only_b)))


def mcnemar_one_sided(lost: int, won: int) -> float:
    """Returns the chance of at least `lost` losses among all flips if each were a coin toss."""
    flips = lost + won
    return float(sum(comb(flips, k) for k in range(lost, flips + 1)) / 2**flips)


def _divide(part: Array, whole: Array) -> Array:
    result = np.full(np.shape(whole), np.nan)
    np.divide(part, whole, out=result, where=whole > 0)
    return result
