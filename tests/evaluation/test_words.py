import pytest

from eval.words import contains, fact_words, squad_normalised, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The 1,200 men's vote.", ["1200", "men", "s", "vote"]),
        ("at 07:52, 3.5 % of 1,234,567", ["at", "07:52", "3.5", "of", "1234567"]),
        ("1,20 and 12,3456", ["1,20", "and", "12,3456"]),
        ("BMW, the ÉCOLE", ["bmw", "école"]),
        ("１２ ﬁles", ["12", "files"]),
        ("The A", ["the", "a"]),
        ("北京 2024", ["北", "京", "2024"]),
        ("", []),
    ],
)
def test_words_are_comparable(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_squad_normalisation_drops_case_punctuation_and_articles() -> None:
    assert squad_normalised("The  “Great” U.S. wall, $5!") == "great us wall 5"


def test_fact_words_leave_function_words_out() -> None:
    assert fact_words("He was the mayor of Beijing, and he was there") == {"mayor", "beijing"}


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("in 1998", "19", False),
        ("1,250 men", "250", False),
        ("up to 100,000 soldiers", "100,000", True),
        ("100000 soldiers", "100,000", True),
        ("Prime Minister Keir Starmer", "keir starmer", True),
        ("Keir, said Starmer", "keir starmer", False),
        ("anything", "", False),
        ("", "x", False),
    ],
)
def test_a_phrase_is_found_by_whole_words(text: str, phrase: str, expected: bool) -> None:  # noqa: FBT001
    assert contains(words(text), words(phrase)) is expected
