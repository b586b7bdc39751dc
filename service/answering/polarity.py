"""Does a claim say yes where its quotation says no? Negations by the words that they govern."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from index.terms import STOPWORDS, terms
from service.answering.claims import among, content, kin

_TOKEN = re.compile(r"\w+(?:[’']\w+)*|[,;:()–—]")
_NEGATION = re.compile(r"not|non|never|no|nor|neither|cannot|without|nobody|nothing|none|zero|hardly|\w*n[’']t")
_COMPARED = frozenset("fewer more less later sooner longer earlier greater".split())
"""What follows 'no' or 'not' and has a 'than' behind it where nothing is denied: 'no fewer than 8'; 'no longer' denies."""
_UNDENIED = frozenset({"doubt", "only"})
"""What follows them where nothing is denied in any case: 'no doubt', 'not only'."""
_NUMBERED = frozenset("net ground degree degrees emission emissions tolerance hours".split())
"""What stands beside "zero" where it is a number or part of a name."""
_FAILING = re.compile(r"unable|(?:fail|refus|declin)(?:e|s|es|ed|ing)?")
"""What with "to" says "did not" in other words, of the one verb behind it."""
_REACH = 5
"""How many words a negation governs at most; it ends at a punctuation mark."""
_GOVERNED = 2
"""Content words that a negation is taken to deny: in 'has not yet signed the treaty' it is the signing, and what is signed."""
_ASIDE = frozenset({"involved"})
"""What alone is denied: "was not involved in the study" does not deny that there was a study."""
_AUXILIARIES = frozenset("be been being yet ever even still really simply".split())
_DENIES = re.compile(r"un(?!i|der|t|cl)\w|impossib|improbab|illeg|inab|incap")
"""Beginnings of stems that say no: unknown, unable, unsigned, but not united, under, until or uncle."""
_PREFIXES = ("in", "un", "im", "ir", "il", "dis", "non")
_ROOT = 3
"""Letters that are left of a stem behind its prefix, at least."""
_NEGATIVE = frozenset(terms("deny refuse reject fail lack rule absent unlikely unable miss decline oppose without"))
_FORBIDDING = frozenset(content("ban banned banning forbid forbade forbidden prohibit outlaw"))
"""What says of something that it may not be done."""
_PERMITTED = re.compile(r"\b(?:may|must|can|allowed|permitted)\b", re.IGNORECASE)


def denied(claim: str, quotation: str) -> bool:
    """Whether `claim` denies what `quotation` does not, or states what it denies; words that only one of them has decide nothing.

    A claim that denies anything needs a quotation that denies something.
    """
    return (_negations(claim) and not negative(quotation)) or contrary(claim, quotation)


def contrary(one: str, two: str) -> bool:
    """Whether one of two texts denies a word that the other has and does not deny."""
    said = polarities(two)
    for stem, denies in polarities(one):
        matching = {polarity for other, polarity in said if kin(stem, other)}
        if matching and denies not in matching:
            return True
    return False


def negative(text: str) -> bool:
    """Whether a text says no to anything, in whatever words."""
    return _negations(text) or any(polarity for _, polarity in polarities(text)) or _negative(text)


def overlooked(question: str, quotation: str) -> bool:
    """Whether `question` asks for what is not, and `quotation` tells only of what is: "what has nobody claimed?", "non-members".

    What is forbidden may not be done.
    """
    denies = {stem for stem, polarity in polarities(question, failing=False) if polarity}
    said = polarities(quotation)
    if not denies or any(_undoes(stem, other) for stem, _ in said for other in denies):
        return False
    if _PERMITTED.search(question) and _forbids(quotation, content(question)):
        return False
    affirmed = {stem for stem, _ in said} - {stem for stem, polarity in said if polarity}
    return not negative(quotation) or any(among(stem, affirmed) for stem in denies)


def _forbids(quotation: str, words: AbstractSet[str]) -> bool:
    """Whether a clause of `quotation` says that what has one of these `words` is forbidden; no if that is what they ask."""
    if words & _FORBIDDING:
        return False
    clauses = [content(clause) for clause in re.split(r"[,;:]", quotation)]
    return any(clause & _FORBIDDING and any(among(stem, clause) for stem in words) for clause in clauses)


def _undoes(stem: str, other: str) -> bool:
    """Whether `stem` is `other` with a prefix that denies: inactive, unsigned."""
    rests = [stem.removeprefix(prefix) for prefix in _PREFIXES if stem.startswith(prefix)]
    return any(len(rest) >= _ROOT and (other.startswith(rest) or rest.startswith(other)) for rest in rests)


def _negative(text: str) -> bool:
    """Whether a text says no in other words than not: 'denied', 'refused', 'failed', 'unknown'."""
    return any(among(stem, _NEGATIVE) or _DENIES.match(stem) for stem in terms(text))


def polarities(text: str, *, failing: bool = True) -> list[tuple[str, bool]]:
    """Returns the stems of the content words in order, each with whether a negation governs it, or `failing` to do it."""
    left = governed = 0
    found: list[tuple[str, bool]] = []
    for before, word, following, behind in _words(text):
        lower = word.lower()
        if not word[0].isalnum():
            left = 0
        elif _negates(before, word, following, behind):
            left, governed = _REACH, _GOVERNED
        elif failing and _FAILING.fullmatch(lower) and following == "to":
            found.extend((stem, False) for stem in terms(word))
            left, governed = _REACH, 1
        elif lower not in STOPWORDS and lower not in _AUXILIARIES:
            found.extend((stem, left > 0 and governed > 0) for stem in terms(word))
            left, governed = 0 if lower in _ASIDE else left - 1, governed - 1
        else:
            left -= 1
    return found


def _negations(text: str) -> bool:
    """Whether anything is denied by a word such as "not", whatever stands behind it."""
    return any(_negates(*words) for words in _words(text))


def _negates(before: str, word: str, following: str, behind: str) -> bool:
    """Whether `word` denies; a capital behind a capital belongs to a name: "Much Ado About Nothing" denies nothing."""
    if not _NEGATION.fullmatch(word.lower()) or (word[0].isupper() and before[:1].isupper()):
        return False
    if word.lower() == "zero" and {before.lower(), following} & _NUMBERED:
        return False
    return following not in _UNDENIED and not (following in _COMPARED and behind == "than")


def _words(text: str) -> Iterator[tuple[str, str, str, str]]:
    """Yields each word and mark with the one before it, and the two behind."""
    found = ["", *_TOKEN.findall(text), "", ""]
    return zip(found, found[1:-2], found[2:-1], found[3:], strict=False)
