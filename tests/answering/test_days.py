"""Days counted from a report's own; 14 May 2031 is a Wednesday."""

from datetime import date

import pytest

from service.answering.days import dated

REPORT = date(2031, 5, 14)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam broke on Monday.", "The dam broke on Monday (12 May 2031)."),
        ("The dam broke on Wednesday night.", "The dam broke on Wednesday night (14 May 2031)."),
        ("The dam broke on Thursday.", "The dam broke on Thursday (8 May 2031)."),
        ("The dam broke last Wednesday.", "The dam broke last Wednesday (7 May 2031)."),
        ("The council will vote on Thursday.", "The council will vote on Thursday (15 May 2031)."),
        ("The council votes next Wednesday.", "The council votes next Wednesday (21 May 2031)."),
        ("It rained yesterday, as it will tomorrow.", "It rained yesterday (13 May 2031), as it will tomorrow (15 May 2031)."),
        ("More rain falls today than ever.", "More rain falls today than ever."),
        ("The dam broke on Monday, May 5.", "The dam broke on Monday, May 5."),
        ("The dam broke on Monday (5 May).", "The dam broke on Monday (5 May)."),
        ("Monday's vote was lost.", "Monday's vote was lost."),
        ("Monday evening's vote was lost.", "Monday evening's vote was lost."),
        ("Shops are shut on Good Friday.", "Shops are shut on Good Friday."),
        ('She said: "I saw him yesterday."', 'She said: "I saw him yesterday."'),
        ("The mayor goes in May.", "The mayor goes in May."),
    ],
)  # fmt: skip
def test_days_get_their_dates(text: str, expected: str) -> None:
    assert dated(text, text, REPORT) == expected


def test_without_a_day_of_publication_or_in_words_of_the_models_own_nothing_is_added() -> None:
    assert dated("It broke on Monday.", "It broke on Monday.", None) == "It broke on Monday."
    assert dated("It broke on Monday.", "It broke this week.", REPORT) == "It broke on Monday."


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("It opened on Sunday.", date(1, 1, 1)),
        ("It opened yesterday.", date(1, 1, 1)),
        ("It opens tomorrow.", date(9999, 12, 31)),
        ("It opened on Thur\u017fday.", date(2024, 5, 1)),
        ("It opened on Fr\u0131day.", date(2024, 5, 1)),
    ],
)
def test_a_date_that_stands_for_none_and_letters_that_look_like_others_are_left_alone(
    text: str, published: date
) -> None:
    assert dated(text, text, published) == text


def test_words_that_begin_like_months_are_no_dates() -> None:
    text = "The council on Monday decided to close the mill."
    assert dated(text, text, date(2024, 5, 1)) == "The council on Monday (29 April 2024) decided to close the mill."
