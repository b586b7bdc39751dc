"""Questions that offer a choice, "in 2026 or 2028?": both answers stand in them already, and are not given by them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from index.terms import STOPWORDS, terms
from service.answering.claims import CAPITALISED, among, numbers
from service.answering.forms import polar
from service.answering.numerals import CARDINAL

_OR = re.compile(r"[,;]?\s+or\s+(?!not\b)", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*|[,;:?!.()–—]")
_ARTICLE = r"(?:the|an?)\s+\w+"
_AT_THE_END = re.compile(rf"^(?:who|which|what)\b.*\s{_ARTICLE}\s+or\s+{_ARTICLE}\W*$", re.IGNORECASE)
"""Typed without marks: "who won the war the north or the south"."""
_MARKED = re.compile(r"[,:]\s*(?:(?:in|on|at|by|for|from|with|to)\s+)?$", re.IGNORECASE)
"""What ends in front of the alternatives: "Who was it: "."""
_NO_ALTERNATIVE = re.compile(r"\b(?:who|whom|whose|which|what|when|where|why|how)\b", re.IGNORECASE)
_ANY = re.compile(r"\bany(?:one|body|thing)?\b", re.IGNORECASE)
"""Asks whether, and not which: "Was anyone killed or injured?"."""
_ALIKE = (rf"(?i:\b\d(?:[\d.,]*\d)?|{CARDINAL})", rf"\b(?:[Tt]he\s+)?{CAPITALISED}")
"""A number, a name: where the first alternative ends in one, the second is one."""
_LONGEST = 4
"""Words of an alternative at most."""
_OPPOSED = re.compile(
    r"\b(before|after|with|without|above|below|over|under|inside|outside)\s+or\s+(\w+)\b", re.IGNORECASE
)
"""One word to choose from that is none of content: "before or after the storm"."""
_BREAKS = frozenset("in on at for by with from when during".split())
"""Words that end the second alternative, unless it begins with them."""


@dataclass(frozen=True)
class Choice:
    """The two alternatives as the question words them, and the question without them."""

    one: str
    two: str
    posed: str

    @property
    def sides(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Each alternative beside the other."""
        return (self.one, self.two), (self.two, self.one)


@lru_cache(maxsize=64)
def choice(question: str) -> Choice | None:
    """Returns the alternatives that a question leaves to choose from, or None if it leaves none.

    It does if a yes or a no could be asked for too ("Was it the wind or the rudder?"), or if they follow the question:
    "Who was it, the owner or the captain?". "How many were killed or injured?" leaves no choice.
    """
    match = _OR.search(question)
    if match is None or _ANY.search(question):
        return None
    if polar(question) and (opposed := _OPPOSED.search(question)):
        return Choice(opposed[1], opposed[2], question[: opposed.start()] + question[opposed.end() :])
    before = question[: match.start()]
    end = match.end() + _second(question[match.end() :], before)
    second = question[match.end() : end]
    start = _first(before, _WORD.findall(second))
    if not second or start == match.start() or _NO_ALTERNATIVE.search(before[start:] + second):
        return None
    if not (polar(question) or _MARKED.search(before[:start]) or _AT_THE_END.match(question)):
        return None
    return Choice(before[start:], second, question[:start] + question[end:])


def _second(text: str, before: str) -> int:
    """Returns where the second alternative ends."""
    for alike in _ALIKE:
        if re.search(rf"(?:{alike})$", before) and (found := re.match(rf"(?:{alike})\b", text)):
            return found.end()
    end = 0
    for number, word in enumerate(_WORD.finditer(text)):
        if number == _LONGEST or not word[0][0].isalnum() or (number and word[0].lower() in _BREAKS):
            break
        end = word.end()
    return end


def _first(text: str, second: list[str]) -> int:
    """Returns where the first alternative begins: with the word that begins the second, or with as many words as that has."""
    start = len(text)
    for word in list(_WORD.finditer(text))[1:][: -len(second) - 1 : -1]:
        if not word[0][0].isalnum():
            break
        start = word.start()
        if word[0].lower() == second[0].lower():
            break
    return start


def posed(question: str) -> str:
    """Returns the question without its alternatives, if it leaves a choice."""
    offered = choice(question)
    return offered.posed if offered else question


def doubtful(question: str) -> bool:
    """Whether a yes or a no is asked for, so that all of the question is in doubt, and no choice between two things."""
    return polar(question) and choice(question) is None


def granted(question: str) -> str:
    """Returns what of the question an answer may repeat without a source: nothing where all is in doubt, no alternative."""
    return "" if doubtful(question) else posed(question)


def taken(question: str, text: str) -> int | None:
    """Returns which of the question's alternatives `text` has, 0 or 1; None if it has neither, or both, or there are none."""
    offered = choice(question)
    if offered is None:
        return None
    has = [_has(*told, text) for told in offered.sides]
    return has.index(True) if has.count(True) == 1 else None


def bears_out(question: str, claim: str, quotation: str) -> bool:
    """Whether `quotation` has the alternative that `claim` takes, if it takes one."""
    offered, side = choice(question), taken(question, claim)
    return offered is None or side is None or _has(*offered.sides[side], quotation)


def _has(alternative: str, other: str, text: str) -> bool:
    """Whether `text` has the words and numbers that tell one alternative from the other."""
    counted = numbers(alternative) - numbers(other)
    plain = {stem for word in _WORD.findall(alternative) if not numbers(word) for stem in terms(word)}
    own = plain - set(terms(other))
    told = {stem for stem in own if stem not in STOPWORDS} or (own if not counted else set())
    said = set(terms(text))
    return bool(told or counted) and counted <= numbers(text) and all(among(stem, said) for stem in told)
