"""Ties each sentence of a draft to the evidence that supports it, or to none.

A sentence is supported when all its numbers and names, and most of its other words, stand in one evidence sentence, or those
of each of its clauses in one, and nothing there says otherwise: no negation, no opposite, no names or numbers that have changed
places. This is deterministic and needs no second model. Words that the answer repeats from the question claim less.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from index.antecedents import whole
from index.articles import Evidence, Sentence
from index.sentences import split_sentences
from service.answering.claims import among, content, full_names, names, numbers, portion
from service.answering.dates import misdated
from service.answering.order import exchanged, replaced
from service.answering.polarity import denied, negative, opposed

MIN_COVERAGE = 0.7
"""The share of a sentence's content words that its evidence must contain, those of the question left aside."""
MIN_REPEATED = 0.4
"""The same share with the words of the question: what is repeated from it has to fit the evidence too, if less closely."""
_YES_NO = re.compile(r"^(?:yes|no)\b[\s,;:.–—-]*", re.IGNORECASE)
_MARKS = re.compile(r"\s*\[\d+(?:\s*[,–-]\s*\d+)*\]")
_CLAUSES = re.compile(r";\s+|,?\s+(?:and|while|but|whereas)\s+")


@dataclass(frozen=True)
class Attributed:
    """A sentence of the draft, and the evidence that supports it, best first; empty when nothing does."""

    sentence: Sentence
    evidence: tuple[Evidence, ...]


def attribute(draft: str, question: str, evidence: Sequence[Evidence]) -> list[Attributed]:
    """Returns the sentences of `draft`, each with its support among `evidence`."""
    return [_attribute(sentence, question, evidence) for sentence in split_sentences(_MARKS.sub("", draft))]


def _attribute(sentence: Sentence, question: str, evidence: Sequence[Evidence]) -> Attributed:
    support = _support(sentence.text, question, evidence) or _by_clauses(sentence.text, question, evidence)
    return Attributed(sentence, support)


def _support(text: str, question: str, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Returns the best of the evidence sentences that support `text` alone, or together with what they refer back to."""
    found = [item for item in evidence if _supports(text, question, item, evidence)] or [
        whole(item)
        for item in evidence
        if item.antecedent and not _differs(text, item) and _supports(text, question, whole(item), evidence)
    ]
    return (max(found, key=lambda item: _fit(text, question, item)),) if found else ()


def _by_clauses(text: str, question: str, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Returns two evidence sentences of which each supports one half of `text`."""
    for match in _CLAUSES.finditer(text):
        halves = text[: match.start()], text[match.end() :]
        found = [_support(half, question, evidence) for half in halves]
        if all(found) and found[0] != found[1]:  # what one sentence says of both halves it would support as a whole
            return found[0] + found[1]
    return ()


def _fit(text: str, question: str, item: Evidence) -> float:
    """Orders evidence by the words of the sentence and of the question that it has."""
    asked = content(question)
    return share(content(text), [item]) + 0.5 * len(asked & content(item.sentence.text)) / max(len(asked), 1)


def _supports(text: str, question: str, item: Evidence, evidence: Sequence[Evidence]) -> bool:
    claim, quotation = _YES_NO.sub("", text), item.sentence.text
    added = content(claim) - content(question)
    adds = bool(added or numbers(claim) - numbers(question))
    given = _given(question, item, evidence)
    if not (adds or claim != text) or _unfounded(claim, question, item, given):
        return False
    if _differs(claim, item) or (not adds and negative(claim) != negative(quotation)):
        return False
    repeated = portion(content(claim), said_in([item]) | given)
    return share(added, [item]) >= MIN_COVERAGE and repeated >= (MIN_REPEATED if adds else 1)


def _differs(claim: str, item: Evidence) -> bool:
    """Whether the quotation says something else, or has another name in the place of one of the claim's."""
    return contradicts(claim, item.sentence.text) or replaced(claim, item.sentence.text)


def contradicts(text: str, quotation: str) -> bool:
    """Whether `text` says something else than `quotation` about what both speak of."""
    return any(differs(text, quotation) for differs in (denied, opposed, exchanged, misdated))


def _given(question: str, item: Evidence, evidence: Sequence[Evidence]) -> set[str]:
    """Returns the question's names that the article has, in part or in full: there the quotation may say "she" or "the ship"."""
    article = said_in(same_article(item, evidence)) | outlets(evidence)
    known = [full for full in full_names(question) if any(among(stem, article) for stem in full)]
    return {stem for stem in names(question, first=True) if among(stem, article) or any(stem in full for full in known)}


def share(words: AbstractSet[str], evidence: Sequence[Evidence]) -> float:
    """Returns the share of `words` that stand in the evidence, its articles' titles or outlets; 1 if there are none."""
    return portion(words, said_in(evidence))


def _unfounded(text: str, question: str, item: Evidence, given: AbstractSet[str]) -> set[object]:
    """Returns the numbers and names of `text` that neither the quotation has nor, of the question's, the article."""
    said = said_in([item]) | given
    unknown = {name for name in names(text, first=True) if not among(name, said)}
    return {*(numbers(text) - numbers(item.sentence.text) - numbers(question)), *unknown}


def context(item: Evidence) -> str:
    """Returns what the quotation stands under: its own words, its article's title and outlet."""
    return f"{item.sentence.text} {item.article.title} {item.article.source or ''}"


def said_in(evidence: Sequence[Evidence]) -> set[str]:
    """Returns the content words of the evidence, its articles' titles and outlets."""
    return set().union(*(content(context(item)) for item in evidence))


def same_article(item: Evidence, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Returns the evidence that is of the article of `item`."""
    return [other for other in evidence if other.article.id == item.article.id]


def same_outlet(one: Evidence, two: Evidence) -> bool:
    """Whether both are known to be of one outlet."""
    return one.article.source is not None and one.article.source == two.article.source


def outlets(evidence: Sequence[Evidence]) -> set[str]:
    """Returns the words of the evidence's outlets: in a question, "as reported by", they tell who says and not of whom."""
    return content(" ".join(item.article.source or "" for item in evidence))


def names_all(question: str, evidence: Sequence[Evidence], known: AbstractSet[str] = frozenset()) -> bool:
    """Whether all names of the question but those `known` occur in the evidence, its articles' titles or outlets."""
    return portion(names(question) - known, said_in(evidence)) == 1
