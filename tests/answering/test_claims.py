import pytest

from service.answering.claims import content, kin, names, new, numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("about 12,000 troops", {12000}),
        ("10,000 to 12,000", {10000, 12000}),
        ("$1.2 million and 3bn", {1.2e6, 3e9}),
        ("a fifteenth round, eleven times", {15, 11}),
        ("one of the first", set()),
        ("no numbers here", set()),
        ("on 5 May 2024, 40% more", {5, 2024, 40}),
        ("F-16 and COVID19", {16}),
        ("version 1.2.3", {123}),
        ("two hundred people, thirty of them hurt, on the twenty-first", {200, 30, 21}),
        ("a peak of 4,207 m, and a prize of $4 m or 4m", {4207, 4e6}),
        ("at 9:40 or 9.40", {9.4}),
        ("a ratio of 6:10 in 2:14:04", {6, 10, 2, 14, 4}),
        ("", set()),
    ],
)
def test_numbers_are_compared_by_value(text: str, values: set[float]) -> None:
    assert numbers(text) == values


def test_names_are_capitalised_words_that_do_not_begin_the_sentence() -> None:
    assert names("Yesterday the minister, Annalena Baerbock, met Wang Yi.") == {"annalena", "baerbock", "wang", "yi"}
    assert names("He left. Then Paris burned.") == {"pari"}
    assert names("Nothing of note") == set()


def test_content_leaves_out_function_words_and_numbers() -> None:
    assert content("The 40 soldiers were in the harbour") == {"soldier", "harbour"}


def test_forms_of_one_word_are_kin() -> None:
    assert kin("korea", "korean")
    assert kin("wrote", "written")
    assert kin("began", "begun")
    assert not kin("found", "find")
    assert not kin("wrote", "ride")


@pytest.mark.parametrize(("one", "two"), [("ml", "millilitr"), ("ft", "feet"), ("metr", "meter"), ("km", "kilomet")])
def test_a_unit_is_the_same_in_short_and_in_full(one: str, two: str) -> None:
    assert kin(one, two)


def test_other_forms_of_known_words_are_not_new_but_names_are() -> None:
    assert new("A bushel of coal weighs 94 pounds.", "What is the weight of a bushel of coal?") == {"pound"}
    assert "korea" in new("Soldiers came from Korea.", "Where do the Korean soldiers come from?")


def test_no_verb_is_found_in_another_words_stem() -> None:
    assert content("The offer ranges.") == {"offer", "rang"}
    assert not kin("rang", "ring")
