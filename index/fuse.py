"""Fusion of rankings by a weighted sum of standardised scores.

Bruch, Gai and Ingber (An Analysis of Fusion Functions for Hybrid Retrieval, TOIS 2023) find such sums better than
reciprocal rank fusion, because ranks throw away how far apart two candidates are; docs/decisions.md has our figures.
"""

from collections.abc import Hashable, Mapping, Sequence
from math import sqrt
from statistics import fmean
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def standardised(scores: Mapping[T, float]) -> dict[T, float]:
    """Returns the scores as standard deviations from their mean; all 0 when they are equal."""
    if not scores or min(scores.values()) == max(scores.values()):
        return dict.fromkeys(scores, 0.0)
    mean = fmean(scores.values())
    # By hand, because statistics.pstdev counts in fractions, which is slow; 1 where squares vanish.
    deviation = sqrt(fmean((score - mean) ** 2 for score in scores.values())) or 1.0
    return {item: (score - mean) / deviation for item, score in scores.items()}


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


def best_part(whole: Mapping[T, float], parts: Sequence[Mapping[T, float]]) -> dict[T, float]:
    """Returns the mean of each item's score for the whole and for the part that suits it best, best first.

    What a ranking lacks has its lowest score there. Without parts it is the score for the whole.
    """
    rankings = [whole, *(part for part in parts if part)]
    if len(rankings) == 1:
        return dict(whole)
    lowest = [min(ranking.values(), default=0.0) for ranking in rankings]
    scores: dict[T, float] = {}
    for item in dict.fromkeys(item for ranking in rankings for item in ranking):
        first, *others = (ranking.get(item, low) for ranking, low in zip(rankings, lowest, strict=True))
        scores[item] = (first + max(others)) / 2
    return dict(sorted(scores.items(), key=lambda pair: -pair[1]))
