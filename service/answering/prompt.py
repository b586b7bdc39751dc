"""Evidence to chat messages."""

from collections.abc import Sequence

from index.articles import Evidence
from prompts.errors import PromptError
from prompts.render import Prompts, load
from service.answering.forms import polar
from service.errors import PromptsError, QuestionError
from service.generation import LanguageModel, Message
from service.settings import ServiceSettings

BEHIND = 2.0
"""How far below the best score evidence is shown to the model, in standard deviations of a ranking (docs/decisions.md)."""
LEAST = 3
"""How many of the best are shown however far they lie apart."""


def answer_messages(prompts: Prompts, question: str, evidence: Sequence[Evidence]) -> list[Message]:
    """Returns the chat that asks for an answer from all `evidence`: what never changes first, the question last."""
    return _messages(prompts, "answer_user", question, evidence)


def witness_messages(prompts: Prompts, question: str, evidence: Sequence[Evidence]) -> list[Message]:
    """Returns the chat that asks for an answer from sentences of one article, shown under its title."""
    return _messages(prompts, "witness_user", question, evidence)


def outstanding(evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Returns the evidence without what lies too far below the best of it to be what answers."""
    best = max((item.score for item in evidence), default=0.0)
    return [item for place, item in enumerate(evidence) if place < LEAST or best - item.score <= BEHIND]


def within_budget(
    llm: LanguageModel, prompts: Prompts, question: str, evidence: Sequence[Evidence], budget: int
) -> Sequence[Evidence]:
    """Returns as many of the best sentences as fit a prompt of `budget` tokens.

    Raises:
        QuestionError: the question alone exceeds the budget.
    """
    alone = llm.count(answer_messages(prompts, question, ()))
    if alone > budget:
        message = f"The question makes a prompt of {alone} tokens, more than {budget}. Shorten it, or raise BYLINE_PROMPT_TOKENS."
        raise QuestionError(message)
    low, high = 0, len(evidence)
    while low < high:
        middle = (low + high + 1) // 2
        fits = llm.count(answer_messages(prompts, question, evidence[:middle])) <= budget
        low, high = (middle, high) if fits else (low, middle - 1)
    return evidence[:low]


def _messages(prompts: Prompts, name: str, question: str, evidence: Sequence[Evidence]) -> list[Message]:
    # Asked for a yes or a no a small model says yes (docs/decisions.md).
    asked = prompts.render("yes_no_question", question=question) if polar(question) else question
    return [
        Message("system", prompts.render("answer_system")),
        Message("user", prompts.render(name, evidence=evidence, question=asked)),
    ]


def open_prompts(settings: ServiceSettings) -> Prompts:
    """Reads the prompts, those of the settings' folder in the place of Byline's own; raises PromptsError."""
    try:
        return load(settings.prompts)
    except PromptError as error:
        raise PromptsError(str(error)) from error
