from eval.case import Case, Span
from eval.citations import (
    article_precision,
    article_recall,
    coverage,
    quotation_exactness,
    quotes,
    right_article,
    sentence_precision,
    sentence_recall,
)
from service.answering.answer import Citation, Status
from tests.evaluation.build import answer, case, cited, declined, failed, position, question

TEXTS = {"a": "Ten were hurt. The ship was old.", "b": "The quay was wet. Ten were hurt."}
TEXT = "Ten were hurt. It was wet."


def given(*citations: Citation, **fields: object) -> Case:
    gold = {"gold_ids": ("a",), "gold_sentences": ("Ten were hurt.",), **fields}
    return case(question(**gold), answer(TEXT, citations=citations), TEXTS)


def test_coverage_is_the_share_of_sentences_cited_and_verified() -> None:
    first, second = cited("a", "Ten", 0, (0, 14)), cited("b", "The quay", 0, (15, 26))
    assert coverage(given(first)) == 0.5
    assert coverage(given(first, second)) == 1.0
    assert coverage(given(first, cited("b", "The", 0, (15, 26), verified=False))) == 0.5
    assert coverage(given()) == 0.0


def test_a_citation_that_ends_where_a_sentence_begins_does_not_cover_it() -> None:
    assert coverage(given(cited("a", "Ten", 0, (0, 15)))) == 0.5


def test_that_a_second_question_is_not_answered_is_no_claim() -> None:
    text = "Ten were hurt. The articles do not answer “Who paid?”. It was wet."
    case_ = case(question(gold_ids=("a",)), answer(text, citations=(cited("a", "Ten", 0, (0, 14)),)), TEXTS)
    assert [text[start:end] for start, end in case_.sentences] == ["Ten were hurt.", "It was wet."]
    assert coverage(case_) == 0.5


def test_coverage_of_nothing() -> None:
    assert coverage(declined()) is None
    assert coverage(failed()) == 0.0
    assert coverage(case(question(), answer(""))) == 0.0


def test_quotations_are_exact_letter_for_letter() -> None:
    assert quotation_exactness(given(cited("a", "Ten were hurt.", 0))) == 1.0
    assert quotation_exactness(given(cited("a", "Ten were hurt.", 1), cited("a", "The ship", 15))) == 0.5
    assert quotation_exactness(given(cited("gone", "Ten", 0))) == 0.0
    assert quotation_exactness(given(cited("a", "", 0))) == 0.0
    assert quotation_exactness(given()) is None


def test_precision_of_articles_counts_citations() -> None:
    assert article_precision(given(cited("a", "Ten"), cited("b", "The"), cited("a", "ship"))) == 2 / 3
    assert article_precision(given()) == 0.0
    assert article_precision(failed(gold_ids=("a",))) == 0.0
    assert article_precision(declined(gold_ids=("a",))) is None
    assert article_precision(case(question(answerable=False), answer("x"))) is None


def test_precision_accepts_the_other_side_of_a_reported_disagreement() -> None:
    gold = question(gold_ids=("a",), wrong_ids=("b",))
    citations = [cited("a", "Ten"), cited("b", "The")]
    assert article_precision(case(gold, answer("x", citations=citations))) == 0.5
    assert article_precision(case(gold, answer("x", Status.CONFLICTING, citations))) == 1.0
    sides = question(gold_ids=("a",), positions=(position("1", "a"), position("2", "b")))
    assert article_precision(case(sides, answer("x", citations=citations))) == 1.0


def test_recall_of_articles() -> None:
    one = (cited("a", "Ten"), cited("a", "ship"))
    assert article_recall(given(*one, gold_ids=("a", "b"))) == 1.0
    assert article_recall(given(*one, gold_ids=("a", "b"), all_gold_required=True)) == 0.5
    assert article_recall(given(cited("b", "The"))) == 0.0
    assert article_recall(declined(gold_ids=("a",))) == 0.0
    assert article_recall(declined(answerable=False)) is None


def test_a_right_answer_has_to_cite_a_right_article() -> None:
    ten = {"answers": ("Ten were hurt.",)}
    assert right_article(given(cited("b", "The"), cited("a", "Ten"), **ten)) == 1.0
    assert right_article(given(cited("b", "The"), **ten)) == 0.0
    assert right_article(given(**ten)) == 0.0
    assert right_article(given(cited("b", "The"), answers=("Twelve were hurt.",))) is None
    assert right_article(declined(answerable=False)) is None


def test_half_of_the_shorter_has_to_be_shared() -> None:
    span = Span("a", 10, 20)
    assert quotes(cited("a", "x" * 10, 15), span)
    assert not quotes(cited("a", "x" * 10, 16), span)
    assert quotes(cited("a", "x" * 2, 9), span)
    assert quotes(cited("a", "x" * 100, 0), span)
    assert not quotes(cited("b", "x" * 10, 10), span)
    assert not quotes(cited("a", "x", 30), span)


def test_gold_sentences() -> None:
    hit, miss = cited("a", "Ten were hurt.", 0), cited("a", "The ship was old.", 15)
    assert sentence_precision(given(hit, miss)) == 0.5
    assert sentence_recall(given(hit, miss)) == 1.0
    both = {"gold_sentences": ("Ten were hurt.", "The ship was old.")}
    assert sentence_recall(given(hit, **both)) == 0.5
    assert sentence_precision(given()) == sentence_recall(given()) == 0.0


def test_a_gold_sentence_may_be_quoted_from_a_reprint() -> None:
    reprint = cited("b", "Ten were hurt.", 18)
    assert sentence_recall(given(reprint, gold_ids=("a", "b"))) == 1.0
    assert sentence_precision(given(reprint, gold_ids=("a", "b"))) == 1.0
    assert sentence_precision(given(reprint)) == 0.0


def test_gold_sentences_that_stand_nowhere_do_not_apply() -> None:
    assert sentence_recall(given(gold_sentences=("Nobody wrote this.",))) is None
    assert sentence_recall(declined()) is None
