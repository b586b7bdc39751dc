"""The language model as answering uses it: shown the sentences of one article, it says whether they answer, and what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.articles import Evidence
from prompts.render import Prompts
from service.answering.answer import Usage
from service.answering.prompt import answer_messages
from service.generation import LanguageModel


@dataclass
class Reader:
    """Asks `llm` about one question, and counts the tokens."""

    llm: LanguageModel
    prompts: Prompts
    question: str
    read: int = 0
    written: int = 0

    @property
    def usage(self) -> Usage:
        """The tokens so far."""
        return Usage(self.read, self.written)

    def affirms(self, evidence: Sequence[Evidence]) -> float:
        """Returns the log-odds of yes to whether `evidence` states the answer."""
        messages = answer_messages(self.prompts, self.question, evidence)
        self.read += self.llm.count(messages)
        return self.llm.affirms(messages, self.prompts.render("answer_probe"))

    def answers(self, evidence: Sequence[Evidence], most: int, on_token: Callable[[str], None]) -> str:
        """Returns what the model answers from `evidence`, which it was asked about just before, in at most `most` tokens."""
        made = self.llm.generate(answer_messages(self.prompts, self.question, evidence), most, on_token)
        self.written += made.completion_tokens
        return made.text
