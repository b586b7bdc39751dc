"""The choice of sentences by hand."""

import pytest

from index.articles import ArticleInfo, Evidence, Sentence
from index.select import COVERAGE_WEIGHT, REPEAT_PENALTY, select


def info(article_id: str, origin: str | None = None) -> ArticleInfo:
    return ArticleInfo(article_id, "T", None, None, None, None, None, origin or article_id)


def pick(
    passages: dict[int, list[tuple[ArticleInfo, str]]], scores: dict[int, float], limit: int = 9
) -> list[Evidence]:
    sentences = {
        row: [(article, Sentence(0, len(text), text)) for article, text in pairs] for row, pairs in passages.items()
    }
    return select("Which ferry sank off Solmere?", scores, sentences, limit)


def test_a_sentence_gains_by_the_question_words_it_has() -> None:
    # The content words are ferry, sank, solmere.
    passages = {1: [(info("a"), "Fog lay over the sea."), (info("b"), "The ferries lay off Solmere.")]}
    found = pick(passages, {1: 0.4})
    assert [item.sentence.text for item in found] == ["The ferries lay off Solmere.", "Fog lay over the sea."]
    assert [item.score for item in found] == pytest.approx([0.4 + COVERAGE_WEIGHT * 2 / 3, 0.4])


def test_what_is_said_in_the_same_words_is_said_once() -> None:
    passages = {
        1: [(info("a"), "The ferry sank."), (info("a"), "Fog lay over the sea.")],
        2: [(info("b"), "“The FERRY sank!”"), (info("c"), "The ferry sank again.")],
    }
    found = pick(passages, {1: 0.5, 2: 0.4})
    assert [item.sentence.text for item in found] == [
        "The ferry sank.",
        "The ferry sank again.",
        "Fog lay over the sea.",
    ]


def test_another_origin_goes_before_a_little_better_sentence_of_the_same() -> None:
    one, reprint, other = info("a"), info("a2", origin="a"), info("b")
    passages = {1: [(one, "Fog came.")], 2: [(reprint, "Rain came.")], 3: [(other, "Wind came.")]}
    close = {1: 1.0, 2: 0.9, 3: 0.9 - REPEAT_PENALTY / 2}
    assert [item.article.id for item in pick(passages, close)] == ["a", "b", "a2"]
    far = {1: 1.0, 2: 0.9, 3: 0.9 - REPEAT_PENALTY * 2}
    assert [item.article.id for item in pick(passages, far)] == ["a", "a2", "b"]


def test_no_more_than_asked_for() -> None:
    passages = {1: [(info(str(n)), f"Boat {n} sank.") for n in range(5)]}
    assert [item.sentence.text for item in pick(passages, {1: 0.0}, 2)] == ["Boat 0 sank.", "Boat 1 sank."]
    assert pick(passages, {1: 0.0}, 0) == []
    assert pick({}, {}) == []


def test_a_question_without_content_words_leaves_the_order_of_passages() -> None:
    sentences = {1: [(info("a"), Sentence(0, 2, "A."))], 2: [(info("b"), Sentence(0, 2, "B."))]}
    assert [item.sentence.text for item in select("Who was it?", {1: 0.2, 2: 0.1}, sentences, 5)] == ["A.", "B."]
    assert [item.score for item in select("", {1: 0.2}, sentences, 5)] == [0.2]


def test_a_sentence_tells_how_near_its_passage_is_where_that_is_known() -> None:
    sentences = {1: [(info("a"), Sentence(0, 2, "A."))], 2: [(info("b"), Sentence(0, 2, "B."))]}
    found = select("Which?", {1: 0.5, 2: 0.4}, sentences, 9, {1: 0.75})
    assert [item.similarity for item in found] == [0.75, None]
