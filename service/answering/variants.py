"""Two reports in the same words but for one name, number or date, or a yes for a no: what one has in the place of the other's.

A story that was updated, corrected or altered repeats most of a sentence. What it puts in the place of a value is another
answer to the same question, whether or not the two stories are otherwise one witness.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from index.articles import Evidence
from index.terms import STOPWORDS, terms
from service.answering.claims import NAMED, WORD, beyond, content, meant, names, numbers
from service.answering.dates import StatedDate, dates
from service.answering.opposites import opposed
from service.answering.polarity import contrary
from service.answering.quantities import Quantity, quantities

SAME = 0.7
"""The share of the shorter sentence's words that near-copies have at the same place."""
LEAST = 3
"""Words that carry a claim among those, at least, in near-duplicate articles: the rest of the story is the same as well."""
LEAST_APART = 6
"""The same in any others: "Ida Holm came to the feast" is said of many guests."""
LONGEST = 6
"""Words that stand in each other's place at most."""

_NAMED = re.compile(NAMED)

Span = tuple[int, int]


@dataclass(frozen=True)
class Exchange:
    """Spans of two sentences that stand in each other's place."""

    one: Span
    other: Span


def alike(read: Sequence[Evidence], found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Returns what was found beside what is read that repeats a sentence of another article but for a name or number, or its yes or no."""
    known = [(item, content(item.sentence.text)) for item in read]
    return tuple(
        item
        for item in found
        if item not in read
        and (said := content(item.sentence.text))
        and any(
            2 * len(said & words) >= min(len(said), len(words)) and (exchanges(other, item) or denies(other, item))
            for other, words in known
        )
    )


def denies(one: Evidence, other: Evidence) -> bool:
    """Whether two near-copies differ in a word and its opposite, or in a "not"."""
    ours, theirs = one.sentence.text, other.sentence.text
    return (opposed(ours, theirs) or contrary(ours, theirs)) and bool(_aligned(one, other))


def exchanges(one: Evidence, other: Evidence) -> list[Exchange]:
    """Returns where one of two near-copies has another name or number than the other; none if they are none."""
    ours, theirs = one.sentence.text, other.sentence.text
    parts = _aligned(one, other)
    spans = [Exchange(_whole(ours, a), _whole(theirs, b)) for tag, a, b in parts if tag == "replace"]
    found = [e for e in spans if _marked(ours, e.one, theirs) and _marked(theirs, e.other, ours)]
    return found if parts else _reworded(one, other)


def variant(question: str, claim: str, one: Evidence, other: Evidence) -> tuple[str, str] | None:
    """Returns what `claim` took from the sentence `one` beyond the `question`, and what `other` has in its place.

    None if it has the same there, or if the two differ in another name or date as well, or in a word of the question: then
    they may be about two things.
    """
    ours, theirs = one.sentence.text, other.sentence.text
    found = [(_cut(ours, exchange.one), _cut(theirs, exchange.other)) for exchange in exchanges(one, other)]
    told = [values for values in found if has(claim, values[0], question)]
    rest = [values for values in found if values not in told]
    if len(told) != 1 or any(dates(value) or not numbers(value) for value, _ in rest):
        return None
    if beyond(content(question) & (content(ours) - content(told[0][0])), meant(theirs)):
        return None
    long = max(len(WORD.findall(value)) for value in told[0]) > LONGEST
    return None if long or _compatible(*told[0]) else told[0]


def has(claim: str, value: str, question: str) -> bool:
    """Whether `claim` has a name or number of `value` that the `question` has not."""
    added = beyond(_names(value), content(question))
    return bool((numbers(value) - numbers(question)) & numbers(claim)) or beyond(added, content(claim)) != added


def _cut(sentence: str, span: Span) -> str:
    """Returns what stands at `span`."""
    return sentence[span[0] : span[1]]


def _aligned(one: Evidence, other: Evidence) -> list[tuple[str, Span, Span]]:
    """Returns the parts of two near-copies that are equal, or stand in each other's place, with their spans; none if they are none."""
    ours, theirs = list(WORD.finditer(one.sentence.text)), list(WORD.finditer(other.sentence.text))
    if one.article.id == other.article.id or not ours or not theirs:
        return []
    matcher = SequenceMatcher(None, [_stem(word) for word in ours], [_stem(word) for word in theirs], autojunk=False)
    codes = [code for code in matcher.get_opcodes() if code[1] < code[2] and code[3] < code[4]]
    same = [word[0] for tag, start, end, _, _ in codes if tag == "equal" for word in ours[start:end]]
    if len(same) < SAME * min(len(ours), len(theirs)) or len(content(" ".join(same))) < _least(one, other):
        return []
    return [(tag, _span(ours[a:b]), _span(theirs[c:d])) for tag, a, b, c, d in codes]


def _reworded(one: Evidence, other: Evidence) -> list[Exchange]:
    """Returns where the same words in another order have their only other name or number."""
    ours, theirs = one.sentence.text, other.sentence.text
    said, told = sorted((content(ours), content(theirs)), key=len)
    same = said - beyond(said, told)
    if one.article.id == other.article.id or len(same) < max(_least(one, other), SAME * len(said)):
        return []
    mine = [span for span in _marks(ours) if _marked(ours, span, theirs)]
    its = [span for span in _marks(theirs) if _marked(theirs, span, ours)]
    alike = len(mine) == len(its) == 1 and bool(numbers(_cut(ours, mine[0]))) == bool(numbers(_cut(theirs, its[0])))
    return [Exchange(mine[0], its[0])] if alike else []


def _least(one: Evidence, other: Evidence) -> int:
    return LEAST if one.article.origin == other.article.origin else LEAST_APART


def _marks(sentence: str) -> list[Span]:
    """Returns where names, quantities and dates stand in a sentence, apart from each other."""
    named = [match.span() for match in _NAMED.finditer(sentence) if match[0].lower() not in STOPWORDS]
    found: list[Span] = []
    for start, end in [*_valued(sentence), *named]:
        if not any(start < stop and begin < end for begin, stop in found):
            found.append((start, end))
    return found


def _valued(sentence: str) -> list[Span]:
    values: list[Quantity | StatedDate] = [*dates(sentence), *quantities(sentence)]
    return [(value.start, value.end) for value in values]


def _span(words: Sequence[re.Match[str]]) -> Span:
    return words[0].start(), words[-1].end()


def _stem(word: re.Match[str]) -> str:
    return next(iter(terms(word[0])), word[0])


def _whole(sentence: str, span: Span) -> Span:
    """Returns the span with the quantities and dates that it is part of: "$37.6 billion" for "37.6"."""
    parts = [(start, end) for start, end in _valued(sentence) if start < span[1] and span[0] < end]
    return min([span[0], *(start for start, _ in parts)]), max([span[1], *(end for _, end in parts)])


def _marked(sentence: str, span: Span, other: str) -> bool:
    """Whether a number or name stands at `span` of `sentence` that `other` has not."""
    text = _cut(sentence, span)
    named = _names(text) if span[0] else names(text)
    return bool(numbers(text) - numbers(other)) or bool(beyond(named, meant(other)))


def _names(text: str) -> set[str]:
    """Returns the stems of the names in what does not begin a sentence."""
    return names(f"- {text}")


def _compatible(one: str, other: str) -> bool:
    """Whether both values can be true: "more than 60" and "62", "May 2020" and "12 May 2020"."""
    if dates(one) and dates(other):
        return all(ours.compatible(theirs) for ours in dates(one) for theirs in dates(other))
    pairs = [(ours, theirs) for ours in quantities(one) for theirs in quantities(other)]
    return bool(pairs) and all(ours.compatible(theirs) for ours, theirs in pairs)
