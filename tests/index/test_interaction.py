"""Sentences compared with the question token by token: what answers it comes first, though it has none of its words."""

import copy
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Dense

from index.articles import Article, Filters
from index.embed import Embedder
from index.indexer import index_articles
from index.interaction import Importance, Interaction, fitted, nearness
from index.retrieve import Retriever
from index.tokens import TokenEncoder
from index.workers import Vectors

from .models import bi_encoder
from .samples import Letters, article

ALL = Filters()
COMPANY = (
    "Norvik Energy is a company from the coast. It was founded by two sisters in a boathouse in 1987. "
    "The company publishes a magazine that is read by the public. Its shares were first listed in Oslo in May 2019. "
    "The public was invited to a summer feast of the company. A strike went on for a week in 2021. "
    "The company will go to court over a fence. Most of its people live in Sarrow."
)
LAKE = (
    "The lake of Merrin drew visitors all summer. Its keeper, Ida Holm, earns forty crowns a day. "
    "The lake is paid much attention by painters. Who keeps bees near the lake must tell the council. "
    "A boat costs two crowns. The path was mended with gravel."
)


class Counting(TokenEncoder):
    """Notes how many texts it is given to encode."""

    def __init__(self, embedder: Embedder) -> None:
        assert embedder.tokens is not None
        self.__dict__.update(embedder.tokens.__dict__)
        self.told: list[int] = []

    def documents(self, texts: Sequence[tuple[str, str]]) -> list[Vectors]:
        self.told.append(len(texts))
        return super().documents(texts)


@pytest.fixture
def news(tmp_path: Path, embedder: Embedder) -> Retriever:
    articles: list[Article] = [article("norvik", COMPANY, "Norvik Energy"), article("merrin", LAKE, "Summer at Merrin")]
    index_articles(articles, tmp_path / "index", embedder)
    return Retriever(tmp_path / "index", embedder)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When was the company's stock market debut?", "Its shares were first listed in Oslo in May 2019."),
        ("When did the walkout happen?", "A strike went on for a week in 2021."),
        ("What is the salary of the keeper at Merrin?", "Its keeper, Ida Holm, earns forty crowns a day."),
    ],
)
def test_what_answers_in_other_words_comes_first(news: Retriever, question: str, sentence: str) -> None:
    assert news.search(question, ALL, 8)[0].sentence.text != sentence, "the search alone would do"
    assert news.nearest_sentences(question, ALL, 8)[0].sentence.text == sentence
    news.close()


def test_evidence_is_what_search_finds_in_another_order(news: Retriever) -> None:
    question = "When did Norvik Energy go public?"
    found, compared = news.search(question, ALL, 40), news.nearest_sentences(question, ALL, 40)
    assert {item.sentence for item in found} == {item.sentence for item in compared}
    assert [item.sentence for item in found] != [item.sentence for item in compared]
    assert len(news.nearest_sentences(question, ALL, 3)) == 3
    assert news.nearest_sentences(question, Filters(article_ids=("merrin",)), 40)[0].article.id == "merrin"
    news.close()


def test_a_model_without_tokens_leaves_the_order_of_the_search(tmp_path: Path) -> None:
    index_articles([article("norvik", COMPANY)], tmp_path / "index", Letters())
    retriever = Retriever(tmp_path / "index", Letters())
    question = "When did Norvik Energy go public?"
    assert retriever.nearest_sentences(question, ALL, 5) == retriever.search(question, ALL, 5)
    retriever.close()


def test_a_model_that_shortens_its_vectors_compares_its_tokens_whole(tmp_path: Path, news: Retriever) -> None:
    words, pooling = SentenceTransformer(str(bi_encoder(tmp_path / "e5")), device="cpu")
    shortened = Embedder("short", SentenceTransformer(modules=[words, pooling, Dense(32, 8)], device="cpu"), None)
    assert shortened.dimension == 8
    found = news.search("Who set up Norvik Energy?", ALL, 6)
    rescored = Interaction(shortened).rescored("Who set up Norvik Energy?", found)
    assert {item.sentence for item in rescored} == {item.sentence for item in found}
    assert [item.score for item in rescored] != [item.score for item in found]
    news.close()


def test_a_sentence_is_encoded_once(news: Retriever, embedder: Embedder) -> None:
    counting, noting = Counting(embedder), copy.copy(embedder)
    noting.tokens = counting
    interaction, found = Interaction(noting), news.search("Who set up Norvik Energy?", ALL, 6)
    first = interaction.rescored("Who set up Norvik Energy?", found)
    assert interaction.rescored("Who set up Norvik Energy?", found) == first
    assert counting.told == [6, 0]
    news.close()


def test_nothing_found_is_nothing_compared(embedder: Embedder) -> None:
    assert Interaction(embedder).rescored("Who?", []) == []


def test_the_nearest_token_counts_by_its_share() -> None:
    asked: Vectors = np.array([[1, 0], [0, 1]], dtype=np.float32)
    own: Vectors = np.array([[1, 0], [0.6, 0.8]], dtype=np.float32)
    assert nearness(asked, np.array([0.5, 0.5], dtype=np.float32), own) == pytest.approx((1 + 0.8) / 2)
    assert nearness(asked, np.array([0.1, 0.9], dtype=np.float32), own) == pytest.approx(0.1 + 0.9 * 0.8)
    assert nearness(asked, np.array([0.5, 0.5], dtype=np.float32), own[:0]) == -1


def test_shares_sum_to_one_and_differ_only_where_they_were_fitted(embedder: Embedder) -> None:
    assert embedder.tokens is not None
    asked = embedder.tokens.query("How many soldiers did the ministry say were sent to the border?")
    alike, known = Importance().of(asked), fitted().of(asked)
    assert alike == pytest.approx([1 / len(asked)] * len(asked))
    assert float(known.sum()) == pytest.approx(1, abs=1e-5)
    assert float(known.max()) > 3 * float(known.min())
