"""Evidence to witnesses: each story speaks once, with the few of its sentences that can answer, in the order it tells them.

The model reads one witness at a time. Read together, four reports gave one answer that blended them; read one by one, a small
model says what each of them states, and what they state can be compared (docs/decisions.md).
"""

from collections.abc import Iterable, Sequence

from index.articles import Evidence
from prompts.render import Prompts
from service.answering.answerability import similarity
from service.answering.prompt import answer_messages
from service.errors import QuestionError
from service.generation import LanguageModel

MOST = 4
"""Witnesses that are heard at most: each costs a prompt."""
SENTENCES = 5, 3
"""Sentences at most: of the best witness, and of each other one."""
CHARACTERS = 700, 330
"""Their length together at most, but for a first sentence that is longer."""
NEAR = 0.6
"""The share of the best witness's cosine from which another one is heard."""

Witness = tuple[Evidence, ...]


def witnesses(found: Sequence[Evidence], most: int) -> list[Witness]:
    """Returns who can be heard of what was found, best first, with up to `most` sentences together."""
    told: dict[str, list[Evidence]] = {}
    for item in found:
        own = told.setdefault(item.article.origin, [])
        first = own is next(iter(told.values()))
        if not own or (item.article.id == own[0].article.id and _fits(item, own, first=first)):
            own.append(item)
    best = max((similarity(own) for own in told.values()), default=0.0)
    near = [own for number, own in enumerate(told.values()) if not number or similarity(own) >= NEAR * best][:MOST]
    return [tuple(sorted(own, key=lambda item: item.sentence.start_char)) for own in _within(near, most)]


def by_origin(evidence: Iterable[Evidence]) -> list[Witness]:
    """Returns witnesses from their sentences one after the other."""
    told: dict[str, list[Evidence]] = {}
    for item in evidence:
        told.setdefault(item.article.origin, []).append(item)
    return [tuple(own) for own in told.values()]


def within_budget(llm: LanguageModel, prompts: Prompts, question: str, witness: Witness, budget: int) -> Witness:
    """Returns as many sentences of the witness as make a prompt of at most `budget` tokens; none if not even the first does.

    Raises:
        QuestionError: the question alone exceeds the budget.
    """
    alone = llm.count(answer_messages(prompts, question, ()))
    if alone > budget:
        message = f"The question makes a prompt of {alone} tokens, more than {budget}. Shorten it, or raise BYLINE_PROMPT_TOKENS."
        raise QuestionError(message)
    while witness and llm.count(answer_messages(prompts, question, witness)) > budget:
        worst = min(witness, key=lambda item: item.score)
        witness = tuple(item for item in witness if item is not worst)
    return witness


def _fits(item: Evidence, own: Sequence[Evidence], *, first: bool) -> bool:
    length = sum(len(other.sentence.text) for other in own)
    return len(own) < SENTENCES[not first] and length + len(item.sentence.text) <= CHARACTERS[not first]


def _within(near: Sequence[list[Evidence]], most: int) -> list[list[Evidence]]:
    """Returns the witnesses with so many sentences together that nobody is left out before all but the best have one."""
    while sum(map(len, near)) > most and (longest := max(reversed(near), key=len)) and len(longest) > 1:
        longest.pop()
    return list(near[:most])
