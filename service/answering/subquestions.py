"""A question that asks several things to the questions that it consists of: "Who is the captain, and which company owns the ship?".

Asked at once, a small model answers one of them, or one with the other's words; asked one by one, each is answered or said not
to be covered. Only what stands behind "and", a semicolon or a question mark and asks with a word of its own is a question of its
own: "…, who resigned" is none, and "and why" says too little to be asked alone.
"""

import re

from index.terms import content_words
from service.answering.claims import NAMED, names
from service.answering.followup import about

_BREAK = re.compile(
    r"(?:\?\s+(?:and\s+)?|;\s+(?:and\s+)?|,?\s+and\s+)"
    r"(?=(?:(?:in|on|at|for|by|from|to|until|since|with|of)\s+)?(?:who|whom|what|when|where|why|which|how)\b)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:who|whom|whose|which|that)\b", re.IGNORECASE)
_REFERS = re.compile(r"\b(?:he|she|him|her|his|hers|it|its|they|them|their|theirs)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:who|whom|whose|what|when|where|why|which|how)\b|^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b",
    re.IGNORECASE,
)
LEAST_WORDS = 2
"""Content words, at least, of a question behind another; one that refers back needs one: "Where is it made?", not "and why"."""
MOST = 4
"""Questions at most: each costs what a question costs."""


def subquestions(question: str) -> tuple[str, ...]:
    """Returns the questions in `question`, in their order and its words; itself alone if it asks one thing, or too many to be asked apart."""
    found = tuple(_whole(piece) for piece in _BREAK.split(question))
    whole = all(map(_asks, found)) and all(map(_says_enough, found[1:]))
    return found if 1 < len(found) <= MOST and whole else (question,)


def understood(asked: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the questions as they are searched: one that names nothing itself is about what was asked before it."""
    return tuple(_understood(piece, asked[:number]) for number, piece in enumerate(asked))


def _whole(piece: str) -> str:
    piece = piece.strip(" ,;?")
    return f"{piece[:1].upper()}{piece[1:]}?"


def _asks(piece: str) -> bool:
    """Whether it asks one thing; who "is accused and who said" may be one and the same."""
    asks = _ASKS.search(piece)
    return asks is not None and not _RELATIVE.search(piece, asks.end())


def _says_enough(piece: str) -> bool:
    return len(content_words(piece)) + bool(_REFERS.search(piece)) >= LEAST_WORDS


def _understood(question: str, before: tuple[str, ...]) -> str:
    refers = _REFERS.search(question)
    if not before or names(question[: refers.start()] if refers else question):
        return question
    asked = " ".join(before)
    return about(question, asked if refers or not names(asked) else " ".join(re.findall(NAMED, asked)))
