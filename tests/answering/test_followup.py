import time

import pytest

from service.answering.answer import Turn
from service.answering.followup import completed, standalone

ASKED = (Turn("user", "Who steered the Alma when it struck the pier?"), Turn("assistant", "Ida Holm steered the Alma."))


@pytest.mark.parametrize(
    "question",
    [
        "Which company owns the glassworks in Dunmorrow?",
        "How many people were on board the Alma?",
        "Did Jon Varga say that he would sell the mill?",
        "Is there a bridge at Emberford?",
        "How many boats were there in the harbour at Alster?",
        "Is it true that the mill was sold to Jon Varga?",
        "How long does it take to cross from Alster to Norby?",
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(question: str) -> None:
    assert standalone(question, ASKED) == question


def test_without_history_nothing_can_be_added() -> None:
    assert standalone("Who is she?", ()) == "Who is she?"


def test_a_pronoun_is_the_person_that_the_answer_named() -> None:
    assert standalone("Where was she born?", ASKED) == "Where was Ida Holm born? (steered Alma struck pier)"


def test_what_a_short_question_leaves_out_is_what_was_asked_before() -> None:
    assert standalone("And why?", ASKED) == "And why? (steered Alma struck pier)"
    assert standalone("What about the Nordstern?", ASKED) == "What about the Nordstern? (steered Alma struck pier)"


def test_what_words_of_another_question_were_put_behind_is_told_from_what_stands_as_it_was_asked() -> None:
    assert completed(standalone("When?", ASKED))
    assert not completed("Who steered the Alma (a ferry) when it struck the pier?")
    assert not completed("Who steered the Alma?")


def test_a_chain_of_follow_ups_keeps_its_subject() -> None:
    history = (*ASKED, Turn("user", "And why?"), Turn("assistant", "The articles do not answer this."))
    assert standalone("When?", history) == "When? (steered Alma struck pier)"


def test_it_refers_back_where_it_stands_for_a_thing() -> None:
    assert standalone("How long will it be in the yard?", ASKED).endswith("(steered Alma struck pier)")


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Who taught her?", "Who taught Ida Holm?"),
        ("Who told her of the storm?", "Who told Ida Holm of the storm?"),
        ("What is her rank?", "What is Ida Holm's rank?"),
    ],
)
def test_her_is_possessive_before_a_word_of_its_own(question: str, named: str) -> None:
    assert standalone(question, ASKED).startswith(named)


def test_a_pronoun_is_looked_for_among_whole_words() -> None:
    history = [Turn("user", "Who owns the mill in Sundby?"), Turn("assistant", "Norlines owns it.")]
    question = "Did the unit of Ida Holm say that it was closing?"
    assert standalone(question, history) == question


def test_a_long_word_takes_no_time() -> None:
    started = time.perf_counter()
    standalone("What did she say?", [Turn("user", "A" * 4000), Turn("assistant", "B" * 4000)])
    assert time.perf_counter() - started < 0.1
