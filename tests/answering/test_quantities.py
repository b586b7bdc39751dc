import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.answering.quantities import in_other_currency, in_other_unit, phrase_end, quantities


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("34 people", 34, 34),
        ("over 10,000 soldiers", 10_000, 12_500),
        ("around 10,000 to 12,000 troops", 9_500, 12_600),
        ("between 10 and 12 thousand men", 10_000, 12_000),
        ("up to 11,000 soldiers", 8_250, 11_000),
        ("approximately 8,000 troops", 7_600, 8_400),
        ("318 million crowns", 318e6, 318e6),
        ("$2.4m", 2.4e6, 2.4e6),
        ("more than two hundred people", 200, 250),
        ("two hundred and fifty people", 250, 250),
        ("twenty-five people", 25, 25),
        ("half a million people", 5e5, 5e5),
        ("ten to twelve thousand men", 10_000, 12_000),
        ("eleven weeks", 11, 11),
        ("44.6 degrees", 44.6, 44.6),
    ],
)
def test_a_quantity_is_a_range_of_what_may_be_true(text: str, low: float, high: float) -> None:
    [found] = quantities(text)
    assert (found.low, found.high) == pytest.approx((low, high))


def test_bare_years_are_no_quantities() -> None:
    assert quantities("It was founded in 1911 and closed in 2024.") == []


def test_ranges_exclude_each_other_only_when_they_do_not_overlap() -> None:
    [over], [spread], [about], [most] = (
        quantities(text) for text in ("over 10,000", "10,000 to 12,000", "about 8,000", "up to 11,000")
    )
    assert over.compatible(spread)
    assert over.compatible(most)
    assert not over.compatible(about)
    assert not quantities("over 10,000")[0].compatible(quantities("100,000")[0])


def test_the_phrase_goes_on_with_what_is_counted() -> None:
    text = "South Korea says over 10,000 North Korean troops have been deployed."
    [found] = quantities(text)
    assert text[found.start : phrase_end(text, found.end)] == "over 10,000 North Korean troops"


@given(st.text())
def test_any_text_is_taken_and_spans_stand_in_it(text: str) -> None:
    for found in quantities(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.low <= found.high


def test_the_noun_phrase_ends_before_a_modal() -> None:
    text = "Estimates suggest that as many as 12,000 troops may be involved."
    [found] = quantities(text)
    assert text[found.start : phrase_end(text, found.end)] == "as many as 12,000 troops"


def test_a_sum_in_another_currency_is_another_sum() -> None:
    assert in_other_currency("The mill made €209 million.", "The mill made $209 million.")
    assert not in_other_currency("The mill made $209 million.", "The mill made $209m, and £80m abroad.")
    assert not in_other_currency("The mill made $209 million.", "The mill made 209 million dollars.")


def test_measures_of_one_unit_are_compared_however_it_is_written() -> None:
    metres, short, feet = (quantities(text)[0] for text in ("1,250 metres", "1,250 m", "1,250 ft"))
    assert metres.unit == short.unit == "metre"
    assert not metres.commensurable(feet)


def test_what_is_counted_is_no_measure() -> None:
    assert in_other_unit("Eleven workers died at the canal.", "The canal opened after eleven years of digging.")
    assert not in_other_unit("Eleven workers died.", "After eleven years eleven men had died.")
    for claim, quotation in (
        ("She is a 12-year-old girl.", "The girl is 12 years old."),
        ("It rose 20 per cent.", "It rose 20 percent."),
        ("It weighs 5 kilos.", "It weighs 5 kilograms."),
        ("It had 12 Celsius.", "It had 12 degrees Celsius."),
        ("A 3-metre-high wall.", "The walls are 3 metres high."),
    ):
        assert not in_other_unit(claim, quotation)
    assert not in_other_unit("It took 11 long years.", "It took eleven years.")
    assert not in_other_unit("Eleven workers died.", "Eleven of the workers died.")
