"""How probable it is that the evidence answers the question, from measured signals, by logistic regression.

The verdict is not left to the model's words: told to say so when the answer is missing, a small model says it nearly always,
and not told, never. What its attention holds when it is about to say yes or no to "do the reports state the answer to exactly
this question" tells the two apart better than its log-odds of yes (a linear probe, Alain and Bengio 2016; of questions without
an answer Slobodkin et al. 2023), and with both goes the cosine of question and nearest passage. A probe reads one model: for
any other the log-odds and the cosine decide (docs/decisions.md).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from index.articles import Evidence
from service.generation import Affirmed, Values

AFFIRMED, SIMILARITY, BIAS = 1.7, 3.95, -4.1
"""Weights of the log-odds and of the cosine, and the intercept, fitted on 249 questions of four sets (docs/decisions.md)."""
PROBE = Path(__file__).with_name("probe.npz")
"""The probe for evidence that is read together; both are made by `python -m tests.bench.probe`."""
ALONE = Path(__file__).with_name("probe_alone.npz")
"""The probe for what is read of one article, or one sentence, by itself, and for whether something is so; it was fitted without the made-up news, and ranks that better (docs/decisions.md)."""

DRAFTED = Path(__file__).with_name("probe_drafted.npz")
"""The probe for whether what the model wrote is right: it reads what the attention held before, and what it holds of the draft's last token."""


@dataclass(frozen=True, eq=False)
class Probe:
    """Weights for the model with the digest `model`: `values` of its attention's values, and those of the other signals."""

    model: str
    values: Values
    affirmed: float
    similarity: float
    bias: float


def answerability(affirmed: Affirmed, evidence: Sequence[Evidence], model: str, by: Path = PROBE) -> float:
    """Returns the estimated probability, 0 to 1, given how the model with the SHA-256 `model` takes the question; `by` is a probe."""
    near, probe = similarity(evidence), packaged_probe(by)
    if probe.model == model and affirmed.values.size == probe.values.size:
        seen = float(probe.values @ affirmed.values)
        return _logistic(seen + probe.affirmed * affirmed.odds + probe.similarity * near + probe.bias)
    return _logistic(AFFIRMED * affirmed.odds + SIMILARITY * near + BIAS)


def probed(model: str, by: Path) -> bool:
    """Whether the probe `by` reads the model with the SHA-256 `model`."""
    return packaged_probe(by).model == model


def similarity(evidence: Sequence[Evidence]) -> float:
    """Returns the largest cosine of question and passage, 0 if no passage is near."""
    return max((item.similarity or 0.0 for item in evidence), default=0.0)


@cache
def packaged_probe(path: Path) -> Probe:
    """Returns a probe that comes with Byline."""
    with np.load(path, allow_pickle=False) as kept:
        affirmed, near, bias = (float(weight) for weight in kept["weights"])
        return Probe(str(kept["model"]), kept["values"], affirmed, near, bias)


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score))
