"""From an attributed draft to what is said: the supported sentences, or that the articles do not answer."""

from collections.abc import Sequence

from service.answering.answer import Status
from service.answering.answerability import Signals, answerability
from service.answering.attribute import Attributed

DECLINED = "The articles do not answer this."
ANSWERABLE = 0.5
"""The answerability below which a question is declined; docs/decisions.md has what other values give."""
SUREST = 4.0
"""Log-odds of yes above which the model was never seen."""


def decide(attributed: Sequence[Attributed], score: float) -> tuple[Status, list[Attributed]]:
    """Returns the status and the sentences that may be said: only supported ones, none if the question is declined."""
    supported = [item for item in attributed if item.evidence]
    if not supported or score < ANSWERABLE:
        return Status.INSUFFICIENT, []
    return Status.ANSWERED, supported


def best_score(similarity: float, affirmed: float = SUREST) -> float:
    """Returns the answerability if the draft were as good as can be: below `ANSWERABLE` it need not be written."""
    return answerability(Signals(affirmed, similarity, asked=1, named=1, quoted=1, supported=1))
