"""A sentence that refers back has an antecedent, every other none."""

from pathlib import Path

import pytest

from index.antecedents import LONGEST, refers_back, whole
from index.articles import Evidence, Filters
from index.embed import Embedder
from index.indexer import index_articles
from index.retrieve import Retriever

from .samples import article

TEXT = "Ada Stone left the ministry on Monday.\n\nShe had led it for nine years. The port stays shut. It is icy."
LONG = "The harbour was closed" + " and the ice was thick" * 20 + ". It stays shut."


@pytest.mark.parametrize(
    ("text", "refers"),
    [
        ("She had led it for nine years.", True),
        ("“It is over,” he said.", True),
        ("But they never came.", True),
        ("The move was denied by the ministry.", True),
        ("The mover was denied.", False),
        ("Italy left.", False),
        ("Ada Stone said that she had led it.", False),
        ("The ministry denied it.", False),
    ],
)
def test_a_sentence_refers_back_by_its_opening(text: str, refers: bool) -> None:  # noqa: FBT001
    assert refers_back(text) is refers


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Retriever:
    folder: Path = tmp_path_factory.mktemp("index")
    index_articles([article("stone", TEXT), article("ice", LONG), article("first", "It began.")], folder, embedder)
    return Retriever(folder, embedder)


def found(retriever: Retriever, article_id: str) -> list[Evidence]:
    items = retriever.search("Who had led the ministry?", Filters(article_ids=(article_id,)), 9)
    return sorted(items, key=lambda item: item.sentence.start_char)


def test_the_antecedent_stands_before_the_sentence_and_together_they_are_one_span(retriever: Retriever) -> None:
    left, led, shut, _ = found(retriever, "stone")
    explained = retriever.resolved([led, shut])
    assert [item.antecedent for item in explained] == ["Ada Stone left the ministry on Monday.\n\n", ""]
    one = whole(explained[0]).sentence
    assert one.text == TEXT[one.start_char : one.end_char] == f"{left.sentence.text}\n\n{led.sentence.text}"
    assert whole(shut) == shut


def test_what_is_shown_anyway_is_not_shown_twice(retriever: Retriever) -> None:
    items = found(retriever, "stone")
    assert retriever.resolved(items) == items


def test_a_long_sentence_and_none_explain_nothing(retriever: Retriever) -> None:
    assert len(LONG) > LONGEST
    for article_id in ("ice", "first"):
        items = [item for item in found(retriever, article_id) if item.sentence.text.startswith("It ")]
        assert items
        assert retriever.resolved(items) == items
