"""Which number belongs to which verb, in a sentence that may have several: "killed 62 people and injured 140"."""

import re

from index.terms import STOPWORDS, terms
from service.answering.quantities import Quantity, quantities
from service.answering.verbs import base

_BE = r"(?:were|was|are|is|have|has|had)(?:\s+(?:been|also|still|reported|reportedly|feared|believed))*"
_STATES = r"dead|hurt|missing|ill|wounded"
_BEFORE = re.compile(r"\b([a-z]+)\s+(?:another\s+|a\s+further\s+|an\s+additional\s+)?$")
"""The word in front of the number: "injured 140", "killing another 12"."""
_BEHIND = (
    re.compile(rf"\s+(?:(?!and\b|or\b|but\b)[A-Za-z’'-]+\s+){{0,3}}?{_BE}\s+([a-z]+)\b"),
    re.compile(rf"\s+(?:others?\s+|people\s+|more\s+)?([a-z]+ed|{_STATES})\b"),
)
"""The verb behind it: "62 people were killed", "140 injured"."""


def counted(text: str) -> dict[str, list[Quantity]]:
    """Returns the stems of the verbs of `text` that a number stands beside, each with its numbers."""
    found: dict[str, list[Quantity]] = {}
    for quantity in quantities(text):
        behind = [pattern.match(text, quantity.end) for pattern in _BEHIND]
        words = {match[1] for match in (_BEFORE.search(text[: quantity.start]), *behind) if match} - STOPWORDS
        for stem in {base(stem) for word in words for stem in terms(word)}:
            found.setdefault(stem, []).append(quantity)
    return found


def miscounted(claim: str, quotation: str) -> bool:
    """Whether a verb of `claim` has a number beside it, and in `quotation` only others: not 62 were injured where 140 were."""
    ours, theirs = counted(claim), counted(quotation)
    return any(
        stem in theirs and not any(one.compatible(other) for one in numbers for other in theirs[stem])
        for stem, numbers in ours.items()
    )
