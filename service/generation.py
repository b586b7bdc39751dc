"""What answering asks of a language model: implemented by `service.llm.LlamaModel` and by the evaluation's cache."""

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float32]
NONE: Values = np.zeros(0, dtype=np.float32)
VALUED = slice(-7, -3)
"""Layers whose values tell most of whether the evidence answers (docs/decisions.md)."""


@dataclass(frozen=True)
class Message:
    """One chat message; `content` is untrusted text and never becomes a control token."""

    role: str
    content: str


@dataclass(frozen=True)
class Generation:
    """What the model wrote; `finish_reason` is `stop` or `length`.

    `values` are the attention's values in `VALUED` of its last token, as those of `Affirmed`; of a text that was cut off, of the last one but one.
    """

    text: str
    prompt_tokens: int
    completion_tokens: int
    finish_reason: str
    values: Values = field(default_factory=lambda: NONE, compare=False)


@dataclass(frozen=True, eq=False)
class Affirmed:
    """How a model takes a question of yes or no: its log-odds of yes, and what its attention holds when it is about to say so.

    `values` are the attention's values of the last token in `VALUED`, one after the other; none where the runtime does not tell them.
    """

    odds: float
    values: Values = field(default_factory=lambda: NONE)


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
    """A chat model that decodes greedily, one call of `generate` or `affirms` at a time; all else may be called from any thread."""

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

    def affirms(self, messages: Sequence[Message], probe: str) -> Affirmed:
        """Returns how the model takes `probe`, a question of yes or no, asked behind the last message."""
