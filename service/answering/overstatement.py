"""Does a claim say more than its quotation? What may be is not what is, and some are not all."""

import re

from index.terms import STOPWORDS, terms
from service.answering.claims import among, content

_TO = r"\s+(?:[\w’'-]+\s+){0,5}?to"
"""Behind a verb of wishing or asking: "urged the council to", "asked to"."""
_HEDGE = (
    r"(?-i:may)|might|could|(?-i:should)|would\s+have|allegedly|reportedly|possibly|perhaps|(?:is|are|was|were)\s+(?:likely|expected|believed|thought|alleged|set|due)\s+to"
    r"|(?:was|were)\s+to(?!\s+(?:blame|the|an?|its|his|her|their)\b)"
    r"|(?:plan(?:s|ned)?|hope[sd]?|threaten(?:s|ed)?|agree[sd]?|promise[sd]?|pledge[sd]?|vow(?:s|ed)?|offer(?:s|ed)?|propose[sd]?|intend(?:s|ed)?|aim(?:s|ed)?"
    r"|seeks?|sought|tr(?:y|ies|ied)|attempt(?:s|ed)?)\s+to"
    rf"|(?:want(?:s|ed)?|ask(?:s|ed)?|urge[sd]?|order(?:s|ed)?|told|tells?|invite[sd]?|expects?|calls?\s+on|called\s+on){_TO}|consider(?:s|ed|ing)"
)
_HEDGES = re.compile(rf"\b(?:{_HEDGE})\b", re.IGNORECASE)
"""What says of the verb behind it that it may not be so. Not "would": who said that it would said that it will."""
_OPEN = re.compile(
    rf"\b(?:{_HEDGE}|would|can|must|(?:has|have|had)\s+to|possibly|probably|likely\s+to|able\s+to)\b", re.IGNORECASE
)
"""What leaves it open in a claim: hedges, and other words for the same."""
_WORD = re.compile(r"\w+(?:[’'-]\w+)*|[,;:.()]")
_NO_VERB = STOPWORDS | {"be", "been"}
_REACH = 5
"""How many words behind a hedge its verb is looked for; a mark ends it."""
_WHOLE = re.compile(r"\b(?:all|every|each|always|entire(?:ly)?|completely|everyone|everybody)\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:some|most(?:ly)?|many|several|few|part(?:s|ly)?|half|sometimes|often|usually|nearly|almost|up to)\b",
    re.IGNORECASE,
)


def overstated(claim: str, quotation: str) -> bool:
    """Whether `claim` states what `quotation` leaves open, or of all what that says of a part."""
    if _WHOLE.search(claim) and _PART.search(quotation) and not _WHOLE.search(quotation):
        return True
    own = content(claim)
    stated = own - _left_open(claim, _OPEN)
    hedges = (match for match in _HEDGES.finditer(quotation) if not own & set(terms(match[0].split()[0])))
    return any(among(stem, stated) for match in hedges if (stem := _governed(quotation[match.end() :])))


def _left_open(text: str, hedges: re.Pattern[str]) -> set[str]:
    """Returns the stems of the verbs that one of the `hedges` governs."""
    return {stem for match in hedges.finditer(text) if (stem := _governed(text[match.end() :]))}


def _governed(text: str) -> str | None:
    """Returns the stem of the first word that carries a claim, adverbs aside, up to a mark."""
    for word in _WORD.findall(text)[:_REACH]:
        if not word[0].isalnum():
            return None
        if word.lower() not in _NO_VERB and not word.endswith("ly"):
            return terms(word)[0]
    return None
