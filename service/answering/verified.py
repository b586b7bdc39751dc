"""What of a draft is verified: its sentences that the evidence supports, and for the others the quotations that they were made from."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from index.articles import Evidence, Sentence
from index.sentences import split_sentences
from service.answering.attribute import Attributed, attribute
from service.answering.claims import content, names, numbers
from service.answering.decide import suits
from service.answering.polarity import negative
from service.answering.requote import requote
from service.answering.said import bare_outlet
from service.answering.verdicts import plain

QUOTED = 0.6
"""How probably a draft is right from which a quotation takes the place of a rejected sentence."""
LEAST_WORDS = 3
"""Content words of a main clause, at least, that says something without what is added to it."""
_ADDING = r"(?:(?:which|who|whose|where|while|whereas|although|with|including|as)\b|\w+ing\b)"
_ADDITION = re.compile(rf",\s+{_ADDING}(?:[^,]|,(?=\d|\s+(?:an?|the|and|or)\b|\s+{_ADDING}))*$")
"""What a sentence can do without at its end: "…, which covers 15 hectares", "…, standing at 4,207 metres"; not "…, who is ill, came"."""
_OPENINGS = (
    re.compile(r"According to (?P<who>[^,]{1,60}),\s+(?P<rest>\w)", re.IGNORECASE),
    re.compile(
        r"(?P<who>\w[^,]{1,60}?) (?:(?:say|state|indicate|suggest|mention|show|report|write)(?:s|d|ed)? that|says?) (?P<rest>\w)",
        re.IGNORECASE,
    ),
)
"""How a sentence begins that says first who reports it."""
_COPULA = re.compile(r"\b(?:is|are|was|were|(?:be|been) \w+ by)\b")
_REPORTS = re.compile(r"(?:the |all |both |some |several )?(?:news )?(?:reports?|articles?|sources?)", re.IGNORECASE)


def verified(question: str, draft: str, evidence: Sequence[Evidence], right: float) -> list[Attributed]:
    """Returns what may be said of `draft`, made from `evidence`, that is as probably `right`, 0 to 1."""
    kept: list[Attributed] = []
    for item in attribute(_without_openings(draft, evidence), question, evidence):
        text = item.sentence.text
        if _says_nothing(text):
            continue
        if told := [item] if item.evidence else _main_clause(text, question, evidence):
            kept += [_borne_out(question, one) for one in told]
        else:
            quoted = {evidence for one in kept for evidence in one.evidence}
            again = requote(text, question, evidence, right) if right >= QUOTED else []
            kept += [one for one in again if not quoted & set(one.evidence)]
    return kept


def _says_nothing(text: str) -> bool:
    """Whether it calls something what it calls it already: "The company that runs it is the company that runs it"."""
    copula = _COPULA.search(text)
    if not copula or negative(text):
        return False
    before, after = text[: copula.start()], text[copula.end() :]
    if not numbers(after) <= numbers(before):
        return False
    return bool(content(after) - names(after.strip(), first=True)) and content(after) <= content(before)


def _main_clause(text: str, question: str, evidence: Sequence[Evidence]) -> list[Attributed]:
    """Returns the sentence without a last clause that only adds to it, if the rest is supported."""
    main = _ADDITION.sub(".", text)
    if main == text or len(content(main)) < LEAST_WORDS or not suits(question, main):
        return []
    told = attribute(main, question, evidence)
    return told if all(item.evidence for item in told) else []


def _borne_out(question: str, item: Attributed) -> Attributed:
    """Returns the sentence without a leading yes or no that the rest of it does not bear out."""
    text = plain(question, item.sentence.text)
    return item if text == item.sentence.text else replace(item, sentence=Sentence(0, len(text), text))


def _without_openings(draft: str, evidence: Sequence[Evidence]) -> str:
    """Takes "According to the reports," or "The Harbour Post reports that" off each sentence: the citation says where it stands."""
    outlets = {bare_outlet(item.article.source) for item in evidence if item.article.source}
    for title in sorted({item.article.title for item in evidence} - {""}, key=len, reverse=True):
        draft = draft.removeprefix(f"{title}: ")
    return "\n".join(_without_opening(sentence.text, outlets) for sentence in split_sentences(draft))


def _without_opening(sentence: str, outlets: AbstractSet[str]) -> str:
    for opening in _OPENINGS:
        match = opening.match(sentence)
        if match and (bare_outlet(match["who"]) in outlets or _REPORTS.fullmatch(match["who"])):
            return match["rest"].upper() + sentence[match.end() :]
    return sentence
