"""Positions to what is said of a disagreement: one cited sentence each, with who says so."""

from collections.abc import Iterable, Sequence

from service.answering.answer import Citation, Conflict, Position, Stated
from service.answering.cite import citation
from service.answering.quantities import phrase_end


def report(question: str, positions: Sequence[Sequence[Stated]]) -> tuple[str, tuple[Citation, ...], Conflict]:
    """Returns the answer's text, a sentence a position, its citations, and the conflict whose positions refer to them."""
    text = ""
    citations: list[Citation] = []
    told: list[Position] = []
    for statements in positions:
        start = len(text) + bool(text)
        sentence = _sentence(statements)
        text += f" {sentence}" if text else sentence
        first = len(citations)
        citations.extend(citation(start, len(text), stated.evidence) for stated in statements)
        best = statements[0]
        told.append(
            Position(
                value=best.value,
                statement=best.evidence.sentence.text,
                attributed_to=_attributed(best),
                origins=len({stated.evidence.article.origin for stated in statements}),
                citations=tuple(range(first, len(citations))),
            )
        )
    return text, tuple(citations), Conflict(question, tuple(told))


def _sentence(statements: Sequence[Stated]) -> str:
    said = _phrase(statements[0])
    return f"{said[:1].upper()}{said[1:]}, according to {_listed(_unique(map(_attributed, statements)))}."


def _phrase(stated: Stated) -> str:
    """Returns the value with the noun that it counts, as the sentence has it."""
    text = stated.evidence.sentence.text
    return " ".join(text[stated.start : phrase_end(text, stated.end)].split())


def _attributed(stated: Stated) -> str:
    """Returns who says so: the speaker that the sentence names and the outlet, or the outlet, or the article by its title."""
    article = stated.evidence.article
    if stated.who:
        who = _within(stated.who)
        return f"{who} ({article.source})" if article.source else who
    return article.source or f"“{article.title}”"


def _within(who: str) -> str:
    """Returns a speaker as it is written inside a sentence: "the coastguard", "intelligence reports", but "Ada Stone"."""
    first, _, rest = who.partition(" ")
    common = rest == "reports" or first in {"The", "Its", "His", "Her", "Their", "A", "An"}
    return who[:1].lower() + who[1:] if common else who


def _unique(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))


def _listed(items: Sequence[str]) -> str:
    return " and ".join(", ".join(items).rsplit(", ", 1)) if len(items) > 1 else items[0]
