"""What near-copies of an answer's quotation say in the place of what it says: other sides, whatever the model made of them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.articles import Evidence, Sentence
from service.answering.attribute import Attributed, quoted
from service.answering.claims import WORD
from service.answering.standing import Claims
from service.answering.support import contradicts, supports
from service.answering.variants import denies, has, variant


def altered(question: str, claims: Claims, found: Sequence[Evidence]) -> list[Claims]:
    """Returns the claims, and what near-copies among what was `found` have in the place of what one of the sentences says.

    That sentence then stands in front; or its quotation, where it joins its own value with another.
    """
    for item in claims.kept:
        for one in item.evidence:
            values = [(other, variant(question, item.sentence.text, one, other)) for other in found]
            told = [said for other, pair in values if (said := _otherwise(question, item, one, other, pair))]
            if told:
                joined = any(_joins(question, item.sentence.text, pair) for _, pair in values)
                own = quoted(one) if joined else item
                rest = tuple(other for other in claims.kept if other is not item)
                return [replace(claims, kept=(own, *rest)), *(Claims((said,)) for said in told)]
    return [claims]


def _otherwise(
    question: str, claim: Attributed, one: Evidence, other: Evidence, values: tuple[str, str] | None
) -> Attributed | None:
    """Returns the claim, quoted from `one`, as `other` has it, or its quotation where that cannot be told in the claim's words; None if it has the same."""
    text = claim.sentence.text
    if values is None:
        return quoted(other) if denies(one, other) and contradicts(text, other.sentence.text) else None
    told = _with(text, *values)
    if told and not _joins(question, text, values) and supports(told, question, other, [other]):
        return Attributed(Sentence(0, len(told), told), (other,))
    return quoted(other)


def _joins(question: str, claim: str, values: tuple[str, str] | None) -> bool:
    """Whether the claim has both of two values that exclude each other: "was founded in 1599 and 1607"."""
    return values is not None and has(claim, values[1], f"{question} {values[0]}")


def _with(claim: str, value: str, other: str) -> str | None:
    """Returns `claim` with `other` in the place of `value`, or None if that does not stand in one piece there."""
    words = r"\W+".join(re.escape(word) for word in WORD.findall(value))
    told, found = re.subn(rf"[$€£¥]?(?<!\w){words}(?!\w)%?", lambda _: other, claim, flags=re.IGNORECASE)
    return told if found else None
