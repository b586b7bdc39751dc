"""What may be said of what the model made: verified claims, the sides of a disagreement, or that there is no answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.articles import Evidence, Sentence
from service.answering.agreement import Relation, relation
from service.answering.answer import Citation, Conflict, Retrieved, Stated, Status
from service.answering.attribute import Attributed, attribute, names_all, said_in, same_outlet
from service.answering.cite import cite
from service.answering.claims import content, numbers, portion
from service.answering.compose import Draft, Made
from service.answering.conflicts import clash
from service.answering.decide import DECLINED, decide
from service.answering.positions import Side, report, side_of_claims, side_of_values
from service.answering.requote import requote
from service.answering.speakers import speaker

OPPOSES = 0.5
"""The share of its words that a further witness's quotation must have to be set against the answer; a first answer may repeat
more of the question."""
ALONE, SURE = 0.7, 0.6
"""That share, and the answerability, from which what a further witness states is told by itself: as the answer, or beside it."""
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
    """The verified sentences of one draft, and how probable it is that its evidence answers."""

    kept: tuple[Attributed, ...]
    answerability: float = 1.0

    @property
    def text(self) -> str:
        """The sentences as one text."""
        return " ".join(item.sentence.text for item in self.kept)

    @property
    def grounded(self) -> float:
        """The share of its words, those of the question too, that the quotations of the first sentence have; 0 if there is none."""
        return _grounded(self.kept[0]) if self.kept else 0.0

    @property
    def alone(self) -> bool:
        """Whether it can be told by itself."""
        return self.grounded >= ALONE and self.answerability >= SURE


def finish(retrieved: Retrieved, made: Made) -> Written:
    """Returns what may be said of what the model made."""
    question = retrieved.searched
    standing = _standing(question, made.drafts)
    positions = _given(retrieved, made, standing)
    if clash(positions):
        return _conflicting(question, [side_of_values(position) for position in positions])
    if not standing:
        return Written(Status.INSUFFICIENT, DECLINED, (), ())
    sides, more = _compared(question, standing[0], standing[1:])
    if len(sides) > 1:
        return _conflicting(question, [_side(question, side) for side in sides])
    text, citations = cite([*_agreed(question, sides[0], retrieved.witnesses), *more])
    return Written(Status.ANSWERED, text, citations, ())


def _given(retrieved: Retrieved, made: Made, standing: Sequence[Claims]) -> list[tuple[Stated, ...]]:
    """Returns the positions that are confirmed, and those whose value the answer gives."""
    answer = standing[0].kept if standing else ()
    return [
        position
        for position in retrieved.disagreement
        if position in made.positions or any(_gives(claim, stated) for claim in answer for stated in position)
    ]


def _gives(claim: Attributed, stated: Stated) -> bool:
    """Whether the value is in the claim and the claim rests on the sentence that states it."""
    return stated.evidence in claim.evidence and numbers(stated.value) <= numbers(claim.sentence.text)


def _verified(question: str, draft: Draft) -> Claims:
    """Returns the sentences of a draft that its evidence supports, and for others the quotations that they were made from."""
    text = _plain(draft.text, draft.evidence)
    kept: list[Attributed] = []
    for item in attribute(text, question, draft.evidence):
        if item.evidence:
            kept.append(item)
        else:
            quoted = {evidence for one in kept for evidence in one.evidence}
            again = requote(item.sentence.text, question, draft.evidence)
            kept += [one for one in again if not quoted & set(one.evidence)]
    return Claims(tuple(decide(question, kept)), draft.answerability)


def _standing(question: str, drafts: Sequence[Draft]) -> list[Claims]:
    """Returns what stands of the drafts, the answer's first: that of the first draft, if it does.

    What a further witness states counts only if it is grounded, and is the answer only if it stands alone, and is of those who are asked about.
    """
    first, *others = [_verified(question, draft) for draft in drafts] or [Claims(())]
    if first.kept:
        return [first, *(claims for claims in others if claims.grounded >= OPPOSES)]
    return [claims for claims in others if claims.alone and names_all(question, claims.kept[0].evidence)]


def _grounded(claim: Attributed) -> float:
    return portion(content(claim.sentence.text), said_in(claim.evidence))


def _compared(question: str, first: Claims, others: Sequence[Claims]) -> tuple[list[list[Claims]], list[Attributed]]:
    """Returns the claims in groups that exclude each other, the answer's first, and what else others say that can be true as well."""
    sides = [[first]]
    more: list[Attributed] = []
    for claims in others:
        said = [relation(question, side[0].text, claims.text) for side in sides]
        if Relation.SAME in said:
            sides[said.index(Relation.SAME)].append(claims)
        elif all(found is Relation.OPPOSED for found in said) and not any(
            _one_voice(side[0], claims) for side in sides
        ):
            sides.append([claims])
        elif not more and claims.alone:
            more = [_told(question, claims.kept[0])]
    return sides, more


def _one_voice(one: Claims, two: Claims) -> bool:
    """Whether one outlet says both in its own name: then it speaks of two things more often than it contradicts itself."""
    ours, theirs = one.kept[0].evidence[0], two.kept[0].evidence[0]
    return same_outlet(ours, theirs) and not (speaker(ours.sentence.text) or speaker(theirs.sentence.text))


def _agreed(question: str, side: Sequence[Claims], witnesses: Sequence[Sequence[Evidence]]) -> list[Attributed]:
    """Returns the answer's sentences, with quotations of the other witnesses that support its first behind its own."""
    first, *rest = side[0].kept
    cited = {item.article.origin for one in side[0].kept for item in one.evidence}
    others = [witness for witness in witnesses if witness[0].article.origin not in cited]
    agreeing = [
        found.evidence
        for witness in others
        if (found := attribute(first.sentence.text, question, witness)[0]).evidence and _grounded(found) >= ALONE
    ]
    return [replace(first, evidence=(*first.evidence, *(item for found in agreeing for item in found))), *rest]


def _told(question: str, claim: Attributed) -> Attributed:
    """Returns what another witness adds, told with who says so."""
    text = side_of_claims(question, [claim]).sentence
    return replace(claim, sentence=Sentence(0, len(text), text))


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
