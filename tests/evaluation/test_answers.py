import pytest

from eval.answers import contains_answer, exact_match, f1_of_words, right, rouge_l, similarity, token_f1
from service.answering.answer import Status
from tests.evaluation.build import answer, case, declined, failed, position, question, said

LONG = {"question": "Why?", "answers": ("one two three four", "five six"), "answer_type": "long"}


def test_right_short() -> None:
    assert right(said("She went to Beijing.", answers=("Beijing",))) == 1.0
    assert right(said("She went to Qarsund.", answers=("Beijing",))) == 0.0
    assert right(declined(answers=("Beijing",))) == 0.0
    assert right(failed(answers=("Beijing",))) == 0.0


def test_a_declined_question_is_not_right_by_what_its_refusal_says() -> None:
    gold = question(answers=("Beijing",))
    assert right(case(gold, answer("Nothing about Beijing.", Status.INSUFFICIENT))) == 0.0


def test_right_unanswerable() -> None:
    assert right(declined(answerable=False)) == 1.0
    assert right(said("Something.", answerable=False)) == 0.0
    assert right(failed(answerable=False)) == 0.0


def test_right_conflict_needs_every_position() -> None:
    sides = (position("34 hurt", "a", aliases=["34 injured"]), position("41 hurt", "b"))
    gold = question(positions=sides, answers=("34 hurt", "41 hurt"))
    assert right(case(gold, answer("The one says 34 injured, the other 41 hurt."))) == 1.0
    assert right(case(gold, answer("34 injured."))) == 0.0
    assert (
        right(case(gold, answer("They differ.", Status.CONFLICTING, positions=[("34 hurt", []), ("41 hurt", [])])))
        == 1.0
    )
    assert right(case(gold, answer("No.", Status.INSUFFICIENT))) == 0.0


def test_right_does_not_apply_where_no_answer_is_known() -> None:
    assert right(said("Something.", gold_ids=("a",))) is None


def test_contains_is_for_short_answers() -> None:
    assert contains_answer(said("It was Beijing.", answers=("Beijing",))) == 1.0
    assert contains_answer(said("one two", **LONG)) is None
    assert contains_answer(declined(answerable=False)) is None


def test_exact_match_is_squads() -> None:
    assert exact_match(said("the Beijing!", answers=("Paris", "Beijing"))) == 1.0
    assert exact_match(said("In Beijing.", answers=("Beijing",))) == 0.0
    assert exact_match(said("", answers=("Beijing",))) == 0.0


def test_token_f1_by_hand() -> None:
    # Common: cat, sat. Precision 2/3, recall 2/4.
    assert f1_of_words("the cat sat down", "a cat sat on mats") == pytest.approx(
        2 * (2 / 3) * (2 / 4) / (2 / 3 + 2 / 4)
    )
    assert f1_of_words("x x", "x") == pytest.approx(2 / 3)
    assert f1_of_words("", "x") == 0.0
    assert f1_of_words("", "") == 1.0
    assert token_f1(said("Beijing city", answers=("Paris", "Beijing"))) == pytest.approx(2 / 3)


def test_required_parts_are_one_reference() -> None:
    case_ = said("12 dead 34 hurt", answers=("12 dead", "34 hurt"), all_answers_required=True)
    assert exact_match(case_) == token_f1(case_) == 1.0


def test_rouge_l_by_hand() -> None:
    # The longest common subsequence of "one three two" and "one two three four" has 2 words: P 2/3, R 2/4.
    assert rouge_l(said("One three two.", **LONG)) == pytest.approx(4 / 7)
    assert rouge_l(said("five six", **LONG)) == 1.0
    assert rouge_l(declined(**LONG)) == 0.0
    assert rouge_l(said("x", answers=("x",))) is None


def test_rouge_l_knows_other_scripts() -> None:
    assert rouge_l(said("Война в Киеве", answers=("война в Киеве",), answer_type="long")) == 1.0


def test_similarity_is_the_rows() -> None:
    gold = question(**LONG)
    assert similarity(case(gold, answer("one"), similarity=0.75)) == 0.75
    assert similarity(case(gold, answer("one"), similarity=-0.1)) == 0.0
    assert similarity(failed(**LONG)) == 0.0
    assert similarity(said("x", answers=("x",))) is None
