"""What may be said of what the model made: verified claims, the sides of a disagreement, or that there is no answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.articles import Evidence
from service.answering.agreement import Relation, relation
from service.answering.answer import Citation, Conflict, Retrieved, Status
from service.answering.attribute import Attributed, attribute
from service.answering.cite import cite
from service.answering.compose import Draft, Made
from service.answering.decide import DECLINED, decide
from service.answering.positions import Side, report, side_of_claims, side_of_values
from service.answering.requote import requote

DISSENT = 0.6
"""The answerability from which a witness is set against a more probable one; below it only agreement counts."""
_ACCORDING = re.compile(r"^According to (?P<who>[^,]{1,60}),\s+(?P<rest>\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Written:
    """What is said."""

    status: Status
    text: str
    citations: tuple[Citation, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True)
class Claims:
    """The verified sentences of one draft."""

    kept: tuple[Attributed, ...]
    answerability: float

    @property
    def text(self) -> str:
        """The sentences as one text."""
        return " ".join(item.sentence.text for item in self.kept)


def finish(retrieved: Retrieved, made: Made) -> Written:
    """Returns what may be said of what the model made."""
    question = retrieved.searched
    if made.positions:
        return _conflicting(question, [side_of_values(position) for position in made.positions])
    told = [claims for draft in made.drafts if (claims := _verified(question, draft)).kept]
    told.sort(key=lambda claims: -claims.answerability)
    sides = _sides(question, told)
    if any(relation(question, sides[0][0].text, side[0].text) is Relation.OPPOSED for side in sides[1:]):
        return _conflicting(question, [_side(question, side) for side in sides])
    kept = [_agreed(side) for side in sides]
    if not kept:
        return Written(Status.INSUFFICIENT, DECLINED, (), ())
    text, citations = cite([item for side in kept for item in side])
    return Written(Status.ANSWERED, text, citations, ())


def _verified(question: str, draft: Draft) -> Claims:
    """Returns the sentences of a draft that its witness supports, or the quotation that it was made from."""
    text = _plain(draft.text, draft.witness)
    attributed = attribute(text, question, draft.witness)
    if not any(item.evidence for item in attributed):
        attributed = requote(text, question, draft.witness)
    return Claims(tuple(decide(question, attributed)), draft.answerability)


def _sides(question: str, told: Sequence[Claims]) -> list[list[Claims]]:
    """Returns the claims in groups that say the same, the most probable first."""
    sides: list[list[Claims]] = []
    for claims in told:
        same = next((s for s in sides if relation(question, s[0].text, claims.text) is Relation.SAME), None)
        if same is not None:
            same.append(claims)
        elif not sides or claims.answerability >= DISSENT:
            sides.append([claims])
    return sides


def _agreed(side: Sequence[Claims]) -> list[Attributed]:
    """Returns the first witness's sentences, with the quotations of those that agree behind its own."""
    first, *others = side
    agreeing = tuple(item.evidence[0] for claims in others for item in claims.kept[:1])
    return [
        Attributed(item.sentence, (*item.evidence, *agreeing) if number == 0 else item.evidence, item.coverage)
        for number, item in enumerate(first.kept)
    ]


def _side(question: str, side: Sequence[Claims]) -> Side:
    return side_of_claims(question, [item for claims in side for item in claims.kept[:1]])


def _conflicting(question: str, sides: Sequence[Side]) -> Written:
    text, citations, conflict = report(question, sides)
    return Written(Status.CONFLICTING, text, citations, (conflict,))


def _plain(draft: str, evidence: Sequence[Evidence]) -> str:
    """Takes "According to the reports," or an outlet's name off the beginning: the citation says where it stands."""
    match = _ACCORDING.match(draft)
    outlets = {item.article.source.lower() for item in evidence if item.article.source}
    if match is None or not (
        match["who"].lower().removeprefix("the ") in {outlet.removeprefix("the ") for outlet in outlets}
        or re.search(r"\b(?:reports?|articles?|sources?)\b", match["who"])
    ):
        return draft
    return match["rest"].upper() + draft[match.end() :]
