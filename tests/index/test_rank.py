"""The three legs by hand: what passages inherit from their articles, and articles from their passages."""

import pytest

from index.rank import ARTICLE_WORDS, PASSAGE_MEANING, PASSAGE_WORDS, Candidates

# Article 1 has the passages 10 and 11, article 2 has 20. In each leg the better one has z = 1, the other -1.
CANDIDATES = Candidates(
    article_words={1: 5.0, 2: 3.0},
    passage_words={10: 4.0, 20: 2.0},
    passage_meaning={20: 0.9, 11: 0.5},
    owners={10: 1, 11: 1, 20: 2},
)


def test_a_passage_counts_its_article_its_words_and_its_meaning() -> None:
    assert CANDIDATES.passages() == pytest.approx({
        10: ARTICLE_WORDS + PASSAGE_WORDS - PASSAGE_MEANING,
        11: ARTICLE_WORDS - PASSAGE_WORDS - PASSAGE_MEANING,
        20: -ARTICLE_WORDS - PASSAGE_WORDS + PASSAGE_MEANING,
    })  # fmt: skip


def test_an_article_counts_its_best_passage() -> None:
    assert CANDIDATES.articles() == pytest.approx({
        1: ARTICLE_WORDS + PASSAGE_WORDS - PASSAGE_MEANING,
        2: -ARTICLE_WORDS - PASSAGE_WORDS + PASSAGE_MEANING,
    })  # fmt: skip


def test_best_first_and_nothing_of_nothing() -> None:
    assert list(Candidates({}, {}, {10: 0.2, 20: 0.8}, {10: 1, 20: 2}).passages()) == [20, 10]
    assert list(Candidates({}, {}, {10: 0.2, 20: 0.8, 11: 0.9}, {10: 1, 20: 2, 11: 1}).articles()) == [1, 2]
    assert Candidates({}, {}, {}, {}).passages() == Candidates({}, {}, {}, {}).articles() == {}
