"""Dates as far as a text states them: a day, a month or a year, comparable in what both state."""

import re
from dataclasses import dataclass
from datetime import date

from service.answering.calendar import MONTH, MONTHS

_NUMBERS = {name: number for number, month in enumerate(MONTHS, start=1) for name in (month, month[:3])} | {"sept": 9}
_MONTH = rf"(?P<month>(?a:{MONTH})(?!\w)\.?)"
_CENTURIES = "(?:1[0-9]|20)"
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:\s*,?\s+(?P<year>\d{{4}}))?"
    rf"|{_MONTH.replace('month', 'month2')}\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:\s*,?\s+(?P<year2>\d{{4}}))?"
    rf"|{_MONTH.replace('month', 'month3')}\s+(?:of\s+)?(?P<year3>\d{{4}})"
    rf"|(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?P<year4>\d{{4}})|(?P<year5>{_CENTURIES}\d\d)(?!\d|,\d))",
    re.IGNORECASE,
)
_MAY = re.compile(r"\d{1,2}\s+may|may\s+\d{1,2}")
"""What is more often the verb than the month."""
_YEAR = re.compile(rf"\b{_CENTURIES}\d\d(?=\b|s\b)")
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
"""A year of these centuries, and no decade."""


@dataclass(frozen=True)
class StatedDate:
    """A date at `text[start:end]`; what the text leaves open is None."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None

    def compatible(self, other: object) -> bool:
        """Whether both can be the same day: nothing that both state differs."""
        if not isinstance(other, StatedDate):
            return True
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        both = [(one, two) for one, two in pairs if one is not None and two is not None]
        return all(one == two for one, two in both)

    def within(self, other: "StatedDate") -> bool:
        """Whether `other` states all that this date states, and the same."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(one is None or one == two for one, two in pairs)

    def same(self, other: object) -> bool:
        """Whether both say the same."""
        return isinstance(other, StatedDate) and (self.year, self.month, self.day) == (
            other.year,
            other.month,
            other.day,
        )


def misdated(claim: str, quotation: str) -> bool:
    """Whether `claim` has a date that `quotation` has in none of its dates, although it has some of that year or month."""
    quoted = dates(quotation)
    return any(
        not any(stated.within(other) for other in quoted)
        and any(
            (stated.year and stated.year == other.year) or (stated.month and stated.month == other.month)
            for other in quoted
        )
        for stated in dates(claim)
    )


def dates(text: str) -> list[StatedDate]:
    """Returns the dates of `text` in order; of "12 may have died" there is none."""
    return [_date(match) for match in _DATE.finditer(text) if not _MAY.fullmatch(match[0])]


def _date(match: re.Match[str]) -> StatedDate:
    group = match.groupdict()
    year = next((group[name] for name in ("year", "year2", "year3", "year4", "year5") if group[name]), None)
    month = group["month"] or group["month2"] or group["month3"]
    day = group["day"] or group["day2"]
    return StatedDate(
        match.start(), match.end(), int(year) if year else None,
        _NUMBERS[month.lower().rstrip(".")] if month else None, int(day) if day else None,
    )  # fmt: skip


def of_other_years(question: str, quotation: str, published: date | None) -> bool:
    """Whether `question` names years or decades, and `quotation` only others: "in the 1940s" is not answered by "in the 1950s".

    What was `published` in the year that is asked about may name others: "the worst since 1997".
    """
    asked, told = (set(_YEAR.findall(text)) for text in (question, quotation))
    own = {str(published.year)} if published else set()
    return bool(asked and told) and not asked & (told | own)
