"""How probable it is that the evidence answers the question: measured signals, weighed by logistic regression.

The verdict is not left to the model's words: told to say so when the answer is missing, a small model says it nearly always,
and not told, never (docs/decisions.md). Its log-odds on "do the reports state the answer" is one signal among others.
"""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from index.articles import Evidence
from service.answering.attribute import Attributed, share
from service.answering.claims import content, names


@dataclass(frozen=True)
class Signals:
    """What is measured of a question, its evidence and the draft.

    `affirmed`: the model's log-odds of yes; `similarity`: the largest cosine of question and passage, 0 to 1; `asked` and
    `named`: shares, 0 to 1, of the question's content words and names in what was read of the quoted articles; `quoted`:
    the share of the question's content words in the quotations and their titles; `supported`: the share of the draft's
    sentences that have a quotation.
    """

    affirmed: float
    similarity: float
    asked: float
    named: float
    quoted: float
    supported: float


WEIGHTS = Signals(affirmed=0.9, similarity=4.0, asked=1.0, named=1.0, quoted=1.5, supported=1.5)
BIAS = -7.0
"""Fitted on half of the questions of three sets (docs/decisions.md)."""


def measure(question: str, evidence: Sequence[Evidence], attributed: Sequence[Attributed], affirmed: float) -> Signals:
    """Returns the signals; what needs a quotation is 0 where there is none."""
    quotations = [item for sentence in attributed for item in sentence.evidence]
    quoted = {item.article.id for item in quotations}
    read = [item for item in evidence if item.article.id in quoted]
    return Signals(
        affirmed=affirmed,
        similarity=max((item.similarity or 0.0 for item in evidence), default=0.0),
        asked=share(content(question), read),
        named=share(names(question), read),
        quoted=share(content(question), quotations),
        supported=sum(bool(sentence.evidence) for sentence in attributed) / max(len(attributed), 1),
    )


def answerability(signals: Signals) -> float:
    """Returns the estimated probability, 0 to 1."""
    weighed = sum(w * s for w, s in zip(astuple(WEIGHTS), astuple(signals), strict=True))
    return 1 / (1 + math.exp(-(weighed + BIAS)))
