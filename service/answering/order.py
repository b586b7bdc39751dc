"""Who did what to whom, and which number belongs to what, as far as the order of words tells.

Names and numbers in a claim have to follow each other as they do in the quotation, unless the claim turns the sentence round.
"""

import re
from dataclasses import dataclass
from itertools import combinations, pairwise

from index.terms import STOPWORDS
from service.answering.claims import CAPITALISED, NAMED, WORD, among, content
from service.answering.converse import told_from_other_side
from service.answering.speakers import SAYING

_DIGITS = r"[$€£]?\d[\d,.]*\d|\d"
_ANCHOR = re.compile(rf"{_DIGITS}|{NAMED}")
_SINGLE = re.compile(rf"{_DIGITS}|{CAPITALISED}")
_PREPOSITIONS = "as of|on|in|at|since|after|before|during|until|by|from|to|for|with|near|under|over|through|within|across|amid|according to"
_AROUND = frozenset(
    "as of,according to,on,in,at,since,after,during,until,under,with,through,within,across,amid,near".split(",")
)
"""Prepositions of when, where and under what something was: which of them it is changes little where the phrase has moved."""
_LEAD = re.compile(rf"\b({_PREPOSITIONS})\s+(?:the\s+|a\s+)?$", re.IGNORECASE)
_OPENING = re.compile(rf"(?:\w+ly )?(?:{_PREPOSITIONS}) [^,;:]+", re.IGNORECASE)
_COPULA = re.compile(r"\b(?:is|are|was|were)\b")
_EQUATES = re.compile(rf"{_COPULA.pattern}|\bas\b")
"""What "B is A" may be in a quotation: "recognised A as B" too."""
_SAYS = re.compile(rf"\s+(?:(?:has|have|had)\s+)?(?:{SAYING})\b")
_BY = re.compile(
    rf"\bby\s+(?:{NAMED}(?:\s*,\s*(?:and\s+)?|\s+and\s+))*(?:the\s+|an?\s+)?(?:[A-Z][a-z]+\s+)?(?:[a-z]+\s+){{0,2}}$"
)
"""What stands before one who did it: "by", "by the Talvian rock singer", "by Ida Holm and"."""


@dataclass(frozen=True)
class _Anchor:
    """A name or number at `start` to `end` with the preposition that leads up to it; `agent` after "by"; `place` among all."""

    text: str
    start: int
    end: int
    lead: str
    agent: bool
    place: str

    @property
    def number(self) -> bool:
        """Whether it is written in digits alone."""
        return not any(character.isalpha() for character in self.text)


def exchanged(claim: str, quotation: str) -> bool:
    """Whether two names or numbers have changed places: in `claim` one comes before the other, in `quotation` always after it.

    A phrase that moves with its preposition ("on Monday"), a passive ("accused by Kyiv"), "is" turned round, who says it behind what is said, and a list change nothing; nor do the two parties of one event that is told from the other side ("sold to Nordlink").
    """
    if _swapped(claim, quotation):
        return True
    anchors, quoted = _anchors(claim), _anchors(quotation)
    anchors = [anchor for anchor in anchors if not _named_again(anchor, anchors, claim)]
    pairs = [*pairwise(anchors), *pairwise(anchor for anchor in anchors if anchor.number)]
    if told_from_other_side(claim, quotation):
        pairs = [(one, two) for one, two in pairs if one.number and two.number]
    return any(_exchanged(one, two, quoted, claim, quotation) for one, two in pairs)


def _named_again(anchor: _Anchor, anchors: list[_Anchor], claim: str) -> bool:
    """Whether it is "of" a name that comes once more: "the lowest point of Tovik lies by the border of Tovik", where the quotation has it."""
    return claim[: anchor.start].endswith(" of ") and any(
        other.start > anchor.start and _words(other.text) == _words(anchor.text) for other in anchors
    )


def _swapped(claim: str, quotation: str) -> bool:
    """Whether `claim` is what `quotation` says, in whole or in part, but for two names or numbers with a word between them."""
    told, said = _joined(quotation), _joined(claim)
    if said in told or not set(said.split()) <= set(told.split()):
        return False
    return any(
        content(claim[one.end() : two.start()])
        and _joined(f"{claim[: one.start()]}{two[0]}{claim[one.end() : two.start()]}{one[0]}{claim[two.end() :]}")
        in told
        for one, two in combinations(_SINGLE.finditer(claim), 2)
    )


def _joined(text: str) -> str:
    return f" {' '.join(WORD.findall(text.lower()))} "


