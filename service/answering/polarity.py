"""Does a claim say yes where its quotation says no? Negations by the words that they govern, and words that are opposites."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from index.terms import STOPWORDS, terms
from service.answering.calendar import MONTHS, WEEKDAYS
from service.answering.claims import among, content, kin, names, uncapitalised
from service.answering.converse import converse
from service.answering.verbs import base

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
_NEITHER = re.compile(
    r"(?<=year)s?[\s-]old\b|\b(?<!the )(?<!their )(?<!its )(?<!his )(?<!her )(?<!['’]s )last (?=(?:spring|summer|autumn|winter|week|weekend|month|year|night|season"
    rf"|{'|'.join(MONTHS + WEEKDAYS)})\b)",
    re.IGNORECASE,
)
"""What is no opposite: a "23-year-old" is not old, and of two attempts that of last summer may be the first."""
_OPPOSED = (
    "confirm/deny confirm/denied accept/reject accept/refuse approve/reject agree/refuse agree/disagree allow/ban allow/forbid"
    " support/oppose back/oppose rise/fall rise/drop increase/decrease increase/decline grow/shrink expand/shrink expand/contract"
    " raise/lower raise/cut raise/reduce gain/lose win/lose open/close begin/end start/stop start/end arrive/leave arrive/depart"
    " enter/leave enter/left join/leave join/left buy/sell hire/fire hire/dismiss arrest/release arrest/free acquit/convict"
    " guilty/innocent guilty/acquit success/failure succeed/fail survive/die alive/dead before/after above/below more/less more/fewer"
    " higher/lower high/low first/last best/worst best/least most/least oldest/youngest older/younger largest/smallest larger/smaller"
    " maximum/minimum majority/minority upper/lower early/late earlier/later northern/southern eastern/western north/south east/west"
    " legal/illegal public/private victory/defeat enemy/ally positive/negative strengthen/weaken attack/defend advance/retreat war/peace"
    " left/right import/export send/receive give/receive supply/receive pay/receive give/take teach/learn borrow/lend marry/divorce"
    " left/arrived entered/left lost/found inside/outside old/new young/old strong/weak safe/dangerous true/false yes/no always/never"
    " same/different similar/different double/triple double/quadruple double/halve triple/quadruple triple/halve"
    " dozens/hundreds dozens/thousands hundreds/thousands"
).split()


def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in _OPPOSED:
        one, two = (base(terms(word)[0]) for word in pair.split("/"))
        found.setdefault(one, set()).add(two)
        found.setdefault(two, set()).add(one)
    return {stem: frozenset(others) for stem, others in found.items()}


_OPPOSITES = _opposites()
_COMPLEMENTS = {base(terms(word)[0]) for word in "open close survive die alive dead legal illegal true false".split()}
"""Of each pair it is either the one or the other: who was not acquitted may still be tried."""
_MOTIONS = {base(terms(word)[0]) for word in "enter join arrive leave left depart".split()}
"""What one and the same can do after its opposite: to be tried and acquitted is not to be convicted."""


def opposed(claim: str, quotation: str, clause: str | None = None) -> bool:
    """Whether `claim` has a word whose opposite, and not the word itself, stands in `quotation`.

    What is denied of two that leave no third is no opposite: "not close" is open. The opposite of a motion counts only in the `clause` that the claim rests on, if it is known: who came in left later. North Korea and South Korea are opposites, but not the name "The End of the World" and "they begin".
    """
    ours, theirs = _named_and_plain(claim), _named_and_plain(quotation)
    own, quoted = set().union(*ours), set().union(*theirs)
    denied_alone = _denied_alone(quotation) & _COMPLEMENTS
    return any(
        stem not in quoted
        and any(
            other in said - own - denied_alone and not converse(stem, other, claim, quotation)
            for other in _OPPOSITES.get(stem, ())
        )
        for stems, said in zip(ours, theirs, strict=True)
        for stem in (stems if clause is None else stems - _MOTIONS)
    ) or (clause is not None and opposed(claim, clause))


def _denied_alone(text: str) -> set[str]:
    """Returns what `text` denies and nowhere affirms."""
    polarities = [(base(stem), polarity) for stem, polarity in _polarities(text)]
    return {stem for stem, polarity in polarities if polarity} - {stem for stem, polarity in polarities if not polarity}


def _named_and_plain(text: str) -> tuple[set[str], set[str]]:
    """Returns the stems of the words written with a capital, and those of the others; the first word is among both."""
    text = _NEITHER.sub(" ", text)
    stems = terms(text)
    first = set(stems[:1])
    named = names(text) | first
    return _bases(named), _bases((set(stems) - named) | uncapitalised(text) | first)


def _bases(stems: Iterable[str]) -> set[str]:
    return {base(stem) for stem in stems}


def denied(claim: str, quotation: str) -> bool:
    """Whether `claim` denies what `quotation` does not, or states what it denies; words that only one of them has decide nothing.

    A claim that denies anything needs a quotation that denies something.
    """
    return (_negations(claim) and not negative(quotation)) or contrary(claim, quotation)


def contrary(one: str, two: str) -> bool:
    """Whether one of two texts denies a word that the other has and does not deny."""
    said = _polarities(two)
    for stem, denies in _polarities(one):
        matching = {polarity for other, polarity in said if kin(stem, other)}
        if matching and denies not in matching:
            return True
    return False


_DENIES = re.compile(r"un(?!i|der|t|cl)\w|impossib|improbab|illeg|inab|incap")
"""Beginnings of stems that say no: unknown, unable, unsigned, but not united, under, until or uncle."""
_PREFIXES = ("in", "un", "im", "ir", "il", "dis", "non")
_ROOT = 3
"""Letters that are left of a stem behind its prefix, at least."""
_NEGATIVE = frozenset(terms("deny refuse reject fail lack rule absent unlikely unable miss decline oppose without"))
_FORBIDDING = {
    stem for word in "ban banned banning forbid forbade forbidden prohibit outlaw".split() for stem in content(word)
}
"""What says of something that it may not be done."""
_PERMITTED = re.compile(r"\b(?:may|must|can|allowed|permitted)\b", re.IGNORECASE)


def negative(text: str) -> bool:
    """Whether a text says no to anything, in whatever words."""
    return _negations(text) or any(polarity for _, polarity in _polarities(text)) or _negative(text)


def overlooked(question: str, quotation: str) -> bool:
    """Whether `question` asks for what is not, and `quotation` tells only of what is: "what has nobody claimed?", "non-members".

    What is forbidden may not be done.
    """
    denies = {stem for stem, polarity in _polarities(question, failing=False) if polarity}
    said = _polarities(quotation)
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


def _polarities(text: str, *, failing: bool = True) -> list[tuple[str, bool]]:
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
