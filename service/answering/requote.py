"""When a sentence of a draft does not stand up to the check: the quotation that it was made from, as it stands."""

from collections.abc import Sequence

from index.articles import Evidence, Sentence
from service.answering.attribute import Attributed
from service.answering.claims import content, numbers, portion
from service.answering.decide import suits
from service.answering.said import names_all, outlets, said_in, same_article
from service.answering.support import contradicts, speaks_of

MIN_DRAWN = 0.5
"""The share of what a draft adds to the question that the quotation must have, to be what it was made from."""


def requote(draft: str, question: str, evidence: Sequence[Evidence]) -> list[Attributed]:
    """Returns the evidence sentence from which `draft` takes most, as what is said.

    None if it is about something else, has no number of the draft's, not what is asked for, or the opposite.
    """
    known, wanted = outlets(evidence), content(question)
    added = content(draft) - wanted - known
    counted = numbers(draft) - numbers(question)
    fit = [
        item
        for item in evidence
        if names_all(question, same_article(item, evidence), known)
        and suits(question, item.sentence.text)
        and not contradicts(draft, item.sentence.text)
        and speaks_of(draft, question, item)
        and (not counted or counted & numbers(item.sentence.text))
    ]
    drawn = {item: portion(added, content(item.sentence.text)) for item in fit}
    best = max(fit, key=lambda item: (drawn[item], portion(wanted, said_in([item]))), default=None)
    if best is None or not (added or counted) or drawn[best] < MIN_DRAWN:
        return []
    text = best.sentence.text
    return [Attributed(Sentence(0, len(text), text), (best,))]
