"""HTML pages: main text by trafilatura; metadata as meta tags and JSON-LD state it, the rest guessed from the page."""

import re
from typing import Any

import trafilatura
from trafilatura.settings import Document

from index.decode import decode
from index.errors import UnreadableArticleError
from index.extracted import Extracted, day, known
from index.metatags import stated_metadata

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.IGNORECASE)
# One line that is a sentence, or long: what is left of a menu, or of a page that scripts fill, has none.
_RUNNING_TEXT = re.compile(r"^.{15,}[.!?…。！？।۔][\"'”’»)\]]*$|^.{100,}$", re.MULTILINE)
_BLOCKS = (
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol "
    "p pre section table td th tr ul"
).split()


def parse_html(data: bytes) -> Extracted:
    """Returns the article of a page.

    Raises:
        UnreadableArticleError: the bytes are no text, or the page has no main text.
    """
    charset = _CHARSET.search(data[:4096])
    tree = trafilatura.load_html(decode(data, charset.group(1).decode("ascii") if charset else None))
    if tree is None:
        raise UnreadableArticleError("is not an HTML page")
    stated = stated_metadata(tree)
    _drop(tree, "noscript")
    # An extensive search would take any number of the page for its date.
    dates = {"original_date": True, "extensive_search": False}
    page = trafilatura.bare_extraction(
        tree, include_comments=False, include_formatting=False, with_metadata=True, date_extraction_params=dates
    )
    if not isinstance(page, Document) or not _RUNNING_TEXT.search(page.text or ""):
        raise UnreadableArticleError("has no main text (it may be a list of links, or filled by scripts)")
    seen = known(title=page.title, author=page.author, source=page.sitename, published=day(page.date))
    guessed = {name: value for name, value in seen.items() if name not in stated}
    return Extracted((page.text or "").strip(), stated, guessed)


def plain_text(fragment: str) -> str:
    """Returns the text of a piece of HTML, a line a block, none of its markup."""
    tree = trafilatura.load_html(f"<html><body><div>{fragment}</div></body></html>")
    if tree is None:
        return ""
    _drop(tree, "script", "style", "template", "noscript")
    for element in tree.iter(*_BLOCKS):
        element.text, element.tail = f"\n{element.text or ''}", f"\n{element.tail or ''}"
    lines = (" ".join(line.split()) for line in str(tree.text_content()).split("\n"))
    return "\n".join(line for line in lines if line)


def _drop(tree: Any, *tags: str) -> None:
    for element in list(tree.iter(*tags)):
        element.drop_tree()
