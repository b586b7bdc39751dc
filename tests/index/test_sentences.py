"""Sentences carry exact offsets, lose nothing, and end where a reader would end them."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.sentences import MAX_SENTENCE_CHARS, split_sentences

TRICKY = [
    "Dr. ", "U.S. ", "p.m. ", "A. B. ", "2. ", "...", "\n\n", "\r\n", "\xa0", "\u2028", "\u3000", "“", "”", "(", "é", "e\u0301",
    "😀", "👩‍👩‍👧", "。", "？", "\x00", "\t", "\v", "\x85", "W\xa0.", "https://example.com/a.b", "$1.2 bn.", "word " * 30,
]  # fmt: skip
texts = st.lists(
    st.one_of(st.sampled_from(TRICKY), st.text(st.characters(exclude_categories=["Cs"]), max_size=8)), max_size=40
).map("".join)


def split(text: str, language: str | None = None) -> list[str]:
    return [sentence.text for sentence in split_sentences(text, language)]


@settings(max_examples=300, deadline=None)
@given(texts, st.sampled_from([None, "en", "en-GB", "ru", "ja", "xx", "", "../etc"]))
@example("plan B\xa0. Next.", "en")
@example("A\x85.", "ru")
@example("x" * 2000, None)
def test_every_sentence_is_its_span_and_no_character_is_lost(text: str, language: str | None) -> None:
    sentences = split_sentences(text, language)
    assert all(sentence.text == text[sentence.start_char : sentence.end_char] for sentence in sentences)
    assert all(a.end_char <= b.start_char for a, b in pairwise(sentences))
    assert all(
        sentence.text == sentence.text.strip() and 0 < len(sentence.text) <= MAX_SENTENCE_CHARS
        for sentence in sentences
    )
    assert "".join("".join(s.text.split()) for s in sentences) == "".join(text.split())


@pytest.mark.parametrize(
    "sentences",
    [
        ["Dr. Smith met Lt. Gen. Hill of Acme Inc. in St. Louis.", "They left at 5 p.m. on Friday."],
        ["The U.S. envoy flew home.", "He lives in Washington D.C.", "The vote is on Monday."],
        ["Sen. Rao and Gov. Ito signed No. 12 on Oct. 3, 2024.", "Nobody objected."],
        ["J.D. Vale spoke first.", "J. R. Cole did not."],
        ["It rose 4.5 percent to $3.2 million.", "Then it fell to 1,000.50 euros."],
        ["“We will win,” he said.", "“We must.”", "She left."],
        ["He asked, “Why? Who knows?” and left.", "“Go!” he cried."],
        ['He said: "No. Never."', "Then he left."],
        ["See example.com or v1.2.3 of the code.", "Nothing else changed."],
        ["1. Close the bridge.", "2. Open the ferry."],
        ["Is it over?", "No!", "They talked on... and on."],
        ["Zwölf Boote sanken.", "Ça va mal.", "¿Quién lo sabe?", "Ніхто не знає."],
        ["😀 was all she wrote.", "👍🏽 was his answer."],
    ],
)
def test_sentences_of_a_paragraph(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_sentences_without_spaces_between() -> None:
    assert split("桥断了。没有人受伤！谁知道？", "zh") == ["桥断了。", "没有人受伤！", "谁知道？"]


def test_a_no_break_space_before_a_stop_is_no_trouble() -> None:
    assert split("They chose plan B\xa0. It failed.") == ["They chose plan B\xa0.", "It failed."]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_wrapped_lines_are_one_sentence_and_headings_their_own(newline: str) -> None:
    lines = [
        "Storm closes harbour",
        "",
        "The storm that closed the harbour on Monday moved",
        "north in the night. Three boats",
        "are missing.",
        "What happens next",
        "Divers go down at dawn.",
        "",
        "nobody was hurt",
    ]
    assert [sentence.replace(newline, " ") for sentence in split(newline.join(lines))] == [
        "Storm closes harbour",
        "The storm that closed the harbour on Monday moved north in the night.",
        "Three boats are missing.",
        "What happens next",
        "Divers go down at dawn.",
        "nobody was hurt",
    ]


def test_a_wrapped_paragraph_goes_on_with_a_capital_at_full_width() -> None:
    text = (
        "The envoys who met in the capital on Tuesday agreed to send\n"
        "observers to the harbour and to the villages north of Lake\n"
        "Varn before the winter."
    )
    assert split(text) == [text]


def test_other_line_separators_end_lines_too() -> None:
    assert split("One line\u2028Two line\u2029Three line\vFour line\fFive line") == [
        "One line", "Two line", "Three line", "Four line", "Five line",
    ]  # fmt: skip


def test_tabs_and_nul_stay_where_they_were() -> None:
    assert split("A\tb fell.\tC\x00d rose.") == ["A\tb fell.", "C\x00d rose."]


def test_a_long_stretch_is_cut_at_a_clause_then_at_a_space_then_anywhere() -> None:
    clauses = split("boats of every size, " * 60)
    assert all(clause.endswith("size,") for clause in clauses)
    words = split("boats " * 300)
    assert {word for piece in words for word in piece.split()} == {"boats"}
    assert [len(piece) for piece in split("x" * 1500)] == [600, 600, 300]


def test_nothing_comes_of_nothing() -> None:
    assert split("") == split(" \n\t\r\n\u3000") == []


def test_time_grows_with_the_text_and_not_with_its_square() -> None:
    wrapped = "boats and more boats, all of them without a stop at the end of any line of it\n" * 30_000
    began = time.monotonic()
    assert sum(len("".join(piece.split())) for piece in split(wrapped)) == len("".join(wrapped.split()))
    assert time.monotonic() - began < 10
