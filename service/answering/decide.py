"""From an attributed draft to what is said: the supported sentences, or that the articles do not answer."""

from collections.abc import Sequence

from index.articles import Evidence
from service.answering.answer import Status
from service.answering.attribute import Attributed, share
from service.answering.claims import content, names

DECLINED = "The articles do not answer this."
MIN_ASKED = 0.4
"""The share of the question's content words that the evidence of the quoted articles must contain."""
MIN_NAMED = 0.7
"""The same share for the names in the question: an answer about somebody else is none (docs/decisions.md)."""


def decide(
    question: str, attributed: Sequence[Attributed], evidence: Sequence[Evidence]
) -> tuple[Status, list[Attributed]]:
    """Returns the status and the sentences that may be said: only supported ones, none if they miss the question.

    `evidence` is all that was read; what it says of the quoted articles tells whether they speak of what was asked.
    """
    supported = [item for item in attributed if item.evidence]
    quoted = {item.article.id for sentence in supported for item in sentence.evidence}
    read = [item for item in evidence if item.article.id in quoted]
    if not supported or share(content(question), read) < MIN_ASKED or share(names(question), read) < MIN_NAMED:
        return Status.INSUFFICIENT, []
    return Status.ANSWERED, supported
