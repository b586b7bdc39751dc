"""A made-up collection of a given size: `python -m tests.bench.collection FOLDER [PASSAGES]`, 10,000 by default.

Reports of invented people, towns and things, in sentences of a news agency's kind, so that questions about one of them have
a right passage and many near ones. Passages get made-up vectors, the mean of one a word: embedding them takes minutes and
changes nothing in how long a search takes. Questions are embedded for real. What is there is kept.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np

from index.articles import Article
from index.catalog import Catalog
from index.embed import Embedder, Vectors, load_embedder
from index.errors import IndexMissingError
from index.indexer import index_articles

SENTENCES = 20
"""Sentences of one article; they make about fifteen passages."""
PASSAGES_AN_ARTICLE = 15
_STARTS, _ENDS = (
    ("Bar", "Tol", "Wen", "Kas", "Mir", "Dun", "Sor", "Hal", "Ost", "Fen"),
    ("wick", "mouth", "berg", "ara"),
)
_FIRST = ("Ada", "Ines", "Karl", "Mona", "Piet", "Rosa", "Sven", "Tova", "Ulf", "Vera", "Walt", "Yara")
_LAST = ("Falk", "Stone", "Brandt", "Okoro", "Lindqvist", "Marsh", "Petrov", "Quill", "Rahman", "Tanaka")
_OFFICES = ("mayor", "harbour master", "minister of transport", "chief of police", "union leader", "head of the museum")
_THINGS = (
    "bridge",
    "ferry",
    "railway station",
    "hospital",
    "dam",
    "library",
    "tunnel",
    "stadium",
    "school",
    "wind farm",
)
_DOINGS = (
    "repaired",
    "opened",
    "sold",
    "closed",
    "inspected",
    "rebuilt",
    "flooded",
    "painted",
    "insured",
    "demolished",
)
_REASONS = (
    "after a storm in the spring", "because the budget was short", "at the wish of its neighbours", "for the first time in a decade",
    "under pressure from the courts", "to make room for cyclists", "although the council had voted against it",
)  # fmt: skip


class Newsroom:
    """Makes articles and questions, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311

    def articles(self, count: int) -> Iterator[Article]:
        """Yields `count` articles."""
        for number in range(count):
            town, text = self._town(), " ".join(self._sentence() for _ in range(SENTENCES))
            day = date(2020, 1, 1) + timedelta(days=self._random.randrange(1800))
            yield Article(f"report-{number:06}", f"News from {town}", text, f"{self._town()} Herald", None, day, None)

    def question(self) -> str:
        """Returns a question as readers ask them; some are of two clauses."""
        thing, town, doing = self._pick(_THINGS), self._town(), self._pick(_DOINGS)
        return self._pick(
            (
                f"How many million euros did the {thing} in {town} cost?",
                f"Who said that the {thing} of {town} was to be {doing}?",
                f"Why was the {thing} in {town} {doing}?",
                f"What did {self._person()} say about the {thing}, and why was the {self._pick(_THINGS)} of {town} {doing}?",
            )
        )

    def _sentence(self) -> str:
        office, person, thing, town = self._pick(_OFFICES), self._person(), self._pick(_THINGS), self._town()
        return self._pick(
            (
                f"The {thing} of {town} was {self._pick(_DOINGS)} {self._pick(_REASONS)}, {person} said on Monday.",
                f"{person}, {office} of {town}, said the {thing} would cost {self._random.randrange(2, 900)} million euros.",
                f"In {town} {self._random.randrange(3, 9000)} people used the {thing} {self._pick(_REASONS)}.",
                f"The {office} told {person} that the {thing} in {town} would be {self._pick(_DOINGS)} within a year.",
            )
        )

    def _town(self) -> str:
        return self._pick(_STARTS) + self._pick(_STARTS).lower() + self._pick(_ENDS)

    def _person(self) -> str:
        return f"{self._pick(_FIRST)} {self._pick(_LAST)}"

    def _pick(self, among: tuple[str, ...]) -> str:
        return self._random.choice(among)


def passages(folder: Path) -> int:
    """Returns how many passages the index in `folder` has; 0 if there is none."""
    try:
        catalog = Catalog.open(folder)
    except IndexMissingError:
        return 0
    try:
        return catalog.counts()[1]
    finally:
        catalog.close()


class MadeUp(Embedder):
    """The packaged embedder by its name, window and tokens; only its vectors of documents are made up."""

    def __init__(self) -> None:
        self.__dict__.update(load_embedder().__dict__)
        self._words: dict[str, Vectors] = {}
        self._made = np.random.default_rng(1)

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Returns one unit vector a text, shape (len(texts), dimension)."""
        sums = [np.sum([self._vector(word) for word in re.findall(r"\w+", text)], axis=0) for text in texts]
        return np.asarray([vector / np.linalg.norm(vector) for vector in sums], dtype=np.float32)

    def _vector(self, word: str) -> Vectors:
        if word not in self._words:
            self._words[word] = self._made.standard_normal(self.dimension).astype(np.float32)
        return self._words[word]


def make(folder: Path, wanted: int) -> int:
    """Makes an index of at least `wanted` passages in `folder`, unless it is there; returns how many it has."""
    articles = Newsroom(1).articles(10**9)
    embedder = MadeUp()
    while (there := passages(folder)) < wanted:
        batch = [next(articles) for _ in range(max(10, (wanted - there) // PASSAGES_AN_ARTICLE))]
        index_articles(batch, folder, embedder)
    return there


if __name__ == "__main__":
    count = make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
    sys.stdout.write(f"{count} passages\n")
