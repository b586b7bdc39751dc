"""Articles in other languages: found by their words whatever the script, and by an embedder that wants prefixes."""

import json
import sqlite3
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from index.articles import Filters
from index.doctor import examine
from index.embed import load_embedder
from index.indexer import index_articles
from index.read import read_paths
from index.retrieve import Retriever
from index.scripts import lone, paired
from index.terms import content_terms, terms

from .models import E5_PREFIXES, bi_encoder
from .samples import Letters, write_lines

CHINESE = {
    "id": "zh",
    "title": "隧道工程",
    "text": "临江市长周四宣布,新隧道将于明年开通。工程耗资三十亿元。",
    "language": "zh",
}
JAPANESE = {
    "id": "ja",
    "title": "港の火災",
    "text": "港の倉庫で火災があり、二人がけがをした。原因は調査中だ。",
    "language": "ja",
}
KOREAN = {
    "id": "ko",
    "title": "다리 붕괴",
    "text": "시장은 새 다리가 무너졌다고 말했다. 다친 사람은 없었다.",
    "language": "ko",
}
GERMAN = {
    "id": "de",
    "title": "Brückensperrung",
    "text": "Die Straße über die große Brücke bleibt gesperrt.",
    "language": "de",
}
WORLD = (CHINESE, JAPANESE, KOREAN, GERMAN)


def test_runs_without_spaces_become_pairs_and_nothing_else_changes() -> None:
    assert paired("東京都は").split() == ["東京", "京都", "都は"]
    assert paired("GDP增长5%") == "GDP 增长 5%"
    assert paired("Müller's naïve 3rd café") == "Müller's naïve 3rd café"
    assert paired("水") == " 水 "
    assert lone("水")
    assert not lone("水道")
    assert not lone("a")


def test_terms_are_the_pairs() -> None:
    assert terms("临江市长") == ["临江", "江市", "市长"]
    assert content_terms("市长是谁?") == ["市长", "长是", "是谁"]


@pytest.fixture
def world(tmp_path: Path) -> Path:
    index_articles(read_paths([write_lines(tmp_path / "day.jsonl", *WORLD)]), tmp_path / "index", Letters())
    return tmp_path / "index"


@pytest.mark.parametrize(
    ("question", "article_id"),
    [
        ("隧道何时开通?", "zh"),
        ("三十亿元", "zh"),
        ("周", "zh"),
        ("倉庫の火災の原因は?", "ja"),
        ("다리가 왜 무너졌나?", "ko"),
        ("Wie lange bleibt die Strasse uber die Brucke gesperrt?", "de"),
    ],
)
def test_words_find_articles_in_every_script(world: Path, question: str, article_id: str) -> None:
    retriever = Retriever(world, Letters())
    best, *_ = retriever.search(question, Filters(), 3)
    assert best.article.id == article_id
    story = next(story for story in WORLD if story["id"] == article_id)
    assert story["text"][best.sentence.start_char : best.sentence.end_char] == best.sentence.text
    retriever.close()


def test_sentences_end_where_the_script_ends_them(world: Path) -> None:
    retriever = Retriever(world, Letters())
    found = retriever.search("工程", Filters(article_ids=("zh",)), 5)
    assert {item.sentence.text for item in found} == {"临江市长周四宣布,新隧道将于明年开通。", "工程耗资三十亿元。"}
    retriever.close()


def test_the_doctor_finds_nothing_wrong_with_pairs(world: Path) -> None:
    assert examine(world, Letters()).faults == ()


def test_an_embedder_by_path_is_given_its_prefixes_from_indexing_to_search(tmp_path: Path) -> None:
    embedder = load_embedder(str(bi_encoder(tmp_path / "e5")))
    model = SentenceTransformer(str(tmp_path / "e5"), device="cpu")
    plain = model.encode(["query: 北京", "passage: 北京"], normalize_embeddings=True)
    assert np.allclose(embedder.encode_query("北京"), plain[0], atol=1e-6)
    assert np.allclose(embedder.encode_documents(["北京"])[0], plain[1], atol=1e-6)
    assert not np.allclose(plain[0], plain[1], atol=1e-3), "the prefix makes a difference"
    assert json.loads(embedder.identity)["prefixes"] == E5_PREFIXES

    index_articles(read_paths([write_lines(tmp_path / "day.jsonl", *WORLD)]), tmp_path / "index", embedder)
    retriever = Retriever(tmp_path / "index", embedder)
    found = retriever.search("隧道何时开通?", Filters(article_ids=("zh",)), 1)
    asked, *told = model.encode(
        ["query: 隧道何时开通?", f"passage: {CHINESE['title']}\n{CHINESE['text']}"], normalize_embeddings=True
    )
    assert found[0].similarity == pytest.approx(float(asked @ told[0]), abs=1e-5)
    assert examine(tmp_path / "index", embedder).faults == ()
    retriever.close()
    connection = sqlite3.connect(tmp_path / "index" / "catalog.sqlite3")
    languages = dict(connection.execute("SELECT id, language FROM articles"))
    connection.close()
    assert languages == {story["id"]: story["language"] for story in WORLD}
