"""Which value a sentence states for what is asked, if it is about it and reports a fact.

What might, could or is planned to be is another quantity, unless it is asked for, and so is what was once.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from index.articles import Evidence
from index.terms import terms
from service.answering.agreement import Value
from service.answering.answer import Stated
from service.answering.asked import DEADLY, SUMS, Asked, Kind
from service.answering.calendar import WEEKDAYS
from service.answering.claims import among, content, names, portion, shortened
from service.answering.counts import BEFALL, Related, values
from service.answering.dates import YEAR, of_other_years
from service.answering.said import context
from service.answering.speakers import speaker

MIN_ASKED = 0.2
"""The share of the question's content words that a statement must have, in itself or its title."""
MIN_UNNAMED = 0.5
"""The same share where the statement does not name what is counted: "12,000 troops may be involved", of North Koreans."""
_OPEN = (
    r"\b(?:might|(?-i:may)|could)\s+(?!be\b|have\b|not\b)\w+"
    r"|\b(?:hop(?:es?|ing)|consider(?:s|ing)?|propos\w+|threat\w+|scenario|if)\b"
)
"""What leaves open whether something will be so, as the inside of a pattern."""
_UNCERTAIN = re.compile(_OPEN, re.IGNORECASE)
_PROSPECTIVE = re.compile(
    rf"{_OPEN}|\bwould\s+(?!be\b|have\b|not\b)\w+|\b(?<!than )(?:plan(?:s|ned|ning)?|aims?)\b", re.IGNORECASE
)
_OF_THE_FUTURE = re.compile(
    r"\b(?:will|expect\w*|going to|(?:is|are|was|were) (?:[\w’'-]+ ){0,3}?(?:due|set|planned|supposed|expected) to)\b",
    re.IGNORECASE,
)
"""What is asked of the future: there a number or sum that is planned, or that somebody says would be, is what answers."""
_RELATIVE = re.compile(r"\b(?:that|which|who)\s+(?:\w+\s+){0,2}$")
_PRIOR = re.compile(
    r"\b(?:previously|originally|initially|at first)\b|\b(?:old|previous|earlier|original|initial)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:records?|estimates?|figures?|counts?|tolls?|prices?|costs?|forecasts?|numbers?|totals?|budgets?|targets?)\b",
    re.IGNORECASE,
)
"""What was the value once: not "a former minister" or "earlier on Tuesday", which leave the value as it is."""
_SINCE = re.compile(rf"\b(?:who|whose|which|in office)\b[^,.;]*?\bsince (?:\w+ )?{YEAR.pattern}", re.IGNORECASE)
"""A year that is told of somebody, "who has led it since 2017", and not of the value."""
_IN_YEAR = re.compile(rf"\bin {YEAR.pattern}\W*(?:\(|$)")
_WORTH = frozenset(stem for word in ("value valued worth price priced cost costs", *SUMS) for stem in terms(word))
"""Words that tell what kind of sum it is."""
_EMPTY = frozenset(terms("many much"))
"""Words of the question that are in no answer."""
_LOST_LIVES = frozenset(terms("lost lose lives"))
_WEEKDAYS = frozenset(terms(" ".join(WEEKDAYS)))


def article_words(question: str, evidence: Sequence[Evidence]) -> dict[str, set[str]]:
    """Returns the stems of what was found of each article, with its title and outlet, and of the question's names those that it has elsewhere or in short, by id."""
    found: dict[str, set[str]] = {}
    texts: dict[str, list[str]] = {}
    for item in evidence:
        found.setdefault(item.article.id, set()).update(terms(context(item)), item.mentions)
        texts.setdefault(item.article.id, []).append(item.sentence.text)
    for article, told in texts.items():
        found[article] |= shortened(question, " ".join(told))
    return found


def stated(
    question: str, wanted: Asked, item: Evidence, article: AbstractSet[str], related: Related
) -> list[tuple[Stated, Value]]:
    """Returns the one value that a sentence gives, if it is of an article with the words `article` that is about what is asked.

    A sentence that gives two tells them apart by what the question may not ask.
    """
    text = item.sentence.text
    if _of_another_year(question, wanted, item) or _of_another_sum(wanted, item):
        return []
    if not _of_those_named(question, article):
        return []
    apart = not _about(question, wanted, item, article)
    if apart and not _of_an_article_about(question, wanted, article):
        return []
    if apart and (wanted.modifiers or wanted.kind not in {Kind.COUNT, Kind.MONEY}):
        return []
    found = values(question, wanted, text, _only_itself if apart else related)
    return [
        (Stated(item, value.start, value.end, speaker(text, value.start), apart), value)
        for value in found
        if len(found) == 1 and not _ahead(question, wanted, text, value)
    ]


