"""What answering asks of a language model: implemented by `service.llm.LlamaModel` and by the evaluation's cache."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Message:
    """One chat message; `content` is untrusted text and never becomes a control token."""

    role: str
    content: str


@dataclass(frozen=True)
class Generation:
    """What the model wrote; `finish_reason` is `stop` or `length`."""

    text: str
    prompt_tokens: int
    completion_tokens: int
    finish_reason: str


class LanguageModel(Protocol):
    """A chat model that decodes greedily, one call at a time; not thread-safe."""

    @property
    def name(self) -> str:
        """The model's name for provenance."""

    @property
    def sha256(self) -> str:
        """SHA-256 of the model's file, in hex."""

    def count(self, messages: Sequence[Message]) -> int:
        """Returns the tokens of the whole prompt that `messages` make, chat template included."""

    def generate(
        self, messages: Sequence[Message], max_tokens: int, on_token: Callable[[str], None] | None = None
    ) -> Generation:
        """Writes an answer; `on_token` receives each piece of text as it is decoded."""
