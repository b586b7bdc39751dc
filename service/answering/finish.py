"""What may be said of what the model made: an answer, the sides of a disagreement, or that there is no answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.antecedents import whole
from index.articles import Evidence, Sentence
from service.answering.altered import altered
from service.answering.answer import Citation, Conflict, Retrieved, Stated, Status
from service.answering.attribute import Attributed, attribute, quoted
from service.answering.cite import cite
from service.answering.claims import numbers
from service.answering.compared import compared, parted
from service.answering.compose import Made, read
from service.answering.conflicts import clash
from service.answering.decide import DECLINED
from service.answering.positions import Side, report, side_of_claims, side_of_values
from service.answering.standing import BY_ITSELF, Claims, grounded, standing


@dataclass(frozen=True)
class Written:
    """What is said."""

    status: Status
    text: str
    citations: tuple[Citation, ...]
    conflicts: tuple[Conflict, ...]


def finish(retrieved: Retrieved, made: Made) -> Written:
    """Returns what may be said of what the model made."""
    question = retrieved.searched
    stands = standing(question, made.drafts) or ([Claims((quoted(made.stated),))] if made.stated else [])
    positions = _given(retrieved, made, stands)
    if clash(positions):
        return _conflicting(question, [side_of_values(position) for position in positions])
    if not stands:
        return Written(Status.INSUFFICIENT, DECLINED, (), ())
    first, *within = parted(question, stands[0])
    told = altered(question, first, read(retrieved))
    sides, more = compared(question, told, [*within, *stands[1:]])
    if len(sides) > 1:
        return _conflicting(question, [_side(question, side) for side in sides])
    text, citations = cite(
        [*_agreed(question, sides[0], retrieved.witnesses), *(_told(question, claims.kept[0]) for claims in more)]
    )
    return Written(Status.ANSWERED, text, citations, ())


def _given(retrieved: Retrieved, made: Made, stands: Sequence[Claims]) -> list[tuple[Stated, ...]]:
    """Returns the positions that are confirmed, and those whose value the answer gives."""
    answer = stands[0].kept if stands else ()
    return [
        position
        for position in retrieved.disagreement
        if position in made.positions or any(_gives(claim, stated) for claim in answer for stated in position)
    ]


def _gives(claim: Attributed, stated: Stated) -> bool:
    """Whether the value is in the claim and the claim rests on the sentence that states it."""
    return stated.evidence in claim.evidence and numbers(stated.value) <= numbers(claim.sentence.text)


def _agreed(question: str, side: Sequence[Claims], witnesses: Sequence[Sequence[Evidence]]) -> list[Attributed]:
    """Returns the answer's sentences, with quotations of the other witnesses that support its first behind its own."""
    first, *rest = side[0].kept
    cited = {item.article.origin for one in side[0].kept for item in one.evidence}
    others = [witness for witness in witnesses if witness[0].article.origin not in cited]
    agreeing = [
        found.evidence
        for witness in others
        if (found := attribute(first.sentence.text, question, witness)[0]).evidence and grounded(found) >= BY_ITSELF
    ]
    told = _explained(first)
    return [replace(told, evidence=(*told.evidence, *(item for found in agreeing for item in found))), *rest]


def _explained(claim: Attributed) -> Attributed:
    """Returns a quotation that begins with "she" with the sentence before it, which says who that is."""
    item = claim.evidence[0]
    if claim.sentence.text != item.sentence.text or not item.antecedent:
        return claim
    return replace(quoted(whole(item)), evidence=(whole(item), *claim.evidence[1:]))


def _told(question: str, claim: Attributed) -> Attributed:
    """Returns what another witness adds, told with who says so."""
    text = side_of_claims(question, [claim]).sentence
    return replace(claim, sentence=Sentence(0, len(text), text))


def _side(question: str, side: Sequence[Claims]) -> Side:
    return side_of_claims(question, [item for claims in side for item in claims.kept[:1]])


def _conflicting(question: str, sides: Sequence[Side]) -> Written:
    text, citations, conflict = report(question, sides)
    return Written(Status.CONFLICTING, text, citations, (conflict,))
