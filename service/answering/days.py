"""Days that a report counts from its own, "on Monday" or "yesterday", with the date that they were."""

import re
from datetime import date, timedelta

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DAY = re.compile(
    rf"\b(?:(?P<which>last|next)\s+)?(?P<day>{'|'.join(_WEEKDAYS)}|yesterday|tomorrow)\b(?!['’])"
    r"(?:\s+(?:morning|afternoon|evening|night))?+(?!['’])",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:black|good|super|easter|palm|ash|holy|bloody|cyber|giving)\s+$", re.IGNORECASE)
_DATED = re.compile(
    r"\s*[,(]?\s*(?:the\s+)?(?:\d|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\b)", re.IGNORECASE
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|due|plans?|planned|expected|scheduled|set|to be|going to|(?:is|are) to)\b", re.IGNORECASE
)
_NEAR = {"yesterday": -1, "tomorrow": 1}


def dated(text: str, quotation: str, published: date | None) -> str:
    """Returns `text` with the date behind each day that it counts from the day of the report.

    A weekday is the last one up to the report's own day, or the next one where `text` looks ahead. Days that `quotation`
    does not name, that someone's own words name, and that have their date already are left as they are; so is "today", which
    as often means these days.
    """
    if published is None:
        return text
    pieces, end = [], 0
    for match in _DAY.finditer(text):
        if match["day"].lower() in quotation.lower() and not _settled(text, match):
            day = published + timedelta(days=_distance(match, published, ahead=bool(_AHEAD.search(text))))
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
    forward = (_WEEKDAYS.index(named) - published.weekday()) % 7
    if which == "next":
        return forward or 7
    if which == "last":
        return forward - 7
    return forward if ahead or not forward else forward - 7
