import re

import pytest

from service.answering.numerals import CARDINAL, ORDINAL, value

_NUMERAL = re.compile(rf"{ORDINAL}|{CARDINAL}", re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("twenty-five men and two hundred and fifty others", [25, 250]),
        ("half a million, or one and a half million", [5e5, 1.5e6]),
        ("two million three hundred thousand", [2.3e6]),
        ("A thousand and one nights", [1001]),
        ("between nineteen and twenty", [19, 20]),
        ("the thirty-first, and the fifteenth", [31, 15]),
        ("twelve hundred people, a hundred and one of them hurt", [1200, 101]),
        ("hundreds of thousands", []),
        ("someone in Twenty20", []),
    ],
)
def test_a_number_in_words_is_read_whole(text: str, values: list[float]) -> None:
    assert [value(found) for found in _NUMERAL.findall(text)] == values
