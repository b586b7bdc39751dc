"""Text to comparable words: the ground on which answers are compared with references."""

import re
import string
import unicodedata
from collections.abc import Sequence

ARTICLES = frozenset({"a", "an", "the"})

_FUNCTION_WORDS = """
about also and are as at be been being between but by can could did do does for from had has have he her here him his how i
if in into is it its might my no nor not of on or our over shall she should so such than that their them then there these
they this those to was we were what when where which who whom whose why will with would you your
"""
FUNCTION_WORDS = ARTICLES | frozenset(_FUNCTION_WORDS.split())
"""English words that state no fact; in other languages they count like any word, which lowers a score evenly."""

_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"\d+(?:[.,:]\d+)*|[{_UNSPACED}]|[^\W{_UNSPACED}]+")
"""A number with its separators, one sign of a script written without spaces, or a run of letters."""
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")


def words(text: str) -> list[str]:
    """Returns the words of `text` in order, case and thousands separators removed, English articles left out.

    "The 1,200 men's vote" gives 1200, men, s, vote.
    """
    found = [_THOUSANDS.sub("", word) for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold())]
    return [word for word in found if word not in ARTICLES] or found


def fact_words(text: str) -> set[str]:
    """Returns the different words of `text` that are no function words."""
    return set(words(text)) - FUNCTION_WORDS


def squad_normalised(text: str) -> str:
    """Returns `text` in lower case without punctuation and English articles, white space single.

    The normalisation of SQuAD's official evaluation script (Rajpurkar et al. 2016), with all of Unicode's punctuation
    instead of ASCII's, as in MLQA (Lewis et al. 2020).
    """
    lowered = "".join(char for char in text.lower() if not _punctuation(char))
    return " ".join(word for word in lowered.split() if word not in ARTICLES)


def contains(text: Sequence[str], phrase: Sequence[str]) -> bool:
    """Returns whether the words `phrase` stand in `text` side by side; an empty phrase stands nowhere."""
    size = len(phrase)
    return size > 0 and any(list(text[i : i + size]) == list(phrase) for i in range(len(text) - size + 1))


def _punctuation(char: str) -> bool:
    return char in string.punctuation or unicodedata.category(char).startswith("P")
