"""Quantities as ranges: what a sentence counts or measures, comparable whatever words surround the number.

"More than 10,000", "10,000 to 12,000" and "up to 12,000" are three ranges; whether two of them can both be true is a
matter of whether they overlap, not of how they are written.
"""

import re
from dataclasses import dataclass

from index.terms import STOPWORDS
from service.answering import numerals
from service.answering.numerals import ABBREVIATED, CARDINAL, SCALES
from service.answering.units import unit
from service.answering.verbs import irregular

MARGIN = 0.05
"""How far from a round "about n" the true value may lie, as a share of n."""
REACH = 0.25
"""How far "more than n" or "up to n" reaches, as a share of n: who says "over 10,000" does not mean 100,000."""

_NUMBER = r"\d{1,3}(?:[,\u202f\u00a0]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_VALUE = rf"(?:(?:{_NUMBER})(?:[ -](?:{'|'.join(s for s in ABBREVIATED if len(s) > 1)})\b|(?:k|m|bn)\b)?|{CARDINAL})"
_ABOUT = r"about|around|approximately|some|nearly|almost|roughly|close to|an estimated|estimated"
_MORE = r"more than|over|at least|above|upwards of|no fewer than|in excess of"
_LESS = r"up to|as many as|as much as|at most|no more than|fewer than|less than|under|below|not more than"
_QUANTITY = re.compile(
    rf"(?:(?P<about>{_ABOUT})\s+)?(?:(?P<more>{_MORE})\s+|(?P<less>{_LESS})\s+)?(?:between\s+)?(?P<sign>[$€£¥])?"
    rf"(?P<low>(?<![\w.,])(?:{_VALUE}))(?:\s*(?:to|and|[-–—])\s*[$€£¥]?(?P<high>{_VALUE}))?(?:\s?(?P<unit>%|°))?",
    re.IGNORECASE,
)
_PART = re.compile(rf"({_NUMBER})(?:[ -]?({'|'.join(ABBREVIATED)}))?", re.IGNORECASE)
_SCALE_BEHIND = re.compile(rf"\s(?:{'|'.join(SCALES)})$", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_STOPS = re.compile(r"[.;:!?()\"“”]|,\s")
_NEXT_WORD = re.compile(r"\s([^\W\d_]+(?:[’'-][^\W\d_]+)*)")
_CURRENCIES = frozenset("$€£¥")
PLURALS = frozenset("people men women children police".split())
"""Plurals without an s."""
_MEASURED = frozenset({"celsius", "euros", "dollars", "pounds", "crowns"})
"""What ends in an s behind a number and is not counted one by one."""
_MODALS = frozenset({"may", "might", "must", "shall"})
FOLLOWING = 5
"""How many words after a number may name what it counts."""


@dataclass(frozen=True)
class Quantity:
    """A number or range in a text: `text[start:end]`, true values from `low` to `high`, and the words that follow it."""

    start: int
    end: int
    low: float
    high: float
    sign: str
    following: tuple[str, ...]

    def compatible(self, other: object) -> bool:
        """Whether both can be true of one thing; three weeks and 21 days can, for all that is known here."""
        if not isinstance(other, Quantity) or not self.commensurable(other):
            return True
        return self.low <= other.high and other.low <= self.high

    def commensurable(self, other: "Quantity") -> bool:
        """Whether the numbers can be compared: their units are the same, or not both are known."""
        return not self.unit or not other.unit or self.unit == other.unit

    @property
    def unit(self) -> str | None:
        """The unit of measurement that follows the number."""
        return unit(self.following[0]) if self.following else None

    def same(self, other: object) -> bool:
        """Whether both say the same."""
        return isinstance(other, Quantity) and (self.low, self.high) == (other.low, other.high)


def quantities(text: str) -> list[Quantity]:
    """Returns the quantities of `text` in order; bare years are dates, not quantities."""
    return [found for match in _QUANTITY.finditer(text) if (found := _quantity(text, match)) is not None]


def in_other_currency(claim: str, quotation: str) -> bool:
    """Whether a sum of `claim` has the number of sums of `quotation`, and the sign of none of them."""
    told = quantities(quotation)
    for ours in quantities(claim):
        signs = {theirs.sign for theirs in told if theirs.same(ours) and theirs.sign in _CURRENCIES}
        if ours.sign in _CURRENCIES and signs and ours.sign not in signs:
            return True
    return False


def in_other_unit(claim: str, quotation: str) -> bool:
    """Whether a number of `claim` counts something, and has a unit wherever `quotation` has it: no eleven workers of "eleven years"."""
    told = quantities(quotation)
    for ours in quantities(claim):
        same = [theirs for theirs in told if theirs.same(ours)]
        if _counts(ours) and not ours.sign and same and all(theirs.unit for theirs in same):
            return True
    return False


def _counts(quantity: Quantity) -> bool:
    """Whether behind the number stands what it counts, in the plural, and no unit: not "20 per cent" or "12-year-old"."""
    if not quantity.following or any(map(unit, quantity.following[:3])):
        return False
    word = quantity.following[0]
    return word not in STOPWORDS and (
        word in PLURALS or (word.endswith("s") and "-" not in word and word not in _MEASURED)
    )


def phrase_end(text: str, end: int) -> int:
    """Returns where the noun phrase that begins with the number before `end` stops: at a function word or a mark."""
    first = end
    for match in _NEXT_WORD.finditer(text, end):
        word = match[1].lower()
        if match.start() != end or word in STOPWORDS or word in _MODALS or word.endswith("ed"):
            break
        if end != first and irregular(word):  # "19 people lost", not "20 stolen paintings"
            break
        end = match.end()
    return end


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    low, high = _value(match["low"]), _value(match["high"] or match["low"])
    plain_year = _YEAR.fullmatch(match["low"]) and not match["sign"] and not match["high"]
    if plain_year or (match["high"] and low > high):  # "3 to 2" is a score, "8 - 1" a subtraction
        return None
    if match["high"] and (scale := high / max(_digits(match["high"]), 1e-9)) > 1 and low < _digits(match["high"]):
        low *= scale  # "10 to 12 thousand"
    low, high = _reached(match, low, high)
    end = match.end()
    return Quantity(match.start(), end, low, high, match["sign"] or match["unit"] or "", _following(text, end))


def _reached(match: re.Match[str], low: float, high: float) -> tuple[float, float]:
    if match["more"]:
        return low, low * (1 + REACH)
    if match["less"]:
        return high * (1 - REACH), high
    if match["about"]:
        return low * (1 - MARGIN), high * (1 + MARGIN)
    return low, high


def _value(written: str) -> float:
    part = _PART.match(written)
    if part is None:
        return numerals.value(written)
    return _digits(written) * ABBREVIATED.get((part[2] or "").lower(), 1.0)


def _digits(written: str) -> float:
    """Returns the number without the scale behind it: 12 of "12 thousand" and of "twelve thousand"."""
    part = _PART.match(written)
    if part is None:
        return numerals.value(_SCALE_BEHIND.sub("", written))
    return float(re.sub(r"[,\u202f\u00a0]", "", part[1]))


def _following(text: str, end: int) -> tuple[str, ...]:
    stop = _STOPS.search(text, end)
    words = _WORD.findall(text[end : stop.start() if stop else len(text)])
    return tuple(word.lower() for word in words[:FOLLOWING])
