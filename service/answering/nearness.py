"""How near two words are in meaning: troops and soldiers, not troops and villages."""

from collections.abc import Iterable

from index.embed import Embedder
from index.workers import Vectors

KEPT = 20_000
"""Words whose vectors are kept; when there are more, all are forgotten."""


class Nearness:
    """The cosine of two words' vectors, from -1 to 1. One word alone takes as long to encode as many: `prepare` takes them together."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: dict[str, Vectors] = {}

    def prepare(self, words: Iterable[str]) -> None:
        """Encodes those of the words that are not known yet."""
        wanted = list(dict.fromkeys(words))
        new = [word for word in wanted if word not in self._vectors]
        if len(self._vectors) + len(new) > KEPT:
            self._vectors.clear()
            new = wanted
        self._vectors.update(zip(new, self._embedder.encode_documents(new), strict=True))

    def __call__(self, one: str, two: str) -> float:
        """Returns how near they are."""
        self.prepare((one, two))
        return float(self._vectors[one] @ self._vectors[two])
