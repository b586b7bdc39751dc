"""The real index and embedder; the language model is one that says always the same."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from eval.asking import Answering, Searching, filters_of, nearest
from eval.cache import CachedModel
from eval.clock import Clock
from eval.datasets import Dataset
from eval.system import index_folder, open_retrieval
from index.articles import Article
from index.retrieve import Retriever
from service.answering.answer import Status, Turn
from service.answering.answerer import Answerer
from service.generation import Affirmed, Generation, Message
from service.settings import ServiceSettings
from tests.evaluation.build import question

ARTICLES = (
    Article(
        "ferry",
        "Ferry hits quay",
        "The ferry Maren Lys hit the quay at Port Ansel. Ten passengers were hurt, the coastguard said.",
    ),
    Article("bridge", "Bridge opens late", "The Larkwater Bridge will open in May. It cost 40 million euros."),
)
DATASET = Dataset("small", ARTICLES, (question(question="How many passengers were hurt?"),))
SENTENCE = "Ten passengers were hurt, the coastguard said."


class Insistent:
    """Says always the same, in two pieces, and takes three seconds of its clock for it."""

    name = "insistent"
    sha256 = "00"

    def __init__(self, clock: Clock, text: str) -> None:
        self.clock = clock
        self.text = text

    def count(self, messages: Sequence[Message]) -> int:
        return sum(len(message.content.split()) for message in messages)

    def generate(
        self, messages: Sequence[Message], max_tokens: int, on_token: Callable[[str], None] | None = None
    ) -> Generation:
        if not self.text:
            raise RuntimeError("llama_decode returned -1")
        self.clock.skip(1.0)
        if on_token:
            on_token(self.text[:4])
        self.clock.skip(2.0)
        if on_token:
            on_token(self.text[4:])
        return Generation(self.text, self.count(messages), min(5, max_tokens), "stop")

    def affirms(self, messages: Sequence[Message], probe: str) -> Affirmed:  # noqa: ARG002
        return Affirmed(3.0)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> ServiceSettings:
    return ServiceSettings(home=tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def searching(settings: ServiceSettings) -> Searching:
    ask = open_retrieval(settings, DATASET, DATASET.questions, lambda _: None).ask
    assert isinstance(ask, Searching)
    return ask


@pytest.fixture
def retriever(searching: Searching) -> Retriever:
    return searching.retriever


def answering(retriever: Retriever, path: Path, text: str) -> Answering:
    clock = Clock()
    model = CachedModel(Insistent(clock, text), path / "cache.sqlite3", "r", clock)
    return Answering(retriever, Answerer(retriever, model, ServiceSettings()), model, clock)


def test_a_retrieval_only_row(searching: Searching) -> None:
    row = searching(question(question="How many passengers were hurt?"))
    assert not row.asked
    assert row.ranking[0][0] == "ferry"
    assert row.evidence[0].sentence.text == SENTENCE
    assert row.spent is not None
    assert 0 < row.spent.first_source < 5


def test_a_question_about_one_document_finds_that_alone(searching: Searching) -> None:
    row = searching(question(question="How many passengers were hurt?", document_id="bridge"))
    assert {item.article.id for item in row.evidence} == {article for article, _ in row.ranking} == {"bridge"}
    assert filters_of(question()).article_ids == ()


def test_a_follow_up_is_searched_and_answered_with_its_history(
    searching: Searching, retriever: Retriever, tmp_path: Path
) -> None:
    before = (Turn("user", "When will the Larkwater Bridge open?"), Turn("assistant", "The bridge will open in May."))
    asked = question(question="How much did it cost?", history=before)
    searched = "How much did it cost? (Larkwater Bridge open)"
    row = answering(retriever, tmp_path, "The Larkwater Bridge cost 40 million euros.")(asked)
    assert row.answer is not None
    assert row.answer.searched == searched
    assert row.ranking[0][0] == searching(asked).ranking[0][0] == "bridge"


def test_an_index_is_built_once(searching: Searching, settings: ServiceSettings) -> None:
    looked_at: list[int] = []
    open_retrieval(settings, DATASET, (), looked_at.append)
    assert looked_at == []
    embedder = searching.retriever.embedder
    folder = index_folder(settings.home, DATASET, embedder)
    assert folder.is_relative_to(settings.home / "eval")
    other = replace(DATASET, articles=ARTICLES[:1])
    assert index_folder(settings.home, other, embedder) != folder


def test_an_answer_and_its_seconds_and_the_same_from_the_cache(retriever: Retriever, tmp_path: Path) -> None:
    rows = [answering(retriever, tmp_path, SENTENCE)(DATASET.questions[0]) for _ in range(2)]
    for row, cached in zip(rows, (False, True), strict=True):
        assert row.answer is not None
        assert row.spent is not None
        assert (row.answer.status, row.answer.answer) == (Status.ANSWERED, SENTENCE)
        assert row.answer.citations[0].article_id == "ferry"
        assert row.spent.cached is cached
        assert row.drafts == (SENTENCE,)
        assert row.spent.first_token is not None
        assert row.spent.total is not None
        assert 1 <= row.spent.first_token - row.spent.first_source < 2
        assert 2 <= row.spent.total - row.spent.first_token < 3
    assert rows[0].ranking == rows[1].ranking


def test_a_question_that_fails_keeps_its_ranking_and_says_why(retriever: Retriever, tmp_path: Path) -> None:
    row = answering(retriever, tmp_path, "")(DATASET.questions[0])
    assert row.failure is not None
    assert (row.failure.type, row.failure.message) == ("RuntimeError", "llama_decode returned -1")
    assert row.failure.where.startswith("test_system.py:")
    assert row.ranking[0][0] == "ferry"
    assert row.answer is None
    empty = answering(retriever, tmp_path, SENTENCE)(question(question="  "))
    assert empty.failure is not None


def test_long_answers_get_a_similarity(retriever: Retriever, tmp_path: Path) -> None:
    gold = replace(
        DATASET.questions[0], answers=("Ten passengers were injured.", "The weather was fine."), answer_type="long"
    )
    row = answering(retriever, tmp_path, SENTENCE)(gold)
    assert row.similarity is not None
    assert row.similarity == pytest.approx(nearest(retriever.embedder, SENTENCE, gold.answers[:1]), abs=1e-4)
    assert row.similarity > nearest(retriever.embedder, SENTENCE, gold.answers[1:])
    assert nearest(retriever.embedder, SENTENCE, [SENTENCE]) == pytest.approx(1.0, abs=1e-4)


def test_a_refusal_has_no_similarity(retriever: Retriever, tmp_path: Path) -> None:
    asked = "Which opera did Verdi write in Milan?"
    gold = replace(DATASET.questions[0], question=asked, answers=("He wrote Otello.",), answer_type="long")
    row = answering(retriever, tmp_path, "Nobody knows about the moon landing of Neil Armstrong.")(gold)
    assert row.answer is not None
    assert row.answer.status is Status.INSUFFICIENT
    assert row.similarity is None
