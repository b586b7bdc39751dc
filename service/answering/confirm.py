"""Which of the proposed positions count: those whose sentence, read alone, the model takes for an answer."""

from collections.abc import Sequence

from service.answering.answer import Positions, Stated
from service.answering.asked import Kind, asked
from service.answering.claims import among, content, names
from service.answering.conflicts import clash, loose
from service.answering.prompt import answer_messages
from service.answering.reader import Reader

CONFIRMED = 0.45
"""The model's log-odds of yes, asked of one sentence alone, from which its value counts as a position.

Of the values proposed for the gold questions 14 of 15 right ones reach it, and 5 of 20 wrong ones (docs/decisions.md).
"""
BESIDE = 0.0
"""The same, yes rather than no, beside a confirmed position whose words of the question its sentence shares; never for a date, which shares them with any other. A measure in the asked unit needs no such words."""
SURE_IF_LOOSE = 1.0
"""The same for a value whose sentence has none of the question's words: "no more than 290 drivers took part" (docs/decisions.md)."""
CHECKED = 6
"""Most positions that the model is asked about: each costs a short prompt."""
HOPELESS = 3
"""Positions after which, if none of them is confirmed, no further one is asked about."""


def confirmed(reader: Reader, question: str, positions: Positions) -> Positions:
    """Returns the positions that answer the question, best first."""
    odds: dict[tuple[Stated, ...], float] = {}
    for position in positions[:CHECKED]:
        if len(odds) == HOPELESS and max(odds.values()) < CONFIRMED:
            break
        messages = answer_messages(reader.prompts, question, [position[0].evidence])
        if reader.fits(messages):
            odds[position] = reader.affirms(messages)
    sure = [p for p in odds if odds[p] >= (SURE_IF_LOOSE if loose(p) else CONFIRMED)]
    near = [p for p in odds if odds[p] >= BESIDE and not loose(p)]
    return tuple(p for p in odds if p in sure or (p in near and any(_beside(question, p, one) for one in sure)))


def _beside(question: str, position: Sequence[Stated], sure: Sequence[Stated]) -> bool:
    """Whether two positions tell the same of what they count: what the question asks of it, as far as the sure one has it."""
    wanted = asked(question)
    if wanted is None or wanted.kind is Kind.DATE or not clash((position, sure)):
        return False
    asked_of = content(question) - names(question) - {stem for noun in wanted.nouns for stem in content(noun)}
    said, ours = (content(stated[0].evidence.sentence.text) for stated in (sure, position))
    shared = {stem for stem in asked_of if among(stem, said)}
    # Two measures in the unit that is asked for need no more to be of one thing: sums of money do.
    return (bool(shared) or wanted.kind is Kind.MEASURE) and all(among(stem, ours) for stem in shared)
