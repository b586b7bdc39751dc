"""What a fingerprint keeps, what it ignores, and which pairs of reports are one witness."""

import numpy as np
import pytest

from index.fingerprint import (
    LIMITS,
    MINIMA,
    Features,
    Likeness,
    compare,
    fingerprint,
    marks_of,
    may_be_near_duplicates,
    near_duplicates,
)
from tests.origins.shelf import print_of
from tests.origins.stories import (
    CHINESE,
    CHINESE_OTHER,
    FLOOD,
    FLOOD_EDITED,
    FLOOD_FIRST_HALF,
    FLOOD_IN_OTHER_WORDS,
    FLOOD_SECOND_HALF,
    MATCHES,
    NOTICES,
    STRIKE,
    WEATHERS,
)


def packed(*numbers: int) -> bytes:
    return np.array(numbers, np.uint32).tobytes()


def linked(one: str, other: str) -> bool:
    left, right = print_of(one), print_of(other)
    return near_duplicates(compare(left.features, right.features))


def test_likeness_by_hand() -> None:
    one = Features(packed(1, 2, 3, 4, 5), packed(7, 8, 9))
    other = Features(packed(4, 5, 6, 10), packed(9, 11))

    assert compare(one, other) == Likeness(resemblance=2 / 7, containment=2 / 4, marks=1 / 2, mark_count=2)
    assert compare(one, other) == compare(other, one)


def test_likeness_of_nothing_is_defined() -> None:
    nothing = Features(b"", b"")

    assert compare(nothing, nothing) == Likeness(resemblance=0, containment=0, marks=1, mark_count=0)


def test_shingles_are_pairs_of_words_and_marks_are_numbers_and_names_within_a_sentence() -> None:
    features = fingerprint(["Nobody saw Ada Finch.", "Police found 12 coins."]).features

    assert len(features.shingles) == 4 * len({"nobody saw", "saw ada", "ada finch", "finch police", "police found",
                                              "found 12", "12 coins"})  # fmt: skip
    assert len(features.marks) == 4 * len({"ada", "finch", "12"})


def test_case_accents_punctuation_and_sentence_breaks_do_not_change_the_key() -> None:
    assert fingerprint(["The Café in Zürich — closed!"]).key == fingerprint(["the cafe", "in ZURICH closed"]).key
    assert fingerprint(["closed the café"]).key != fingerprint(["the café closed"]).key


def test_decomposed_accents_are_the_same_as_composed_ones() -> None:
    assert fingerprint(["Cafe\u0301 Zu\u0308rich"]) == fingerprint(["Caf\u00e9 Z\u00fcrich"])


def test_a_text_of_twenty_words_has_minima_and_a_shorter_one_none() -> None:
    assert len(fingerprint(["word " * 20]).minima) == MINIMA
    assert fingerprint(["word " * 19]).minima == ()
    assert fingerprint([]).minima == ()


def test_each_minimum_names_its_permutation() -> None:
    assert [minimum >> 32 for minimum in print_of(FLOOD).minima] == list(range(MINIMA))


def test_minima_agree_about_as_often_as_word_triples_are_shared() -> None:
    # 30,000 numbers exceed one chunk. Half of one text is half of all triples: of 32 minima 16 agree, give or take
    # three standard deviations of 2.8.
    words = [str(number) for number in range(30_000)]
    whole, half = fingerprint([" ".join(words)]), fingerprint([" ".join(words[:15_000])])
    agreeing = sum(one == other for one, other in zip(whole.minima, half.minima, strict=True))

    assert 7 <= agreeing <= 25


def test_a_lone_surrogate_is_no_error() -> None:
    assert fingerprint(["\ud800 " * 25]).key == fingerprint(["\ud800 " * 25]).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(FLOOD, FLOOD_EDITED, id="edited and cut"),
        pytest.param(FLOOD, FLOOD_FIRST_HALF, id="first half"),
        pytest.param(FLOOD, FLOOD_SECOND_HALF, id="second half"),
        pytest.param(FLOOD, FLOOD + NOTICES, id="notices after"),
        pytest.param(FLOOD, NOTICES + FLOOD, id="notices before"),
        pytest.param(FLOOD, ". ".join(reversed(FLOOD.split(". "))), id="reordered"),
        pytest.param(FLOOD, FLOOD.upper(), id="capitals"),
        pytest.param(CHINESE, CHINESE[: len(CHINESE) // 2], id="Chinese, first half"),
        pytest.param(CHINESE, CHINESE.replace("周二", "星期二").replace("人家", "住户"), id="Chinese, edited"),
    ],
)
def test_reprints_are_one_witness(one: str, other: str) -> None:
    assert linked(one, other)
    assert linked(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(FLOOD, FLOOD_IN_OTHER_WORDS, id="same event, other words"),
        pytest.param(FLOOD, STRIKE, id="other story"),
        pytest.param(*WEATHERS, id="weather reports"),
        pytest.param(*MATCHES, id="match reports"),
        pytest.param(WEATHERS[0] + NOTICES, WEATHERS[1] + NOTICES, id="weather reports of one outlet"),
        pytest.param(STRIKE + NOTICES, WEATHERS[0] + NOTICES, id="same notices"),
        pytest.param(STRIKE + NOTICES + NOTICES, FLOOD + NOTICES + NOTICES, id="same long notices"),
        pytest.param(STRIKE + FLOOD_FIRST_HALF[:110], MATCHES[0] + FLOOD_FIRST_HALF[:110], id="same sentence"),
        pytest.param(STRIKE, " ".join((*WEATHERS, *MATCHES, STRIKE)), id="round-up of five"),
        pytest.param(FLOOD_FIRST_HALF, FLOOD_SECOND_HALF, id="halves without their whole"),
        pytest.param(CHINESE, CHINESE_OTHER, id="Chinese, other story"),
    ],
)
def test_false_friends_are_two_witnesses(one: str, other: str) -> None:
    assert not linked(one, other)
    assert not linked(other, one)


def test_weather_reports_share_most_of_their_words() -> None:
    # Else the test above would show nothing of marks.
    features = [print_of(text).features for text in WEATHERS]
    assert compare(*features).resemblance > 0.5


@pytest.mark.parametrize(
    ("likeness", "expected"),
    [
        (Likeness(resemblance=0.3, containment=0.5, marks=0.75, mark_count=4), True),
        (Likeness(resemblance=0.29, containment=1, marks=1, mark_count=40), False),
        (Likeness(resemblance=1, containment=1, marks=0.74, mark_count=40), False),
        (Likeness(resemblance=0.3, containment=0.69, marks=1, mark_count=3), False),
        (Likeness(resemblance=0.3, containment=0.7, marks=1, mark_count=0), True),
    ],
)
def test_each_limit_counts(likeness: Likeness, expected: bool) -> None:  # noqa: FBT001
    assert near_duplicates(likeness) is expected


@pytest.mark.parametrize("shared", range(9))
def test_the_quick_look_at_marks_passes_exactly_those_that_have_enough(shared: int) -> None:
    one, other = Features(b"", packed(*range(8))), Features(b"", packed(*range(8 - shared, 20)))
    passes = compare(one, other).marks >= LIMITS.marks
    assert may_be_near_duplicates(marks_of(one), other) is passes
    assert may_be_near_duplicates(marks_of(other), one) is passes


def test_the_quick_look_passes_what_has_no_marks() -> None:
    assert may_be_near_duplicates(marks_of(Features(b"", b"")), Features(b"", packed(1)))
