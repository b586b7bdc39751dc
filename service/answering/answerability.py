"""How probable it is that the evidence answers the question, from measured signals, by logistic regression.

The verdict is not left to the model's words: told to say so when the answer is missing, a small model says it nearly always,
and not told, never. What its attention holds when it is about to say yes or no to "do the reports state the answer to exactly
this question" tells the two apart better than its log-odds of yes (a linear probe, Alain and Bengio 2016; of questions without
an answer Slobodkin et al. 2023), and with both goes the cosine of question and nearest passage. By other signs, where a question
has other words than its article, as of news, than where it has the same: so two experts read the values, and a gate tells which
to believe. A probe reads one model: for any other the log-odds and the cosine decide (docs/decisions.md).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.articles import Evidence
from service.generation import Affirmed

Weights = npt.NDArray[np.floating]

AFFIRMED, SIMILARITY, BIAS = 1.7, 3.95, -4.1
"""Weights of the log-odds and of the cosine, and the intercept, fitted on 249 questions of four sets (docs/decisions.md)."""
PROBE = Path(__file__).with_name("probe.npz")
"""The probe for evidence that is read together; all three are made by `python -m tests.bench.probe`."""
ALONE = Path(__file__).with_name("probe_alone.npz")
"""The probe for what is read of one article, or one sentence, by itself, and for questions of a form that the made-up news do not ask; it was fitted without them, and ranks that better (docs/decisions.md)."""
DRAFTED = Path(__file__).with_name("probe_drafted.npz")
"""The probe for whether what the model wrote is right: it reads what the attention held before, and what it holds of the draft's last token."""


@dataclass(frozen=True, eq=False)
class Probe:
    """A mixture of linear experts for the model with the digest `model` (Jacobs et al. 1991): each reads all signals, and a gate says how much each counts.

    Attributes:
        values: weights of the attention's values: (experts, values).
        weights: of the log-odds of yes, the cosine and one: (experts, 3).
        gates: weights of the values in the gate's log-odds of each expert: (experts, values).
        offsets: their intercepts: (experts,).
    """

    model: str
    values: Weights
    weights: Weights
    gates: Weights
    offsets: Weights

    def score(self, affirmed: Affirmed, near: float) -> float:
        """Returns the logit of what the experts say together, `near` being the cosine."""
        log_odds = self.gates @ affirmed.values + self.offsets
        shares = np.exp(log_odds - log_odds.max())
        said = self.values @ affirmed.values + self.weights @ np.array([affirmed.odds, near, 1.0])
        return float(shares @ said / shares.sum())


def answerability(affirmed: Affirmed, evidence: Sequence[Evidence], model: str, by: Path = PROBE) -> float:
    """Returns the estimated probability, 0 to 1, given how the model with the SHA-256 `model` takes the question; `by` is a probe."""
    near, probe = similarity(evidence), packaged_probe(by)
    if probe.model == model and affirmed.values.size == probe.values.shape[1]:
        return _logistic(probe.score(affirmed, near))
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
        return Probe(str(kept["model"]), *(kept[name] for name in ("values", "weights", "gates", "offsets")))


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score))
