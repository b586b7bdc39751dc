"""The language model as answering uses it: shown sentences, it says whether they answer, and what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from index.articles import Evidence
from prompts.render import Prompts
from service.answering.answer import Usage
from service.answering.answerability import DRAFTED, PROBE, answerability, probed
from service.generation import Affirmed, LanguageModel, Message


@dataclass
class Reader:
    """Asks `llm` prompts of at most `budget` tokens, and counts the tokens."""

    llm: LanguageModel
    prompts: Prompts
    budget: int
    read: int = 0
    written: int = 0
    _affirmed: Affirmed = field(default_factory=lambda: Affirmed(0.0), init=False)

    @property
    def usage(self) -> Usage:
        """The tokens so far."""
        return Usage(self.read, self.written)

    @property
    def judges_drafts(self) -> bool:
        """Whether a draft tells more of whether it is right than was known before it was written."""
        return probed(self.llm.sha256, DRAFTED)

    def fits(self, messages: Sequence[Message]) -> bool:
        """Tells whether a prompt keeps to the budget."""
        return self.llm.count(messages) <= self.budget

    def affirms(self, messages: Sequence[Message]) -> float:
        """Returns the log-odds of yes to whether the reports in `messages` state the answer."""
        return self._asked(messages).odds

    def answerability(self, messages: Sequence[Message], evidence: Sequence[Evidence], by: Path = PROBE) -> float:
        """Returns how probable it is that `evidence`, shown in `messages`, states the answer, by a probe: 0 to 1."""
        self._affirmed = self._asked(messages)
        return answerability(self._affirmed, evidence, self.llm.sha256, by)

    def _asked(self, messages: Sequence[Message]) -> Affirmed:
        self.read += self.llm.count(messages)
        return self.llm.affirms(messages, self.prompts.render("answer_probe"))

    def answers(
        self, messages: Sequence[Message], evidence: Sequence[Evidence], most: int, on_token: Callable[[str], None]
    ) -> tuple[str, float | None]:
        """Returns what the model answers in at most `most` tokens, and how probable it is that this is right, 0 to 1; None if it was cut off, or no probe tells.

        The answerability of the same `messages` was asked just before.
        """
        made = self.llm.generate(messages, most, on_token)
        self.written += made.completion_tokens
        if not self.judges_drafts or made.finish_reason != "stop" or not made.values.size:
            return made.text, None
        held = replace(self._affirmed, values=np.concatenate([self._affirmed.values, made.values]))
        return made.text, answerability(held, evidence, self.llm.sha256, DRAFTED)
