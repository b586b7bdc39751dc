"""Words to index terms, the way FTS5's `porter unicode61 remove_diacritics 2` makes them of `scripts.paired` text."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

from index.scripts import paired

_WORD = re.compile(r"[^\W_]+")
_CLITIC = re.compile(r"(?<=\w)['’](?:s|t|m|d|re|ve|ll)\b", re.IGNORECASE)
"""What an apostrophe leaves of 'minister's' or 'don't' says nothing, in a question or in an article."""
_STEMMER = snowballstemmer.stemmer("porter")
_DEPARTURE = re.compile(r"(.*[aeiouy][^aeiouy].*)(?:(bl)(?:y|ies)|(log)(?:y|ies))")
"""Endings that SQLite stems as Porter's own program does, 'incredibly' and 'technology', and not as his paper says."""
STOPWORDS = frozenset(
    "a about after all also an and any are as at be because been before being between both but by can could did do does"
    " doing during each few for from further had has have having he her here hers him his how i if in into is it its"
    " itself just me more most my no nor not now of off on once only or other our out over own same say says said she"
    " should so some such than that the their them then there these they this those through to too under until up very"
    " was we were what when where which while who whom whose why will with would you your".split()
)
"""English function words: in a question they name nothing that an article could be found by."""


class _Folding(dict[int, str]):
    """Maps a character as unicode61 does: Latin letters lose their marks, other marks part words."""

    def __missing__(self, code: int) -> str:
        folded = _folded(chr(code))
        self[code] = folded
        return folded


_FOLDING = _Folding()


def terms(text: str) -> list[str]:
    """Returns the stems of all words of `text`, in order."""
    return [_stem(word) for word in _words(text)]


def content_words(text: str) -> list[str]:
    """Returns the distinct words of `text` that are not function words, folded but not stemmed, in order."""
    return list(dict.fromkeys(word for word in _words(text) if word not in STOPWORDS))


def content_terms(text: str) -> list[str]:
    """Returns the distinct stems of the content words of `text`, in order."""
    return list(dict.fromkeys(_stem(word) for word in content_words(text)))


def _words(text: str) -> list[str]:
    return _WORD.findall(_CLITIC.sub(" ", paired(text)).translate(_FOLDING))


def _folded(character: str) -> str:
    if unicodedata.category(character).startswith("M"):
        return "" if "\u0300" <= character <= "\u0331" else " "
    decomposed = unicodedata.normalize("NFD", character)
    latin = decomposed[0].isascii() and all(unicodedata.combining(mark) for mark in decomposed[1:])
    folded = (decomposed[0] if latin else character).casefold()
    return folded if len(folded) == 1 else character.lower()


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    if not 3 <= len(word.encode()) <= 64:
        return word
    if departure := _DEPARTURE.fullmatch(word):
        before, able, log = departure.groups()
        word = f"{before}ble" if able else f"{before}{log}"
    return str(_STEMMER.stemWord(word))
