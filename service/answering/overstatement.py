"""Does a claim say more than its quotation? What may be is not what is, and some are not all."""

import re

from index.terms import STOPWORDS, terms
from service.answering.claims import among, content
from service.answering.verbs import base

_INF = r"to\b(?!\s+(?:the|an?|its|his|her|their|this|that|these|those)\b|\s+(?-i:[A-ZÀ-ÖØ-Þ]))"
"""A "to" with a verb behind it, not "to the council", "to Norway"."""
_TO = (
    r"\s+(?:(?!(?:that|who|which|as|and|because|he|she|it|they|we|is|are|was|were|had|has|have|would|will)\b)[\w’'-]+\s+){0,5}?"
    + _INF
)
"""Behind a verb of wishing or asking: "urged the council to", "asked to"."""
_DOUBTED = (  # the inside of a pattern: what may be so, or was only tried or offered
    r"(?-i:may)|might|could|would\s+have|allegedly|reportedly|possibly|perhaps|(?:is|are|was|were)\s+(?:likely|expected|believed|thought|alleged|set|due)\s+to"
    r"|(?:was|were)\s+to(?!\s+(?:blame|the|an?|its|his|her|their)\b)"
    rf"|(?:threaten(?:s|ed)?|offer(?:s|ed)?|propose[sd]?|seeks?|sought|tr(?:y|ies|ied)|attempt(?:s|ed)?)\s+{_INF}|consider(?:s|ed|ing)"
)
_WANTED = (  # what is promised, planned or asked for: it may be said that it "will" or "must" be
    rf"(?-i:should)|(?:plan(?:s|ned)?|hope[sd]?|agree[sd]?|promise[sd]?|pledge[sd]?|vow(?:s|ed)?|intend(?:s|ed)?|aim(?:s|ed)?)\s+{_INF}"
    rf"|(?:want(?:s|ed)?|ask(?:s|ed)?|urge[sd]?|order(?:s|ed)?|told|tells?|invite[sd]?|expects?|calls?\s+on|called\s+on){_TO}"
)
_HEDGES = re.compile(rf"\b(?:(?P<wanted>{_WANTED})|{_DOUBTED})\b", re.IGNORECASE)
"""What says of the verb behind it that it may not be so. Not "would": who said that it would said that it will."""
_POSSIBLE = rf"{_DOUBTED}|{_WANTED}|would|can|possibly|probably|likely\s+to|able\s+to|(?:try|attempt|seek)ing(?:\s+to)?|attempted"
_OPEN = re.compile(rf"\b(?:{_POSSIBLE})\b", re.IGNORECASE)
"""What leaves it open in a claim: hedges, and other words for the same."""
_AHEAD = re.compile(
    rf"\b(?:{_POSSIBLE}|will|must|(?:has|have|had|going|(?:is|are)(?:\s+\w+ed)?)\s+to|(?:(?:recommend|advis|urg|plann)(?:e?s|ed|ing)?|goal|target|aim)\b[^,;:.]{{0,40}}?)\b",
    re.IGNORECASE,
)
"""What leaves it open where it is wanted, promised or asked for: "will", "must" too."""
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
    doubted, wanted = own - _left_open(claim, _OPEN), own - _left_open(claim, _AHEAD)
    return any(
        among(base(stem), wanted if match["wanted"] else doubted)
        for match in _HEDGES.finditer(quotation)
        if not _shared(match[0], own)
        and (stem := _governed(quotation[match.end() :]))
        and not (match["wanted"] and terms(quotation).count(stem) > 1)  # what was asked for was done, as it says too
    )


def _shared(hedge: str, words: set[str]) -> bool:
    """Whether a claim of these `words` says too that it was planned or asked for; not "in May" for what "may" be."""
    return hedge != "may" and bool(words & content(hedge.split()[0]))


def _left_open(text: str, hedges: re.Pattern[str]) -> set[str]:
    """Returns the stems of the verbs that one of the `hedges` governs."""
    return {base(stem) for match in hedges.finditer(text) if (stem := _governed(text[match.end() :]))}


def _governed(text: str) -> str | None:
    """Returns the stem of the first word that carries a claim, adverbs aside, up to a mark."""
    for word in _WORD.findall(text)[:_REACH]:
        if not word[0].isalnum():
            return None
        if word.lower() not in _NO_VERB and not word.endswith("ly"):
            return terms(word)[0]
    return None
