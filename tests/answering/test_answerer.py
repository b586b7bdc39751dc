"""From a question to what is read for it, and for a declined one the nearest statements, over a real index."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.articles import Article, Evidence
from index.embed import load_embedder
from index.indexer import index_articles
from index.retrieve import Retriever
from service.answering.answer import Answer, Question, Status
from service.answering.answerer import Answerer
from service.answering.events import Event, SourcesFound
from service.answering.witnesses import SENTENCES
from service.generation import Affirmed, Message
from service.settings import ServiceSettings
from tests.answering.samples import ScriptedModel

TEXT = (
    "Norvik Energy is a company from the coast. It was founded by two sisters in a boathouse in 1987. "
    "The company publishes a magazine that is read by the public. Its shares were first listed in Oslo in May 2019. "
    "The public was invited to a summer feast of the company. A strike went on for a week in 2021. "
    "The company will go to court over a fence. Most of its people live in Sarrow. "
    "The market of the company is the north. When the stock of coal was gone, it bought peat."
)
QUESTION = "When was the company's stock market debut?"
ANSWERS = "Its shares were first listed in Oslo in May 2019."


class Denying(ScriptedModel):
    """Says of everything that it does not answer."""

    def affirms(self, messages: Sequence[Message], probe: str) -> Affirmed:  # noqa: ARG002
        self.asked.append(messages)
        return Affirmed(-9.0)


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    folder: Path = tmp_path_factory.mktemp("index")
    embedder = load_embedder()
    index_articles([Article("norvik", "Norvik Energy", TEXT)], folder, embedder)
    return Retriever(folder, embedder)


def statements(answer: Answer) -> list[str]:
    """Returns the sentences of the sources, the nearest first."""
    told = (sentence for source in answer.sources for sentence in source.sentences)
    return [sentence.text for sentence in sorted(told, key=lambda sentence: -sentence.score)]


def test_the_nearest_statements_of_a_declined_question_are_those_that_compare_best(retriever: Retriever) -> None:
    answerer, heard = Answerer(retriever, Denying(""), ServiceSettings()), list[Event]()
    answer = answerer.ask(Question(QUESTION), heard.append)
    assert answer.status is Status.INSUFFICIENT
    [found] = (event for event in heard if isinstance(event, SourcesFound))
    assert found.sources[0].sentences[0].text != ANSWERS
    assert statements(answer)[0] == ANSWERS
    assert len(statements(answer)) == ServiceSettings().evidence_sentences
    assert statements(answerer.ask(Question(QUESTION, top_k=3)))[0] == ANSWERS
    assert len(statements(answerer.ask(Question(QUESTION, top_k=3)))) == 3


def test_an_answer_has_the_sources_that_were_read(retriever: Retriever) -> None:
    answerer, heard = (
        Answerer(retriever, ScriptedModel("A strike went on for a week."), ServiceSettings()),
        list[Event](),
    )
    answer = answerer.ask(Question("How long did the strike of 2021 go on?"), heard.append)
    assert answer.status is Status.ANSWERED
    assert answer.sources == next(event.sources for event in heard if isinstance(event, SourcesFound))


def test_several_declined_questions_each_have_their_nearest_statements(retriever: Retriever) -> None:
    answerer = Answerer(retriever, Denying(""), ServiceSettings())
    answer = answerer.ask(Question(f"{QUESTION[:-1]}, and where do its people live?", top_k=2))
    assert answer.status is Status.INSUFFICIENT
    assert {ANSWERS, "Most of its people live in Sarrow."} <= set(statements(answer))


def test_of_a_story_the_sentences_are_heard_that_compare_best(
    retriever: Retriever, monkeypatch: pytest.MonkeyPatch
) -> None:
    answerer = Answerer(retriever, ScriptedModel("A strike went on for a week."), ServiceSettings())
    question = Question("On which stock exchange is the company Norvik Energy?")
    with monkeypatch.context() as patched:  # the sources do not wait for the comparison
        patched.delattr(Retriever, "compared")
        found = answerer.retrieve(question)
    assert ANSWERS not in [item.sentence.text for item in found.found[:SENTENCES]]
    [witness] = answerer.hear(found).witnesses
    assert ANSWERS in [item.sentence.text for item in witness]


def test_what_is_off_topic_is_not_compared(retriever: Retriever, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = list[int]()

    def note(_: str, found: Sequence[Evidence]) -> list[Evidence]:
        compared.append(len(found))
        return list(found)

    monkeypatch.setattr(retriever, "compared", note)
    answerer = Answerer(retriever, Denying(""), ServiceSettings())
    assert answerer.ask(Question("Who won the Premier League?")).status is Status.INSUFFICIENT
    assert compared == [0]
    answerer.ask(Question(QUESTION))
    assert compared[1] > 8


def test_a_search_finds_what_compares_best_for_each_question(retriever: Retriever) -> None:
    model = Denying("")
    answerer = Answerer(retriever, model, ServiceSettings())
    [source] = answerer.search(Question(f"{QUESTION[:-1]}, and where do its people live?", top_k=1))
    assert {sentence.text for sentence in source.sentences} == {ANSWERS, "Most of its people live in Sarrow."}
    assert model.asked == []
