"""Which number belongs to which verb, in a sentence that may have several: "killed 62 people and injured 140"."""

import re

from index.terms import STOPWORDS, terms
from service.answering.quantities import Quantity, quantities
from service.answering.verbs import base

_BE = r"(?:were|was|are|is|have|has|had)(?:\s+(?:been|also|still|reported|reportedly|feared|believed))*"
_STATES = r"dead|hurt|missing|ill|wounded"
_BEFORE = re.compile(r"\b([a-z]+)\s+(?:another\s+|a\s+further\s+|an\s+additional\s+)?$")
"""The word in front of the number: "injured 140", "killing another 12"."""
_BEHIND = (
    re.compile(rf"\s+(?:(?!and\b|or\b|but\b)[A-Za-z’'-]+\s+){{0,3}}?{_BE}\s+([a-z]+)\b"),
    re.compile(rf"\s+(?:others?\s+|people\s+|more\s+)?([a-z]+ed|{_STATES})\b"),
)
"""The verb behind it: "62 people were killed", "140 injured"."""

DIGITS = r"(?<![\d,.])\d++(?:,\d++)*+(?:\.\d++)?+"
"""A number in digits, whole, as the inside of a pattern."""
_NUMBER = re.compile(DIGITS)
_CHANGED = (
    r"\b(?:rose|risen|rise|rises|fell|fallen|raised|lifted|increased|grew|grown|climbed|jumped|dropped|declined|cut|lowered"
    r"|reduced|up|down)\b"
)
_FORMER = re.compile(
    rf"{_CHANGED}[^.;]{{0,60}}?\b(?:to\s+\S*{DIGITS}[^.;]{{0,40}}?\sfrom\s+[$€£]?(?P<was>{DIGITS})|from\s+[$€£]?(?P<from>{DIGITS})[^.;]{{0,30}}?\sto\s)"
    rf"|\b(?:up|down)\s+from\s+[$€£]?(?P<then>{DIGITS})",
    re.IGNORECASE,
)
"""What it was: "rose to 14 from 9", "was raised from 40 to 55 crowns", "up from 8,000"."""
_BEFORE_NOW = re.compile(
    r"\b(?:from|before|previous(?:ly)?|earlier|until|once|had|old|former(?:ly)?|used to)\b", re.IGNORECASE
)
_LIMIT = re.compile(rf"\b(?:fewer|less)\s+than\s+[$€£]?(?P<under>{DIGITS})", re.IGNORECASE)


def counted(text: str) -> dict[str, list[Quantity]]:
    """Returns the stems of the verbs of `text` that a number stands beside, each with its numbers."""
    found: dict[str, list[Quantity]] = {}
    for quantity in quantities(text):
        behind = [pattern.match(text, quantity.end) for pattern in _BEHIND]
        words = {match[1] for match in (_BEFORE.search(text[: quantity.start]), *behind) if match} - STOPWORDS
        for stem in {base(stem) for word in words for stem in terms(word)}:
            found.setdefault(stem, []).append(quantity)
    return found


def miscounted(claim: str, quotation: str) -> bool:
    """Whether `claim` has a number that `quotation` gives to another verb, for what it was before, or for a limit.

    Not 62 were injured where 62 were killed and 140 injured; it did not rise to 9 where it rose from 9 to 14; and fewer than
    60,000 are not 60,000. A verb that is left out the second time ("Talvia sent 200, Borovia 500") decides nothing.
    """
    ours, theirs = counted(claim), counted(quotation)
    tied = [other for numbers in theirs.values() for other in numbers]
    others = any(
        stem in theirs
        and not any(one.compatible(other) for one in numbers for other in theirs[stem])
        and any(one.same(other) for one in numbers for other in tied)
        for stem, numbers in ours.items()
    )
    return others or _only_in(_FORMER, claim, quotation, _BEFORE_NOW) or _only_in(_LIMIT, claim, quotation, _LIMIT)


def _only_in(form: re.Pattern[str], claim: str, quotation: str, said: re.Pattern[str]) -> bool:
    """Whether all numbers that `claim` has of `quotation` stand in the `form` there, and `claim` has nothing that is `said` so."""
    held = {number for match in form.finditer(quotation) for number in match.groups() if number}
    told = set(_NUMBER.findall(claim)) & set(_NUMBER.findall(quotation))
    return bool(told) and told <= held and not said.search(claim)
