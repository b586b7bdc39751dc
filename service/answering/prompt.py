"""Evidence to chat messages within the token budget."""

from collections.abc import Sequence

from index.articles import Evidence
from prompts.render import render
from service.errors import QuestionError
from service.generation import LanguageModel, Message


def answer_messages(question: str, evidence: Sequence[Evidence]) -> list[Message]:
    """Returns the chat that asks for an answer from `evidence`: what never changes first, the question last."""
    return [
        Message("system", render("answer_system")),
        Message("user", render("answer_user", evidence=evidence, question=question)),
    ]


def within_budget(
    llm: LanguageModel, question: str, evidence: Sequence[Evidence], budget: int
) -> tuple[list[Message], Sequence[Evidence]]:
    """Returns the messages with as many of the best sentences as fit `budget` tokens, and those sentences.

    Raises:
        QuestionError: the question alone exceeds the budget.
    """
    alone = llm.count(answer_messages(question, ()))
    if alone > budget:
        message = f"The question makes a prompt of {alone} tokens, more than {budget}. Shorten it, or raise BYLINE_PROMPT_TOKENS."
        raise QuestionError(message)
    low, high = 0, len(evidence)
    while low < high:
        middle = (low + high + 1) // 2
        fits = llm.count(answer_messages(question, evidence[:middle])) <= budget
        low, high = (middle, high) if fits else (low, middle - 1)
    return answer_messages(question, evidence[:low]), evidence[:low]
