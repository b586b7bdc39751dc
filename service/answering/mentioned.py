"""Which places of the question, and which month, an article names anywhere or is of: what it says of "the gendarmes" is of those in the city that it named before."""

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from index.articles import Evidence
from index.terms import terms
from service.answering.choices import posed
from service.answering.claims import CAPITALISED, PARTS_OF_MANY, among, meant, names
from service.answering.dates import YEAR

_PLACE = re.compile(rf"\b(?:in|at|near|off|outside|inside|around|across)\s+(?:the\s+)?{CAPITALISED}")
"""Where and when the question is set, "in March". Who or whose it is stands in the sentence itself: of two that an article names it may be the other's."""
_SMALL_PLACE = re.compile(r"\b(?:in|at|near|off|outside|inside|around|across)\s+(?:the\s+)?(\w+(?:[’'-]\w+)*)")
"""The same where the question is typed without capitals."""


def mentioned(question: str, found: Sequence[Evidence], text_of: Callable[[str], str]) -> list[Evidence]:
    """Returns the evidence, each sentence with the stems of the question's places that its article has; `text_of` gives an article's text by id."""
    places = names(" ".join(["", *_PLACE.findall(posed(question))]))
    small = _small_places(question)
    if not places and not small:
        return list(found)
    articles = {item.article.id: item.article.published for item in found}
    mentions = {
        article: _among(places, meant(f"{text_of(article)} {_month(question, published)}"))
        | (_among(small, names(text_of(article))) if small else frozenset())
        for article, published in articles.items()
    }
    return [replace(item, mentions=mentions[item.article.id]) for item in found]


def _small_places(question: str) -> set[str]:
    """Returns the stems of what may be places in a question that is typed without capitals."""
    if question != question.lower():
        return set()
    return {stem for match in _SMALL_PLACE.finditer(posed(question)) for stem in terms(match[1])} - PARTS_OF_MANY


def _month(question: str, published: date | None) -> str:
    """Returns the month of the report, unless the question is about another year."""
    years = YEAR.findall(question)
    return f"{published:%B}" if published and (not years or str(published.year) in years) else ""


def _among(places: AbstractSet[str], said: AbstractSet[str]) -> frozenset[str]:
    return frozenset(stem for stem in places if among(stem, said))
