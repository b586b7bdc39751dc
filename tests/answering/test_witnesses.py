from dataclasses import replace

import pytest

from index.articles import Evidence
from prompts.render import load
from service.answering.prompt import answer_messages
from service.answering.witnesses import SENTENCES, by_origin, within_budget, witnesses
from service.errors import QuestionError
from tests.answering.samples import ScriptedModel, evidence

PROMPTS = load()


def said(article: str, similarity: float, *numbers: int) -> list[Evidence]:
    return [
        replace(evidence(f"Sentence {n} of {article}.", article, f"Story {article}", 100 * n), similarity=similarity)
        for n in numbers
    ]


def test_each_story_speaks_once_in_its_own_order_best_first() -> None:
    one, two = said("a", 0.8, 3, 1), said("b", 0.7, 2)
    assert witnesses([one[0], *two, one[1]], 12) == [(one[1], one[0]), tuple(two)]


def test_a_reprint_is_no_second_witness() -> None:
    [one] = said("a", 0.8, 1)
    [copy] = said("b", 0.8, 1)
    reprint = replace(copy, article=replace(copy.article, origin=one.article.origin))
    assert witnesses([one, reprint], 12) == [(one,)]


def test_who_is_far_from_the_question_is_not_heard() -> None:
    near, far = said("a", 0.8, 1), said("b", 0.3, 1)
    assert witnesses([*near, *far], 12) == [tuple(near)]


def test_a_witness_has_few_sentences_and_all_together_no_more_than_asked_for() -> None:
    many = [item for name in "abc" for item in said(name, 0.8, *range(9))]
    assert [len(witness) for witness in witnesses(many, 12)] == [SENTENCES[0], SENTENCES[1], SENTENCES[1]]
    assert [len(witness) for witness in witnesses(many, 5)] == [2, 2, 1]
    assert [len(witness) for witness in witnesses(many, 2)] == [1, 1]


def test_evidence_in_a_row_is_grouped_again() -> None:
    found = [*said("a", 0.8, 1, 2), *said("b", 0.8, 1)]
    assert by_origin(found) == witnesses(found, 12)


def test_a_report_is_shown_under_its_outlet_and_title() -> None:
    shown = answer_messages(PROMPTS, "Who?", said("a", 0.8, 1, 2))[1].content
    assert shown == "Reports:\n- (Harbour Post) Story a: Sentence 1 of a. Sentence 2 of a.\n\nQuestion: Who?"


def test_sentences_that_do_not_fit_the_budget_are_left_out_worst_first() -> None:
    model = ScriptedModel("")
    first, second = said("a", 0.8, 1, 2)
    second = replace(second, score=2.0)
    budget = model.count(answer_messages(PROMPTS, "Who?", (second,)))
    assert within_budget(model, PROMPTS, "Who?", (first, second), budget) == (second,)


def test_a_question_beyond_the_budget_is_an_error_that_names_the_mend() -> None:
    with pytest.raises(QuestionError, match="BYLINE_PROMPT_TOKENS"):
        within_budget(ScriptedModel(""), PROMPTS, "why " * 500, tuple(said("a", 0.8, 1)), 300)
