import pytest

from eval.matching import fact_recall, mentions, states, states_wrong
from tests.evaluation.build import question


@pytest.mark.parametrize(
    ("text", "wording", "expected"),
    [
        ("No, it was not.", "no", True),
        ("I do not know.", "no", False),
        ("Yes. There is no doubt about it.", "no", False),
        ("Yes. There is no doubt about it.", "Yes", True),
        ("The reports say no.", "No.", True),
        ("Some say yes, some say no.", "yes", False),
        ("", "no", False),
        ("Nobody", "no", False),
    ],
)
def test_yes_and_no_are_words_and_the_opening_decides(text: str, wording: str, expected: bool) -> None:  # noqa: FBT001
    assert mentions(text, [wording]) is expected


def test_any_accepted_answer_will_do() -> None:
    gold = question(answers=("fifteenth", "15th"))
    assert states("It is the 15th package.", gold)
    assert not states("It is the 5th package.", gold)


def test_required_parts_must_all_be_there_in_some_wording() -> None:
    gold = question(
        answers=("12 dead", "34 hurt"), all_answers_required=True, answer_aliases={"12 dead": ("twelve dead",)}
    )
    assert states("Twelve dead and 34 hurt.", gold)
    assert not states("Twelve dead.", gold)


def test_fact_recall_counts_words_that_are_not_in_the_question() -> None:
    # The reference's facts are key, upon, death: "keybullet", "kin" and "drop" are asked.
    recall = fact_recall("They drop a key.", "Keybullet kin drop a key upon death.", "What do keybullet kin drop?")
    assert recall == pytest.approx(1 / 3)


def test_fact_recall_leaves_out_what_both_sides_say() -> None:
    right, wrong, asked = "It opened in May 1994 in Paris.", "It opened in June 1994 in Rome.", "When did it open?"
    # Facts are opened, may, 1994, paris, of which two are shared; with the other side known only may and paris count.
    assert fact_recall(wrong, right, asked) == 0.5
    assert fact_recall(wrong, right, asked, [wrong]) == 0.0
    assert fact_recall(right, right, asked, [wrong]) == 1.0


def test_fact_recall_of_opposite_openings_is_nothing() -> None:
    assert (
        fact_recall("No, her mother knew it all along.", "Yes, her mother knew it all along.", "Did she know?") == 0.0
    )


def test_fact_recall_of_nothing() -> None:
    assert fact_recall("", "A key.", "What?") == 0.0
    assert fact_recall("A key.", "", "What?") == 0.0
    # What is left of the reference without the question would be nothing: then the question's words count.
    assert fact_recall("blue", "blue", "Is it blue?") == 1.0


def test_a_long_answer_needs_four_tenths_of_the_facts() -> None:
    gold = question(
        question="Why?", answers=("alpha beta gamma delta epsilon",), answer_type="long", wrong_answers=("zeta eta",)
    )
    assert states("alpha beta", gold)
    assert not states("alpha", gold)
    assert states_wrong("zeta", gold)
    assert not states_wrong("alpha beta", gold)
