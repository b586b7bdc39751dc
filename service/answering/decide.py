"""What may be said: nothing where nothing answers, and of a draft only what quotations support."""

import re
from collections.abc import Sequence

from index.articles import Evidence
from index.terms import STOPWORDS
from service.answering.answerability import similarity
from service.answering.asked import Asked, Kind, asked
from service.answering.attribute import Attributed, quoted
from service.answering.calendar import MONTHS, WEEKDAYS
from service.answering.choices import choice, posed, taken
from service.answering.claims import beyond, content, names, numbers, portion
from service.answering.dates import YEAR, dates
from service.answering.forms import several
from service.answering.quantities import quantities
from service.answering.said import share
from service.answering.units import unit

DECLINED = "The articles do not answer this."
_AMOUNTS = re.compile(
    r"\b(?:no|none|nobody|one|single|both|half|third|quarter|pair|couple|few|several|many|most|all|twice|dozens?|scores|hundreds|thousands|millions)\b",
    re.IGNORECASE,
)
_NAME_OF = re.compile(r"\bnames? of (?:the|an?)\b(?:[^?]*\b(?P<person>who)\b)?")
_HOW_MUCH = re.compile(r"\bhow (?:much|long|old|tall|heavy|fast)\b(?!-|\s+(?:is|was) known)", re.IGNORECASE)
"""Not "how far" or "how high", which may be answered by a place or by "low", nor a cost of which something else is asked."""
_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)
_ROUGHLY = re.compile(
    r"\ban? (?:second|minute|hour|day|week|month|year|decade|century|foot|metre|mile|tonne|ton|litre)\b|\b(?:teens|\w+ties)\b",
    re.IGNORECASE,
)
_FREE = re.compile(r"\b(?:free|nothing)\b", re.IGNORECASE)
_COUNTED = frozenset("people lives men women children soldiers".split())
"""What stands behind a number that is no sum of money."""
_DATED = re.compile(rf"{YEAR.pattern}(?![\w,.]*\d)(?!\s+(?!(?:{'|'.join(sorted(STOPWORDS))})\b)[a-z])")
"""A year, behind which stands nothing that it may count: "1911 to make bottles", not "1800 soldiers"."""
_SIGNED = frozenset({"cents", "percentage"})
"""What is counted and may be written as a sign."""
_DESCRIBES = re.compile(r"(?:\b(?:is|was|are|were)|,)\s+an?\s", re.IGNORECASE)
"""What tells what somebody is, and not the name."""
_CALLED = re.compile(r"\b(?:called|named|known as)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:what|which) number\b(?! of\b)", re.IGNORECASE)
_WHEN = re.compile(
    r"\b\d{1,2}[:.]\d{2}\b|\b\d{1,2}\s*(?:[ap]\.?m\b|o[’']clock)"
    rf"|\b(?:{'|'.join(WEEKDAYS)}|today|yesterday|tomorrow|tonight|morning|noon|afternoon|evening|night|day|week"
    r"|month|year|decade|century|spring|summer|autumn|winter|recently|ago|following|soon|never|once|during|before|after|when|while|until|since)s?\b"
    rf"|\b(?-i:{'|'.join(month.title() for month in MONTHS)})\b",
    re.IGNORECASE,
)
FAR = 0.25
"""The cosine below which no passage is about the question, unless its words say otherwise."""
MIN_SHARED = 0.5
"""The share of the question's content words that evidence so far away must have to be read at all."""
MIN_POSED = 0.5
"""The share of what a question says of its alternatives that an answer has that takes neither."""


def decide(question: str, attributed: Sequence[Attributed]) -> list[Attributed]:
    """Returns the sentences that may be said: only supported ones, and if none has what is asked for, the quotations that have.

    But none if a date is missing: nearly every quotation has some time in it.
    """
    supported = [item for item in attributed if item.evidence]
    if any(suits(question, item.sentence.text) for item in supported):
        return supported
    wanted = asked(question)
    if wanted is not None and wanted.kind is Kind.DATE:
        return []
    return [quoted(item.evidence[0]) for item in supported if suits(question, item.evidence[0].sentence.text)]


def suits(question: str, text: str) -> bool:
    """Whether `text` has what the question asks for at all: a number for how many, how much or which number, a date or time for when.

    Of what a question leaves to choose from it has one, or else what is asked about it.
    """
    if _NUMBERED.search(question) and not numbers(text):
        return False
    if (named := _NAME_OF.search(question)) and not beyond(names(text, first=True), content(question)):
        return not (named["person"] or _DESCRIBES.search(text)) or _CALLED.search(text) is not None
    if choice(question) and taken(question, text) is None:
        return portion(content(posed(question)), content(text)) >= MIN_POSED
    wanted = asked(question)
    if wanted is None or several(question):
        return True
    if wanted.kind is Kind.DATE:
        return bool(dates(text) or _WHEN.search(text))
    if wanted.kind is Kind.COUNT:
        return _counts(wanted, text) or _AMOUNTS.search(text) is not None
    if _HOW_MANY.search(question):
        return bool(numbers(_DATED.sub(" ", text)) or _AMOUNTS.search(text))
    return not _HOW_MUCH.search(question) or _measures(wanted.kind, text)


def _counts(wanted: Asked, text: str) -> bool:
    """Whether `text` has a number that may be of what is counted: of soldiers neither "fourteen months" nor "40 %", unless a unit is asked for, nor "in 1911"."""
    text = _DATED.sub(" ", text)
    if any(unit(noun) or noun in _SIGNED for noun in wanted.nouns):
        return bool(numbers(text))
    measures = [value for value in quantities(text) if value.unit or value.sign]
    return bool(numbers(text) - set().union(*(numbers(text[value.start : value.end]) for value in measures)))


def _measures(kind: Kind, text: str) -> bool:
    """Whether `text` has an amount of the kind: a sum of money, or a measure or a time."""
    if kind is Kind.MEASURE:
        return bool(numbers(text) or _AMOUNTS.search(text) or _WHEN.search(text) or _ROUGHLY.search(text))
    counted = quantities(text)
    paid = not counted or any(not _COUNTED & set(value.following[:1]) for value in counted)
    return paid and bool(numbers(text) or _AMOUNTS.search(text) or _FREE.search(text))


def off_topic(question: str, evidence: Sequence[Evidence]) -> bool:
    """Whether retrieval alone can tell that nothing found speaks of what is asked."""
    return similarity(evidence) < FAR and share(content(question), evidence) <= MIN_SHARED
