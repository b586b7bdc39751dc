"""What the model is asked for a question, in order, and what is made of it: an answer, a disagreement, or neither."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.articles import Evidence
from prompts.render import render
from service.answering.answer import Citation, Conflict, Retrieved, Stated, Status, Usage
from service.answering.answerability import answerability
from service.answering.attribute import attribute
from service.answering.cite import cite
from service.answering.decide import ANSWERABLE, DECLINED, decide, off_topic
from service.answering.positions import report
from service.answering.prompt import answer_messages
from service.answering.requote import requote
from service.generation import LanguageModel

CONFIRMED = 0.45
"""The model's log-odds of yes, asked of one sentence alone, from which its value counts as a position.

Of the values proposed for the gold questions 14 of 15 right ones reach it, and 5 of 20 wrong ones (docs/decisions.md).
"""
CHECKED = 6
"""Most positions that the model is asked about: each costs a short prompt."""
_ACCORDING = re.compile(r"^According to (?P<who>[^,]{1,60}),\s+(?P<rest>\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Made:
    """What the model made: a draft, or confirmed positions, or nothing, and how probable it is that the evidence answers."""

    draft: str
    positions: tuple[tuple[Stated, ...], ...]
    answerability: float
    usage: Usage


@dataclass(frozen=True)
class Written:
    """What is said."""

    status: Status
    text: str
    citations: tuple[Citation, ...]
    conflicts: tuple[Conflict, ...]


def compose(llm: LanguageModel, retrieved: Retrieved, most: int, on_token: Callable[[str], None]) -> Made:
    """Asks the model for as little as can settle the question: nothing, a yes or no, or an answer of up to `most` tokens."""
    question, evidence = retrieved.searched, retrieved.evidence
    if off_topic(question, evidence):
        return Made("", (), answerability(0.0, evidence), Usage(0, 0))
    positions, tokens = _confirmed(llm, question, retrieved.disagreement)
    if positions:
        return Made("", positions, 1.0, Usage(tokens, 0))
    messages = answer_messages(question, evidence)
    score = answerability(llm.affirms(messages, render("answer_probe")), evidence)
    if score < ANSWERABLE:
        return Made("", (), score, Usage(tokens + llm.count(messages), 0))
    written = llm.generate(messages, most, on_token)
    return Made(written.text, (), score, Usage(tokens + written.prompt_tokens, written.completion_tokens))


def finish(retrieved: Retrieved, made: Made) -> Written:
    """Returns what may be said of what the model made."""
    if made.positions:
        text, citations, conflict = report(retrieved.searched, made.positions)
        return Written(Status.CONFLICTING, text, citations, (conflict,))
    draft = _plain(made.draft, retrieved.evidence)
    attributed = attribute(draft, retrieved.searched, retrieved.evidence)
    if not any(item.evidence for item in attributed):
        attributed = requote(draft, retrieved.searched, retrieved.evidence)
    status, kept = decide(retrieved.searched, attributed)
    text, citations = cite(draft, kept) if kept else (DECLINED, ())
    return Written(status, text, citations, ())


def _confirmed(
    llm: LanguageModel, question: str, positions: tuple[tuple[Stated, ...], ...]
) -> tuple[tuple[tuple[Stated, ...], ...], int]:
    """Returns the positions whose sentence, read alone, answers the question, none unless two do; and the tokens read."""
    probe = render("answer_probe")
    prompts = [(position, answer_messages(question, [position[0].evidence])) for position in positions[:CHECKED]]
    kept = tuple(position for position, messages in prompts if llm.affirms(messages, probe) >= CONFIRMED)
    return (kept if len(kept) > 1 else ()), sum(llm.count(messages) for _, messages in prompts)


def _plain(draft: str, evidence: tuple[Evidence, ...]) -> str:
    """Takes "According to the reports," or an outlet's name off the beginning: the citation says where it stands."""
    match = _ACCORDING.match(draft)
    outlets = {item.article.source.lower() for item in evidence if item.article.source}
    if match is None or not (
        match["who"].lower() in outlets or re.search(r"\b(?:reports?|articles?|sources?)\b", match["who"])
    ):
        return draft
    return match["rest"].upper() + draft[match.end() :]
