"""Statistics of per-question values, and how sure they are: percentile bootstrap and McNemar's test."""

from collections.abc import Callable
from dataclasses import dataclass
from math import comb

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

Array = npt.NDArray[np.float64]

RESAMPLES = 2000
SEED = 20240613
CONFIDENCE = 0.95
_CHUNK = 2_000_000
"""Values resampled at a time, to bound memory."""


@dataclass(frozen=True)
class Statistic:
    """A number computed from the values of n questions.

    `of` takes an array (…, n, k), k values a question, and returns an array (…), NaN where it is not defined.
    `size` tells from an array (n, k) how many questions the number speaks of.
    """

    of: Callable[[Array], Array]
    size: Callable[[Array], int] = len


@dataclass(frozen=True)
class Estimate:
    """A statistic over n questions with its 95 % bootstrap interval."""

    n: int
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Difference:
    """How much larger a statistic is in run B than in run A, over the n questions that have it in both."""

    n: int
    a: float
    b: float
    difference: float
    low: float
    high: float


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


def estimate(values: Array, statistic: Statistic) -> Estimate | None:
    """Returns a statistic of an array (n, k) with its interval, or None if it is not defined.

    The interval holds the middle 95 % of the statistic over resamples of the questions with replacement
    (percentile bootstrap, Efron and Tibshirani 1993, ch. 13); the seed is fixed. It speaks of other questions of the same
    kind, not of other machines. Values that are all alike give an interval of no width, however few they are.
    """
    if not len(values) or np.isnan(value := float(statistic.of(values))):
        return None
    low, high = _interval(_resampled(values, statistic))
    return Estimate(statistic.size(values), value, low, high)


def difference(a: Array, b: Array, statistic: Statistic) -> Difference | None:
    """Returns B minus A for paired arrays (n, k); both are resampled by the same questions."""
    if not len(a) or np.isnan(in_a := float(statistic.of(a))) or np.isnan(in_b := float(statistic.of(b))):
        return None
    low, high = _interval(_resampled(b, statistic) - _resampled(a, statistic))
    return Difference(len(a), in_a, in_b, in_b - in_a, low, high)


def mcnemar(only_a: int, only_b: int) -> float:
    """Returns the two-sided exact p-value of McNemar's test (1947): flips are as likely one way as the other."""
    return min(1.0, 2 * mcnemar_one_sided(max(only_a, only_b), min(only_a, only_b)))


def mcnemar_one_sided(lost: int, won: int) -> float:
    """Returns the chance of at least `lost` losses among all flips if each were a coin toss."""
    flips = lost + won
    return float(sum(comb(flips, k) for k in range(lost, flips + 1)) / 2**flips)


def _resampled(values: Array, statistic: Statistic) -> Array:
    """Returns the statistic of each resample, shape (RESAMPLES,); the same n draws the same questions."""
    generator = np.random.default_rng(SEED)
    step = max(1, _CHUNK // values.size)
    parts = []
    for start in range(0, RESAMPLES, step):
        picks = generator.integers(len(values), size=(min(step, RESAMPLES - start), len(values)))
        parts.append(statistic.of(values[picks]))
    return np.concatenate(parts)


def _interval(resampled: Array) -> tuple[float, float]:
    tail = (1 - CONFIDENCE) / 2
    low, high = np.nanquantile(resampled, [tail, 1 - tail])
    return float(low), float(high)


def _divide(part: Array, whole: Array) -> Array:
    result = np.full(np.shape(whole), np.nan)
    np.divide(part, whole, out=result, where=whole > 0)
    return result
