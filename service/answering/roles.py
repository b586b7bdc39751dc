"""Who did it, and whose the number is: subject and object of a verb do not change places, nor do the halves of a comparison.

`order` compares two names or numbers with each other; here one side may be a common noun, and one number stands alone in the claim.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

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

Act = tuple[str, set[str], set[str]]
"""The stem of a verb, those of who does it, and those of to whom it is done."""


def turned_round(claim: str, quotation: str) -> bool:
    """Whether who does it in `claim` is to whom it is done in `quotation`, or has the number that is another's there."""
    return _reversed(claim, quotation) or _beaten(claim, quotation) or _of_the_other(claim, quotation)


def _reversed(claim: str, quotation: str) -> bool:
    """Whether one verb has its sides in each other's place, told in the active in one of both at least: "Nordlink sued the union", "was sued by Nordlink"."""
    ours, theirs = list(_verbs(claim)), list(_verbs(quotation))
    return _crossed(ours, theirs) or _crossed(_passives(claim), theirs) or _crossed(_passives(quotation), ours)


def _crossed(some: Iterable[Act], others: Sequence[Act]) -> bool:
    return any(
        verb == other and doer & patient and object_ & agent and not doer & agent and not object_ & patient
        for verb, doer, object_ in some
        for other, agent, patient in others
    )


def _passives(text: str) -> Iterator[Act]:
    """Yields each verb in the passive, with the stems of who did it and those before it."""
    for match in _DONE_BY.finditer(text):
        if stems := terms(match["verb"]):
            yield base(stems[0]), content(match["agent"]), content(text[: match.start()])


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


def _verbs(text: str) -> Iterator[Act]:
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
