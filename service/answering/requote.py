"""When a sentence of a draft does not stand up to the check: the quotation that it was made from, as it stands."""

from collections.abc import Sequence

from index.articles import Evidence, Sentence
from service.answering.attribute import Attributed, context, contradicts
from service.answering.claims import among, content, names, numbers
from service.answering.decide import suits

MIN_DRAWN = 0.5
"""The share of what a draft adds to the question that the quotation must have, to be what it was made from."""


def requote(draft: str, question: str, evidence: Sequence[Evidence]) -> list[Attributed]:
    """Returns the evidence sentence from which `draft` takes most, as what is said.

    None if it is about something else, has no number of the draft's, not what is asked for, or the opposite.
    """
    outlets = content(" ".join(item.article.source or "" for item in evidence))
    added = content(draft) - content(question) - outlets
    counted = numbers(draft) - numbers(question)
    fit = [
        item
        for item in evidence
        if _about(question, item, evidence)
        and suits(question, item.sentence.text)
        and not contradicts(draft, item.sentence.text)
        and (not counted or counted & numbers(item.sentence.text))
    ]
    best = max(fit, key=lambda item: _drawn(added, item), default=None)
    if best is None or not (added or counted) or _drawn(added, best) < MIN_DRAWN:
        return []
    text = best.sentence.text
    return [Attributed(Sentence(0, len(text), text), (best,), 1.0)]


def _drawn(added: set[str], item: Evidence) -> float:
    said = content(item.sentence.text)
    return sum(among(stem, said) for stem in added) / len(added) if added else 1.0


def _about(question: str, item: Evidence, evidence: Sequence[Evidence]) -> bool:
    """Whether all names of the question occur in what was read of the article."""
    article = [context(other) for other in evidence if other.article.id == item.article.id]
    known = content(" ".join(article))
    return all(among(name, known) for name in names(question))
