from collections.abc import Sequence

import numpy as np
import pytest

from eval.ahead import BLOCK, Ahead
from index.embed import Embedder, load_embedder
from index.workers import Vectors


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder()


class Counting(Embedder):
    """Notes what it is asked to encode; every vector is of ones."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        self.asked.append(len(texts))
        return np.ones((len(texts), 2), dtype=np.float32)


def test_questions_are_encoded_a_block_at_a_time_that_always_begins_at_the_same_one() -> None:
    counting = Counting()
    ahead = Ahead(counting, [f"Who is number {n}?" for n in range(BLOCK + 3)])
    assert ahead.share("Who is number 5?") > 0
    assert ahead.share("Who is number 9?") > 0
    assert ahead.share(f"Who is number {BLOCK + 1}?") > 0
    assert counting.asked == [BLOCK, 3]


def test_a_question_that_was_not_announced_is_left_to_the_search() -> None:
    counting = Counting()
    assert Ahead(counting, ["Who?"]).share("Why?") == 0
    assert counting.asked == []


def test_a_vector_is_the_same_alone_and_in_a_block(embedder: Embedder) -> None:
    questions = [f"How many ships reached port {n} in the year {1900 + n}?" for n in range(40)]
    together = embedder.encode_queries(questions)
    alone = load_embedder().encode_queries(questions[7:8])[0]
    assert np.allclose(together[7], alone, atol=1e-5)
    assert np.array_equal(embedder.encode_queries(questions[7:8])[0], together[7]), "it is kept"
