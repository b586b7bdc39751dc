"""What near-copies of an answer's quotation say in the place of what it says: other sides, whatever the model made of them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.articles import Evidence, Sentence
from service.answering.attribute import Attributed
from service.answering.claims import WORD
from service.answering.standing import Claims
from service.answering.support import contradicts, supports
from service.answering.variants import denies, has, variant


def altered(question: str, claims: Claims, found: Sequence[Evidence]) -> list[Claims]:
    """Returns the claims, and what near-copies among what was `found` have in the place of what one of the sentences says.

    That sentence then stands in front; or its quotation, where it joins its own value with another.
    """
    for item in claims.kept:
        for quoted in item.evidence:
            told = [one for other in found if (one := _otherwise(question, item, quoted, other))]
            if told:
                joined = any(_joins(question, item.sentence.text, quoted, other) for other in found)
                own = _quotation(quoted) if joined else item
                rest = tuple(one for one in claims.kept if one is not item)
                return [replace(claims, kept=(own, *rest)), *(Claims((one,)) for one in told)]
    return [claims]


def _otherwise(question: str, claim: Attributed, quoted: Evidence, other: Evidence) -> Attributed | None:
    """Returns the claim as `other` has it, or its quotation where that cannot be told in the claim's words; None if it has the same."""
    text = claim.sentence.text
    values = variant(question, text, quoted, other)
    if values is None:
        return _quotation(other) if denies(quoted, other) and contradicts(text, other.sentence.text) else None
    told = _with(text, *values)
    if told and not _joins(question, text, quoted, other) and supports(told, question, other, [other]):
        return Attributed(Sentence(0, len(told), told), (other,))
    return _quotation(other)


def _joins(question: str, claim: str, quoted: Evidence, other: Evidence) -> bool:
    """Whether the claim has both of what excludes each other: "was founded in 1599 and 1607"."""
    values = variant(question, claim, quoted, other)
    return values is not None and has(claim, values[1], f"{question} {values[0]}")


def _with(claim: str, value: str, other: str) -> str | None:
    """Returns `claim` with `other` in the place of `value`, or None if that does not stand in one piece there."""
    words = r"\W+".join(re.escape(word) for word in WORD.findall(value))
    told, found = re.subn(rf"[$€£¥]?(?<!\w){words}(?!\w)%?", lambda _: other, claim, flags=re.IGNORECASE)
    return told if found else None


def _quotation(item: Evidence) -> Attributed:
    return Attributed(item.sentence, (item,))
