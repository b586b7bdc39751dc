"""Spans: the answer's text with its citations, and the evidence grouped into sources."""

from collections.abc import Sequence

from index.articles import Evidence
from service.answering.answer import Citation, Source, SourceSentence
from service.answering.attribute import Attributed
from service.answering.days import dated


def cite(kept: Sequence[Attributed]) -> tuple[str, tuple[Citation, ...]]:
    """Returns the kept sentences as one text, their days dated, and a citation for each of their quotations."""
    text = ""
    citations: list[Citation] = []
    for item in kept:
        text += " " if text else ""
        start = len(text)
        quoted = item.evidence[0]
        text += dated(item.sentence.text, quoted.sentence.text, quoted.article.published)
        citations.extend(citation(start, len(text), evidence) for evidence in item.evidence)
    return text, tuple(citations)


def citation(start: int, end: int, evidence: Evidence) -> Citation:
    """Ties the answer's span to the evidence sentence that supports it."""
    article, sentence = evidence.article, evidence.sentence
    return Citation(
        start=start, end=end, article_id=article.id, title=article.title, source=article.source,
        published=article.published, url=article.url, cited_text=sentence.text, start_char=sentence.start_char,
        end_char=sentence.end_char, verified=True,
    )  # fmt: skip


def group_sources(evidence: Sequence[Evidence]) -> tuple[Source, ...]:
    """Groups evidence by article, in the order of each article's best sentence."""
    grouped: dict[str, list[Evidence]] = {}
    for item in evidence:
        grouped.setdefault(item.article.id, []).append(item)
    return tuple(_source(items) for items in grouped.values())


def _source(items: Sequence[Evidence]) -> Source:
    article = items[0].article
    best: dict[tuple[int, int], Evidence] = {}
    for item in items:  # several questions in one may find the same sentence
        place = item.sentence.start_char, item.sentence.end_char
        best[place] = max(best.get(place, item), item, key=lambda found: found.score)
    sentences = tuple(
        SourceSentence(i.sentence.text, i.sentence.start_char, i.sentence.end_char, round(i.score, 4))
        for i in best.values()
    )
    return Source(article.id, article.title, article.source, article.published, article.url, article.origin, sentences)
