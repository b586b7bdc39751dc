"""Sentences that begin with "she" or "the move", shown with the sentence before them, which says who or what that is."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.articles import Evidence, Sentence
from index.catalog import Catalog
from index.stored_passages import text_before

LONGEST = 400
"""Characters that a sentence may have together with the one before it."""
_REFERS = re.compile(
    r"[\"“'‘]?(?:(?:and|but|yet|still|so|then|however|later|there),?\s+)?"
    r"(?:(?:he|she|it|they|his|her|its|their|this|these|those|that|such|both|neither|one|here|there)"
    r"|the (?:move|decision|step|announcement|incident|deal|agreement|plan|ruling|vote|latter|former|pair|two))\b",
    re.IGNORECASE,
)
"""Openings that refer back; English only, in other languages sentences stay as they are."""


def refers_back(text: str) -> bool:
    """Whether a sentence opens with a word that an earlier one explains."""
    return _REFERS.match(text) is not None


def explained(catalog: Catalog, found: Sequence[Evidence]) -> list[Evidence]:
    """Returns what was found, each sentence that refers back with its antecedent."""
    return [_explained(catalog, item) if refers_back(item.sentence.text) else item for item in found]


def unrepeated(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Returns the evidence without the antecedents that are among the evidence itself."""
    shown = {(item.article.id, item.sentence.start_char) for item in evidence}
    return [replace(item, antecedent="") if _antecedent(item) in shown else item for item in evidence]


def _antecedent(item: Evidence) -> tuple[str, int]:
    """Returns the article and the start of the antecedent; of a sentence without one the sentence's own."""
    return item.article.id, item.sentence.start_char - len(item.antecedent)


def _explained(catalog: Catalog, item: Evidence) -> Evidence:
    before = text_before(catalog, item.article.id, item.sentence.start_char)
    if before is None or len(before) + len(item.sentence.text) > LONGEST:
        return item
    return replace(item, antecedent=before)


def whole(item: Evidence) -> Evidence:
    """Returns evidence that begins with its antecedent, in one span of the article."""
    sentence = item.sentence
    text = item.antecedent + sentence.text
    return replace(item, antecedent="", sentence=Sentence(sentence.end_char - len(text), sentence.end_char, text))
