from datetime import date

import pytest

from service.answering.dates import dates, of_other_years


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("on 28 February", (None, 2, 28)),
        ("March 3rd, 2024", (2024, 3, 3)),
        ("in September 2026", (2026, 9, None)),
        ("the spring of 2028", (2028, None, None)),
        ("in 1911", (1911, None, None)),
        ("the 5th of May 1999", (1999, 5, 5)),
    ],
)
def test_a_date_is_what_the_text_states_of_it(text: str, stated: tuple[int | None, ...]) -> None:
    [found] = dates(text)
    assert (found.year, found.month, found.day) == stated


def test_dates_exclude_each_other_where_both_state_something_that_differs() -> None:
    [day], [other], [year], [later] = (dates(t) for t in ("28 February", "31 March", "2026", "spring of 2028"))
    assert not day.compatible(other)
    assert not year.compatible(later)
    assert day.compatible(year)


@pytest.mark.parametrize(
    ("question", "quotation", "other"),
    [
        ("Where did Talvia lose a war in the 1940s?", "Talvia lost a war in Norland in the 1950s.", True),
        ("Who won in 2018?", "Ida Holm won in 2018, and Jon Varga in 2022.", False),
        ("Who won in 2018?", "Ida Holm won.", False),
        ("Who won?", "Ida Holm won in 2022.", False),
    ],
)
def test_a_quotation_of_other_years_answers_no_question_of_one(question: str, quotation: str, *, other: bool) -> None:
    assert of_other_years(question, quotation, None) is other


def test_a_report_of_the_year_that_is_asked_about_may_name_others() -> None:
    question, quotation = "How many people left Talvia in 2024?", "It was the most since 1997, when 900 people left."
    assert of_other_years(question, quotation, None)
    assert not of_other_years(question, quotation, date(2024, 5, 1))


def test_letters_that_look_like_others_make_no_month() -> None:
    assert [stated.year for stated in dates("Augu\u017ft 1720, 3 Apr\u0131l 2020")] == [1720, 2020]
    assert {stated.month for stated in dates("Augu\u017ft 1720, 3 Apr\u0131l 2020")} == {None}


def test_may_is_a_month_where_it_is_written_as_one() -> None:
    assert dates("Officials said 12 may have died.") == []
    assert [(stated.day, stated.month) for stated in dates("On 12 May the mill closed.")] == [(12, 5)]
    assert [stated.year for stated in dates("on 12 may 2021")] == [2021]
