"""Words that are each other's opposite: who is quoted for "rose" where prices fell said something else."""

import re
from collections.abc import Iterable

from index.terms import terms
from service.answering.calendar import MONTHS, WEEKDAYS
from service.answering.claims import names, uncapitalised
from service.answering.converse import converse
from service.answering.polarity import polarities
from service.answering.verbs import base

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
    told = [(base(stem), denies) for stem, denies in polarities(text)]
    return {stem for stem, denies in told if denies} - {stem for stem, denies in told if not denies}


def _named_and_plain(text: str) -> tuple[set[str], set[str]]:
    """Returns the stems of the words written with a capital, and those of the others; the first word is among both."""
    text = _NEITHER.sub(" ", text)
    stems = terms(text)
    first = set(stems[:1])
    named = names(text) | first
    return _bases(named), _bases((set(stems) - named) | uncapitalised(text) | first)


def _bases(stems: Iterable[str]) -> set[str]:
    return {base(stem) for stem in stems}
