"""Finds where the evidence gives values for what is asked that cannot all be true.

A value counts only if it is of the asked kind, belongs to the asked noun, and is reported as a fact: what might, could or
is planned to be is another quantity. Values of one article or outlet contradict each other only if it names who says each.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile

from index.articles import Evidence
from index.terms import STOPWORDS, terms
from service.answering.agreement import Value
from service.answering.answer import Positions, Stated
from service.answering.asked import DEADLY, SUMS, Asked, Kind, asked, several
from service.answering.claims import among, content, names
from service.answering.counted import counted
from service.answering.dates import StatedDate, dates, of_other_years
from service.answering.quantities import Quantity, quantities
from service.answering.said import context, same_outlet
from service.answering.speakers import speaker

Related = Callable[[str, str], float]
"""How near two words are in meaning, from -1 to 1."""
NEAR = 0.52
"""From this nearness a noun counts as another word for the asked one: troops and soldiers 0.89, troops and villages 0.29."""
MIN_ASKED = 0.2
"""The share of the question's content words that a statement must have, in itself or its title."""
MIN_UNNAMED = 0.5
"""The same share where the statement does not name what is counted: "12,000 troops may be involved", of North Koreans."""
_PROSPECTIVE = re.compile(
    r"\b(?:might|(?-i:may)|could|would)\s+(?!be\b|have\b|not\b)\w+|\b(?:plan(?:s|ned|ning)?|aims?|hop(?:es?|ing)"
    r"|consider(?:s|ing)?|propos\w+|threat\w+|scenario|if)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:that|which|who)\s+(?:\w+\s+){0,2}$")
_PRIOR = re.compile(
    r"\b(?:previously|originally|initially|at first)\b|\b(?:old|previous|earlier|original|initial)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:records?|estimates?|figures?|counts?|tolls?|prices?|costs?|forecasts?|numbers?|totals?|budgets?|targets?)\b",
    re.IGNORECASE,
)
"""What was the value once: not "a former minister" or "earlier on Tuesday", which leave the value as it is."""
_COMES_TO = r"\b[^.;:\d]{0,60}?\s(?:(?P<at>at|to)|of|is|was|reached|numbered)\s+$"
"""What stands between a total and its number, as the inside of a pattern."""
_PUT = re.compile(r"\b(?:put|puts|estimated|estimates?|counted|stood|stands|rose|risen|climbed)\b", re.IGNORECASE)
_HOUR = re.compile(r"\s*[ap]\.?m\b")
_BEFELL = re.compile(
    r"\b(?:missing|unaccounted|injured|hurt|wounded|surviv\w+|aboard|rescued|homes|homeless|evacuated|displaced|arrested|detained)\b",
    re.IGNORECASE,
)
"""What else may befall people."""
_PAUSE = re.compile(r"[,;:–—]\s")
_RECURRING = re.compile(r"\bevery\s+$", re.IGNORECASE)
"""What stands before how often: "every two years" is no two years."""
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_IN_YEAR = re.compile(rf"\bin {_YEAR.pattern}\W*(?:\(|$)")
_WORTH = frozenset(stem for word in ("value valued worth price priced cost costs", *SUMS) for stem in terms(word))
"""Words that tell what kind of sum it is."""
_PARTS = frozenset({("of", "them"), ("of", "those"), ("of", "these"), ("of", "whom")})
_CURRENCIES = frozenset(
    "dollars dollar euros euro pounds pound crowns crown yen yuan rubles roubles francs pesos rupees won lira dinars".split()
)


def disagreement(question: str, evidence: Sequence[Evidence], related: Related) -> Positions:
    """Returns the positions, each with the statements that take it, best first; none unless two of them exclude each other."""
    wanted = asked(question)
    if wanted is None or several(question):  # of two questions in one, the values answer either
        return ()
    values = {
        stated: value for item in evidence for stated, value in _stated(question, wanted, item, evidence, related)
    }
    # Beside what is said of now; where all tell of one time they can be compared.
    current = {s: value for s, value in values.items() if not _of_another_time(question, wanted, s.evidence)}
    values = current or values
    positions: list[list[Stated]] = []
    for stated, value in values.items():
        same = next((position for position in positions if all(_one(values[one], value) for one in position)), None)
        positions.append([stated]) if same is None else same.append(stated)
    found = tuple(map(tuple, positions))
    return found if clash(found) else ()


def _one(value: Value, other: Value) -> bool:
    """Whether both say the same; of dates one may leave open what the other states: November 2018, and the 12th of it."""
    if isinstance(value, StatedDate) and isinstance(other, StatedDate):
        return value.within(other) or other.within(value)
    return value.same(other)


def clash(positions: Iterable[Sequence[Stated]]) -> bool:
    """Whether two statements of these positions exclude each other, said by different witnesses."""
    values = {stated: _value(stated) for position in positions for stated in position}
    return any(_exclude(one, values[one], two, values[two]) for one in values for two in values)


def _value(stated: Stated) -> Value:
    text = stated.evidence.sentence.text
    found: list[Value] = [*quantities(text), *dates(text)]
    return next(value for value in found if (value.start, value.end) == (stated.start, stated.end))


def _stated(
    question: str, wanted: Asked, item: Evidence, evidence: Sequence[Evidence], related: Related
) -> list[tuple[Stated, Value]]:
    """Returns the one value that a sentence gives; one that gives two tells them apart by what the question may not ask."""
    text = item.sentence.text
    if _of_another_year(question, wanted, item) or not _about(question, wanted, item, evidence):
        return []
    values = _values(question, wanted, text, related)
    return [
        (Stated(item, value.start, value.end, speaker(text, value.start)), value)
        for value in values
        if len(values) == 1 and (_PROSPECTIVE.search(question) or not _ahead(text, value))
    ]


