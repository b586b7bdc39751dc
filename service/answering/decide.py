"""From an attributed draft to what is said: the supported sentences, or that the articles do not answer."""

from collections.abc import Sequence

from index.articles import Evidence
from service.answering.answer import Status
from service.answering.answerability import Signals, answerability
from service.answering.attribute import Attributed, share
from service.answering.claims import content

DECLINED = "The articles do not answer this."
ANSWERABLE = 0.5
"""The answerability below which a question is declined; docs/decisions.md has what other values give."""
FAR = 0.25
"""The cosine below which no passage is about the question, unless its words say otherwise."""
MIN_SHARED = 0.5
"""The share of the question's content words that evidence so far away must have to be read at all."""


def decide(attributed: Sequence[Attributed], score: float) -> tuple[Status, list[Attributed]]:
    """Returns the status and the sentences that may be said: only supported ones, none if the question is declined."""
    supported = [item for item in attributed if item.evidence]
    if not supported or score < ANSWERABLE:
        return Status.INSUFFICIENT, []
    return Status.ANSWERED, supported


def off_topic(question: str, evidence: Sequence[Evidence]) -> bool:
    """Whether retrieval alone can tell that nothing found speaks of what is asked."""
    similarity = max((item.similarity or 0.0 for item in evidence), default=0.0)
    return similarity < FAR and share(content(question), evidence) <= MIN_SHARED


def hopeless(evidence: Sequence[Evidence], affirmed: float) -> bool:
    """Whether the question would be declined even if the draft were as good as can be, so that it need not be written."""
    similarity = max((item.similarity or 0.0 for item in evidence), default=0.0)
    return answerability(Signals(affirmed, similarity, asked=1, named=1, supported=1)) < ANSWERABLE
