"""Do two statements that answer one question agree? Compared is what they add to the question: values, names, or a yes and a no."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

from index.terms import terms
from service.answering.asked import Asked, Kind, asked
from service.answering.calendar import WEEKDAYS
from service.answering.choices import choice, posed, taken
from service.answering.claims import CAPITALISED, among, beyond, content, kin, meant, names, numbers, portion
from service.answering.dates import StatedDate, dates
from service.answering.forms import polar, several
from service.answering.polarity import contrary
from service.answering.quantities import Quantity, quantities
from service.answering.units import unit
from service.answering.verdicts import MIN_COVERED, verdict

Value = Quantity | StatedDate
"""What two statements can be compared by."""
_V = TypeVar("_V", bound=Value)
FEW = 6
"""Words that an answer to "who" or "what" adds at most, if they alone are to decide."""
ALIKE = 0.3
"""The share of words in common, of the shorter one's, from which two explanations say the same."""
REPEATED = 0.6
"""The share of what an answer adds to the question from which a report seems to say the same."""
_WHO = "who|whom|whose|where|which"
_PERSON = re.compile(r"^who(?:m|se)?\b", re.IGNORECASE)
_PLACED = re.compile(
    rf"\b(?:in|near|outside|inside)\s+(?:the\s+)?{CAPITALISED}|\b(?:{'|'.join(day.title() for day in WEEKDAYS)})(?!['’])\b"
)
"""A name that tells where or when, and so not who."""
_PROPER = re.compile(rf"\b(?:{_WHO})\b", re.IGNORECASE)
_NAMED = re.compile(rf"\b(?:{_WHO}|what)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"(?:,|\band)\s+not\s+(?:(?:an?|the|by|because|of|due|to|from|with|in|at)\s+)*[\w’'-]+(?:\s+[\w’'-]+)?",
    re.IGNORECASE,
)
"""What a statement sets itself against: "a programming error, and not a faulty valve"."""
_OPEN = re.compile(
    r"\bwhat\b.*\b(?:sa(?:y|ys|id)|tells?|told|thinks?|thought|reports?|reported|claim(?:s|ed)?|know(?:s|n)?|happen(?:s|ed)?|about)\b",
    re.IGNORECASE,
)
"""What somebody says of something is many things, and two names in it exclude nothing."""


class Relation(StrEnum):
    """How two statements stand to each other."""

    SAME = "same"
    OTHER = "other"
    OPPOSED = "opposed"


def relation(question: str, one: str, two: str) -> Relation:
    """Returns whether two answers to `question` say the same, different things that can both be true, or exclude each other."""
    if choice(question):
        return _chosen(question, one, two)
    if several(question):  # of two questions in one, the answers may answer either
        return _alike(question, one, two)
    if polar(question):
        return _polar(question, one, two)
    wanted = asked(question)
    if wanted is not None:
        return _values(question, wanted, one, two)
    if _measured_otherwise(question, one, two):
        return Relation.OPPOSED
    named = _NAMED.search(question) and not _OPEN.search(question)
    return _named(question, one, two) if named else _alike(question, one, two)


def _chosen(question: str, one: str, two: str) -> Relation:
    return _sides(posed(question), one, two, taken(question, one), taken(question, two))


def _polar(question: str, one: str, two: str) -> Relation:
    return _sides(question, one, two, verdict(question, one), verdict(question, two))


def _sides(question: str, one: str, two: str, first: int | None, second: int | None) -> Relation:
    """Returns how two texts stand to each other that take the `first` and the `second` of the sides there are, or none."""
    if _denies(one, two) or (first is not None and second is not None and first != second):
        return Relation.OPPOSED
    if first is None and second is None:
        return _alike(question, one, two)
    return Relation.SAME if first == second else Relation.OTHER


def _denies(one: str, two: str) -> bool:
    """Whether one text denies what the other says in much the same words."""
    short, long = sorted((content(one), content(two)), key=len)
    return portion(short, long) >= MIN_COVERED and contrary(one, two)