def _ahead(text: str, value: Value) -> bool:
    """Whether the sentence says what might be: not where it only says so of something else, behind the value, in a relative clause."""
    return any(not _RELATIVE.search(text[value.end : match.start()]) for match in _PROSPECTIVE.finditer(text))


def _of_another_time(question: str, wanted: Asked, item: Evidence) -> bool:
    """Whether the sentence gives its value for an earlier time, by a word or by a year before its report's, and the question names none."""
    if _PRIOR.search(item.sentence.text) and not _PRIOR.search(question):
        return True
    published = item.article.published
    if published is None or wanted.kind is Kind.DATE or _YEAR.search(question):
        return False
    years = [int(year) for year in _YEAR.findall(item.sentence.text)]
    return bool(years) and max(years) < published.year


def _of_another_year(question: str, wanted: Asked, item: Evidence) -> bool:
    """Whether what is asked is a sum or number "in 1950", and the sentence gives one of other years."""
    in_year = wanted.kind is not Kind.DATE and _IN_YEAR.search(question)
    return bool(in_year) and of_other_years(question, item.sentence.text, item.article.published)


def _about(question: str, wanted: Asked, item: Evidence, evidence: Sequence[Evidence]) -> bool:
    article = " ".join(context(other) for other in evidence if other.article.id == item.article.id)
    around = set(terms(article))
    if not all(stem in item.mentions or among(stem, around) for stem in names(question)):
        return False
    said, own = set(terms(context(item))), set(terms(item.sentence.text))
    nouns = {stem for noun in wanted.nouns for stem in terms(noun)}
    kinds = nouns if wanted.kind is Kind.MONEY else set()
    if kinds and not any(among(stem, said) for stem in kinds) and _WORTH & own:
        return False
    named = all(among(stem, own) for name in wanted.modifiers for stem in terms(name))
    if wanted.modifiers and named:
        return True  # what is counted is named as closely as in the question
    needed = content(question) - names(question) - nouns
    if wanted.of_the_dead and DEADLY.search(item.sentence.text):
        needed = {stem for stem in needed if not DEADLY.search(stem)}
        there = bool(names(question)) and all(among(stem, said) for stem in names(question))
        if there and any(among(stem, around) for stem in needed):
            return True  # who died there died of what the article tells, a "coup" or a "putsch"
    if (kinds or wanted.also) and not needed:
        return True  # "What is the budget of Estmark?" asks nothing else
    least = MIN_ASKED if named else MIN_UNNAMED
    return sum(among(stem, said) for stem in needed) >= least * max(len(needed), 1)


def _values(question: str, wanted: Asked, text: str, related: Related) -> list[Value]:
    if wanted.kind is Kind.DATE:
        return [*dates(text)]
    fitting: list[Value] = [quantity for quantity in quantities(text) if _fits(wanted, quantity, text, related)]
    return _of_what_is_asked(question, text) or fitting if wanted.kind is Kind.COUNT else fitting


def _of_what_is_asked(question: str, text: str) -> list[Value]:
    """Returns the numbers beside a verb of the question, where other verbs have others: 140 of "killed 62 people and injured 140"."""
    told = counted(text)
    if len({quantity.start for quantities in told.values() for quantity in quantities}) < 2:
        return []
    own = [quantity for stem in content(question) & set(told) for quantity in told[stem]]
    return [*{quantity.start: quantity for quantity in own}.values()]


def _fits(wanted: Asked, quantity: Quantity, text: str, related: Related) -> bool:
    if _RECURRING.search(text[: quantity.start]):
        return False
    if wanted.kind is Kind.MONEY:
        return quantity.sign in tuple("$€£¥") if quantity.sign else bool(_CURRENCIES & set(quantity.following[:2]))
    if wanted.kind is Kind.MEASURE:
        return quantity.sign in wanted.nouns if quantity.sign else bool(wanted.nouns & set(quantity.following[:2]))
    if quantity.sign or _of_others(wanted, text[quantity.end :]):
        return False
    stems = {stem for noun in wanted.nouns for stem in terms(noun)}
    if quantity.following[:2] == ("of", "the") and set(quantity.following[2:3]) & wanted.also:
        return False  # "eleven of the dead"
    if quantity.following[:2] in _PARTS:  # "soldiers …, as many as 12,000 of them"
        return bool(stems & set(terms(text[: quantity.start])))
    behind = {stem for word in quantity.following for stem in terms(word)}
    if behind & {stem for word in wanted.also for stem in terms(word)} or _totals(wanted, quantity, text):
        return True
    if _befell(wanted, quantity, text):
        return False
    if behind & stems:
        return True
    return any(related(noun, word) >= NEAR for noun in wanted.nouns for word in quantity.following)


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
    found = (re.search(rf"\b{word}{_COMES_TO}", before, re.IGNORECASE) for word in wanted.totals)
    return any(total and (not total["at"] or _PUT.search(before)) for total in found)


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


def _exclude(one: Stated, value: Value, two: Stated, other: Value) -> bool:
    """Whether not both can be true, said by different witnesses."""
    same_origin = one.evidence.article.origin == two.evidence.article.origin
    one_witness = same_origin or same_outlet(one.evidence, two.evidence)
    if one_witness and (not one.who or not two.who or one.who == two.who):
        return False
    return not value.compatible(other)
