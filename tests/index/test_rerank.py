"""A cross-encoder, where one is named, ranks the best passages; by default there is none."""

from pathlib import Path

import pytest

from index.articles import Filters
from index.embed import Embedder
from index.errors import RerankerMissingError
from index.indexer import index_articles
from index.read import read_paths
from index.rerank import load_reranker, open_reranker
from index.retrieve import Retriever
from index.settings import IndexSettings

from .models import cross_encoder, loaded
from .samples import STORIES, write_lines

QUESTION = "How many passengers did the ferry have?"


def test_by_default_nothing_is_reranked() -> None:
    assert IndexSettings().reranker is None
    assert open_reranker(None) is None


def test_passages_and_articles_come_as_the_cross_encoder_scores_them(tmp_path: Path, embedder: Embedder) -> None:
    folder = cross_encoder(tmp_path / "cross")
    articles = read_paths([write_lines(tmp_path / "day.jsonl", *STORIES)])
    index_articles(articles, tmp_path / "index", embedder)
    passages = {story["id"]: f"{story['title']}\n{story['text']}" for story in STORIES}
    scores = loaded(folder).predict([(QUESTION, text) for text in passages.values()])
    expected = [name for _, name in sorted(zip(scores, passages, strict=True), reverse=True)]
    plain = Retriever(tmp_path / "index", embedder)
    reranking = Retriever(tmp_path / "index", embedder, load_reranker(str(folder)))

    ranked = [article_id for article_id, _ in reranking.rank_articles(QUESTION, Filters(), 10)]

    assert ranked == expected
    assert plain.rank_articles(QUESTION, Filters(), 10)[0][0] == "ferry"
    assert expected[0] != "ferry", "an untrained model knows nothing, and so it shows"
    found = {item.sentence.text for item in reranking.search(QUESTION, Filters(), 20)}
    assert found == {item.sentence.text for item in plain.search(QUESTION, Filters(), 20)}
    assert reranking.rank_articles(QUESTION, Filters(sources=("Coast Wire",)), 10)[0][0] in {"ferry", "harvest"}
    plain.close()
    reranking.close()


def test_what_is_no_reranker_is_named(tmp_path: Path) -> None:
    with pytest.raises(RerankerMissingError, match="BYLINE_RERANKER"):
        load_reranker(str(tmp_path))
    with pytest.raises(RerankerMissingError, match="gives 3 scores"):
        load_reranker(str(cross_encoder(tmp_path / "three", labels=3)))
