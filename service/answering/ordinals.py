"""Which of several, and how many: the second landfall is not the third, and two engines are not three."""

import re
from itertools import takewhile

from index.terms import STOPWORDS
from service.answering.claims import content, numbers
from service.answering.numerals import CARDINAL, ORDINAL, SCALES, value

_SCALED = rf"\s+(?:{'|'.join(SCALES)})"
_NUMBER = rf"(?:{ORDINAL}|{CARDINAL}|last|final|\d[\d.,]*(?:st|nd|rd|th|{_SCALED})?)"
_COUNTED = re.compile(rf"\b({_NUMBER})\b(?=(?:\s+and\s+{_NUMBER}\b)?((?:[\s-]+[\w’']+){{1,3}}))", re.IGNORECASE)
"""A number, or the first of two, and the words behind."""
_ALONE = re.compile(
    rf"(?<![\w.,-])(?:{CARDINAL}|\d[\d.,]*\d|\d)(?=[,.;:]?(?:$|\s+(?:\w+ed|{'|'.join(sorted(STOPWORDS))})\b)|[,.;:]\s)",
    re.IGNORECASE,
)
"""A number without the thing that it counts: "injured 140, the governor said", "seven drowned"."""
_ORDINAL = re.compile(rf"{ORDINAL}|\d+(?:st|nd|rd|th)")


def misnumbered(claim: str, quotation: str) -> bool:
    """Whether `claim` gives a number to a thing that has only others in `quotation`, unless it stands alone there: "62 people and injured 140"."""
    ours, theirs = _counted(claim), _counted(quotation)
    alone = {_value(match[0].lower()) for match in _ALONE.finditer(quotation)}
    return any(stem in theirs and not numbers & (theirs[stem] | alone) for stem, numbers in ours.items())


def _counted(text: str) -> dict[str, set[str]]:
    """Returns the stems of the words behind numbers, up to a function word, each with these numbers."""
    found: dict[str, set[str]] = {}
    for match in _COUNTED.finditer(text):
        phrase = takewhile(lambda word: word.lower() not in STOPWORDS, match[2].replace("-", " ").split())
        for stem in content(" ".join(phrase)):
            found.setdefault(stem, set()).add(_value(match[1].lower()))
    return found


def _value(written: str) -> str:
    """Returns a number in digits, an ordinal with "th"."""
    if written in {"last", "final"}:
        return "final"
    ordinal = _ORDINAL.fullmatch(written)
    number = value(written) if written[0].isalpha() else numbers(written).pop()
    return f"{number:f}{'th' if ordinal else ''}"
