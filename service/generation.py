"""What answering asks of a language model: implemented by `service.llm.LlamaModel` and by the evaluation's cache."""

import ctypes
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


class Brake:
    """Stops a model from any thread: while it is pulled, what the model is doing fails, and whatever it is asked next.

    It is a C string, empty or of length 1, so that compiled code can look at it without Python.
    """

    def __init__(self) -> None:
        self.flag = ctypes.create_string_buffer(2)

    def pull(self) -> None:
        """Stops the model."""
        self.flag[0] = b"\x01"

    def release(self) -> None:
        """Lets the model work again."""
        self.flag[0] = b"\x00"


class LanguageModel(Protocol):
    """A chat model that decodes greedily, one call of `generate` at a time; all else may be called from any thread."""

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

    def affirms(self, messages: Sequence[Message], probe: str) -> float:
        """Returns the log-odds with which the model says yes to `probe` asked behind the last message."""