def _values(question: str, wanted: Asked, one: str, two: str) -> Relation:
    ours, theirs = (_new(_read(wanted, text), _read(wanted, question)) for text in (one, two))
    if not ours or not theirs:
        return Relation.OTHER
    compatible = [(a, b) for a in ours for b in theirs if a.compatible(b)]
    if not compatible:
        return Relation.OPPOSED
    return Relation.SAME if any(_commensurable(a, b) for a, b in compatible) else Relation.OTHER


def _read(wanted: Asked, text: str) -> Sequence[Value]:
    """Returns the values of `text` that can be of the asked kind: of what is counted not "three weeks" or "40 %", of a measure not "3,200 ballots"."""
    if wanted.kind is Kind.DATE:
        return dates(text)
    found = quantities(text)
    if wanted.kind is Kind.MEASURE:
        return [one for one in found if one.unit or one.sign]
    units = {unit(noun) for noun in wanted.nouns} | {None}
    return [one for one in found if wanted.kind is not Kind.COUNT or (one.unit in units and not one.sign)]


def _measured_otherwise(question: str, one: str, two: str) -> bool:
    """Whether both add measures of one unit to the question, and no two of them agree: a cup of 250 ml, and one of 875 millilitres."""
    ours, theirs = (_new(quantities(text), quantities(question)) for text in (one, two))
    comparable = [(a, b) for a in ours for b in theirs if a.unit and a.unit == b.unit]
    return bool(comparable) and not any(a.compatible(b) for a, b in comparable)


def _new(values: Sequence[_V], given: Sequence[Value]) -> list[_V]:
    """Returns the values that are none of those `given`."""
    return [value for value in values if not any(value.same(other) for other in given)]


def _commensurable(one: Value, two: Value) -> bool:
    return not (isinstance(one, Quantity) and isinstance(two, Quantity)) or one.commensurable(two)


def _named(question: str, one: str, two: str) -> Relation:
    asked_for = content(question)
    ours, theirs = (beyond(names(text), asked_for) for text in (one, two))
    if not ours or not theirs:
        ours, theirs = (beyond(content(text), asked_for) for text in (one, two))
        if not ours or not theirs or max(len(ours), len(theirs)) > FEW:
            return _alike(question, one, two)
    return Relation.SAME if any(kin(a, b) for a in ours for b in theirs) else Relation.OPPOSED


def _alike(question: str, one: str, two: str) -> Relation:
    ours, theirs = (_asserted(question, text) for text in (one, two))
    short, long = sorted((ours, theirs), key=len)
    common = sum(among(stem, long) for stem in short)
    return Relation.SAME if not short or common >= ALIKE * len(short) else Relation.OTHER


def _asserted(question: str, text: str) -> set[str]:
    """Returns what `text` adds to the question, without what it sets itself against if anything is left."""
    return (content(_DENIED.sub("", text)) - content(question)) or (content(text) - content(question))


def names_nobody(question: str, text: str) -> bool:
    """Whether `text` adds no name although the question asks who, where or which."""
    known = content(posed(question))
    named = _PLACED.sub(" ", text) if _PERSON.search(question) else text
    return _PROPER.search(question) is not None and all(among(stem, known) for stem in names(named, first=True))


def repeats(question: str, answer: str, text: str) -> bool:
    """Whether `text` has what `answer` adds to the question: its numbers and names and most of its words. To a yes or no nothing is added."""
    if polar(question):
        return False
    said, theirs = content(answer) - content(question), meant(text)
    if beyond(names(answer) - content(question), theirs):
        return False
    return numbers(answer) - numbers(question) <= numbers(text) and portion(said, theirs) >= REPEATED


def added(question: str, text: str) -> tuple[int, int]:
    """Returns the span of `text` from the first to the last word that `question` does not have; all of it if it has them all."""
    known = set(terms(question))
    spans = [
        match.span()
        for match in re.finditer(r"\w+(?:[’'.,-]\w+)*", text)
        if not all(among(stem, known) for stem in terms(match[0]))
        and content(match[0]) | ({match[0]} if match[0][0].isdigit() else set())
    ]
    return (spans[0][0], spans[-1][1]) if spans else (0, len(text))
