from dataclasses import replace

from index.articles import Evidence
from prompts.render import load
from service.answering.prompt import witness_messages
from service.answering.witnesses import MOST, SENTENCES, witnesses
from tests.answering.samples import evidence


def said(article: str, similarity: float, *numbers: int) -> list[Evidence]:
    return [
        replace(evidence(f"Sentence {n} of {article}.", article, f"Story {article}", 100 * n), similarity=similarity)
        for n in numbers
    ]


def test_each_story_speaks_once_in_its_own_order_best_first() -> None:
    one, two = said("a", 0.8, 3, 1), said("b", 0.7, 2)
    assert witnesses("Who?", [one[0], *two, one[1]]) == ((one[1], one[0]), tuple(two))


def test_a_reprint_is_no_second_witness() -> None:
    [one] = said("a", 0.8, 1)
    [copy] = said("b", 0.8, 1)
    reprint = replace(copy, article=replace(copy.article, origin=one.article.origin))
    assert witnesses("Who?", [one, reprint]) == ((one,),)


def test_who_is_far_from_the_question_is_not_heard() -> None:
    near, far = said("a", 0.8, 1), said("b", 0.3, 1)
    assert witnesses("Who?", [*near, *far]) == (tuple(near),)


def test_witnesses_are_few_with_few_sentences_each() -> None:
    many = [item for name in "abcdef" for item in said(name, 0.8, *range(9))]
    assert [len(witness) for witness in witnesses("Who?", many)] == [SENTENCES] * MOST


def test_a_witness_is_shown_under_its_outlet_and_title() -> None:
    shown = witness_messages(load(), "Who?", said("a", 0.8, 1, 2))[1].content
    assert shown == "Reports:\n- (Harbour Post) Story a: Sentence 1 of a. Sentence 2 of a.\n\nQuestion: Who?"


def test_who_lacks_a_name_of_the_question_is_not_heard() -> None:
    one, two = said("Alma", 0.8, 1), said("Nordstern", 0.8, 1)
    assert witnesses("Who steered the Alma?", [*one, *two]) == (tuple(one),)
