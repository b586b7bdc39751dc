"""Who else can be heard: stories other than those an answer rests on, each with the few of its sentences that can answer.

Read together, reports that disagree gave one answer, of one side or of neither. Read one by one, a small model says what each of
them states, and what they state can be compared (docs/decisions.md).
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from index.articles import Evidence
from index.parts import parts
from service.answering.answerability import similarity
from service.answering.asked import asked
from service.answering.choices import choice
from service.answering.claims import beyond, content, names, numbers, portion, shortened
from service.answering.counts import Related, values
from service.answering.decide import suits
from service.answering.forms import explanatory, gives_cause
from service.answering.said import article_names_all, outlets, said_in

SENTENCES = 3
"""Sentences of a witness at most."""
CHARACTERS = 330
"""Their length together at most, but for a first sentence that is longer."""
NEAR = 0.7
"""The share of the best witness's cosine from which another one is heard."""
NEARBY = 0.5
"""The cosine of question and passage from which one is heard at all: who answered was nearer, 102 of 102 (docs/decisions.md)."""
DISPUTED_NEAR = 0.6
DISPUTED_NEARBY = 0.4
"""The same where a value or a cause is asked for: of these reports disagree most, in few words each (docs/decisions.md)."""
RETOLD = 0.5
"""The share of the shorter sentence's content words from which a reprint tells the same in it, and not something else of its story."""
MOST = 4
"""Witnesses at most."""
_WORDS_OF = re.compile(
    r"^what (?:does|did|do|has|have|had) (?P<who>[^?,]+?) (?:say|said|tell|told|think|thought|claim|claimed|report|reported|warn|warned)\b",
    re.IGNORECASE,
)
"""Who is asked for words: "What does the mayor say?"."""
_ANYBODY = re.compile(
    r"\b(?:articles?|reports?|papers?|news|people|experts?|critics?|witness(?:es)?|sources?|they|others|we|you)\b",
    re.IGNORECASE,
)
"""Whose words are asked for where nobody is meant."""

Witness = tuple[Evidence, ...]
Place = tuple[str, int]
"""An article and where a sentence of it starts."""
Story = tuple[str, str | None]
"""An origin, and the article of it that says otherwise, if one does."""


def witnesses(question: str, found: Sequence[Evidence], having: AbstractSet[Place]) -> tuple[Witness, ...]:
    """Returns the stories in what was found, best first, each with the best of its sentences in the order it tells them.

    Before others are shown those `having` the value or the cause that is asked for. Left out is who is far from the question, and who does not have all the names that it has, but for the one that was found
    first where one thing is asked: "the Big Island of Hawaii" may be called "the island".
    """
    told: dict[Story, list[Evidence]] = {}
    for item in found:
        own = told.setdefault(_story(item, found, told), [])
        if not own or item.article.id == own[0].article.id:
            own.append(item)
    best = max(map(similarity, told.values()), default=0.0)
    known = outlets(found)
    bearing = {_place(item) for item in found if suits(question, item.sentence.text)} if choice(question) else having
    one_thing = not parts(question)
    heard = [
        own
        for rank, own in enumerate(told.values())
        if _near(own, best, having)
        and ((one_thing and rank == 0) or (_names_all(question, own, known) and _mentions_speaker(question, own)))
    ]
    shown = [_shown(own, bearing) for own in heard[:MOST]]
    return tuple(tuple(sorted(own, key=lambda item: item.sentence.start_char)) for own in shown)


def having_asked(question: str, found: Sequence[Evidence], related: Related) -> frozenset[Place]:
    """Returns where the value or the cause stands that is asked for; nothing if neither is."""
    if explanatory(question):
        return frozenset(_place(item) for item in found if gives_cause(item.sentence.text))
    wanted = asked(question)
    if wanted is None:
        return frozenset()
    return frozenset(_place(item) for item in found if values(question, wanted, item.sentence.text, related))


def _place(item: Evidence) -> Place:
    return item.article.id, item.sentence.start_char


def _near(own: Sequence[Evidence], best: float, having: AbstractSet[Place]) -> bool:
    """Whether a story is near enough, the best one's cosine being `best`; what is `having` what is asked for may be farther."""
    if similarity(own) >= max(NEARBY, NEAR * best):
        return True
    return similarity([item for item in own if _place(item) in having]) >= max(DISPUTED_NEARBY, DISPUTED_NEAR * best)


def _names_all(question: str, own: Sequence[Evidence], known: AbstractSet[str]) -> bool:
    """Whether the story has the names of the question but those `known`, in full or in short."""
    short = shortened(question, " ".join(item.sentence.text for item in own))
    return article_names_all(question, own[0], own, known | short)


def _mentions_speaker(question: str, own: Sequence[Evidence]) -> bool:
    """Whether somebody who is asked for words, "What does the mayor say?", may be meant in what was found of the story."""
    asked_for = _WORDS_OF.match(question)
    if not asked_for or _ANYBODY.search(asked_for["who"]):
        return True
    office = content(asked_for["who"]) - names(question)
    return not office or beyond(office, said_in(own)) != office


def _story(item: Evidence, found: Sequence[Evidence], told: Mapping[Story, Sequence[Evidence]]) -> Story:
    """Returns the origin that `item` is of, with its article if that says otherwise than the one heard of its origin."""
    shared, own = (item.article.origin, None), (item.article.origin, item.article.id)
    if shared not in told or told[shared][0].article.id == item.article.id:
        return shared
    heard = [other.sentence.text for other in found if other.article.id == told[shared][0].article.id]
    return own if own in told or _otherwise(item.sentence.text, heard) else shared


def _otherwise(text: str, heard: Sequence[str]) -> bool:
    """Whether `text` retells a sentence of those `heard` with a name or number that none of them has."""
    known = " ".join(heard)
    if not (numbers(text) - numbers(known) or beyond(names(text), content(known))):
        return False
    said = content(text)
    return any(portion(*sorted((said, content(other)), key=len)) >= RETOLD for other in heard)


def _shown(own: Sequence[Evidence], bearing: AbstractSet[Place]) -> list[Evidence]:
    """Returns the few sentences that are shown of a witness, first those `bearing` the value or the cause that is asked for, or one of the alternatives."""
    shown: list[Evidence] = []
    for item in sorted(own, key=lambda item: _place(item) not in bearing):
        if not shown or _fits(item, shown):
            shown.append(item)
    return shown


def _fits(item: Evidence, own: Sequence[Evidence]) -> bool:
    length = sum(len(other.sentence.text) for other in own)
    return len(own) < SENTENCES and length + len(item.sentence.text) <= CHARACTERS
