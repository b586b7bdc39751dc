"""Evidence made by hand, and a model that answers from a script: honest small stand-ins for retrieval and llama.cpp."""

from collections.abc import Callable, Sequence
from datetime import date

from index.articles import ArticleInfo, Evidence, Sentence
from service.generation import Affirmed, Generation, Message


def evidence(
    text: str,
    article_id: str = "ferry",
    title: str = "Ferry runs aground",
    start: int = 0,
    source: str = "Harbour Post",
) -> Evidence:
    info = ArticleInfo(article_id, title, source, None, date(2024, 5, 1), None, "en", article_id)
    return Evidence(info, Sentence(start, start + len(text), text), 1.0)


class ScriptedModel:
    """Writes the given text whatever it is asked; counts a token a word."""

    name = "scripted"
    sha256 = "0" * 64

    def __init__(self, text: str) -> None:
        self.text = text
        self.asked: list[Sequence[Message]] = []

    def count(self, messages: Sequence[Message]) -> int:
        return sum(len(message.content.split()) for message in messages)

    def generate(
        self, messages: Sequence[Message], max_tokens: int, on_token: Callable[[str], None] | None = None
    ) -> Generation:
        self.asked.append(messages)
        words = self.text.split(" ")[:max_tokens]
        for word in words:
            if on_token:
                on_token(word + " ")
        return Generation(" ".join(words), self.count(messages), len(words), "stop")

    def affirms(self, messages: Sequence[Message], probe: str) -> Affirmed:  # noqa: ARG002
        return Affirmed(3.0)
