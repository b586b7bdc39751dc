"""Ties each sentence of a draft to the evidence that supports it: one sentence, or one for each of its clauses, or none.

This is deterministic and needs no second model.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.antecedents import whole
from index.articles import Evidence, Sentence
from index.sentences import split_sentences
from service.answering.claims import content
from service.answering.said import share
from service.answering.support import differs, supports

_MARKS = re.compile(r"\s*\[\d+(?:\s*[,–-]\s*\d+)*\]")
_CLAUSES = re.compile(r";\s+|,?\s+(?:and|while|but|whereas)\s+")


@dataclass(frozen=True)
class Attributed:
    """A sentence of the draft, and the evidence that supports it, best first; empty when nothing does."""

    sentence: Sentence
    evidence: tuple[Evidence, ...]


def quoted(item: Evidence) -> Attributed:
    """Returns the quotation itself as what is said."""
    text = item.sentence.text
    return Attributed(Sentence(0, len(text), text), (item,))


def attribute(draft: str, question: str, evidence: Sequence[Evidence]) -> list[Attributed]:
    """Returns the sentences of `draft`, each with its support among `evidence`."""
    return [_attribute(sentence, question, evidence) for sentence in split_sentences(_MARKS.sub("", draft))]


def _attribute(sentence: Sentence, question: str, evidence: Sequence[Evidence]) -> Attributed:
    support = _support(sentence.text, question, evidence) or _by_clauses(sentence.text, question, evidence)
    return Attributed(sentence, support)


def _support(text: str, question: str, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Returns the best of the evidence sentences that support `text` alone, or together with what they refer back to."""
    found = [item for item in evidence if supports(text, question, item, evidence)] or [
        whole(item)
        for item in evidence
        if item.antecedent and not differs(text, item) and supports(text, question, whole(item), evidence)
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
