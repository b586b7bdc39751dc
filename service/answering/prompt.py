"""Evidence to chat messages."""

from collections.abc import Sequence

from index.articles import Evidence
from prompts.render import render
from service.generation import Message


def answer_messages(question: str, evidence: Sequence[Evidence]) -> list[Message]:
    """Returns the chat that asks for an answer from one article's sentences: what never changes first, the question last."""
    return [
        Message("system", render("answer_system")),
        Message("user", render("answer_user", evidence=evidence, question=question)),
    ]
