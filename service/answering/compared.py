"""The claims that stand, compared: the sides of a disagreement, and what can be told beside the answer."""

from collections.abc import Sequence
from dataclasses import replace

from service.answering.agreement import Relation, names_nobody, relation
from service.answering.asked import asked
from service.answering.attribute import Attributed, quoted
from service.answering.choices import choice
from service.answering.forms import explains, explanatory, mannered, polar, several
from service.answering.said import same_outlet
from service.answering.speakers import speaker
from service.answering.standing import Claims, nearness, of_what_is_counted

MOST_CAUSES = 2
"""Further causes that are told at most."""


def parted(question: str, claims: Claims) -> list[Claims]:
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


def compared(
    question: str, told: Sequence[Claims], others: Sequence[Claims]
) -> tuple[list[list[Claims]], list[Claims]]:
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
    return sides, more


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
