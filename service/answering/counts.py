"""Whether a number in a sentence is of what the question counts: the soldiers and not the villages, the dead and not the missing."""

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile

from index.terms import STOPWORDS, terms
from service.answering.agreement import Value
from service.answering.asked import DEADLY, Asked, Kind
from service.answering.claims import among, content
from service.answering.counted import counted
from service.answering.dates import dates
from service.answering.quantities import Quantity, quantities

Related = Callable[[str, str], float]
"""How near two words are in meaning, from -1 to 1."""
NEAR = 0.52
"""From this nearness a noun counts as another word for the asked one: troops and soldiers 0.89, troops and villages 0.29."""
_COMES_TO = r"\b(?:(?P<comma>,)|[^.;:\d]{0,60}?\s(?:(?P<at>at|to)|of|is|was|reached|numbered))\s+(?:the\s+)?$"
"""What stands between a total and its number, as the inside of a pattern."""
_PUT = re.compile(r"\b(?:put|puts|estimated|estimates?|counted|stood|stands|rose|risen|climbed)\b", re.IGNORECASE)
_HOUR = re.compile(r"\s*[ap]\.?m\b")
_BEFELL = re.compile(
    r"\b(?:missing|unaccounted|injured|hurt|wounded|surviv\w+|aboard|rescued|homes|homeless|evacuated|displaced|arrested|detained)\b",
    re.IGNORECASE,
)
"""What else may befall people."""
_NUMBER_OF = re.compile(
    r"\b(?:numbers?|count|tally)\s+of\s+(?P<what>[^.;:\d]{2,60}?)\s+(?:at|to|as|is|was|of|reached|stood at)\s+$",
    re.IGNORECASE,
)
"""What stands in front of a number that says how many there are: "put the number of dead at"."""
_TREATED = re.compile(r"\bpeople\s+\w+(?:ed|ing)\b", re.IGNORECASE)
_WHOLE = re.compile(r"\bof\s+(?:the|its|his|her|their|all|(?:the\s+)?[\w’'-]+[’']s)\s+$", re.IGNORECASE)
_OF_WHICH = re.compile(r"\s+[\w’'-]+(?=\s*(?:[.,;]|$)|\s+(?:in|at|on|is|are|was|were)\b)")
"""What stands in front of and behind a number of which another is a part: "72 of the 150 seats", not "one of the 41 people who died"."""
_FURTHER = re.compile(r"\b(?:(?:a|the) )?(?:further|additional|another)\s+$", re.IGNORECASE)
"""What stands in front of a sum that comes on top of another."""
BEFALL = tuple(
    frozenset(content(words))
    for words in (
        "hurt injured injuries wounded harmed shot stabbed casualties victims",
        "killed died dead deaths murdered executed massacred assassinated slain perished drowned shot casualties victims",
    )
)
"""Words for one thing that befalls people: harm, and death."""
_PAUSE = re.compile(r"[,;:–—]\s")
_PERSONS = frozenset("residents villagers islanders townspeople citizens locals individuals".split())
"""Words for people, though not as near to "people" as other nouns are."""
_ONE_OF = re.compile(
    r"\s+of\s+(?:(?:the|some|about|around|nearly|almost|over|roughly|an?|estimated)\s+){0,2}\d[\d.,]*\s+(?:[\w’'-]+\s+){1,3}?(?:who|whose|which|that)\b"
)
"""What stands behind a "one" that is not what is counted: "one of about 6,800 people who had to leave"."""
_RECURRING = re.compile(r"\b(?:every|no)\s+$", re.IGNORECASE)
"""What stands before what is no number: "every two years", "no one"."""
_ATTRIBUTE = re.compile(r"\s?-\s?(?!strong)[a-z]")
"""What stands behind a number that tells of what kind something is, and counts its own noun alone: "a 27-game winning streak"."""
_CURRENCIES = frozenset(
    "dollars dollar euros euro pounds pound crowns crown yen yuan rubles roubles francs pesos rupees won lira dinars".split()
)
_PARTS = frozenset({("of", "them"), ("of", "those"), ("of", "these"), ("of", "whom")})


def values(question: str, wanted: Asked, text: str, related: Related) -> list[Value]:
    """Returns the values in `text` that are of the asked kind and of what is asked."""
    if wanted.kind is Kind.DATE:
        return [*dates(text)]
    words, beside = _words(question), counted(text)
    others = _befallen(words, beside)
    told = [one for one in quantities(text) if one not in others and _fits(wanted, one, text, related)]
    fitting: list[Value] = [one for one in told if not _is_whole(wanted, one, text)] or [*told]
    return _of_what_is_asked(words, beside) or fitting if wanted.kind is Kind.COUNT else fitting


def _is_whole(wanted: Asked, quantity: Quantity, text: str) -> bool:
    """Whether the number is the whole of which another one is counted."""
    if wanted.kind is not Kind.COUNT or (wanted.of_the_dead and not DEADLY.search(text, quantity.end)):
        return False
    return bool(_WHOLE.search(text[: quantity.start]) and _OF_WHICH.match(text, quantity.end))


def _words(question: str) -> set[str]:
    """Returns the question's words, and those for the same thing that befalls people."""
    words = content(question)
    _, dead = BEFALL
    alike = [group for group in BEFALL if words & group] + ([dead] if DEADLY.search(question) else [])
    return words.union(*alike)


