"""What a sentence commits itself to: its content words, its numbers and its names, in comparable form."""

import re
from collections.abc import Set as AbstractSet

from rapidfuzz.distance import Levenshtein

from index.terms import STOPWORDS, terms
from service.answering.calendar import MONTHS, WEEKDAYS
from service.answering.metonyms import stood_for
from service.answering.numerals import ABBREVIATED, CARDINAL, ORDINAL, value
from service.answering.units import measured
from service.answering.verbs import base

_NUMBER = re.compile(
    r"(?<![\w.])([$€£])?(?P<digits>\d[\d,.\u202f\u00a0]*\d|\d)"
    r"(?:\s*(?P<scale>thousand|million|billion|trillion|bn)\b|(?(1)\s*)(?P<letter>[km])\b)?",
    re.IGNORECASE,
)
"""A number; "12m" and "$4 m" are millions, "12 m" is a length."""
_TIME = re.compile(
    r"\b(at|from|until|till|by|about|around|before|after|since)(\s+)([01]?\d|2[0-3]):([0-5]\d)(?![\d:])", re.IGNORECASE
)
"""A time of day; some write 9.40."""
_NUMERAL = re.compile(rf"{ORDINAL}|{CARDINAL}", re.IGNORECASE)
FILLING = frozenset(
    terms(
        "due include includes including included particularly especially specifically various several respectively namely mainly mostly"
        " chiefly primarily approximately however according combination factor factors"
    )
)
"""Words by which models join what they took from a text: they commit to nothing by themselves."""
_AMBIGUOUS = {"one", "first", "second"}
"""Number words that most often count nothing: 'one of', 'first of all', 'a second later'."""
_STOP = frozenset(stem for word in STOPWORDS for stem in terms(word))
_NO_NAMES = _STOP | STOPWORDS | {"accord", "ye", "howev"}
_FIRST = re.compile(r"^[A-ZÀ-ÖØ-Þ][\w’'-]+")
_OWNED = re.compile(r"[’']s\s")
_FULL_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’-]+(?:\s+[A-ZÀ-ÖØ-Þ][\w’-]+)+")
OFFICES = frozenset(
    terms(
        "president prime minister king queen prince princess emperor pope general colonel captain major admiral senator governor"
        " mayor judge chief foreign defense defence secretary chancellor"
    )
)
_TITLES = OFFICES.union(terms("mr mrs ms miss dr sir dame lord lady"))
_DESCRIBING = frozenset(
    terms(
        "lake mount port fort cape river sir lord lady dr mr mrs ms university college school city county street state party"
        " church company bank"
    )
)
"""Words in a name that tell what it is of: "Sarrow" may be called so without its "Mount"."""
PARTS_OF_MANY = (
    OFFICES
    | _DESCRIBING
    | frozenset(
        terms(
            "new north south east west northern southern eastern western central upper lower great grand san los las saint united"
            " national international royal american british russian french german chinese ukrainian european"
            f" {' '.join(MONTHS + WEEKDAYS)}"
        )
    )
)
"""Words that names of many things share: "King" alone is not the king of whom was asked."""
NAMED = r"[A-ZÀ-ÖØ-Þ][\w’'-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-ZÀ-ÖØ-Þ][\w’'-]*)*"
"""Capitalised words that follow each other, "Treaty of the Sea" too, as the inside of a pattern."""
_NAMED = re.compile(NAMED)
CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w’'-]*(?:\s+[A-ZÀ-ÖØ-Þ][\w’'-]*)*"
"""A run of words with a capital: a name without what stands behind "of" in it."""
_RUN = re.compile(CAPITALISED)
_IS = re.compile(r"\b(?:is|are|was|were|by)\s+(?:the\s+)?$")
_SMALL = re.compile(r"\b[a-zß-öø-ÿ][\w’'-]+")
_ALIKE = (
    (re.compile(r"\bper cent\b", re.IGNORECASE), "percent"),
    (re.compile(rf"\baged (?=(?:\d+|{CARDINAL})\b(?!\s+(?:months?|weeks?|days?)\b))"), "years old "),
)
"""What is written in two ways: "a girl aged nine" is nine years old."""
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]\w*(?:[’'-]\w+)*")
"""A number or a word."""
_NAME = re.compile(r"(?<!^)(?<![.!?:“\"]\s)\b[A-ZÀ-ÖØ-Þ][\w’'-]+")


def numbers(text: str) -> set[float]:
    """Returns the values of the numbers in `text`, written in digits or words: '12,000', '1.2 million', 'two hundred', 'fifteenth'."""
    values = {_value(match) for match in _NUMBER.finditer(_TIME.sub(r"\1\2\3.\4", text))}
    return values | {value(word) for word in _NUMERAL.findall(text) if word.lower() not in _AMBIGUOUS}


def _value(match: re.Match[str]) -> float:
    digits = re.sub(r"[,\u202f\u00a0](?=\d{3}\b)", "", match["digits"]).replace(",", ".").replace("\u202f", "")
    try:
        number = float(digits)
    except ValueError:  # a date or version such as 1.2.3: comparable as it stands, by its digits
        number = float(re.sub(r"\D", "", digits))
    return number * ABBREVIATED.get((match["scale"] or match["letter"] or "").lower(), 1.0)


def names(text: str, *, first: bool = False) -> set[str]:
    """Returns the stems of the capitalised words inside `text`; of the first word, which is no evidence of a name, only if `first`."""
    found = _NAME.findall(text) + (_FIRST.findall(text) if first else [])
    return {stem for word in found for stem in terms(word) if stem not in _NO_NAMES and not stem[0].isdigit()}


def uncapitalised(text: str) -> set[str]:
    """Returns the stems of the words that are written small: such a word is no name where it only begins a sentence."""
    return {stem for word in _SMALL.findall(text) for stem in terms(word)}


def full_names(text: str) -> list[set[str]]:
    """Returns the stems of each name of several words, without those that many names share: {"ada", "stone"} of "Mayor Ada Stone"."""
    return [
        {stem for stem in terms(match[0]) if stem not in _NO_NAMES and stem not in PARTS_OF_MANY}
        for match in _FULL_NAME.finditer(text)
    ]


def shortened(asked: str, text: str) -> set[str]:
    """Returns the stems of the names of several words in `asked` that `text` gives in short: "Asmira" for "Sporting Asmira", "Ms Holm" for "Ida Holm".

    Not where it has their own part in another name: "Jon Holm", "Mount Tovik" for "Lake Tovik".
    """
    full = [set(terms(match[0])) - _NO_NAMES for match in _FULL_NAME.finditer(_OWNED.sub(", ", asked))]
    if not full:
        return set()
    told = [set(terms(match[0])) - _NO_NAMES for match in _RUN.finditer(_OWNED.sub(", ", text))]
    found: set[str] = set()
    for name in full:
        runs = [run for run in told if run & (name - PARTS_OF_MANY)]
        if runs and all(run <= name | _TITLES for run in runs):
            found |= name - (PARTS_OF_MANY - _DESCRIBING)
    return found


def leading_names(text: str) -> set[str]:
    """Returns the stems of the names that a sentence is about: of its first one, and of those behind "is", "was" or "by"."""
    found = [match for match in _NAMED.finditer(text) if match[0].lower() not in STOPWORDS]
    return {
        stem
        for n, match in enumerate(found)
        if n == 0 or _IS.search(text, 0, match.start())
        for stem in terms(match[0])
    }


def of_one_name(stems: AbstractSet[str], text: str) -> bool:
    """Whether `stems` are no more than one name of `text` has: {"new", "york"} of "a tower in New York"."""
    return len(stems) <= 1 or any(stems <= set(terms(match[0])) for match in _FULL_NAME.finditer(text))


def content(text: str) -> set[str]:
    """Returns the stems of the words that carry a claim, of verbs that of the first form: neither function words nor numbers."""
    for written, alike in _ALIKE:
        text = written.sub(alike, text)
    return {base(stem) for stem in terms(text) if stem not in _STOP and not stem[0].isdigit()}


def meant(text: str) -> set[str]:
    """Returns `content`, and what the names in the text stand for: what it supports a claim by."""
    return content(text) | stood_for(text)


def kin(one: str, two: str) -> bool:
    """Whether two stems are of one word: Korea and Korean, defence and defense, Zelensky and Zelenskyy, wrote and written, ml and millilitres."""
    if base(one) == base(two) or measured(one) == measured(two):
        return True
    short, long = sorted((one, two), key=len)
    if len(short) >= 4 and long.startswith(short) and len(long) - len(short) <= 3:
        return True
    return len(short) >= 6 and short[0] == long[0] and Levenshtein.distance(one, two, score_cutoff=1) <= 1


def among(stem: str, stems: AbstractSet[str]) -> bool:
    """Whether `stem` or a stem of the same word is one of `stems`."""
    return stem in stems or any(kin(stem, other) for other in stems)


def beyond(stems: AbstractSet[str], said: AbstractSet[str]) -> set[str]:
    """Returns the `stems` that are not among `said`, in any form of the word."""
    return {stem for stem in stems if not among(stem, said)}


def new(claim: str, known: str) -> set[str]:
    """Returns the content words that `claim` has beyond what is `known`: of other words than names, other forms are no news ("weighs" of a "weight")."""
    given, named = content(known), names(claim, first=True)
    carried = content(claim)
    return {stem for stem in carried - given if stem in named or not among(stem, given)}


def portion(stems: AbstractSet[str], said: AbstractSet[str]) -> float:
    """Returns the share of `stems` that are among `said`, in whatever form of the word; 1 if there are none."""
    return sum(among(stem, said) for stem in stems) / len(stems) if stems else 1.0
