"""What a sentence speaks of and does not say: under what condition, what is feared or asked for, what is denied, what was not chosen."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from service.answering.claims import content, names
from service.answering.polarity import negative

_CLAUSES = re.compile(
    r"\b(?:if|unless|whether|provided\s+that|on\s+(?:the\s+)?condition\s+that"
    r"|fear(?:s|ed|ing)?\s+(?:that\b)?|hop(?:e|es|ed|ing)\s+(?:that\b)?|demand(?:s|ed|ing)?\s+that"
    r"|den(?:y|ies|ied|ying)\b[^,;:.]{0,40}?\b(?:that|having)"
    r"|(?:reject|dismiss|refut|contradict)(?:s|es|ed|ing)\s+(?:[\w’'-]+\s+){0,3}?(?:claims?|reports?|allegations?|accusations?|suggestions?)\b[^,;:.]{0,40}?\bthat"
    r"|ruled\s+out|stopp(?:ed|ing)\s+short\s+of|fell\s+short\s+of|(?:rather\s+than|instead\s+of)\s+(?=\w+ing\b))"
    r"(?P<scope>[^,;:.]*)",
    re.IGNORECASE,
)
"""What opens a clause that is not said to be so, and the clause."""
_INVERTED = re.compile(r"(?:Had|Should|Were)\s+(?P<scope>[^,;:.]*),")
"""A condition without "if": "Should the river rise, …"."""
_ALTERNATIVE = re.compile(
    r"\b(?:rather\s+than|instead\s+of)\s+(?:the\s+|an?\s+|its\s+|his\s+|her\s+|their\s+)?(?P<scope>(?!\w+ing\b)[\w’'-]+)",
    re.IGNORECASE,
)
"""What was not meant: the word behind it alone, as more may follow that is of the rest."""
_OPEN = re.compile(
    r"\b(?:(?:if|unless|whether|when|once|provided|rather|instead|would|could|might|may|should|can)\b"
    r"|(?:condition|fear|hop(?:e|ing)\b|demand|den(?:y|ie)|reject|dismiss|refut|claim|alleg)|rul(?:ed|ing)\s+out|short\s+of)",
    re.IGNORECASE,
)
"""What leaves it open in a claim."""
MOST = 0.5
"""The share of the words that a claim adds that stand in such a clause alone, from which it says what the clause speaks of."""


def unasserted(claim: str, quotation: str, known: AbstractSet[str]) -> bool:
    """Whether `claim` says without reservation what `quotation` speaks of only as a condition, a fear, a demand, a denial or what was not chosen.

    Of the words that it adds to those `known`, names do not count.
    """
    if _OPEN.search(claim) or negative(claim):
        return False
    own = content(claim) - names(claim, first=True) - known
    alone = (own & (content(scope) - content(rest)) for scope, rest in _scopes(quotation, _CLAUSES, _INVERTED))
    if own and any(len(words) >= MOST * len(own) for words in alone):
        return True
    return any(own & (content(scope) - content(rest)) for scope, rest in _scopes(quotation, _ALTERNATIVE))


def _scopes(text: str, *patterns: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Yields each part of `text` that one of the `patterns` finds, and the rest of it."""
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield match["scope"], text[: match.start()] + text[match.end() :]
