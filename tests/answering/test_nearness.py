from collections.abc import Sequence

import numpy as np
import pytest

from index.embed import load_embedder
from index.workers import Vectors
from service.answering import nearness
from service.answering.nearness import Nearness


class Counting:
    """An embedder that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        self.asked.append(list(texts))
        return np.eye(8, dtype=np.float32)[: len(texts)]


def test_words_of_one_thing_are_near() -> None:
    near = Nearness(load_embedder())
    assert near("troops", "soldiers") > 0.8
    assert near("troops", "villages") < 0.4


def test_words_are_encoded_once_and_together() -> None:
    embedder = Counting()
    near = Nearness(embedder)  # type: ignore[arg-type]
    near.prepare(["troops", "men", "troops"])
    near.prepare(["troops"])
    assert near("troops", "men") == 0
    assert near("troops", "troops") == 1
    assert [texts for texts in embedder.asked if texts] == [["troops", "men"]]


def test_no_more_words_are_kept_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearness, "KEPT", 2)
    embedder = Counting()
    near = Nearness(embedder)  # type: ignore[arg-type]
    near.prepare(["troops", "men"])
    assert near("men", "ships") == 0
    assert [texts for texts in embedder.asked if texts] == [["troops", "men"], ["men", "ships"]]