def _ahead(question: str, wanted: Asked, text: str, value: Value) -> bool:
    """Whether the sentence says what might be, and the question does not: not where it only says so of something else, in a relative clause."""
    if _PROSPECTIVE.search(question):
        return False
    of_the_future = wanted.kind in {Kind.COUNT, Kind.MONEY} and _OF_THE_FUTURE.search(question)
    leaves_open = _UNCERTAIN if of_the_future else _PROSPECTIVE
    return any(not _RELATIVE.search(text[value.end : match.start()]) for match in leaves_open.finditer(text))


def of_another_time(question: str, wanted: Asked, item: Evidence) -> bool:
    """Whether the sentence gives its value for an earlier time, by a word or by a year before its report's, and the question names none."""
    if _PRIOR.search(item.sentence.text) and not _PRIOR.search(question):
        return True
    published = item.article.published
    if published is None or wanted.kind is Kind.DATE or YEAR.search(question):
        return False
    years = [int(year) for year in YEAR.findall(_SINCE.sub("", item.sentence.text))]
    return bool(years) and max(years) < published.year


def _of_another_year(question: str, wanted: Asked, item: Evidence) -> bool:
    """Whether what is asked is a sum or number "in 1950", and the sentence gives one of other years."""
    in_year = wanted.kind is not Kind.DATE and _IN_YEAR.search(question)
    return bool(in_year) and of_other_years(question, item.sentence.text, item.article.published)


def _of_another_sum(wanted: Asked, item: Evidence) -> bool:
    """Whether a kind of sum is asked for, "the reward", and the sentence gives another, "is valued at"."""
    if wanted.kind is not Kind.MONEY or not wanted.nouns:
        return False
    said = set(terms(context(item)))
    named = any(among(stem, said) for stem in wanted.stems)
    return not named and bool(_WORTH & set(terms(item.sentence.text)))


def _only_itself(_one: str, _two: str) -> float:
    """No two words mean the same."""
    return 0.0


def _of_those_named(question: str, article: AbstractSet[str]) -> bool:
    """Whether the article has all names of the question; that of a day only if it names any day."""
    named = names(question)
    return all(among(stem, article) for stem in (named if _WEEKDAYS & article else named - _WEEKDAYS))


def _of_an_article_about(question: str, wanted: Asked, article: AbstractSet[str]) -> bool:
    """Whether the article has half of what is asked of what is counted, beside names; a single word of it may be told in others."""
    asked_of = content(question) - names(question) - wanted.stems - _EMPTY - set().union(*BEFALL)
    if wanted.kind is Kind.COUNT and len(asked_of) == 1:
        return True
    return portion(asked_of, article) >= MIN_UNNAMED


def _about(question: str, wanted: Asked, item: Evidence, article: AbstractSet[str]) -> bool:
    """Whether the sentence, under its title, has enough of the question's words to be about what is asked."""
    said, own = set(terms(context(item))), set(terms(item.sentence.text))
    named = all(among(stem, own) for name in wanted.modifiers for stem in terms(name))
    if wanted.modifiers and named:
        return True  # what is counted is named as closely as in the question
    needed = content(question) - names(question) - wanted.stems - _EMPTY
    if wanted.of_the_dead and DEADLY.search(item.sentence.text):
        needed = {stem for stem in needed if not DEADLY.search(stem)} - _LOST_LIVES
        there = bool(names(question)) and all(among(stem, said) for stem in names(question))
        if there and (not needed or any(among(stem, article) for stem in needed)):
            return True  # who died there died of what the article tells, a "coup" or a "putsch"
    of_a_sum = wanted.kind is Kind.MONEY and wanted.nouns
    if (of_a_sum or wanted.also) and not needed:
        return True  # "What is the budget of Estmark?" asks nothing else
    least = MIN_ASKED if named else MIN_UNNAMED
    return sum(among(stem, said) for stem in needed) >= least * max(len(needed), 1)
