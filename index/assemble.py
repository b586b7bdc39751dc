"""A text and what is stated about it to an article: what is missing is guessed."""

import hashlib
import re
from pathlib import Path
from typing import Any

from index.articles import Article
from index.errors import UnreadableArticleError
from index.files import path_name
from index.language import detect
from index.plaintext import first_words, outlet, title_line
from index.record import Record, one_line


def from_text(text: str, record: Record, place: Path | str, inferred: Record | None = None) -> Article:
    """Makes an article of a text and what is stated about it; what is missing is guessed and marked so.

    What a parser `inferred` from the file goes before what is guessed here from its text and name.

    A character that SQLite cannot keep (NUL, half a surrogate pair) gives way to U+FFFD, so that offsets stay.

    Raises:
        UnreadableArticleError: there is no text.
    """
    text = re.sub("[\x00\ud800-\udfff]", "\ufffd", text)
    if not re.search(r"\w", text):
        raise UnreadableArticleError("has no text")
    name = path_name(place) if isinstance(place, Path) else place
    guesses: dict[str, Any] = {
        "id": _guessed_id(place.stem if isinstance(place, Path) else Path(place).name, name),
        "title": one_line(title_line(text) or first_words(text)) or name,
        "source": outlet(text),
        "language": None if record.language else detect(text),
        **(inferred.model_dump(exclude_none=True) if inferred else {}),
    }
    guessed = frozenset(field for field, guess in guesses.items() if guess and not getattr(record, field))
    stated = record.model_dump(exclude_none=True)
    return Article(
        **{"guessed": guessed, "path": name, "text": text, **{n: g for n, g in guesses.items() if g}, **stated}
    )


def _guessed_id(stem: str, name: str) -> str:
    """Makes an id of a file's name, or of its path's digest if there is no letter in it."""
    return re.sub(r"[^\w.-]+", "-", stem).strip("-.") or hashlib.sha256(name.encode()).hexdigest()[:8]
