"""Encodes questions in blocks before they are asked: a run of hundreds takes a fraction of the time."""

import time
from collections.abc import Sequence

from index.embed import Embedder
from index.parts import parts

BLOCK = 64
"""Questions encoded together; with their parts they have to be among those whose vectors the embedder keeps."""


class Ahead:
    """Knows what will be asked, in order, and sees to it that its vectors are there."""

    def __init__(self, embedder: Embedder, questions: Sequence[str]) -> None:
        self._embedder = embedder
        self._questions = list(questions)
        self._shares: dict[str, float] = {}

    def share(self, question: str) -> float:
        """Makes sure of the vectors of `question`; returns the seconds that it took, shared alike by the block, 0 if it is not known."""
        if question not in self._shares and question in self._questions:
            # Blocks always begin at the same questions, so that a run that goes on gets the same vectors to the last bit.
            place = self._questions.index(question) // BLOCK * BLOCK
            block = self._questions[place : place + BLOCK]
            start = time.perf_counter()
            self._embedder.encode_queries([text for asked in block for text in (asked, *parts(asked))])
            self._shares = dict.fromkeys(block, (time.perf_counter() - start) / len(block))
        return self._shares.get(question, 0.0)
