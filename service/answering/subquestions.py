"""A question that asks several things to the questions that it consists of: "Who is the captain, and which company owns the ship?".

Asked at once, a small model answers one of them, or one with the other's words; asked one by one, each is answered or said not
to be covered. Only what stands behind "and", a semicolon or a question mark and asks with a word of its own is a question of its
own: "…, who resigned" is none, "how it should be paid for" is what somebody said, and "and why" says too little to be asked alone.
"""

import re
from collections.abc import Sequence

from index.terms import content_words
from service.answering.answer import Turn
from service.answering.claims import NAMED, PARTS_OF_MANY, names
from service.answering.followup import PERSON, about, standalone
from service.answering.forms import PREPOSITION

_AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may|might)\b"
_HOW = r"how (?:many|much|long|often|old|far|big|large|high|low|hot|cold|tall|wide|deep|fast|heavy|soon)\b"
_ASKING = (
    rf"{PREPOSITION}"
    rf"(?:(?!(?-i:WHO\b))who|whom|what|which|{_HOW}|(?:when|where|why|how)\s+{_AUXILIARY})\b"
)
_BREAK = re.compile(
    rf"\?\s+(?:and\s+)?(?={_ASKING}|{_AUXILIARY})|(?:;\s+(?:and\s+)?|,?\s+and\s+)(?={_ASKING})", re.IGNORECASE
)
_RELATIVE = re.compile(r"\b(?:who|whom|whose|which|that|between)\b", re.IGNORECASE)
_ASKS = re.compile(rf"\b(?:who|whom|whose|what|when|where|why|which|how)\b|^{_AUXILIARY}", re.IGNORECASE)
_THING = re.compile(r"\b(?:it|its|they|them|their|theirs)\b", re.IGNORECASE)
_QUOTES = (("“", "”"), ("«", "»"))
LEAST_WORDS = 2
"""Content words, at least, of a question behind another; one that refers back needs one: "Where is it made?", not "and why"."""
MOST = 4
"""Questions at most: each costs what a question costs."""


def subquestions(question: str) -> tuple[str, ...]:
    """Returns the questions in `question`, in their order and its words; itself alone if it asks one thing, or too many to be asked apart."""
    found = tuple(_whole(piece) for piece in _BREAK.split(question))
    apart = all(map(_asks, found)) and content_words(found[0]) and all(map(_says_enough, found[1:]))
    return found if 1 < len(found) <= MOST and apart else (question,)


def understood(asked: Sequence[str], history: Sequence[Turn] = ()) -> tuple[str, ...]:
    """Returns the questions as they are searched, after `history`: one that names nothing itself is about what was asked before it."""
    searched = [standalone(asked[0], history)]
    for piece in asked[1:]:
        searched.append(_understood(piece, " ".join(searched)))
    return tuple(searched)


def _whole(piece: str) -> str:
    piece = piece.strip(" ,;?.!")
    return f"{piece[:1].upper()}{piece[1:]}?"


def _asks(piece: str) -> bool:
    """Whether it asks one thing, with no quotation torn apart; who "is accused and who said" may be one and the same."""
    asks = _ASKS.search(piece)
    torn = piece.count('"') % 2 or any(piece.count(start) != piece.count(end) for start, end in _QUOTES)
    return asks is not None and not torn and not _RELATIVE.search(piece, asks.end())


def _says_enough(piece: str) -> bool:
    return len(content_words(piece)) + bool(PERSON.search(piece) or _THING.search(piece)) >= LEAST_WORDS


def _understood(question: str, before: str) -> str:
    """Returns the question with all words of those `before` it where it refers to them, with their names where it has none itself."""
    person = PERSON.search(question)
    if _THING.search(question) or (person and not _named(question[: person.start()])):
        return about(question, before)
    if person or _named(question):
        return question
    return about(question, " ".join(re.findall(NAMED, before)) if names(before) else before)


def _named(text: str) -> set[str]:
    """Returns the stems of its names, without days, months and what many names share."""
    return names(text) - PARTS_OF_MANY
