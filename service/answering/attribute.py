"""Ties each sentence of a draft to the evidence that supports it, or to none.

A sentence is supported when all its numbers and names, and most of its other words, stand in at most two evidence
sentences. This is deterministic and needs no second model. Words that the answer repeats from the question claim less.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from index.articles import Evidence, Sentence
from index.sentences import split_sentences
from service.answering.claims import among, content, names, numbers

MIN_COVERAGE = 0.6
"""The share of a sentence's content words that its evidence must contain, those of the question left aside."""
MIN_REPEATED = 0.4
"""The same share with the words of the question: what is repeated from it has to fit the evidence too, if less closely."""
_MARKS = re.compile(r"\s*\[\d+(?:\s*[,–-]\s*\d+)*\]")


@dataclass(frozen=True)
class Attributed:
    """A sentence of the draft, and the evidence that supports it, best first; empty when nothing does."""

    sentence: Sentence
    evidence: tuple[Evidence, ...]
    coverage: float


def attribute(draft: str, question: str, evidence: Sequence[Evidence]) -> list[Attributed]:
    """Returns the sentences of `draft`, each with its support among `evidence`."""
    return [_attribute(sentence, question, evidence) for sentence in split_sentences(_MARKS.sub("", draft))]


def _attribute(sentence: Sentence, question: str, evidence: Sequence[Evidence]) -> Attributed:
    best = max(evidence, key=lambda item: _match(sentence.text, question, [item]), default=None)
    if best is None:
        return Attributed(sentence, (), 0.0)
    if _supports(sentence.text, question, [best]):
        return Attributed(sentence, (best,), _coverage(sentence.text, [best]))
    second = max(evidence, key=lambda item: _match(sentence.text, question, [best, item]))
    pair = [best] if second is best else [best, second]
    coverage = _coverage(sentence.text, pair)
    return Attributed(sentence, tuple(pair) if _supports(sentence.text, question, pair) else (), coverage)


def _match(text: str, question: str, evidence: Sequence[Evidence]) -> tuple[int, float]:
    """Orders candidates: fewest unsupported numbers and names, then the words of the sentence and of the question."""
    missing = len(_unfounded(text, question, evidence))
    asked = content(question)
    said = set().union(*(content(item.sentence.text) for item in evidence))
    return -missing, _coverage(text, evidence) + 0.5 * len(asked & said) / max(len(asked), 1)


def _supports(text: str, question: str, evidence: Sequence[Evidence]) -> bool:
    added = content(text) - content(question)
    if not (added or numbers(text) - numbers(question)) or _unfounded(text, question, evidence):
        return False
    return share(added, evidence) >= MIN_COVERAGE and _coverage(text, evidence) >= MIN_REPEATED


def _coverage(text: str, evidence: Sequence[Evidence]) -> float:
    return share(content(text), evidence)


def share(words: AbstractSet[str], evidence: Sequence[Evidence]) -> float:
    """Returns the share of `words` that stand in the evidence, its articles' titles or outlets; 1 if there are none."""
    said = set().union(*(content(context(item)) for item in evidence))
    return sum(among(word, said) for word in words) / len(words) if words else 1.0


def _unfounded(text: str, question: str, evidence: Sequence[Evidence]) -> set[object]:
    """Returns the numbers and names of `text` that the evidence does not have; names in the question are given."""
    quoted = " ".join(item.sentence.text for item in evidence)
    said = content(" ".join(context(item) for item in evidence))
    unknown = {name for name in names(text) - content(question) if not among(name, said)}
    return {*(numbers(text) - numbers(quoted)), *unknown}


def context(item: Evidence) -> str:
    """Returns what the quotation stands under: its own words, its article's title and outlet."""
    return f"{item.sentence.text} {item.article.title} {item.article.source or ''}"
