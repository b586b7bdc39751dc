"""What stands in another's place: the claim has one name where its quotation has another, the rest being the same."""

import re
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from itertools import pairwise

from index.terms import STOPWORDS, terms
from service.answering.claims import CAPITALISED, OFFICES, WORD, among, beyond, content, full_names, kin, meant, names
from service.answering.speakers import SAYING

_RUN = re.compile(CAPITALISED)
_ACCORDING = re.compile(r"According to [^,]{1,60},\s+")
_NAMELESS = STOPWORDS | frozenset("mr mrs ms miss dr sir dame lord lady".split())
"""Words that name nobody, though written with a capital: "Mr Corrow" for "Anselm Corrow"."""
_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|they|them|their|it|its|i|we|my|our)\b", re.IGNORECASE)
_TOLD_OF = re.compile(
    rf"(?<!\bby )(?<!\bin )(?<!\bat )(?<!\bof )(?<!\bto )(?<!\bon )(?<!\bfor )(?<!\bfrom )(?<!\bwith )(?<!\bnear )(?<!\bthe )(?<!\bsaid )(?<!\bsays )"
    rf"\b(?:[A-ZÀ-ÖØ-Þ][\w’'-]+\s+)+[A-ZÀ-ÖØ-Þ][\w’'-]+\b(?!\s+[A-ZÀ-ÖØ-Þ]|(?:,[^,]+,)?\s+(?:has |had )?(?:{SAYING})\b)"
)
"""Somebody with a name of several words who does not only say it, and behind no preposition."""
IN_PLACE = 4
"""Words of the shorter one of two passages, at most, that stand in each other's place: longer ones are different statements."""


def replaced(claim: str, quotation: str, of: AbstractSet[str] | None = None) -> bool:
    """Whether `claim` has one name, if given one `of` these stems, where `quotation` has another, between words that are the same in both.

    Who says it, "According to Ida Holm, …", stands in the place of no other.
    """
    ours, theirs = WORD.findall(claim), WORD.findall(_ACCORDING.sub("", quotation, count=1))
    matcher = SequenceMatcher(None, [terms(w)[0] for w in ours], [terms(w)[0] for w in theirs], autojunk=False)
    said, quoted = content(claim), meant(quotation)
    known = names(claim) | names(quotation)
    return any(
        tag == "replace"
        and min(end - start, high - low) <= IN_PLACE
        and _has_name(
            [w for w in ours[start:end] if of is None or among(terms(w)[0], of)], quoted, known, first=start == 0
        )
        and _has_name(theirs[low:high], said, known, first=low == 0)
        for tag, start, end, low, high in matcher.get_opcodes()
    )


def anothers(question: str, quotation: str) -> bool:
    """Whether the quotation gives an office that is asked about to another: asked of Ukraine's, it tells of the Russian defence minister."""
    asked, told = _offices(question), _offices(quotation)
    return any(
        any(kin(office, its) for _, its in told)
        and not any(kin(office, its) and kin(whose, other) for other, its in told)
        for whose, office in asked
    )


def of_another(known: AbstractSet[str], quotation: str) -> bool:
    """Whether a name that is not among the stems `known` stands behind a word that is: "the ship Nordstern", "captain of the Nordstern"."""
    for match in _RUN.finditer(quotation):
        before = [word for word in WORD.findall(quotation[: match.start()]) if word.lower() not in {"of", "the"}]
        whose = terms(before[-1])[0] if before else ""
        if whose and before[-1][0].islower() and among(whose, known) and beyond(names(match[0], first=True), known):
            return True
    return False


def of_somebody_else(question: str, claim: str, quotation: str) -> bool:
    """Whether the quotation names nobody of whom the question asks by name, but tells of somebody else whom the claim does not name.

    Not who only says so, nor who stands behind a preposition: "the ferry sank, Captain Jon Varga said", "was climbed by Ole Sand".
    """
    asked_of = [full for full in full_names(question) if full and full & names(claim)]
    said = meant(quotation)
    if not asked_of or _PRONOUN.search(quotation) or any(among(stem, said) for full in asked_of for stem in full):
        return False
    known = content(claim) | content(question)
    return any(not full & known for told in _TOLD_OF.finditer(quotation) for full in full_names(told[0]) if full)


def _offices(text: str) -> list[tuple[str, str]]:
    """Returns the stems of each name and of every word of the office that stands behind it: "Russian Defense Minister", "Talvia's president"."""
    found: list[tuple[str, str]] = []
    whose = ""
    for one, two in pairwise(WORD.findall(text)):
        stem, office = terms(one)[0], terms(two)[0]
        if stem not in OFFICES:
            whose = stem if one[0].isupper() and stem not in STOPWORDS else ""
        if whose and office in OFFICES:
            found.append((whose, office))
    return found


def _has_name(words: list[str], said: AbstractSet[str], known: AbstractSet[str], *, first: bool) -> bool:
    """Whether one of `words` is a name that is not `said`.

    A word that begins a sentence is one if it is `known` to be, has something of its own ("Tovik's"), or if a name follows.
    """
    return any(
        word[0].isupper() and word.lower() not in _NAMELESS and not among(terms(word)[0], said)
        for number, word in enumerate(words)
        if not (first and number == 0 and len(words) > 1 and not words[1][0].isupper())
        or terms(word)[0] in known
        or word.endswith(("'s", "’s"))
    )
