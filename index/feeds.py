"""RSS and Atom files: an article an entry, by feedparser.

feedparser loads nothing that a file points to, and expat stops entities that multiply (at a hundredfold, from 8 MB on);
what that lets through is bounded by the sandbox.
"""

import io
from collections.abc import Iterator
from typing import Any

import feedparser

from index.errors import UnreadableArticleError
from index.extracted import Extracted, day, known, primary_language, slug, web_address
from index.html import plain_text


def parse_feed(data: bytes) -> Iterator[Extracted]:
    """Yields the entries of a feed; an entry without text has an empty one.

    Raises:
        UnreadableArticleError: the file is no feed, or has no entries.
    """
    # Sanitizing costs as much again as parsing, and no markup is kept.
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.get("version"):
        raise UnreadableArticleError("is not an RSS or Atom feed")
    if not feed.entries:
        raise UnreadableArticleError("is a feed without entries")
    for entry in feed.entries:
        yield _article(entry, feed.feed)


def _article(entry: Any, feed: Any) -> Extracted:
    title = plain_text(entry.get("title") or "")
    identifier = entry.get("id") or entry.get("link") or ""
    # `get` would give the day of publication for a missing `updated`, with a warning.
    published, updated = day(entry.get("published")), day(entry["updated"]) if "updated" in entry else None
    stated = known(
        id=slug(identifier) if identifier else None,
        title=title,
        author=_author(entry) or _author(feed),
        published=published,
        source=plain_text(entry.get("source", {}).get("title") or feed.get("title") or ""),
        url=web_address(entry.get("link")),
        language=primary_language(_content(entry).get("language")) or primary_language(feed.get("language")),
    )
    guessed = known(
        id=None if identifier else slug(title or plain_text(_content(entry).get("value") or "")[:200]),
        published=None if published else updated,
    )
    return Extracted(_text(entry), stated, guessed, part=stated.get("id") or guessed["id"])


def _content(entry: Any) -> Any:
    """Returns the longest of the entry's contents, or its summary: feeds give a teaser and a text in any order."""
    candidates = [*entry.get("content", []), entry.get("summary_detail") or {}]
    return max(candidates, key=lambda candidate: len(candidate.get("value") or ""))


def _text(entry: Any) -> str:
    content = _content(entry)
    value = str(content.get("value") or "")
    return value.strip() if content.get("type") == "text/plain" and "<" not in value else plain_text(value)


def _author(about: Any) -> str | None:
    names = [author.get("name") for author in about.get("authors", [])]
    return (
        ", ".join(name for name in names if name) or about.get("author_detail", {}).get("name") or about.get("author")
    )
