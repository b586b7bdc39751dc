"""How sure a statistic is: percentile bootstrap over the questions, of one run or of the difference of two."""

from dataclasses import dataclass

import numpy as np

from eval.statistics import Array, Statistic

RESAMPLES = 2000
SEED = 20240613
CONFIDENCE = 0.95
_CHUNK = 2_000_000
"""Values resampled at a time, to bound memory."""


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
