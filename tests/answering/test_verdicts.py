import pytest

from service.answering.verdicts import plain, verdict

SOLD = "Was the mill in Tovik sold?"


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        (SOLD, "Yes, the mill in Tovik was sold.", True),
        (SOLD, "The mill in Tovik was sold in May.", True),
        (SOLD, "Yes, the mill in Tovik was not sold.", False),
        (SOLD, "No, the mill in Tovik has never been sold.", False),
        (SOLD, "Yes, the harbour was closed in May.", None),
        ("Does the union accept the date?", "Yes, the union rejects the date.", False),
        ("Did nobody see the Alma sink?", "Nobody saw the Alma sink.", True),
        ("Who sold the mill in Tovik?", "The mill in Tovik was sold by Ida Holm.", None),
    ],
)
def test_the_verdict_is_what_a_sentence_states(question: str, text: str, said: bool | None) -> None:  # noqa: FBT001
    assert verdict(question, text) is said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Yes, the mill in Tovik was sold.", "Yes, the mill in Tovik was sold."),
        ("Yes, the mill in Tovik was not sold.", "The mill in Tovik was not sold."),
        ("No, the mill in Tovik was sold.", "The mill in Tovik was sold."),
        ("Yes: the harbour was closed.", "The harbour was closed."),
        ("No one sold the mill.", "No one sold the mill."),
        ("No.", "No."),
        ("No. 10 said the mill was sold.", "No. 10 said the mill was sold."),
        ("The mill was sold.", "The mill was sold."),
    ],
)
def test_a_yes_or_no_that_the_sentence_does_not_bear_out_is_not_said(text: str, told: str) -> None:
    assert plain(SOLD, text) == told
