"""What a plain-text article says about itself: its title line, its outlet, and lines that are no news.

The forms are those that syndicated plain text comes with. Each is matched as a whole line, and none matches a line
that reports what somebody said: a pointer that is taken for a fact is noise, a fact that is taken for a pointer is lost.
"""

import re
from collections.abc import Iterator, Sequence

from index.articles import Sentence

_DOMAIN = r"(?:https?://)?(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/?#]\S*)?"
_PIECES = r"(?:articles?|stories|story|posts?|reading|news|coverage|links?)"
_NETWORKS = r"(?:facebook|twitter|x|instagram|linkedin|telegram|whatsapp|youtube|tiktok|threads|bluesky|mastodon|google news|social media)"
_HEADLINE = r"(?:\s*[:|»>→–—-]+(?:.{0,200}[^.!…])?)?"
"""A colon or the like, and then anything but a sentence with its stop."""


def _forms(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_OUTLET_LINES = _forms(
    rf"(?:original(?:ly)?\s+)?(?:source|published (?:by|on|at)|via)\s*:\s*{_DOMAIN}",
    rf"originally published (?:by|on|at|in)\s+{_DOMAIN}",
    rf"discover more from\s+{_DOMAIN}",
)
_CREDIT = re.compile(r"(?:original|related)?\s*sources?\s*:(.{0,300})", re.IGNORECASE)
_WHOLE_LINES = _forms(
    rf"(?:related|recommended|similar)\s+{_PIECES}{_HEADLINE}",
    rf"(?:more|further)\s+{_PIECES}(?:\s+(?:from|on|about)\s+[^.:!?]{{1,60}})?\s*:?",
    r"(?:discover )?more from\s+[^.:!?]{1,60}:?",
    r"(?:read|see|learn|find out) more(?: (?:here|below))?[.…]*",
    rf"(?:also read|(?:read|see|learn) (?:more|also|next))(?: (?:at|on|about|from)\s+[^.:!?]{{1,60}})?{_HEADLINE}",
    r"(?:please )?(?:subscribe|sign up|log in|register)(?: (?:now|today|here|for free))?[.!…]*",
    r"subscribe to [^.!?]{1,60}",
    r"(?:please )?(?:subscribe|sign up|log in|register) (?:now |today |here |for free )?(?:to|for|with)\b.{0,100}"
    r"\b(?:your (?:e-?mail|inbox|account)|newsletters?|alerts?|notifications|(?:latest|our) \w+|(?:comment|continue reading))\b.{0,60}",
    r"(?:share this|like this|leave a (?:comment|reply))(?: (?:article|story|post|page))?\s*[:.…]*",
    rf"share (?:this (?:article |story |post )?)?on {_NETWORKS}[:.…]*",
    r"(?:advertisement|advertising|sponsored content|(?:like )?loading|type your e-?mail|continue reading)[:.…]*",
    r"(?:follow|like|join|contact|support) us(?: (?:here|today|now))?[:.!…]*",
    rf"(?:follow|like|join|contact|find) us (?:on|at|via|by)\b.{{0,80}}(?:\b{_NETWORKS}\b|@\w|{_DOMAIN}).{{0,40}}",
    r"(?:copyright\s*(?:©|\(c\))?|\(c\))\s*(?:19|20)\d\d\b.{0,120}",
    r"(?:copyright\s*)?©.{1,160}",
    r"all rights reserved\W*",
)
_ANYWHERE = _forms(
    rf"for (?:more|further|comprehensive|full)\b.{{0,120}},\s*(?:please\s+)?(?:visit|see|go to)\s+{_DOMAIN}\.?"
)
_REPORTS = re.compile(
    r"\b(?:said|says?|saying|told|tells?|warn(?:s|ed)|urge[sd]|asked|added|announced|reported|show(?:s|ed)|according)\b",
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset("and of the for in on at by via de la du le und der von".split())
_TITLE_CHARS = 200
_NO_HEADLINE = re.compile(r"[.…。,;:]['\"”’)]*$")
_BREAK = re.compile(r"[\n\r]")


def title_line(text: str) -> str | None:
    """Returns the first line if it is a headline: short, no stop at its end, and above a longer text of its own."""
    lines = iter(_BREAK.split(text[: 4 * _TITLE_CHARS] + "\n"))
    first = next((line.strip().lstrip("#").strip() for line in lines if line.strip() and not is_boilerplate(line)), "")
    if not 0 < len(first) <= _TITLE_CHARS or not re.search(r"\w", first) or _NO_HEADLINE.search(first):
        return None
    rest = text.partition(first)[2]
    goes_on = re.match(r"[^\S\n\r]*(?:\r\n|\n|\r)[^\S\n\r]*(\S)", rest)
    wrapped = goes_on is not None and goes_on.group(1).islower()
    return None if wrapped or len(rest.strip()) <= len(first) else first


def first_words(text: str, limit: int = 80) -> str:
    """Returns the beginning of the text as a stand-in for a title that the article does not have."""
    words = " ".join(text.lstrip()[: limit * 4].split())
    if len(words) <= limit:
        return words
    return words[:limit].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def outlet(text: str) -> str | None:
    """Returns the domain named by an 'Original Source: …' or 'Discover more from …' line, without `www.`."""
    for line in text.splitlines():
        for form in _OUTLET_LINES:
            if match := form.fullmatch(line.strip()):
                return match.group(1).lower()
    return None


def is_boilerplate(line: str) -> bool:
    """Whether a line is a pointer, a credit, a notice or an advertisement and not part of the report."""
    line = line.strip()
    if credit := _CREDIT.fullmatch(line):
        return _names_only(credit.group(1))
    return not _REPORTS.search(line) and any(
        form.fullmatch(line) for form in (*_OUTLET_LINES, *_WHOLE_LINES, *_ANYWHERE)
    )


def reportable(text: str, sentences: Sequence[Sentence], title: str) -> list[Sentence]:
    """Returns the sentences of `text` that can be evidence: not the title repeated at the top, not boilerplate."""
    kept = [
        sentence
        for line in _lines(text, sentences)
        if not all(is_boilerplate(sentence.text) for sentence in line)
        for sentence in line
        if not any(form.fullmatch(sentence.text) for form in _ANYWHERE)
    ]
    # A text of nothing but its title is a short report, not a headline without one.
    if len(kept) > 1 and " ".join(kept[0].text.lstrip("#").split()) == title:
        return kept[1:]
    return kept


def _lines(text: str, sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Groups sentences by the line or wrapped paragraph that they stand in."""
    line: list[Sentence] = []
    for sentence in sentences:
        if line and _BREAK.search(text, line[-1].end_char, sentence.start_char):
            yield line
            line = []
        line.append(sentence)
    if line:
        yield line


def _names_only(text: str) -> bool:
    """Whether a credit names outlets and agencies, or nothing, but states nothing: 'Reuters, Ministry of Health'."""
    words = [word for word in re.split(r"[\s,;|&]+", text.strip().removesuffix(".")) if re.search(r"\w", word)]
    return len(words) <= 12 and all(
        word[0].isupper() or word in _SMALL_WORDS or re.fullmatch(_DOMAIN, word, re.IGNORECASE) for word in words
    )
