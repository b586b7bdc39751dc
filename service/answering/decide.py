"""What may be said: nothing where nothing answers, and of a draft only what quotations support."""

import re
from collections.abc import Sequence

from index.articles import Evidence
from service.answering.answerability import similarity
from service.answering.asked import Kind, asked
from service.answering.attribute import Attributed, share
from service.answering.claims import content, numbers

DECLINED = "The articles do not answer this."
ANSWERABLE = 0.5
"""The answerability below which a question is declined; docs/decisions.md has what other values give."""
_AMOUNTS = re.compile(
    r"\b(?:no|none|nobody|one|single|both|half|third|quarter|pair|couple|few|several|many|most|all|twice|dozens?|scores|hundreds|thousands|millions)\b",
    re.IGNORECASE,
)
FAR = 0.25
"""The cosine below which no passage is about the question, unless its words say otherwise."""
MIN_SHARED = 0.5
"""The share of the question's content words that evidence so far away must have to be read at all."""


def decide(question: str, attributed: Sequence[Attributed]) -> list[Attributed]:
    """Returns the sentences that may be said: only supported ones, and none if the question asks how many and none says so."""
    supported = [item for item in attributed if item.evidence]
    wanted = asked(question)
    if wanted is not None and wanted.kind is Kind.COUNT and not any(_counts(item.sentence.text) for item in supported):
        return []
    return supported


def _counts(text: str) -> bool:
    return bool(numbers(text) or _AMOUNTS.search(text))


def off_topic(question: str, evidence: Sequence[Evidence]) -> bool:
    """Whether retrieval alone can tell that nothing found speaks of what is asked."""
    return similarity(evidence) < FAR and share(content(question), evidence) <= MIN_SHARED
