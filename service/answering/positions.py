"""Positions to what is said of a disagreement: one cited sentence each, with who says so."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.articles import Evidence
from index.terms import STOPWORDS
from service.answering.agreement import added
from service.answering.answer import Citation, Conflict, Position, Stated
from service.answering.attribute import Attributed
from service.answering.choices import posed
from service.answering.cite import citation
from service.answering.claims import NAMED, among, content
from service.answering.dates import dates
from service.answering.days import written
from service.answering.quantities import phrase_end
from service.answering.speakers import speaker

_NAMED = re.compile(NAMED)


@dataclass(frozen=True)
class Side:
    """One side of a disagreement: what it says, whom it still has to name, its value, and the evidence, best first, that takes it."""

    text: str
    unsaid: tuple[str, ...]
    value: str
    attributed_to: str
    evidence: tuple[Evidence, ...]

    @property
    def sentence(self) -> str:
        """The sentence that tells it, with who says so."""
        return f"{self.text.rstrip('.')}, according to {_listed(self.unsaid)}." if self.unsaid else self.text


def side_of_values(statements: Sequence[Stated]) -> Side:
    """Returns the side of statements that give one value."""
    best, said = statements[0], _phrase(statements[0])
    return Side(
        f"{said[:1].upper()}{said[1:]}",
        _unique(attributed(s.evidence, s.who) for s in statements),
        best.value,
        attributed(best.evidence, best.who),
        tuple(s.evidence for s in statements),
    )


def side_of_claims(question: str, claims: Sequence[Attributed]) -> Side:
    """Returns the side of claims that agree, told as the first of them has it, with who says so."""
    text = claims[0].sentence.text
    evidence = tuple(dict.fromkeys(item for claim in claims for item in claim.evidence))
    speakers = [attributed(item, speaker(item.sentence.text)) for item in evidence]
    unsaid = tuple(who for who in _unique(speakers) if not _says(text, who))
    start, end = added(posed(question), text)
    return Side(text, unsaid, text[start:end], speakers[0], evidence)


def report(question: str, sides: Sequence[Side]) -> tuple[str, tuple[Citation, ...], Conflict]:
    """Returns the answer's text, a sentence a side, its citations, and the conflict whose positions refer to them."""
    text = ""
    citations: list[Citation] = []
    told: list[Position] = []
    for side in _told_apart(sides):
        start = len(text) + bool(text)
        text += f" {side.sentence}" if text else side.sentence
        first = len(citations)
        citations.extend(citation(start, len(text), item) for item in side.evidence)
        told.append(
            Position(
                value=side.value,
                statement=side.evidence[0].sentence.text,
                attributed_to=side.attributed_to,
                origins=len({item.article.origin for item in side.evidence}),
                citations=tuple(range(first, len(citations))),
            )
        )
    return text, tuple(citations), Conflict(question, tuple(told))


def _told_apart(sides: Sequence[Side]) -> list[Side]:
    """Returns the sides, those of one outlet or speaker with the day or else the title of the article that has it."""
    return [
        _of_its_own(side, [other for other in sides if other.attributed_to == side.attributed_to]) for side in sides
    ]


def _of_its_own(side: Side, alike: Sequence[Side]) -> Side:
    articles = [other.evidence[0].article for other in alike]
    days, titles = {article.published for article in articles}, {article.title for article in articles}
    own = side.evidence[0].article
    if len(alike) == 1 or (len(days) < len(alike) and len(titles) < len(alike)):
        return side
    mark = written(own.published) if len(days) == len(alike) and own.published else own.title
    who = f"{side.attributed_to} ({mark})"
    unsaid = tuple(who if name == side.attributed_to else name for name in side.unsaid) or (who,)
    return replace(side, unsaid=unsaid, attributed_to=who)


def _phrase(stated: Stated) -> str:
    """Returns the value with the noun that it counts, as the sentence has it; a date counts nothing."""
    if dates(stated.value):
        return stated.value
    text = stated.evidence.sentence.text
    return " ".join(text[stated.start : phrase_end(text, stated.end)].split())


def attributed(item: Evidence, who: str | None) -> str:
    """Returns who says so: the speaker `who` and the outlet, or the outlet, or the article by its title."""
    article = item.article
    if who:
        named = _within(_whose(who, item.sentence.text))
        return f"{named} ({article.source})" if article.source else named
    return article.source or f"“{article.title}”"


def _says(text: str, who: str) -> bool:
    """Whether `text` names who says so already: the outlet or the speaker."""
    said = content(text)
    return all(among(stem, said) for stem in content(who.split(" (")[0]))


def _whose(who: str, text: str) -> str:
    """Returns a speaker called "its director" with the name that `text` begins with in the place of "its"."""
    begins = _NAMED.match(text)
    if not begins or not who.startswith("its ") or begins[0].split()[0].lower() in STOPWORDS:
        return who  # of "The Alma's crew, its captain said" the beginning may be less than what "its" is
    return f"{begins[0]}'s {who[4:]}"


def _within(who: str) -> str:
    """Returns a speaker as it is written inside a sentence: "the coastguard", "intelligence reports", but "Ada Stone"."""
    first, _, rest = who.partition(" ")
    common = rest == "reports" or first in {"The", "Its", "His", "Her", "Their", "A", "An"}
    return who[:1].lower() + who[1:] if common else who


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _listed(items: Sequence[str]) -> str:
    return " and ".join(", ".join(items).rsplit(", ", 1)) if len(items) > 1 else items[0]
