import time

import pytest

from service.answering.counted import miscounted
from service.answering.roles import turned_round


@pytest.mark.parametrize(
    ("claim", "quotation", "turned"),
    [
        ("Nordlink sued the union.", "The union sued Nordlink in May.", True),
        ("The union sued Nordlink.", "Nordlink was sued by the union.", False),
        ("The union was sued by Nordlink.", "The union sued Nordlink in May.", True),
        ("Harlow bought its rival Pennick.", "Harlow was bought on Tuesday by its rival Pennick for 84 million.", True),
        ("Nordlink was sued by the union.", "The union sued Nordlink in May.", False),
        ("The storm killed 62 people.", "Officials counted 62 people killed in the storm.", False),
        ("Ida Holm built the mill.", "Tovik has a mill built in 1990 by Ida Holm.", False),
        ("He said the mill closed.", "The mill closed, he said.", False),
        ("Rovers won the final.", "United beat Rovers 2-1 in the final.", True),
        ("United won the final.", "United beat Rovers 2-1 in the final.", False),
        ("United lost the final.", "United beat Rovers 2-1 in the final.", True),
        ("Ida Holm got 48 percent.", "Ida Holm won 52 percent of the vote and Jon Varga 48 percent.", True),
        ("Jon Varga got 48 percent.", "Ida Holm won 52 percent of the vote and Jon Varga 48 percent.", False),
        ("Nordlink cut 40 jobs in Skarn.", "Nordlink cut 300 jobs in Tovik and 40 in Skarn.", False),
    ],
)
def test_who_does_it_and_whose_the_number_is_does_not_change(claim: str, quotation: str, *, turned: bool) -> None:
    assert turned_round(claim, quotation) is turned


def test_many_numbers_take_no_time() -> None:
    started = time.perf_counter()
    turned_round("Varga won 9 votes.", "\u00c0 " * 300 + "1," * 300)
    miscounted("It rose to 14.", "rose " * 100 + "to " + "1" * 3000)
    assert time.perf_counter() - started < 2


def test_a_number_ends_before_a_comma() -> None:
    assert miscounted("It rose to 9, officials said.", "The toll rose to 14 from 9.")


def test_what_opens_a_sentence_has_no_number_of_its_own() -> None:
    founded = "In 1793 , Jon Varga ( 1768 ) founded the mill ."
    assert not turned_round("The mill began in 1793, when Jon Varga founded it.", founded)
