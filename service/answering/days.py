"""Days that a report counts from its own, "on Monday" or "yesterday", with the date that they were."""

import re
from datetime import date, timedelta

from service.answering.calendar import MONTH, WEEKDAYS

_DAY = re.compile(
    rf"\b(?:(?P<which>last|next)\s+)?(?P<day>(?a:{'|'.join(WEEKDAYS)}|yesterday|tomorrow))\b(?!['’])"
    r"(?:\s+(?:morning|afternoon|evening|night))?+(?!['’])",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:black|good|super|easter|palm|ash|holy|bloody|cyber|giving)\s+$", re.IGNORECASE)
_DATED = re.compile(rf"\s*[,(]?\s*(?:the\s+)?(?:\d|{MONTH}(?!\w))", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|due|plans?|planned|expected|scheduled|set|to be|going to|(?:is|are) to)\b", re.IGNORECASE
)
_NEAR = {"yesterday": -1, "tomorrow": 1}


def dated(text: str, quotation: str, published: date | None) -> str:
    """Returns `text` with the date behind each day that it counts from the day of the report.

    A weekday is the last one up to the report's own day, or the next one where `text` looks ahead. Days that `quotation`
    does not name, that someone's own words name, and that have their date already are left as they are; so is "today", which
    as often means these days. Nor is there a day before the first or behind the last that can be counted: "0001-01-01" stands for no date.
    """
    if published is None:
        return text
    pieces, end = [], 0
    for match in _DAY.finditer(text):
        if match["day"].lower() in quotation.lower() and not _settled(text, match):
            try:
                day = published + timedelta(days=_distance(match, published, ahead=bool(_AHEAD.search(text))))
            except OverflowError:
                continue
            pieces.append(f"{text[end : match.end()]} ({written(day)})")
            end = match.end()
    return "".join([*pieces, text[end:]])


def written(day: date) -> str:
    """Returns a day as answers write it: "3 May 2021"."""
    return f"{day.day} {day:%B %Y}"


def _settled(text: str, match: re.Match[str]) -> bool:
    """Whether the day has its date, is a feast's name, or stands in someone's own words."""
    before, after = text[: match.start()], text[match.end() :]
    quoted = before.count('"') % 2 == 1 or before.count("“") > before.count("”")
    return quoted or _NAMED.search(before) is not None or _DATED.match(after) is not None


def _distance(match: re.Match[str], published: date, *, ahead: bool) -> int:
    """Returns the days from the report's day to the one that is meant."""
    named, which = match["day"].lower(), (match["which"] or "").lower()
    if named in _NEAR:
        return _NEAR[named]
    forward = (WEEKDAYS.index(named) - published.weekday()) % 7
    if which == "next":
        return forward or 7
    if which == "last":
        return forward - 7
    return forward if ahead or not forward else forward - 7
