"""What of a draft is verified: its sentences that the evidence supports, and for the others the quotations that they were made from."""

import re
from collections.abc import Sequence

from index.articles import Evidence
from service.answering.attribute import Attributed, attribute
from service.answering.requote import requote

CERTAIN = 0.75
"""The answerability from which a quotation is shown although its article lacks one name of the question."""
_OPENINGS = (
    re.compile(r"According to (?P<who>[^,]{1,60}),\s+(?P<rest>\w)", re.IGNORECASE),
    re.compile(
        r"(?P<who>\w[^,]{1,60}?) (?:say|state|indicate|suggest|mention|show|report|write)(?:s|d|ed)? that (?P<rest>\w)",
        re.IGNORECASE,
    ),
)
"""How a draft begins that says first who reports it."""
_REPORTS = re.compile(r"(?:the |all |both |some |several )?(?:news )?(?:reports?|articles?|sources?)", re.IGNORECASE)


def verified(question: str, draft: str, evidence: Sequence[Evidence], answerability: float) -> list[Attributed]:
    """Returns what may be said of `draft`, made from `evidence` that answers as probably as `answerability`, 0 to 1."""
    kept: list[Attributed] = []
    for item in attribute(_plain(draft, evidence), question, evidence):
        if item.evidence:
            kept.append(item)
        else:
            quoted = {evidence for one in kept for evidence in one.evidence}
            again = requote(item.sentence.text, question, evidence, sure=answerability >= CERTAIN)
            kept += [one for one in again if not quoted & set(one.evidence)]
    return kept


def _plain(draft: str, evidence: Sequence[Evidence]) -> str:
    """Takes "According to the reports," or "The Harbour Post reports that" off the beginning: the citation says where it stands."""
    outlets = {_bare(item.article.source) for item in evidence if item.article.source}
    for opening in _OPENINGS:
        match = opening.match(draft)
        if match and (_bare(match["who"]) in outlets or _REPORTS.fullmatch(match["who"])):
            return match["rest"].upper() + draft[match.end() :]
    return draft


def _bare(outlet: str) -> str:
    return outlet.lower().removeprefix("the ")
