"""What the model is asked for a question, in order: nothing, whether values are positions, or what each witness answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.articles import Evidence
from service.answering.answer import Retrieved, Stated, Usage
from service.answering.answerability import answerability
from service.answering.decide import ANSWERABLE, off_topic
from service.answering.reader import Reader
from service.answering.witnesses import Witness, by_origin

CONFIRMED = 0.45
"""The model's log-odds of yes, asked of one sentence alone, from which its value counts as a position.

Of the values proposed for the gold questions 14 of 15 right ones reach it, and 5 of 20 wrong ones (docs/decisions.md).
"""
CHECKED = 6
"""Most positions that the model is asked about: each costs a short prompt."""


@dataclass(frozen=True)
class Draft:
    """What the model wrote from one witness, and how probable it is that this witness answers."""

    text: str
    witness: Witness
    answerability: float


@dataclass(frozen=True)
class Made:
    """What the model made: drafts, or confirmed positions, or nothing, and how probable it is that the evidence answers."""

    drafts: tuple[Draft, ...]
    positions: tuple[tuple[Stated, ...], ...]
    answerability: float
    usage: Usage


def compose(reader: Reader, retrieved: Retrieved, most: int, on_token: Callable[[str], None]) -> Made:
    """Asks the model for as little as can settle the question; no draft has more than `most` tokens."""
    evidence = retrieved.evidence
    if off_topic(retrieved.searched, evidence):
        return Made((), (), answerability(0.0, evidence), reader.usage)
    if positions := _confirmed(reader, retrieved.disagreement):
        return Made((), positions, 1.0, reader.usage)
    drafts: list[Draft] = []
    best = 0.0
    for witness in by_origin(evidence):
        score = answerability(reader.affirms(witness), witness)
        best = max(best, score)
        if score >= ANSWERABLE:
            if drafts:
                on_token(" ")
            drafts.append(Draft(reader.answers(witness, most, on_token), witness, score))
    return Made(tuple(drafts), (), best, reader.usage)


def _confirmed(reader: Reader, positions: Sequence[tuple[Stated, ...]]) -> tuple[tuple[Stated, ...], ...]:
    """Returns the positions whose sentence, read alone, answers the question; none unless two do."""
    kept = tuple(position for position in positions[:CHECKED] if reader.affirms([position[0].evidence]) >= CONFIRMED)
    return kept if len(kept) > 1 else ()


def read(retrieved: Retrieved) -> list[Evidence]:
    """Returns the evidence that the model reads, and what else positions rest on."""
    stated = [stated.evidence for position in retrieved.disagreement for stated in position]
    return list(dict.fromkeys([*retrieved.evidence, *stated]))
