"""When a sentence of a draft does not stand up to the check: the quotation that it was made from, as it stands."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from index.articles import Evidence
from service.answering.asked import Kind, asked
from service.answering.attribute import Attributed, quoted
from service.answering.choices import bears_out, choice, doubtful, granted, posed
from service.answering.claims import among, beyond, content, meant, names, new, numbers, of_one_name, portion
from service.answering.decide import MIN_POSED, suits
from service.answering.forms import explanatory
from service.answering.replacements import anothers, replaced
from service.answering.said import of_article, outlets, said_in
from service.answering.support import contradicts, misses, speaks_of

_REASON = re.compile(r"\b(?:because(?: of)?|due to|owing to|caused by|as a result of|on account of)\s", re.IGNORECASE)
"""What stands before a cause."""
MIN_DRAWN = 0.5
"""The share of what a draft adds to the question that the quotation must have, to be what it was made from."""
DISTINCT = 10_000
"""From this a number tells one thing, and its article may say what."""
CERTAIN = 0.75
"""How probably a draft is right from which a quotation is shown although its article lacks one name of the question."""
MOST_DRAWN = 0.7
"""The same share where its article lacks a name of the question."""


def requote(draft: str, question: str, evidence: Sequence[Evidence], right: float) -> list[Attributed]:
    """Returns the evidence sentence from which `draft` takes most, as what is said.

    None if it is about something else, has no number of the draft's, not what is asked for, or the opposite. Where the
    draft is probably `right`, its article may lack one name of the question: "on the 50th floor of the Tower in New York".
    """
    sure, given = right >= CERTAIN, granted(question)
    reason = _REASON.split(draft, maxsplit=1)[-1] if explanatory(question) else draft
    added = (new(reason, given) or new(draft, given)) - outlets(evidence)
    counted = numbers(draft) - numbers(given)
    unnamed = added - names(posed(question))
    told = {item: portion(unnamed or added, content(item.sentence.text)) for item in evidence}
    drawn = {item: max(told[item], portion(added, content(item.sentence.text))) for item in evidence}
    fit = [
        item
        for item in evidence
        if _named(draft, question, item, evidence, lacking=sure and drawn[item] >= MOST_DRAWN)
        and answers(question, item)
        and _agrees(draft, question, item)
        and (speaks_of(draft, question, item) or (sure and _tells(counted, question, item, evidence, draft)))
        and (not counted or counted & numbers(item.sentence.text))
    ]
    near = [item for item in fit if drawn[item] >= MIN_DRAWN]
    if not near or not (added or counted):
        return []
    best = max(near, key=lambda item: (told[item], drawn[item], portion(content(question), said_in([item]))))
    return [quoted(best)]


def answers(question: str, item: Evidence) -> bool:
    """Whether the quotation can answer the question: it has what is asked for, of whom and of which it is asked."""
    if misses(question, item) or anothers(question, item.sentence.text) or not suits(question, item.sentence.text):
        return False
    return choice(question) is None or portion(content(posed(question)), said_in([item])) >= MIN_POSED


def _tells(
    counted: AbstractSet[float], question: str, item: Evidence, evidence: Sequence[Evidence], draft: str
) -> bool:
    """Whether a quotation that surely answers does so in words that the question has not: beside all its names, at least two, or with a number that few sentences have."""
    own = counted & numbers(item.sentence.text)
    named, said = names(posed(question)) | (names(draft) & content(question)), meant(item.sentence.text)
    if own and len(named) > 1 and not beyond(named, said) and _counts_what_is_asked(question, said):
        return True
    distinct = any(number >= DISTINCT for number in own)
    return distinct and speaks_of(draft, question, item, of_article(item, evidence))


def _counts_what_is_asked(question: str, said: AbstractSet[str]) -> bool:
    """Whether the words `said` have one of what is counted, if something is."""
    wanted = asked(question)
    return wanted is None or wanted.kind is not Kind.COUNT or any(among(stem, said) for stem in wanted.stems)


def _agrees(draft: str, question: str, item: Evidence) -> bool:
    """Whether the quotation does not say the opposite of the draft, unless it is in doubt whether it is so."""
    if not bears_out(question, draft, item.sentence.text):
        return False
    return doubtful(question) or not contradicts(draft, item.sentence.text)


def _named(draft: str, question: str, item: Evidence, evidence: Sequence[Evidence], *, lacking: bool) -> bool:
    """Whether the article of `item` has all names of the question, or if it may be `lacking`, all but one of several.

    In the place of the one the quotation may have no other: not the mill in Tovik for the mill in Sundby. A name typed in
    lower case is known by the draft, which writes it as one.
    """
    known, question = outlets(evidence), posed(question)
    named = names(question) | (names(draft) & content(question) - known)
    lost = beyond(named - known, of_article(item, evidence))
    if not lost or not (lacking and of_one_name(lost, f"{question} {draft}")):
        return not lost
    return not replaced(draft, item.sentence.text, of=lost) and bool(named & said_in([item]))
