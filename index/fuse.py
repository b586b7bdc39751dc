"""Fusion of rankings by a weighted sum of standardised scores.

Bruch, Gai and Ingber (An Analysis of Fusion Functions for Hybrid Retrieval, TOIS 2023) find such sums better than
reciprocal rank fusion, because ranks throw away how far apart two candidates are; docs/decisions.md has our figures.
"""

from collections.abc import Hashable, Mapping
from statistics import fmean, pstdev
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def standardised(scores: Mapping[T, float]) -> dict[T, float]:
    """Returns the scores as standard deviations from their mean; all 0 when they are equal."""
    if not scores:
        return {}
    mean, deviation = fmean(scores.values()), pstdev(scores.values())
    return {item: (score - mean) / deviation if deviation else 0.0 for item, score in scores.items()}


def weighted_sum(*legs: tuple[float, Mapping[T, float]]) -> dict[T, float]:
    """Returns every item's sum of weight times score, best first; a leg that lacks an item gives it its lowest score.

    Ties keep the order in which the items were first seen.
    """
    items = dict.fromkeys(item for _, leg in legs for item in leg)
    lowest = [min(leg.values(), default=0.0) for _, leg in legs]
    sums = {
        item: sum(weight * leg.get(item, low) for (weight, leg), low in zip(legs, lowest, strict=True))
        for item in items
    }
    return dict(sorted(sums.items(), key=lambda pair: -pair[1]))
