"""What a parser makes of a file: its text, and what it states of itself in the form that the catalog takes."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from email.utils import parsedate_to_datetime

_LONGEST = {"title": 1000, "source": 300, "author": 300, "url": 2000}
_UNSTORABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}\b")
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True)
class Extracted:
    """The text of one article and its metadata by field, as strings; `published` is a day in ISO 8601.

    `stated` is what the file says in so many words, `guessed` what was inferred from its looks.
    `part` names the article within a file of several.
    """

    text: str
    stated: dict[str, str] = field(default_factory=dict)
    guessed: dict[str, str] = field(default_factory=dict)
    part: str | None = None


def known(**fields: object) -> dict[str, str]:
    """Returns the fields that are non-blank strings, each on one line and not longer than the catalog takes."""
    texts = {
        name: " ".join(_UNSTORABLE.sub(" ", value).split()) for name, value in fields.items() if isinstance(value, str)
    }
    return {name: text[: _LONGEST.get(name, 200)].rstrip() for name, text in texts.items() if text}


def day(stamp: object) -> str | None:
    """Returns the day of a time stamp (ISO 8601 or RFC 5322) as ISO 8601: the day in the stamp's own time zone."""
    text = stamp.strip() if isinstance(stamp, str) else ""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def web_address(address: object) -> str | None:
    """Returns an http(s) address; others (scripts, files, relative ones) lead a reader nowhere or into a trap."""
    text = address.strip() if isinstance(address, str) else ""
    return text if _WEB.fullmatch(text) else None


def primary_language(tag: object) -> str | None:
    """Returns the language of a BCP 47 tag without region: `pt` of `pt-BR`."""
    match = _LANGUAGE.match(tag.strip()) if isinstance(tag, str) else None
    return match.group().lower() if match else None


def slug(identifier: str) -> str:
    """Returns a readable id of any identifier; a digest keeps apart what looks alike."""
    words = re.sub(r"^https?://(?:www\.)?", "", identifier.strip(), flags=re.IGNORECASE)
    digest = hashlib.sha256(identifier.strip().encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return "-".join(filter(None, (re.sub(r"[^\w.]+", "-", words)[:80].strip("-."), digest)))
