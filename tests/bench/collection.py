"""A made-up collection of a given size: `python -m tests.bench.collection FOLDER [PASSAGES]`, 10,000 by default.

Reports of invented people, towns and things, in sentences of a news agency's kind, so that questions about one of them have
a right passage and many near ones. Passages get made-up vectors, the mean of one a word: embedding them takes minutes and
changes nothing in how long a search takes. Questions are embedded for real. What is there is kept.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np

from index.articles import Article
from index.catalog import Catalog
from index.embed import Embedder, load_embedder
from index.errors import IndexMissingError
from index.indexer import index_articles
from index.workers import Vectors

SENTENCES = 30
"""Sentences of one article; they make about twelve passages."""
PASSAGES_AN_ARTICLE = 12
_STARTS = "Bar Tol Wen Kas Mir Dun Sor Hal Ost Fen Gal Hex Ilm Jor Kel Lom Nor Pir Rad Ves".split()
_MIDDLES = "a bel cor den ell fal gor hin ist kal lor mon nar ost pel ran sim tor ul var".split()
_ENDS = "wick mouth berg ara ford stad holm quay".split()
OUTLETS = [f"{start}quay Herald" for start in _STARTS]
_FIRST = """Ada Ines Karl Mona Piet Rosa Sven Tova Ulf Vera Walt Yara Amos Bela Cleo Dirk Edda Finn Gita Hugo Iris Jens Kaia
    Leon Mira Nils Olga Paul Rita Saul Tess Uma Vito Wim Xenia Yves Zora Anton Berta Cyril""".split()
_LAST = """Falk Stone Brandt Okoro Lindqvist Marsh Petrov Quill Rahman Tanaka Abel Bishara Castel Dahl Eriksen Farouk Gruber Hansen
    Ivanov Jansen Kovac Lund Moreau Novak Olsen Pereira Rossi Sato Toth Ueda Varga Weiss Yilmaz Zeller Adeyemi Bauer Costa Duarte""".split()
_OFFICES = """mayor minister prosecutor surgeon engineer curator conductor treasurer captain bishop coach rector editor architect judge
    ambassador farmer pilot chemist baker""".split()
_THINGS = """bridge ferry station hospital dam library tunnel stadium school windmill airport cathedral brewery canal lighthouse market
    museum observatory orchard prison quarry refinery reservoir shipyard theatre tramway university vineyard warehouse zoo aqueduct bakery
    castle clinic courthouse depot embassy factory foundry gallery harbour hotel laboratory mill monastery nursery palace park pier
    pipeline playground pool railway ropeway sawmill sewer tower viaduct waterworks weir""".split()
_DOINGS = """repaired opened sold closed inspected rebuilt flooded painted insured demolished leased moved photographed renamed robbed
    searched taxed blessed drained evacuated extended fenced fined heated listed mortgaged occupied praised rented sealed shortened
    surveyed swept tested tiled vacated widened wired""".split()
_UNITS = ("million euros", "crowns", "thousand francs", "billion dollars", "pounds a year")
_REASONS = """after a storm in spring|because the budget was short|at the wish of its neighbours|for the first time in a decade|under
    pressure from the courts|to make room for cyclists|although the council had voted against it|before the tourists came|despite a
    petition|in spite of the frost|when the subsidies ended|since nobody objected|on the advice of insurers|following a complaint|as part
    of a wager|to please investors|against all expectations|with borrowed money|in memory of its founder|for lack of spare parts""".split(
    "|"
)


@dataclass(frozen=True)
class _Matter:
    """What one article is about; it names little else, as reports do."""

    town: str
    people: tuple[str, str]
    things: tuple[str, str]


class Newsroom:
    """Makes articles and questions, the same ones for the same seed.

    A question's words stand in about as many of the passages as those of questions to real collections do
    (docs/performance.md): that decides what a search by words costs.
    """

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311

    def articles(self, count: int) -> Iterator[Article]:
        """Yields `count` articles."""
        for number in range(count):
            matter = self._matter()
            text = " ".join(self._sentence(matter) for _ in range(SENTENCES))
            day = date(2020, 1, 1) + timedelta(days=self._random.randrange(1800))
            title = f"News from {matter.town}"
            yield Article(f"report-{number:06}", title, text, self._pick(OUTLETS), None, day, None)

    def question(self) -> str:
        """Returns a question as readers ask them; some are of two clauses."""
        matter, doing = self._matter(), self._pick(_DOINGS)
        thing, other = matter.things
        return self._pick(
            (
                f"How many million euros did the {thing} in {matter.town} cost?",
                f"Who said that the {thing} of {matter.town} was to be {doing}?",
                f"Why was the {thing} in {matter.town} {doing}?",
                f"What did {matter.people[0]} say about the {thing}, and why was the {other} of {matter.town} {doing}?",
            )
        )

    def _matter(self) -> _Matter:
        return _Matter(self._town(), (self._person(), self._person()), (self._pick(_THINGS), self._pick(_THINGS)))

    def _sentence(self, matter: _Matter) -> str:
        thing, person = self._pick(matter.things), self._pick(matter.people)
        office, doing, reason = self._pick(_OFFICES), self._pick(_DOINGS), " ".join(self._pick(_REASONS).split())
        number = self._random.randrange(2, 9000)
        return self._pick(
            (
                f"The {thing} was {doing} {reason}.",
                f"{person}, {office} of {matter.town}, called the {thing} too dear at {number} {self._pick(_UNITS)}.",
                f"Some {number} people had used it {reason}.",
                f"“It had to be {doing} {reason},” said {person}.",
                f"The {office} expects that it will be {doing} within a year.",
                f"In {matter.town} it had been {doing} {reason}.",
                f"Talks with the {office} went on until late {reason}.",
                f"Letters to the {office} were divided {reason}.",
                f"The {office} and {self._person()} disagreed {reason}.",
                f"A vote is due {reason}, the {office} wrote.",
                f"Files of the {office} were asked for {reason}.",
                f"{self._person()} had warned of it {reason}.",
            )
        )

    def _town(self) -> str:
        return self._pick(_STARTS) + self._pick(_MIDDLES) + self._pick(_ENDS)

    def _person(self) -> str:
        return f"{self._pick(_FIRST)} {self._pick(_LAST)}"

    def _pick(self, among: Sequence[str]) -> str:
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
