"""Who did it, and whose the number is: subject and object of a verb do not change places, nor do the halves of a comparison.

`order` compares two names or numbers with each other; here one side may be a common noun, and one number stands alone in the claim.
"""

import re
from collections.abc import Iterator, Sequence

from index.terms import STOPWORDS, terms
from service.answering.claims import CAPITALISED, WORD, content
from service.answering.counted import DIGITS
from service.answering.speakers import SAYING
from service.answering.verbs import base

_CLAUSE = re.compile(r"[,;:]\s+|\s+(?:that|which|who)\s+")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|got)\b(?:\s+\w+ly)?\s+$")
_DONE_TO = re.compile(r"\s+(?:in|on|at|during|when|after|before|near|from|to|with|for|as|under|over)\b|.*\bby\b")
"""What stands behind a verb that may be no active one: "people killed in the storm", "a mill built in 1990 by Ida Holm"."""
_DONE_BY = re.compile(
    r"\b(?:was|were|is|are|been|being|be)\s+(?:\w+ly\s+|also\s+|later\s+|then\s+)?(?P<verb>[a-z]+)\b[^.;]{0,60}?\bby\s+(?P<agent>[^,.;]{2,80})"
)
"""A verb in the passive, with who did it: "was sued on Monday by the union"."""
_SAYING = re.compile(SAYING)
_DEFEATS = frozenset(base(terms(word)[0]) for word in "defeated beat".split())
_WINS, _LOSES = (base(terms(word)[0]) for word in ("won", "lost"))
_HALVES = re.compile(
    rf"(?P<one>{CAPITALISED})\s[^.;A-ZÀ-ÖØ-Þ]*?(?P<first>{DIGITS})[^.;A-ZÀ-ÖØ-Þ\d]*?"
    rf"(?:\band|\bwhile|\bbut|,)\s+(?P<other>{CAPITALISED})\s[^.;A-ZÀ-ÖØ-Þ\d]*?(?P<second>{DIGITS})"
)
"""Each of two with a number of its own: "Ida Holm won 52 percent and Jon Varga 48"."""


def turned_round(claim: str, quotation: str) -> bool:
    """Whether who does it in `claim` is to whom it is done in `quotation`, or has the number that is another's there."""
    return (
        _reversed(claim, quotation)
        or _done_by_another(claim, quotation)
        or _done_by_another(quotation, claim)
        or _beaten(claim, quotation)
        or _of_the_other(claim, quotation)
    )


def _reversed(claim: str, quotation: str) -> bool:
    """Whether one verb, in the active in both, has its sides in each other's place: "Nordlink sued the union"."""
    theirs = list(_verbs(quotation))
    return any(
        verb == other and before & behind and after & ahead and not before & ahead and not after & behind
        for verb, before, after in _verbs(claim)
        for other, ahead, behind in theirs
    )


def _done_by_another(passive: str, active: str) -> bool:
    """Whether what `passive` says was done by one is in `active` done to this one by whom it was done to: "Tovik was sued by Nordlink", "Tovik sued Nordlink"."""
    acts = list(_verbs(active))
    return any(
        verb == other and before & patient and behind & agent and not before & agent and not behind & patient
        for verb, patient, agent in _passives(passive)
        for other, before, behind in acts
    )


def _passives(text: str) -> Iterator[tuple[str, set[str], set[str]]]:
    """Yields each verb in the passive, with the stems before it and those of who did it."""
    for match in _DONE_BY.finditer(text):
        if stems := terms(match["verb"]):
            yield base(stems[0]), content(text[: match.start()]), content(match["agent"])


def _beaten(claim: str, quotation: str) -> bool:
    """Whether who won in `claim` was beaten in `quotation`, or who lost beat somebody."""
    return any(
        verb in {_WINS, _LOSES}
        and other in _DEFEATS
        and before <= (behind - ahead if verb == _WINS else ahead - behind)
        for verb, before, _ in _verbs(claim)
        for other, ahead, behind in _verbs(quotation)
        if before
    )


def _of_the_other(claim: str, quotation: str) -> bool:
    """Whether the only number of `claim`, which names one of two, is the number of the other in `quotation`."""
    said = content(claim)
    numbers = re.findall(DIGITS, claim)
    if len(numbers) != 1:
        return False
    for match in _HALVES.finditer(quotation):
        halves = [(content(match["one"]), match["first"]), (content(match["other"]), match["second"])]
        for (own, _), (others, number) in (halves, halves[::-1]):
            apart = match["first"] != match["second"] and own & said and others and not others & said
            if numbers[0] == number and apart:
                return True
    return False


def _verbs(text: str) -> Iterator[tuple[str, set[str], set[str]]]:
    """Yields each verb in the past and the active, with the stems before and behind it in its clause."""
    for clause in _CLAUSE.split(text):
        for word in WORD.finditer(clause):
            if _active(clause, word):
                yield base(terms(word[0])[0]), content(clause[: word.start()]), content(clause[word.end() :])


def _active(clause: str, word: re.Match[str]) -> bool:
    stems: Sequence[str] = terms(word[0])
    if not word[0].islower() or word[0] in STOPWORDS or not stems or _SAYING.fullmatch(word[0]):
        return False
    past = word[0].endswith("ed") or base(stems[0]) != stems[0] or stems[0] in _DEFEATS
    return past and not _PASSIVE.search(clause[: word.start()]) and not _DONE_TO.match(clause[word.end() :])
