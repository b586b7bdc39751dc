"""Ranked passages to the evidence: their best sentences, each said once, from several origins rather than one."""

from collections.abc import Iterable, Mapping, Sequence

from index.articles import ArticleInfo, Evidence, Sentence
from index.terms import content_terms, terms

COVERAGE_WEIGHT = 0.5
"""What a sentence that has all of the question's content words gains over its passage's score."""
REPEAT_PENALTY = 0.1
"""What a sentence loses for each better one of the same origin."""


def select(
    question: str,
    passages: Mapping[int, float],
    sentences: Mapping[int, Sequence[tuple[ArticleInfo, Sentence]]],
    limit: int,
    similarities: Mapping[int, float] | None = None,
) -> list[Evidence]:
    """Returns up to `limit` sentences of the passages, best first.

    Args:
        question: What is asked.
        passages: Passage rows with their fused scores.
        sentences: Each passage's sentences, with their article.
        limit: Most sentences returned.
        similarities: Cosine of question and passage, where it is known.
    """
    near = similarities or {}
    asked = content_terms(question)
    candidates = [
        Evidence(info, sentence, score + COVERAGE_WEIGHT * _coverage(sentence, asked), near.get(row))
        for row, score in passages.items()
        for info, sentence in sentences.get(row, ())
    ]
    return spread(_distinct(sorted(candidates, key=lambda item: -item.score)), limit)


def _coverage(sentence: Sentence, asked: Sequence[str]) -> float:
    present = set(terms(sentence.text))
    return sum(stem in present for stem in asked) / len(asked) if asked else 0.0


def _distinct(ranked: Iterable[Evidence]) -> list[Evidence]:
    """Drops sentences that say the very words of a better one."""
    seen: dict[tuple[str, ...], Evidence] = {}
    for item in ranked:
        seen.setdefault(tuple(terms(item.sentence.text)), item)
    return list(seen.values())


def spread(found: Sequence[Evidence], limit: int) -> list[Evidence]:
    """Takes the best sentence again and again, up to `limit`, those of an origin that has had its say for less."""
    ranked = list(found)
    chosen: list[Evidence] = []
    said: dict[str, int] = {}
    while ranked and len(chosen) < limit:
        best = max(ranked, key=lambda item: item.score - REPEAT_PENALTY * said.get(item.article.origin, 0))
        ranked.remove(best)
        said[best.article.origin] = said.get(best.article.origin, 0) + 1
        chosen.append(best)
    return chosen
