"""Evidence to chat messages."""

from collections.abc import Sequence

from index.articles import Evidence
from prompts.errors import PromptError
from prompts.render import Prompts, load
from service.errors import PromptsError
from service.generation import Message
from service.settings import ServiceSettings


def answer_messages(prompts: Prompts, question: str, evidence: Sequence[Evidence]) -> list[Message]:
    """Returns the chat that asks for an answer from one article's sentences: what never changes first, the question last."""
    return [
        Message("system", prompts.render("answer_system")),
        Message("user", prompts.render("answer_user", evidence=evidence, question=question)),
    ]


def open_prompts(settings: ServiceSettings) -> Prompts:
    """Reads the prompts, those of the settings' folder in the place of Byline's own; raises PromptsError."""
    try:
        return load(settings.prompts)
    except PromptError as error:
        raise PromptsError(str(error)) from error
