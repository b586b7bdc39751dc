"""What of a draft is verified: its sentences that the evidence supports, and for the others the quotations that they were made from."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from index.articles import Evidence, Sentence
from index.sentences import split_sentences
from service.answering.attribute import Attributed, attribute
from service.answering.requote import requote
from service.answering.verdicts import plain

CERTAIN = 0.75
"""The answerability from which a quotation is shown although its article lacks one name of the question."""
_OPENINGS = (
    re.compile(r"According to (?P<who>[^,]{1,60}),\s+(?P<rest>\w)", re.IGNORECASE),
    re.compile(
        r"(?P<who>\w[^,]{1,60}?) (?:(?:say|state|indicate|suggest|mention|show|report|write)(?:s|d|ed)? that|says?) (?P<rest>\w)",
        re.IGNORECASE,
    ),
)
"""How a sentence begins that says first who reports it."""
_REPORTS = re.compile(r"(?:the |all |both |some |several )?(?:news )?(?:reports?|articles?|sources?)", re.IGNORECASE)


def verified(question: str, draft: str, evidence: Sequence[Evidence], answerability: float) -> list[Attributed]:
    """Returns what may be said of `draft`, made from `evidence` that answers as probably as `answerability`, 0 to 1."""
    kept: list[Attributed] = []
    for item in attribute(_without_openings(draft, evidence), question, evidence):
        if item.evidence:
            kept.append(_borne_out(question, item))
        else:
            quoted = {evidence for one in kept for evidence in one.evidence}
            again = requote(item.sentence.text, question, evidence, sure=answerability >= CERTAIN)
            kept += [one for one in again if not quoted & set(one.evidence)]
    return kept


def _borne_out(question: str, item: Attributed) -> Attributed:
    """Returns the sentence without a leading yes or no that the rest of it does not bear out."""
    text = plain(question, item.sentence.text)
    return item if text == item.sentence.text else replace(item, sentence=Sentence(0, len(text), text))


def _without_openings(draft: str, evidence: Sequence[Evidence]) -> str:
    """Takes "According to the reports," or "The Harbour Post reports that" off each sentence: the citation says where it stands."""
    outlets = {_bare(item.article.source) for item in evidence if item.article.source}
    return " ".join(_without_opening(sentence.text, outlets) for sentence in split_sentences(draft))


def _without_opening(sentence: str, outlets: AbstractSet[str]) -> str:
    for opening in _OPENINGS:
        match = opening.match(sentence)
        if match and (_bare(match["who"]) in outlets or _REPORTS.fullmatch(match["who"])):
            return match["rest"].upper() + sentence[match.end() :]
    return sentence


def _bare(outlet: str) -> str:
    return outlet.lower().removeprefix("the ")
