"""The check of citations on claims made from the sample articles, true ones and corrupted ones."""

from pathlib import Path

import pytest

from index.articles import Article
from index.read import read_paths
from tests.bench.verifier import Tally, judge, precision

ARTICLES = Path(__file__).parents[2] / "eval" / "gold" / "articles"


@pytest.fixture(scope="module")
def tallies() -> tuple[Tally, Tally]:
    return judge([item for item in read_paths([ARTICLES]) if isinstance(item, Article)], 150)


def test_nearly_all_that_is_accepted_is_true_and_nearly_all_that_is_true_accepted(tallies: tuple[Tally, Tally]) -> None:
    true, false = tallies
    assert precision(true, false) >= 0.97
    assert true.share >= 0.95


@pytest.mark.parametrize(
    "kind", ["number", "name", "subject", "date", "opposite", "negation put in", "negation taken out"]
)
def test_each_kind_of_corruption_is_found(tallies: tuple[Tally, Tally], kind: str) -> None:
    _, false = tallies
    assert false.seen[kind] >= 8
    assert false.accepted[kind] <= 0.1 * false.seen[kind]
