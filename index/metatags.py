"""What a web page states of itself: JSON-LD, meta tags and links."""

import json
import re
from collections.abc import Iterator
from typing import Any

from index.extracted import day, known, primary_language, web_address

_ARTICLE_TYPES = re.compile(r"(?:\w*Article|\w*BlogPosting|Report|SocialMediaPosting)")
_META = {
    "title": ("og:title", "headline", "dc.title", "dcterms.title", "parsely-title", "twitter:title"),
    "author": ("author", "article:author", "og:article:author", "byl", "dc.creator", "parsely-author"),
    "published": (
        "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "pubdate",
        "publish-date", "dc.date.issued", "dcterms.issued", "dc.date", "date",
    ),
    "source": ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name"),
    "url": ("og:url",),
    "language": ("content-language", "dc.language"),
}  # fmt: skip


def stated_metadata(tree: Any) -> dict[str, str]:
    """Returns what the page states, by field; JSON-LD goes before meta tags, as publishers take more care of it.

    Args:
        tree: The page as lxml's HtmlElement.
    """
    linked, metas = _linked_data(tree), _metas(tree)
    first = {name: next((metas[key] for key in keys if key in metas), None) for name, keys in _META.items()}
    canonical = next((link.get("href") for link in tree.iterfind(".//link[@rel='canonical']")), None)
    author = first["author"] if not web_address(first["author"]) else None
    return known(
        title=linked.get("headline") or first["title"],
        author=_names(linked.get("author")) or author,
        published=day(linked.get("datePublished")) or day(first["published"]),
        source=_names(linked.get("publisher")) or first["source"],
        url=web_address(canonical) or web_address(first["url"]) or web_address(linked.get("url")),
        language=primary_language(linked.get("inLanguage")) or primary_language(tree.get("lang") or first["language"]),
    )


def _metas(tree: Any) -> dict[str, str]:
    """Returns the meta tags' contents by lower-case name, property or itemprop, the first of a name."""
    found: dict[str, str] = {}
    for meta in tree.iterfind(".//meta[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        if meta.get("content").strip():
            found.setdefault(name.strip().lower(), meta.get("content"))
    return found


def _linked_data(tree: Any) -> dict[str, Any]:
    """Returns the first JSON-LD object of the page that is an article."""
    for script in tree.iterfind(".//script[@type]"):
        if not script.get("type").startswith("application/ld+json"):
            continue
        try:
            parsed = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(parsed):
            kinds = node.get("@type")
            if any(_ARTICLE_TYPES.fullmatch(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return node
    return {}


def _nodes(parsed: object) -> Iterator[dict[str, Any]]:
    for node in parsed if isinstance(parsed, list) else [parsed]:
        if isinstance(node, dict):
            yield node
            yield from (part for part in _listed(node.get("@graph")) if isinstance(part, dict))


def _names(value: object) -> str | None:
    """Returns the names of a person or organisation, or of several, in schema.org's many forms."""
    names = [item.get("name") if isinstance(item, dict) else item for item in _listed(value)]
    return ", ".join(name for name in names if isinstance(name, str) and not web_address(name)) or None


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]
