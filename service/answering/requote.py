"""When no sentence of a draft stands up to the check: the quotation that the draft was made from, as it stands."""

from collections.abc import Sequence

from index.articles import Evidence, Sentence
from service.answering.attribute import Attributed, contradicts, share
from service.answering.claims import among, content, names, numbers

MIN_DRAWN = 0.5
"""The share of what a draft adds to the question that the quotation must have, to be what it was made from."""


def requote(draft: str, question: str, evidence: Sequence[Evidence]) -> list[Attributed]:
    """Returns the evidence sentence from which `draft` takes most, as what is said; none if it is about something else, or has none of its numbers."""
    added = content(draft) - content(question)
    counted = numbers(draft) - numbers(question)
    fit = [
        item
        for item in evidence
        if _about(question, item, evidence)
        and not contradicts(draft, item.sentence.text)
        and (not counted or counted & numbers(item.sentence.text))
    ]
    best = max(fit, key=lambda item: share(added, [item]), default=None)
    if best is None or not added or share(added, [best]) < MIN_DRAWN:
        return []
    text = best.sentence.text
    return [Attributed(Sentence(0, len(text), text), (best,), 1.0)]


def _about(question: str, item: Evidence, evidence: Sequence[Evidence]) -> bool:
    """Whether all names of the question occur in what was read of the article."""
    article = [other for other in evidence if other.article.id == item.article.id]
    known = set().union(*(content(f"{o.sentence.text} {o.article.title} {o.article.source or ''}") for o in article))
    return all(among(name, known) for name in names(question))
