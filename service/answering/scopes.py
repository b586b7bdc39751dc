"""What a sentence speaks of and does not say: under what condition, what is feared or asked for, what is denied, what was not chosen."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from service.answering.claims import WORD, content, names
from service.answering.polarity import negative

_CLAUSES = re.compile(
    r"\b(?:if|unless|whether|provided\s+that|on\s+(?:the\s+)?condition\s+that"
    r"|(?-i:(?:fear(?:s|ed|ing)?|hop(?:e|es|ed|ing))\s+(?!(?:of|for|over|about|in|to|among|by)\b)(?:that\b)?)|demand(?:s|ed|ing)?\s+that"
    r"|den(?:y|ies|ied|ying)\b[^,;:.]{0,40}?\b(?:that|having)"
    r"|(?:reject|dismiss|refut|contradict)(?:s|es|ed|ing)\s+(?:[\w’'-]+\s+){0,3}?(?:claims?|reports?|allegations?|accusations?|suggestions?)\b[^,;:.]{0,40}?\bthat"
    r"|ruled\s+out|(?:(?:stopp(?:ed|ing)|fell)\s+short\s+of|rather\s+than|instead\s+of)\s+(?=\w+ing\b))"
    r"(?P<scope>[^,;:.]*)",
    re.IGNORECASE,
)
"""What opens a clause that is not said to be so, and the clause."""
_WHETHER = re.compile("whether", re.IGNORECASE)
_INVERTED = re.compile(r"(?:Had|Should|Were)\s+(?P<scope>[^,;:.]*),")
"""A condition without "if": "Should the river rise, …"."""
_ALTERNATIVE = re.compile(
    r"\b(?:rather\s+than|instead\s+of)\s+(?:the\s+|an?\s+|its\s+|his\s+|her\s+|their\s+)?(?P<scope>(?!\w+ing\b)[\w’'-]+)",
    re.IGNORECASE,
)
"""What was not meant: the word behind it alone, as more may follow that is of the rest."""
_OPEN = re.compile(
    r"\b(?:(?:who|whose|which|if|unless|whether|when|once|provided|rather|instead|would|could|might|may|should|can)\b"
    r"|(?:condition|fear|worr|afraid|hop(?:e|ing)\b|demand|den(?:y|ie)|reject|dismiss|refut|claim|alleg)|rul(?:ed|ing)\s+out|short\s+of)",
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
    clauses = (own & (content(scope) - content(rest)) for scope, rest in _clauses(claim, quotation))
    if own and any(len(words) >= MOST * len(own) for words in clauses):
        return True
    alternatives = ((match["scope"], _without(quotation, match)) for match in _ALTERNATIVE.finditer(quotation))
    return any(own & (content(scope) - content(rest)) for scope, rest in alternatives)


def _clauses(claim: str, text: str) -> Iterator[tuple[str, str]]:
    """Yields each clause of `text` that it does not say to be so, and the rest of it.

    What is examined or decided is not left open by "whether" where the claim speaks of the examining.
    """
    for match in (*_CLAUSES.finditer(text), *_INVERTED.finditer(text)):
        if not (_WHETHER.match(match[0]) and content(claim) & _last(text[: match.start()])):
            yield match["scope"], _without(text, match)


def _without(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + text[match.end() :]


def _last(text: str) -> set[str]:
    """Returns the stems of the last word of `text` that carries a claim."""
    return next((stems for word in reversed(WORD.findall(text)) if (stems := content(word))), set())
