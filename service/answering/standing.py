"""What stands of the drafts once their sentences are checked: verified claims, those of the answer first."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.answering.agreement import names_nobody
from service.answering.asked import Kind, asked
from service.answering.attribute import Attributed, quoted
from service.answering.claims import among, content, meant, names, portion
from service.answering.decide import decide
from service.answering.draft import Draft
from service.answering.replacements import of_another
from service.answering.said import article_names_all, names_all, said_in
from service.answering.verified import verified

OPPOSES = 0.5
"""The share of its words that a further witness's quotation must have to be set against the answer; a first answer may repeat
more of the question."""
BY_ITSELF = 0.7
"""That share from which what a further witness states is told by itself: as the answer, or beside it."""
SURE = 0.7
"""How probably a further witness is right from which its quotation is told where what it states has too few words of it."""
SUREST = 0.9
"""The same from which what it states is told itself, where no answer stands."""


@dataclass(frozen=True)
class Claims:
    """The verified sentences of one draft."""

    kept: tuple[Attributed, ...]

    @property
    def text(self) -> str:
        """The sentences as one text."""
        return " ".join(item.sentence.text for item in self.kept)

    @property
    def grounded(self) -> float:
        """The share of its words, those of the question too, that the quotations of the first sentence have; 0 if there is none."""
        return grounded(self.kept[0]) if self.kept else 0.0

    @property
    def alone(self) -> bool:
        """Whether it can be told by itself."""
        return self.grounded >= BY_ITSELF


def standing(question: str, drafts: Sequence[Draft]) -> list[Claims]:
    """Returns what stands of the drafts, the answer's first: that of the first draft, if it does.

    What a further witness states counts only if it is grounded, and is the answer only if it stands alone, and is of those who are asked about.
    Who names somebody where somebody is asked for answers before who names nobody.
    """
    first, *others = [claims_of(question, draft) for draft in drafts] or [Claims(())]
    heard = list(zip(others, drafts[1:], strict=True))
    if not first.kept:
        return [told for claims, draft in heard if (told := _instead(question, claims, draft)).kept]
    alone = [claims for claims, draft in heard if _stands_alone(question, claims, draft)]
    rest = [told for claims in others if (told := _grounded(question, claims)).grounded >= OPPOSES]
    if names_nobody(question, first.text):
        near = nearness(question, first)
        better = [c for c in alone if not names_nobody(question, c.text) and nearness(question, c) >= near][:1]
        return [*better, first, *(claims for claims in rest if claims not in better)]
    return [first, *rest]


def _stands_alone(question: str, claims: Claims, draft: Draft) -> bool:
    """Whether what a further witness states can be told by itself, and is of those who are asked about."""
    return claims.alone and _of_those_asked_about(question, claims.kept[0], draft)


def _instead(question: str, claims: Claims, draft: Draft) -> Claims:
    """Returns what a further witness states in the place of an answer that does not stand; nothing where it cannot be told.

    Where it is sure but has said it in the question's words that is its quotation, or if this names none of those who are asked about
    what it states after all.
    """
    if not claims.kept or _stands_alone(question, claims, draft):
        return claims
    if not claims.alone and draft.right >= SURE:
        quotation = Claims((quoted(claims.kept[0].evidence[0]),))
        if _stands_alone(question, quotation, draft):
            return quotation
    sure = draft.right >= SUREST and claims.grounded >= OPPOSES
    return claims if sure and _of_those_asked_about(question, claims.kept[0], draft) else Claims(())


def _grounded(question: str, claims: Claims) -> Claims:
    """Returns what a further witness states, or where a value is asked for and too much of it is the question's, the sentence it was made from."""
    if not claims.kept or claims.grounded >= OPPOSES or asked(question) is None:
        return claims
    quotations = claims.kept[0].evidence
    shared = portion(content(question) - names(question), meant(" ".join(item.sentence.text for item in quotations)))
    return Claims(tuple(quoted(item) for item in quotations)) if shared else claims


def _of_those_asked_about(question: str, claim: Attributed, draft: Draft) -> bool:
    """Whether the names of the question stand in the quotation, or for a sentence that it supports in what was read of the article.

    That only where the quotation is of nothing of another name.
    """
    quoted, told = claim.evidence[0], claim.sentence.text
    known = content(question) | content(told)
    alone = told == quoted.sentence.text or of_another(known, quoted.sentence.text)
    if alone:
        return names_all(question, claim.evidence)
    return article_names_all(question, quoted, draft.evidence)


def nearness(question: str, claims: Claims) -> float:
    """Returns the share of the question's words that the quotations of the first sentence have."""
    return portion(content(question), meant(" ".join(item.sentence.text for item in claims.kept[0].evidence)))


def of_what_is_counted(question: str, claims: Claims) -> bool:
    """Whether the quotations of the first sentence have a word of the question that is no name, if something but the dead is counted: no bees are volunteers."""
    wanted = asked(question)
    if wanted is None or wanted.kind is not Kind.COUNT or wanted.of_the_dead:
        return True
    plain, said = content(question) - names(question), said_in(claims.kept[0].evidence)
    return not plain or any(among(stem, said) for stem in plain)


def grounded(claim: Attributed) -> float:
    """Returns the share of the claim's words that its quotations have."""
    return portion(content(claim.sentence.text), said_in(claim.evidence))


def claims_of(question: str, draft: Draft) -> Claims:
    """Returns what may be said of one draft."""
    return Claims(tuple(decide(question, verified(question, draft.text, draft.evidence, draft.right))))
