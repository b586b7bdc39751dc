from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.articles import Article, Evidence
from index.embed import load_embedder
from index.indexer import index_articles
from index.retrieve import Retriever
from prompts.render import load
from service.answering.answer import Question
from service.answering.answerer import Answerer
from service.answering.prompt import witness_messages
from service.answering.witnesses import MOST, SENTENCES, Witness, having_asked
from service.answering.witnesses import witnesses as heard_of
from service.settings import ServiceSettings
from tests.answering.samples import ScriptedModel, evidence


def witnesses(question: str, found: Sequence[Evidence]) -> tuple[Witness, ...]:
    return heard_of(question, found, having_asked(question, found, lambda one, two: float(one == two)))


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


def test_a_reprint_is_heard_as_well_where_it_has_a_name_or_number_that_the_first_has_not() -> None:
    [one] = said("a", 0.8, 1)
    [copy] = said("b", 0.8, 2)
    reprint = replace(copy, article=replace(copy.article, origin="a"))
    assert witnesses("Who?", [one, reprint]) == ((one,), (reprint,))
    assert witnesses("Who?", [reprint, one]) == ((reprint,), (one,))
    both = said("a", 0.8, 1, 2)
    again = replace(reprint, sentence=replace(reprint.sentence, text="Sentence 2 of it."))
    assert witnesses("Who?", [*both, again]) == (tuple(both),)
    more = replace(reprint, sentence=replace(reprint.sentence, text="The ministry named a price of 318 crowns."))
    assert witnesses("Who?", [one, more]) == ((one,),)


def test_who_is_far_from_the_question_or_much_farther_than_another_is_not_heard() -> None:
    near, farther, far = said("a", 0.8, 1), said("b", 0.55, 1), said("c", 0.49, 1)
    assert witnesses("Who?", [*near, *farther]) == (tuple(near),)
    assert witnesses("Who?", [*farther, *far]) == (tuple(farther),)


def test_witnesses_are_few_with_few_sentences_each() -> None:
    many = [item for name in "abcdef" for item in said(name, 0.8, *range(9))]
    assert [len(witness) for witness in witnesses("Who?", many)] == [SENTENCES] * MOST


def test_a_witness_is_shown_under_its_outlet_and_title() -> None:
    shown = witness_messages(load(), "Who?", said("a", 0.8, 1, 2))[1].content
    assert shown == "Reports:\n- (Harbour Post) Story a: Sentence 1 of a. Sentence 2 of a.\n\nQuestion: Who?"


def test_who_lacks_a_name_of_the_question_is_not_heard() -> None:
    one, two = said("Alma", 0.8, 1), said("Nordstern", 0.8, 1)
    assert witnesses("Who steered the Alma?", [*one, *two]) == (tuple(one),)


def test_a_sentence_that_refers_back_is_heard_with_what_it_refers_to(tmp_path: Path) -> None:
    embedder = load_embedder()
    filler = " The lift rose. The crowd sang. The day was dry."
    texts = {
        "opening": f"Mayor Ilse Falk came to the quay on Friday.{filler} She opened the new bridge at Tovik by cutting a rope.",
        "rope": f"A rope was cut on Friday.{filler} Piet Marsh opened the new bridge at Tovik.",
    }
    index_articles([Article(name, "The bridge at Tovik", text) for name, text in texts.items()], tmp_path, embedder)
    answerer = Answerer(Retriever(tmp_path, embedder), ScriptedModel(""), ServiceSettings())
    heard = answerer.hear(answerer.retrieve(Question("Who opened the new bridge at Tovik?"))).witnesses
    explained = [item for witness in heard for item in witness if item.antecedent]
    assert [(item.antecedent, item.sentence.text) for item in explained] == [
        ("The day was dry. ", "She opened the new bridge at Tovik by cutting a rope.")
    ]
    [prompt] = [
        witness_messages(load(), "Who?", witness)[1].content for witness in heard if set(witness) & set(explained)
    ]
    assert "The day was dry. She opened" in prompt


def test_who_was_found_first_may_lack_a_name_where_one_thing_is_asked() -> None:
    one, two = said("Nordstern", 0.8, 1), said("Alma", 0.8, 1)
    assert witnesses("Who steered the Alma?", [*one, *two]) == (tuple(one), tuple(two))
    assert witnesses("Who steered the big old Alma, and who owned the big old mill?", [*one, *two]) == (tuple(two),)


def test_of_a_witness_are_shown_the_sentences_with_the_value_or_the_cause_that_is_asked_for() -> None:
    plain, more = said("a", 0.8, 1, 2)[:2]
    texts = (
        "The mill is old.",
        "Its owner is ill.",
        "Its roof is flat.",
        "It was sold for 318 crowns because of a debt.",
    )
    own = [
        replace(plain, sentence=replace(more.sentence, text=text, start_char=place)) for place, text in enumerate(texts)
    ]
    for question in ("How much did the mill cost?", "Why was the mill sold?"):
        assert own[3] in witnesses(question, own)[0]
    assert own[3] not in witnesses("What is the mill?", own)[0]


@pytest.mark.parametrize(
    ("question", "having", "lacking"),
    [
        ("How many soldiers came?", "Some 300 soldiers were there.", "Some 300 crowns were paid."),
        ("How many Talvian soldiers came?", "Some 300 Talvian soldiers were there.", "Some 300 Borovian soldiers were there."),
        ("Why did the soldiers come?", "They came because of the feast.", "They came on foot."),
    ],
)  # fmt: skip
def test_farther_ones_are_heard_where_they_have_the_value_or_the_cause_that_is_asked_for(
    question: str, having: str, lacking: str
) -> None:
    [near], [farther], [far] = said("a Talvian", 0.66, 1), said("b Talvian", 0.4, 1), said("c Talvian", 0.39, 1)

    def saying(item: Evidence, text: str) -> Evidence:
        return replace(item, sentence=replace(item.sentence, text=text))

    found = [near, saying(farther, having), saying(far, having)]
    assert witnesses(question, found) == ((near,), (found[1],))
    assert witnesses(question, [near, saying(farther, lacking)]) == ((near,),)


def test_who_does_not_mention_the_one_who_is_asked_for_words_is_not_heard() -> None:
    one, two = said("the harbour pilot", 0.8, 1), said("the harbour", 0.8, 1)
    assert witnesses("What did the pilot say?", [*one, *two]) == (tuple(one),)
    for anybody in ("the articles", "people"):
        assert witnesses(f"What do {anybody} say?", [*one, *two]) == (tuple(one), tuple(two))
    assert witnesses("What happened then?", [*one, *two]) == (tuple(one), tuple(two))


def test_a_name_of_several_words_may_be_shortened_to_what_is_its_own() -> None:
    first, short, another = said("Nordstern", 0.8, 1), said("Halvard", 0.8, 1), said("North Talvia", 0.8, 1)
    assert witnesses("Who left Sporting Halvard?", [*first, *short]) == (tuple(first), tuple(short))
    assert witnesses("Who left Mount Halvard?", [*first, *short]) == (tuple(first), tuple(short))
    assert witnesses("Who left South Talvia?", [*first, *another]) == (tuple(first),)
