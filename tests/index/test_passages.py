"""Passages are runs of whole sentences that fit."""

from hypothesis import given
from hypothesis import strategies as st

from index.articles import Passage, Sentence
from index.passages import split_passages


def test_sentences_are_packed_in_order_by_hand() -> None:
    sentences = [Sentence(0, 2, "A."), Sentence(3, 5, "B."), Sentence(6, 8, "C."), Sentence(9, 11, "D.")]
    # 4 + 5 fit in 10, a third 3 would make 12; 11 alone is too long and stands alone.
    assert split_passages(sentences, [4, 5, 3, 11], 10) == [
        Passage(0, 2, "A. B."), Passage(2, 3, "C."), Passage(3, 4, "D."),
    ]  # fmt: skip
    assert split_passages(sentences, [11, 11, 11, 11], 10) == [
        Passage(0, 1, "A."), Passage(1, 2, "B."), Passage(2, 3, "C."), Passage(3, 4, "D."),
    ]  # fmt: skip
    assert split_passages(sentences, [2, 3, 4, 1], 10) == [Passage(0, 4, "A. B. C. D.")]
    assert split_passages([], [], 10) == []


@given(st.lists(st.integers(0, 30), max_size=40), st.integers(1, 20))
def test_every_sentence_is_in_one_passage_and_only_a_lone_one_is_too_long(tokens: list[int], most: int) -> None:
    sentences = [Sentence(position, position + 1, str(position)) for position in range(len(tokens))]
    passages = split_passages(sentences, tokens, most)
    assert [position for p in passages for position in range(p.first, p.last)] == list(range(len(tokens)))
    assert all(sum(tokens[p.first : p.last]) <= most or p.last - p.first == 1 for p in passages)
    assert all(p.text.split() == [str(position) for position in range(p.first, p.last)] for p in passages)
