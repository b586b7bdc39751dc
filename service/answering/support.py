"""Whether one evidence sentence supports one claim.

It does when it has all the claim's numbers, names and other words, and nothing in it says otherwise: no negation, no opposite,
no names or numbers that have changed places, nothing left open. Words that the claim repeats from the question claim less,
unless it is a yes or a no that is asked for.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from index.articles import Evidence
from index.parts import parts
from service.answering.choices import bears_out, doubtful, granted, posed, taken
from service.answering.claims import (
    FILLING,
    WORD,
    among,
    content,
    full_names,
    leading_names,
    meant,
    names,
    new,
    numbers,
    portion,
    uncapitalised,
)
from service.answering.converse import does_what_others_did
from service.answering.counted import miscounted
from service.answering.dates import misdated, of_other_years
from service.answering.forms import polar
from service.answering.openings import clause_last, subject_first
from service.answering.opposites import opposed
from service.answering.order import exchanged
from service.answering.ordinals import misnumbered
from service.answering.overstatement import overstated
from service.answering.polarity import denied, negative, overlooked
from service.answering.quantities import in_other_currency, in_other_unit
from service.answering.replacements import of_somebody_else, replaced
from service.answering.roles import turned_round
from service.answering.said import of_article, outlets, said_in, told_in
from service.answering.scopes import unasserted
from service.answering.verdicts import VERDICT

MIN_REPEATED = 0.4
"""The share of a sentence's content words, those of the question too, that its evidence must contain: what is repeated from the question has to fit, if less closely."""

_CLAUSE = re.compile(r"[;,]?\s+(?:and|but|while|whereas)\s+|;\s+")
_DECISIVE = frozenset("same both all each only more most before after above below over under".split())
"""Function words on which a yes or a no depends."""


def supports(text: str, question: str, item: Evidence, evidence: Sequence[Evidence]) -> bool:
    """Whether `item`, among all `evidence` that was read, supports `text` as an answer to `question`."""
    claim, quotation, known = VERDICT.sub("", text), item.sentence.text, granted(question)
    carried = content(claim) - FILLING
    added = new(claim, known) - FILLING
    adds = bool(added or numbers(claim) - numbers(known)) or taken(question, claim) is not None
    given = _given(claim, posed(question), item, evidence)
    if not claim or not (adds or claim != text) or _unfounded(claim, known, item, given):
        return False
    if of_somebody_else(question, claim, quotation):
        return False
    doubted = doubtful(question)
    if differs(claim, item) or misses(question, item, _clause_of(claim, quotation)):
        return False
    if overstated(claim, quotation) or unasserted(claim, quotation, content(known)):
        return False
    if (doubted or not adds) and negative(claim) != negative(quotation):
        return False
    if not speaks_of(claim, known, item, given) or not bears_out(question, claim, quotation):
        return False
    if doubted:
        return portion(added, meant(quotation)) == 1 and _DECISIVE & _words(claim) <= _words(quotation)
    said = told_in(claim, item)
    return portion(added, said) == 1 and portion(carried, said | given) >= (MIN_REPEATED if adds else 1)


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.lower()))


def speaks_of(claim: str, question: str, item: Evidence, given: AbstractSet[str] = frozenset()) -> bool:
    """Whether the quotation is about what the claim is about, where that adds no more to the question than one word and numbers.

    Many sentences have "Germany" or "50 minutes". So it has to have some of what the claim repeats from the question, and of
    several such words one that is no name; a single one it may have in other words: "the invasion of Poland" for "invaded Poland".
    """
    if len(content(claim) - content(question)) > 1:
        return True
    repeated, quotation = content(claim) & content(question), item.sentence.text
    plain = repeated - names(question, first=True) - names(claim, first=True)
    said = meant(quotation) | given
    if repeated and not any(among(stem, said) for stem in repeated):
        return False
    return len(plain) < 2 or any(among(stem, said_in([item]) | given) for stem in plain)


def differs(claim: str, item: Evidence) -> bool:
    """Whether the quotation says something else, or has another name, number or date in the place of one of the claim's."""
    quotation = item.sentence.text
    return contradicts(claim, quotation) or any(unlike(claim, quotation) for unlike in (misdated, miscounted, replaced))


def misses(question: str, item: Evidence, clause: str | None = None) -> bool:
    """Whether the quotation is about another of several things or another year than the question, or tells the opposite of what it asks.

    `clause` is what of the quotation is quoted for, if it is known.
    Of a question with several clauses a quotation may answer one, and have nothing to do with a "not" or a "less" of the others.
    """
    quotation = item.sentence.text
    if polar(question):
        return False
    if misnumbered(question, quotation) or of_other_years(question, quotation, item.article.published):
        return True
    return not parts(question) and (overlooked(question, quotation) or opposed(question, quotation, clause))


def contradicts(text: str, quotation: str) -> bool:
    """Whether `text` says something else than `quotation` about what both speak of."""
    if opposed(text, quotation, _clause_of(text, quotation)):
        return True
    told, said = subject_first(text), subject_first(quotation)
    if all(exchanged(told, form) for form in {said, clause_last(quotation)}):
        return True
    return turned_round(told, said) or any(
        unlike(text, quotation)
        for unlike in (denied, misnumbered, does_what_others_did, in_other_currency, in_other_unit)
    )


def _clause_of(text: str, quotation: str) -> str:
    """Returns the clause of `quotation` that has all its words of `text`: "came in through a window and left on foot" says how they entered."""
    own = content(text) & content(quotation)
    return next((clause for clause in _CLAUSE.split(quotation) if own and own <= content(clause)), quotation)


def _given(claim: str, question: str, item: Evidence, evidence: Sequence[Evidence]) -> set[str]:
    """Returns the question's names that the article has, in part or in full: there the quotation may say "she" or "the ship".

    Typed in lower case, a name is known by the claim, which writes it as one.
    """
    article = of_article(item, evidence) | outlets(evidence)
    known = [full for full in full_names(question) if any(among(stem, article) for stem in full)]
    asked = names(question, first=True) | (names(claim) & content(question))
    return {stem for stem in asked if among(stem, article) or any(stem in full for full in known)}


def _unfounded(text: str, question: str, item: Evidence, given: AbstractSet[str]) -> set[object]:
    """Returns the numbers and names of `text` that neither the quotation has nor, of the question's, the article.

    The title lends its names only to who or what `text` is about: "he" may be the title's George, but nobody met with George.
    """
    known = content(question) | leading_names(text)
    plain = uncapitalised(f"{question} {item.sentence.text}") - names(text)
    stated, under = meant(item.sentence.text) | given, told_in(text, item) | given
    unknown = {name for name in names(text, first=True) - plain if not among(name, under if name in known else stated)}
    return {*(numbers(text) - numbers(item.sentence.text) - numbers(question)), *unknown}