def _befallen(words: AbstractSet[str], told: Mapping[str, Sequence[Quantity]]) -> list[Quantity]:
    """Returns the numbers of those who were killed or hurt, if the question's `words` ask for something else: who fled, or voted."""
    return [one for alike in BEFALL if not words & alike for stem in alike & set(told) for one in told[stem]]


def _of_what_is_asked(words: AbstractSet[str], told: Mapping[str, Sequence[Quantity]]) -> list[Value]:
    """Returns the numbers beside a verb of the question, where other verbs have others: 140 of "killed 62 people and injured 140"."""
    if len({quantity.start for quantities in told.values() for quantity in quantities}) < 2:
        return []
    own = [quantity for stem in words & set(told) for quantity in told[stem]]
    return [*{quantity.start: quantity for quantity in own}.values()]


def _fits(wanted: Asked, quantity: Quantity, text: str, related: Related) -> bool:
    if _counts_nothing(wanted, quantity, text):
        return False
    if wanted.kind is Kind.MONEY:
        return quantity.sign in tuple("$€£¥") if quantity.sign else bool(_CURRENCIES & set(quantity.following[:2]))
    if wanted.kind is Kind.MEASURE:
        return quantity.sign in wanted.nouns if quantity.sign else bool(wanted.nouns & set(quantity.following[:2]))
    if quantity.sign or _of_others(wanted, text[quantity.end :]):
        return False
    if quantity.following[:2] == ("of", "the") and set(quantity.following[2:3]) & wanted.also:
        return False  # "eleven of the dead"
    if quantity.following[:2] in _PARTS:  # "soldiers …, as many as 12,000 of them"
        return bool(wanted.stems & set(terms(text[: quantity.start])))
    behind = quantity.following[:1] if _ATTRIBUTE.match(text, quantity.end) else quantity.following
    stems = set(terms(" ".join(behind)))
    if stems & {stem for word in wanted.also for stem in terms(word)} or _bodies(wanted, quantity):
        return True
    if _befell(wanted, quantity, text):
        return False
    persons = wanted.nouns == {"people"} and _PERSONS & set(quantity.following[:2])
    if stems & wanted.stems or persons or _totals(wanted, quantity, text):
        return True
    return any(related(noun, word) >= NEAR for noun in wanted.nouns for word in behind)


def _counts_nothing(wanted: Asked, quantity: Quantity, text: str) -> bool:
    """Whether it is no number of its own: "every two years", "one of about 6,800", a "further" sum."""
    before = text[: quantity.start]
    further = wanted.kind is Kind.MONEY and _FURTHER.search(before)
    one_of = text[quantity.start : quantity.end].lower() == "one" and _ONE_OF.match(text, quantity.end)
    return bool(further or one_of or _RECURRING.search(before))


def _bodies(wanted: Asked, quantity: Quantity) -> bool:
    """Whether it counts the dead as "17 bodies"; public bodies are others."""
    return wanted.of_the_dead and quantity.following[:1] == ("bodies",)


def _befell(wanted: Asked, quantity: Quantity, text: str) -> bool:
    """Whether the people were something else than what is asked, "with five people still missing"."""
    if wanted.of_the_dead and not DEADLY.search(text):
        return True
    clause = _clause(text, quantity)
    return bool(wanted.also and _BEFELL.search(clause)) and not (wanted.of_the_dead and DEADLY.search(clause))


def _clause(text: str, quantity: Quantity) -> str:
    """Returns what stands around the number, from one comma to the next."""
    start = max((match.end() for match in _PAUSE.finditer(text, 0, quantity.start)), default=0)
    end = _PAUSE.search(text, quantity.end)
    return text[start : end.start() if end else len(text)]


def _totals(wanted: Asked, quantity: Quantity, text: str) -> bool:
    """Whether the number is what a total comes to: "put the toll of the storm at no fewer than 31", "a crowd of 80,000"."""
    if _HOUR.match(text, quantity.end) or _of_something(wanted, quantity):
        return False
    before = text[: quantity.start]
    if (number := _NUMBER_OF.search(before)) and _is_what_is_asked(wanted, number["what"]):
        return True
    found = (re.search(rf"\b{word}{_COMES_TO}", before, re.IGNORECASE) for word in wanted.totals)
    stops = text[quantity.end : quantity.end + 1] in {",", ".", ";"}
    return any(total and (stops or not total["comma"]) and (not total["at"] or _PUT.search(before)) for total in found)


def _is_what_is_asked(wanted: Asked, text: str) -> bool:
    """Whether `text`, what a number is of, is what is counted."""
    if wanted.of_the_dead:
        return DEADLY.search(text) is not None
    if wanted.nouns == {"people"} and _TREATED.search(text):
        return False
    return bool({stem for noun in wanted.nouns | wanted.also for stem in terms(noun)} & set(terms(text)))


def _of_something(wanted: Asked, quantity: Quantity) -> bool:
    """Whether behind the number stands a noun of something else: no word of the asked matter, no function word and no verb."""
    if not quantity.following:
        return False
    word = quantity.following[0]
    return word not in STOPWORDS and word not in wanted.also and not word.endswith("ed")


def _of_others(wanted: Asked, text: str) -> bool:
    """Whether the noun behind the number has other names than the one that is asked about: not "Ukrainian" but "North Korean soldiers"."""
    own = {stem for word in takewhile(lambda word: word[0].isupper(), text.split()) for stem in terms(word)}
    asked_about = {stem for name in wanted.modifiers for stem in terms(name)}
    return bool(own and asked_about) and not any(among(stem, asked_about) for stem in own)
