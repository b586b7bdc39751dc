"""Which of several, and how many: the second landfall is not the third, and two engines are not three."""

import re
from itertools import takewhile

from index.terms import STOPWORDS
from service.answering.claims import CARDINALS, ORDINALS, content

_MOST = 12
"""The highest number that is read in words."""
_WRITTEN = {
    **{CARDINALS[value]: str(value) for value in range(1, _MOST + 1)},
    **{ORDINALS[value]: f"{value}th" for value in range(1, _MOST + 1)},
    "last": "final",
}
_NUMBER = rf"(?:{'|'.join([*_WRITTEN, 'final'])}|\d[\d.,]*(?:st|nd|rd|th)?)"
_COUNTED = re.compile(rf"\b({_NUMBER})\b(?=(?:\s+and\s+{_NUMBER}\b)?((?:[\s-]+[\w’']+){{1,3}}))", re.IGNORECASE)
"""A number, or the first of two, and the words behind."""


def misnumbered(claim: str, quotation: str) -> bool:
    """Whether `claim` gives a number to a thing that has only others in `quotation`."""
    ours, theirs = _counted(claim), _counted(quotation)
    return any(stem in theirs and not numbers & theirs[stem] for stem, numbers in ours.items())


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
    return _WRITTEN.get(written) or re.sub(r"(?:st|nd|rd)$", "th", written).replace(",", "")
