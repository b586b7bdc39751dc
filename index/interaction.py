"""Sentences compared with the question token by token: late interaction, for the few that were found.

One vector a passage says what it is about, not whether it tells what is asked. Here each token of the question looks for
the most like one in the sentence (MaxSim: Khattab and Zaharia, ColBERT, SIGIR 2020), and the tokens count as much as they
tell (Garg et al., Incorporating Token Importance in Multi-Vector Retrieval, AAAI 2026): how much was fitted to the packaged
embedder by `python -m tests.bench.interaction`. Of another embedder all count alike.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from threading import Lock

import numpy as np

from index.articles import Evidence
from index.embed import PACKAGED, Embedder
from index.fuse import standardised
from index.tokens import TokenEncoder
from index.workers import Vectors

IMPORTANCE = Path(__file__).with_name("interaction.npz")
"""How much the tokens of a question count: made by `python -m tests.bench.interaction`."""
KEPT = 400
"""Sentences whose tokens' vectors are kept: some 15 MB, ten questions of unlike topics."""
SHARE = 0.5
"""The share of the comparison in a sentence's score; with more, reports of other things come between (docs/decisions.md)."""


@dataclass(frozen=True, eq=False)
class Importance:
    """How much a token of a question counts, by its vector: `direction` has the shape (dimension,); without one all count alike."""

    direction: Vectors | None = None

    def of(self, tokens: Vectors) -> Vectors:
        """Returns the share of each of the tokens, shape (tokens,); their sum is 1."""
        if self.direction is None:
            return np.full(len(tokens), 1 / len(tokens), dtype=np.float32)
        logits = tokens @ self.direction
        shares = np.exp(logits - logits.max())
        return np.asarray(shares / shares.sum(), dtype=np.float32)


class Interaction:
    """Compares questions and sentences by the tokens' vectors of one embedder, for one thread after the other."""

    def __init__(self, embedder: Embedder) -> None:
        self._tokens = embedder.tokens
        self._importance = fitted() if embedder.name == PACKAGED else Importance()
        self._kept: OrderedDict[tuple[str, str], Vectors] = OrderedDict()
        self._turn = Lock()

    def rescored(self, question: str, found: Sequence[Evidence]) -> list[Evidence]:
        """Returns the evidence, in the order in which it was found, its scores mixed with those of the comparison, standardised."""
        if self._tokens is None or not found:
            return list(found)
        with self._turn:
            near = standardised(dict(enumerate(self._nearness(self._tokens, question, found))))
        return [mixed(item, near[place]) for place, item in enumerate(found)]

    def _nearness(self, tokens: TokenEncoder, question: str, found: Sequence[Evidence]) -> list[float]:
        asked = tokens.query(question)
        if not len(asked):
            return [0.0] * len(found)
        shares = self._importance.of(asked)
        return [nearness(asked, shares, own) for own in self.vectors(tokens, found)]

    def vectors(self, tokens: TokenEncoder, found: Sequence[Evidence]) -> list[Vectors]:
        """Returns the vectors of the tokens of each sentence, read behind its article's title."""
        texts = [(f"{item.article.title}. ", item.sentence.text) for item in found]
        known = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, tokens.documents(new), strict=True))
        self._kept.update(known)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return [known[text] for text in texts]


def mixed(item: Evidence, near: float) -> Evidence:
    """Returns the evidence with the comparison, standardised, in its score."""
    return replace(item, score=(1 - SHARE) * item.score + SHARE * near)


def nearness(asked: Vectors, shares: Vectors, own: Vectors) -> float:
    """Returns the weighted mean of the highest cosines of the question's tokens, -1 to 1; -1 for a sentence without tokens."""
    return float(shares @ (asked @ own.T).max(axis=1)) if len(own) else -1.0


@cache
def fitted() -> Importance:
    """Returns what was fitted to the packaged embedder."""
    with np.load(IMPORTANCE) as stored:
        return Importance(stored["direction"].astype(np.float32))
