"""Which of the question's words, its names above all, an article has anywhere: what it says of "the gendarmes" is of those in the city that it named before."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.articles import Evidence
from service.answering.choices import posed
from service.answering.claims import CAPITALISED, among, content, meant, names

_WHOSE = re.compile(
    rf"(?<=\b[Ww]hich\s)(?:{CAPITALISED})|(?<=\b[Ww]hat\s)(?:{CAPITALISED})|(?<=\b[Hh]ow many\s)(?:{CAPITALISED})"
)
"""A name that tells which ones are asked about: of "which Chinese minister" it is not enough that the article has China somewhere."""


def mentioned(question: str, found: Sequence[Evidence], text_of: Callable[[str], str]) -> list[Evidence]:
    """Returns the evidence, each sentence with the stems of the question's words that its article has; `text_of` gives an article's text by id."""
    asked = _WHOSE.sub(" ", posed(question))
    named = names(asked) | content(asked)  # typed in lower case a name is a word like others
    said = {article: meant(text_of(article)) for article in {item.article.id for item in found}}
    return [
        replace(item, mentions=frozenset(stem for stem in named if among(stem, said[item.article.id])))
        for item in found
    ]
