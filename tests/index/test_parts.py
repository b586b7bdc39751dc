"""Questions and their parts."""

import pytest

from index.parts import MOST, parts


@pytest.mark.parametrize(
    "question",
    [
        "Who paid?",
        "",
        "Which ferry sank off Solmere and why?",
        "fish, chips, peas, beans",
        "Who, what, where and when?",
    ],
)
def test_a_question_about_one_thing_has_no_parts(question: str) -> None:
    assert parts(question) == []


def test_each_part_says_enough_to_be_found() -> None:
    question = (
        "Does the Larkwater Post report bridge repairs on Sunday, while Coast Wire blames the engineers of Solmere"
        " and their tools?"
    )
    assert parts(question) == [
        "Does the Larkwater Post report bridge repairs on Sunday",
        "while Coast Wire blames the engineers of Solmere their tools?",
    ]


def test_there_is_an_end_to_parts() -> None:
    question = ", ".join(f"north{n} harbour ferries collided yesterday" for n in range(12))
    found = parts(question)
    assert len(found) == MOST
    assert found[-1].endswith("north11 harbour ferries collided yesterday")
