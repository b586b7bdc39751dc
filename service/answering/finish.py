"""What may be said of what the model made: an answer, the sides of a disagreement, or that there is no answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.antecedents import whole
from index.articles import Evidence, Sentence
from service.answering.agreement import Relation, names_nobody, relation
from service.answering.altered import altered
from service.answering.answer import Citation, Conflict, Retrieved, Stated, Status
from service.answering.asked import asked, explains, explanatory, mannered, polar, several
from service.answering.attribute import Attributed, attribute, quoted
from service.answering.choices import choice
from service.answering.cite import cite
from service.answering.claims import numbers
from service.answering.compose import Made, read
from service.answering.conflicts import clash
from service.answering.decide import DECLINED
from service.answering.positions import Side, report, side_of_claims, side_of_values
from service.answering.said import same_outlet
from service.answering.speakers import speaker
from service.answering.standing import ALONE, Claims, grounded, nearness, of_what_is_counted, standing

MOST_CAUSES = 2
"""Further causes that are told at most."""


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
    first, *within = _parted(question, stands[0])
    told = altered(question, first, read(retrieved))
    sides, more = _compared(question, told, [*within, *stands[1:]])
    if len(sides) > 1:
        return _conflicting(question, [_side(question, side) for side in sides])
    text, citations = cite([*_agreed(question, sides[0], retrieved.witnesses), *more])
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


def _parted(question: str, claims: Claims) -> list[Claims]:
    """Returns the claims on one side, and each sentence of the same draft by itself that excludes them and rests on other stories.

    Of values, a yes and a no, and what there is to choose from: of names a draft may tell several. A sentence that joins values
    of two articles, "was founded in 1599 and 1607", gives way to its quotations.
    """
    if asked(question) and (halves := _disjoined(question, claims.kept[0])):
        return halves
    origins = {item.article.origin for item in claims.kept[0].evidence}
    others = [item for item in claims.kept if not origins & {one.article.origin for one in item.evidence}]
    own = replace(claims, kept=tuple(item for item in claims.kept if item not in others))
    apart = [replace(claims, kept=(item,)) for item in others]
    excluding = (polar(question) or choice(question) or asked(question)) and all(
        relation(question, own.text, one.text) is Relation.OPPOSED
        and (choice(question) or nearness(question, one) >= nearness(question, own))
        for one in apart
    )
    return [own, *apart] if excluding else [claims]


def _disjoined(question: str, claim: Attributed) -> list[Claims]:
    """Returns the quotations of two articles, each for one half of the claim, if their values exclude each other."""
    both = claim.evidence
    if len({item.article.id for item in both}) < len(both) or len(both) == 1:
        return []
    opposed = relation(question, both[0].sentence.text, both[1].sentence.text) is Relation.OPPOSED
    return [Claims((quoted(item),)) for item in both] if opposed else []


def _compared(
    question: str, told: Sequence[Claims], others: Sequence[Claims]
) -> tuple[list[list[Claims]], list[Attributed]]:
    """Returns the claims in groups that exclude each other, the answer's first, and what else others say that can be true as well.

    Those that are `told` exclude each other, unless they say the same; the answer is the first of them.
    """
    first = told[0]
    sides = [[first]]
    for claims in told[1:]:
        same = next((side for side in sides[1:] if _same(question, side[0].text, claims.text)), None)
        sides.append([claims]) if same is None else same.append(claims)
    more: list[Claims] = []
    for claims in others:
        if not explains(question, claims.text):
            continue
        own = next((side for side in sides[: len(told)] if len(told) > 1 and _of_one_quotation(side[0], claims)), None)
        said = [relation(question, side[0].text, claims.text) for side in sides]
        if own is not None:
            own.append(claims)
        elif Relation.SAME in said:
            sides[said.index(Relation.SAME)].append(claims)
        elif (
            all(found is Relation.OPPOSED for found in said)
            and not any(_one_voice(side[0], claims) for side in sides)
            and of_what_is_counted(question, claims)
        ):
            sides.append([_decisive_first(question, first, claims)])
        elif claims.alone and _adds(question, first, claims, more):
            more.append(claims)
    return sides, [_told(question, claims.kept[0]) for claims in more]


def _same(question: str, one: str, two: str) -> bool:
    return one == two or relation(question, one, two) is Relation.SAME


def _of_one_quotation(one: Claims, two: Claims) -> bool:
    """Whether both rest on one sentence."""
    return bool({item for kept in one.kept[:1] for item in kept.evidence} & set(two.kept[0].evidence))


def _decisive_first(question: str, first: Claims, claims: Claims) -> Claims:
    """Returns the claims with the sentence in front that by itself excludes the answer."""
    opposed_first = sorted(
        claims.kept, key=lambda item: relation(question, first.text, item.sentence.text) is not Relation.OPPOSED
    )
    return replace(claims, kept=tuple(opposed_first))


def _adds(question: str, first: Claims, claims: Claims, told: Sequence[Claims]) -> bool:
    """Whether a further witness answers the question beside the answer: its quotation has as many of the question's words, and it is new.

    "Two major subtypes of T cells" are not the two major subsystems. Of two questions the answers may answer either, and a
    further cause, or whether it is so, is told in other words; of these one is told. Who names nobody where somebody is
    asked for adds nothing.
    """
    told_before = any(relation(question, other.text, claims.text) is Relation.SAME for other in told)
    if explanatory(question):
        return len(told) < MOST_CAUSES and not told_before
    if names_nobody(question, claims.text):
        return False
    if several(question) or polar(question):
        return not told
    near = nearness(question, claims)
    if mannered(question):
        return not told and near > 0
    return near >= nearness(question, first) and not told_before


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
        if (found := attribute(first.sentence.text, question, witness)[0]).evidence and grounded(found) >= ALONE
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
