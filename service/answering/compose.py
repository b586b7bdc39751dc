"""What the model is asked for a question, in order: nothing, whether values are positions, or what each witness answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.articles import Evidence
from prompts.render import render
from service.answering.answer import Retrieved, Stated, Usage
from service.answering.answerability import answerability
from service.answering.decide import ANSWERABLE, off_topic
from service.answering.prompt import answer_messages
from service.answering.witnesses import Witness, by_origin
from service.generation import LanguageModel

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


def compose(llm: LanguageModel, retrieved: Retrieved, most: int, on_token: Callable[[str], None]) -> Made:
    """Asks the model for as little as can settle the question; no draft has more than `most` tokens."""
    question, evidence = retrieved.searched, retrieved.evidence
    if off_topic(question, evidence):
        return Made((), (), answerability(0.0, evidence), Usage(0, 0))
    positions, tokens = _confirmed(llm, question, retrieved.disagreement)
    if positions:
        return Made((), positions, 1.0, Usage(tokens, 0))
    return _heard(llm, question, by_origin(evidence), most, on_token, tokens)


def _heard(  # noqa: PLR0913 - what one pass over the witnesses needs
    llm: LanguageModel, question: str, heard: Sequence[Witness], most: int, on_token: Callable[[str], None], read: int
) -> Made:
    """Asks each witness whether it answers the question, and those that do what they answer."""
    drafts: list[Draft] = []
    best, written = 0.0, 0
    for witness in heard:
        prompt = answer_messages(question, witness)
        score = answerability(llm.affirms(prompt, render("answer_probe")), witness)
        best = max(best, score)
        read += llm.count(prompt)
        if score >= ANSWERABLE:
            if drafts:
                on_token(" ")
            made = llm.generate(prompt, most, on_token)
            written += made.completion_tokens
            drafts.append(Draft(made.text, witness, score))
    return Made(tuple(drafts), (), best, Usage(read, written))


def _confirmed(
    llm: LanguageModel, question: str, positions: tuple[tuple[Stated, ...], ...]
) -> tuple[tuple[tuple[Stated, ...], ...], int]:
    """Returns the positions whose sentence, read alone, answers the question, none unless two do; and the tokens read."""
    probe = render("answer_probe")
    prompts = [(position, answer_messages(question, [position[0].evidence])) for position in positions[:CHECKED]]
    kept = tuple(position for position, prompt in prompts if llm.affirms(prompt, probe) >= CONFIRMED)
    return (kept if len(kept) > 1 else ()), sum(llm.count(prompt) for _, prompt in prompts)


def read(retrieved: Retrieved) -> list[Evidence]:
    """Returns the evidence that the model reads, and what else positions rest on."""
    stated = [stated.evidence for position in retrieved.disagreement for stated in position]
    return list(dict.fromkeys([*retrieved.evidence, *stated]))