def _exchanged(one: _Anchor, two: _Anchor, quoted: list[_Anchor], claim: str, quotation: str) -> bool:
    ones, twos = _same(one, quoted), _same(two, quoted)
    if not ones or not twos or any(a.start < b.start for a in ones for b in twos if a is not b):
        return False
    if _said(one, ones, claim, quotation) or _said(two, twos, claim, quotation):
        return False
    if any(a is b for a in ones for b in twos):
        return False  # "in India, in South India": one thing of the quotation, named twice
    if _fronted(ones + twos, quotation, claim) or _fronted([one, two], claim, quotation):
        return False
    turned = (
        _turned(claim, one.end, two.start, quotation) or _passive(one, two, ones, twos) or _moved(one, two, ones, twos)
    )
    return _linked(claim[one.end : two.start], quotation) and not turned


def _anchors(text: str) -> list[_Anchor]:
    found = [match for match in _ANCHOR.finditer(text) if match[0].lower() not in STOPWORDS]
    places = ["first", *[""] * (len(found) - 2), "last"]
    return [_anchor(text, match, place) for match, place in zip(found, places, strict=False)]


def _anchor(text: str, match: re.Match[str], place: str) -> _Anchor:
    before = text[: match.start()]
    lead = _LEAD.search(before)
    return _Anchor(
        match[0], match.start(), match.end(), lead[1].lower() if lead else "", bool(_BY.search(before)), place
    )


def _same(anchor: _Anchor, others: list[_Anchor]) -> list[_Anchor]:
    """Returns the anchors that name the same: the same number, a part of the name or more than it, or else a name that ends alike."""
    words = _words(anchor.text)
    known = [(other, _words(other.text)) for other in others]
    return [other for other, its in known if its and (its <= words or words <= its)] or [
        other for other, its in known if its & words and WORD.findall(other.text)[-1] == WORD.findall(anchor.text)[-1]
    ]


def _words(text: str) -> set[str]:
    """Returns the words by which an anchor is known: its digits, if it has any, or its capitalised words."""
    words = {word.replace(",", "") for word in WORD.findall(text)}
    return {w for w in words if w[0].isdigit()} or {w for w in words if w[0].isupper() and w.lower() not in STOPWORDS}


def _linked(between: str, quotation: str) -> bool:
    """Whether a word that carries a claim stands between them, in the quotation too."""
    said = content(quotation)
    return any(among(stem, said) for stem in content(between))


def _said(anchor: _Anchor, others: list[_Anchor], claim: str, quotation: str) -> bool:
    """Whether it is who says the rest, in both: "Umerov has confirmed that they were attacked", "They were attacked, Umerov has confirmed"."""
    return _SAYS.match(claim, anchor.end) is not None and any(_SAYS.match(quotation, other.end) for other in others)


def _fronted(anchors: list[_Anchor], text: str, other: str) -> bool:
    """Whether `text`, or what somebody says in it, opens with a preposition's phrase with one of `anchors` in it that `other` has too: "In the wake of the 1979 vote, …"."""
    openings = [text[: anchor.end].rpartition(" that ")[2] for anchor in anchors]
    return any(_OPENING.fullmatch(opening) and opening.lower() in other.lower() for opening in openings)


def _turned(claim: str, start: int, end: int, quotation: str) -> bool:
    """Whether claim and quotation say "A is the head of B" and "The head of B is A", with the claim's "is" in `start` to `end`."""
    copula = _COPULA.search(claim, start, end)
    if copula is None:
        return False
    said = content(quotation)
    before = content(claim[: copula.start()]) & said
    after = (content(claim[copula.end() :]) & said) - before
    halves = ((content(quotation[: m.start()]), content(quotation[m.end() :])) for m in _EQUATES.finditer(quotation))
    return bool(before and after) and any(
        before <= last and after <= first and not after & last for first, last in halves
    )


def _passive(one: _Anchor, two: _Anchor, ones: list[_Anchor], twos: list[_Anchor]) -> bool:
    """Whether one of the two sentences has the passive of what the other has."""
    return two.agent != any(other.agent for other in twos) or one.agent != any(other.agent for other in ones)


def _moved(one: _Anchor, two: _Anchor, ones: list[_Anchor], twos: list[_Anchor]) -> bool:
    """Whether one of two anchors went, with its preposition, from one end of the sentence to the other."""
    moved = [
        any(_led_alike(anchor, other) and {anchor.place, other.place} == {"first", "last"} for other in others)
        for anchor, others in ((one, ones), (two, twos))
    ]
    return sum(moved) == 1


def _led_alike(one: _Anchor, two: _Anchor) -> bool:
    """Whether one preposition leads up to both, or two of when and where: "under the Mongols", "through the Mongols"."""
    return bool(one.lead) and (one.lead == two.lead or {one.lead, two.lead} <= _AROUND)
