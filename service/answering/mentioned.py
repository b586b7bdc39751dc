"""Which places of the question an article names anywhere: what it says of "the gendarmes" is of those in the city that it named before."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.articles import Evidence
from service.answering.choices import posed
from service.answering.claims import CAPITALISED, among, meant, names

_PLACE = re.compile(rf"\b(?:in|at|near|off|outside|inside|around|across)\s+(?:the\s+)?{CAPITALISED}")
"""Where the question is set. Who or whose it is stands in the sentence itself: of two that an article names it may be the other's."""


def mentioned(question: str, found: Sequence[Evidence], text_of: Callable[[str], str]) -> list[Evidence]:
    """Returns the evidence, each sentence with the stems of the question's places that its article has; `text_of` gives an article's text by id."""
    places = names(" ".join(["", *_PLACE.findall(posed(question))]))
    if not places:
        return list(found)
    said = {article: meant(text_of(article)) for article in {item.article.id for item in found}}
    return [
        replace(item, mentions=frozenset(stem for stem in places if among(stem, said[item.article.id])))
        for item in found
    ]
