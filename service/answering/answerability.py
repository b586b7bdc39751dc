"""How probable it is that the evidence answers the question, from two measured signals, by logistic regression.

The verdict is not left to the model's words: told to say so when the answer is missing, a small model says it nearly always,
and not told, never. Its log-odds of yes to "do the reports state the answer to exactly this question" tell the two apart, and
so does the cosine of question and nearest passage (docs/decisions.md).
"""

import math
from collections.abc import Sequence

from index.articles import Evidence

AFFIRMED, SIMILARITY, BIAS = 1.7, 3.95, -4.1
"""Weights of the log-odds and of the cosine, and the intercept, fitted on 249 questions of four sets (docs/decisions.md)."""


def answerability(affirmed: float, evidence: Sequence[Evidence]) -> float:
    """Returns the estimated probability, 0 to 1, given the model's log-odds of yes."""
    return 1 / (1 + math.exp(-(AFFIRMED * affirmed + SIMILARITY * similarity(evidence) + BIAS)))


def similarity(evidence: Sequence[Evidence]) -> float:
    """Returns the largest cosine of question and passage, 0 if no passage is near."""
    return max((item.similarity or 0.0 for item in evidence), default=0.0)
