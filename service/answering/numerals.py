"""Numbers in words: "twenty-five", "two hundred and fifty", "half a million", "one and a half million", "thirty-first"."""

import re

_SMALL = "zero one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = {
    word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_ORDINALS = (
    *"zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth".split(),
    *"fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
)
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
ABBREVIATED = {**SCALES, "k": 1e3, "m": 1e6, "bn": 1e9}
"""The scales, and their abbreviations behind digits."""
_ORDINAL_TENS = {word.removesuffix("y") + "ieth": ten for word, ten in _TENS.items()}
_VALUES: dict[str, float] = {
    **{word: float(n) for words in ((*_SMALL, *_TEENS), _ORDINALS) for n, word in enumerate(words)},
    **{word: float(ten) for tens in (_TENS, _ORDINAL_TENS) for word, ten in tens.items()},
}
_ONE = "|".join(_SMALL[1:])
_LOW = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-]+(?:{_ONE}))?|{'|'.join(_TEENS)}|{_ONE}|zero)"
_UNDER = rf"(?:(?:{_LOW}|a)\s+hundred(?:\s+(?:and\s+)?{_LOW})?|{_LOW})"
_LARGE = "|".join(scale for scale in SCALES if scale != "hundred")
_REST = rf"(?:\s+(?:and\s+)?{_UNDER})?"
_PART = rf"(?:half\s+an?|{_UNDER}\s+and\s+a\s+half)\s+(?:{_LARGE})"
CARDINAL = rf"\b(?:{_PART}|an?\s+(?:{_LARGE}){_REST}|{_UNDER}(?:\s+(?:{_LARGE}){_REST}){{0,3}})\b"
"""A number in words, as the inside of a pattern that ignores case."""
ORDINAL = (
    rf"\b(?:(?:{'|'.join(_TENS)})[\s-]+(?:{'|'.join(_ORDINALS[1:10])})|{'|'.join([*_ORDINALS, *_ORDINAL_TENS])})\b"
)
"""Which of several, in words."""


def value(numeral: str) -> float:
    """Returns the value of what `CARDINAL` or `ORDINAL` found."""
    total = current = 0.0
    for word in re.findall(r"[a-z]+", numeral.lower()):
        if word == "hundred":
            current = (current or 1) * SCALES[word]
        elif word in SCALES:
            total, current = total + (current or 1) * SCALES[word], 0.0
        elif word == "half":
            current += 0.5
        else:
            current += _VALUES.get(word, 0.0)
    return total + current
