"""Who gives what as the cause: where sides disagree on it each takes one sentence, often of an article that tells much else."""

import re
from collections.abc import Sequence

from index.articles import Evidence
from index.terms import terms
from service.answering.forms import explanatory
from service.answering.said import article_names_all, outlets
from service.answering.speakers import speaker

MOST = 4
"""Statements of a cause at most: each costs a short prompt."""
_BLAMES = re.compile(
    r"\b(?:blam(?:e[sd]?|ing)|at fault|to blame|(?:the|an?|main|real|likely|probable|possible|only) causes?|(?<!no )reasons?|caus(?:ed|ing)|set off|sparked|triggered|point(?:ed|s)? to"
    r"|attribut(?:e[sd]?|ing)|(?:was|were|is|are|lay|lies) behind (?:the|it|this|that|its|his|her|their)|result(?:ed)? (?:of|from)|led to|because of)\b",
    re.IGNORECASE,
)
_OF_SOMEBODY = re.compile(
    r"\b(?:give|gives|gave|cite[sd]?|name[sd]?|offer(?:s|ed)?)\b[^?]*\bas (?:the|an?|its|his|her|their) (?:\w+ )?(?:cause|reason)"
    r"|\baccording to\b",
    re.IGNORECASE,
)
"""It is asked what one of them says."""
_SOMEBODY_SAYS = re.compile(
    r"\b(?:he|she|they|who)\s+(?:said|says|added|told|explained|argued|wrote|insists?|insisted|believes?|claims?|claimed)\b"
    r"|\bin (?:his|her|its|their) view\b",
    re.IGNORECASE,
)


def causes(question: str, found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Returns what somebody gives as a cause in the articles that name who is asked about, best first; nothing unless a cause is asked for."""
    if not explanatory(question) or _OF_SOMEBODY.search(question):
        return ()
    known = outlets(found)
    given: dict[tuple[str, ...], Evidence] = {}
    for item in found:
        if _blames(item.sentence.text) and article_names_all(question, item, found, known):
            given.setdefault(tuple(terms(item.sentence.text)), item)
    return tuple(given.values())[:MOST]


def _blames(text: str) -> bool:
    """Whether somebody is said to give a cause: stricter than a word that may give one (`asked.gives_cause`)."""
    return bool(_BLAMES.search(text)) and bool(speaker(text) or _SOMEBODY_SAYS.search(text))
