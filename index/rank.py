"""Three rankings of the candidates for a question, and their fusion into ranked passages and articles.

The words of the question are matched with whole articles and with passages, its meaning with passages. The article tells
what the report is about, the passage where it says what is asked; either alone misses what the other finds.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from index.fuse import standardised, weighted_sum

ARTICLE_WORDS = 0.25
PASSAGE_WORDS = 0.25
PASSAGE_MEANING = 0.5
"""Weights of the three legs, chosen on four question sets (docs/decisions.md)."""


@dataclass(frozen=True)
class Candidates:
    """Scores of the candidates, higher is better; `owners` gives the article row of every passage row.

    `article_words` are BM25 scores by article row, `passage_words` BM25 scores and `passage_meaning` cosine
    similarities by passage row.
    """

    article_words: Mapping[int, float]
    passage_words: Mapping[int, float]
    passage_meaning: Mapping[int, float]
    owners: Mapping[int, int]

    def passages(self) -> dict[int, float]:
        """Returns passage rows with their fused scores, best first."""
        articles = standardised(self.article_words)
        lowest = min(articles.values(), default=0.0)
        return weighted_sum(
            (ARTICLE_WORDS, {row: articles.get(owner, lowest) for row, owner in self.owners.items()}),
            (PASSAGE_WORDS, standardised(self.passage_words)),
            (PASSAGE_MEANING, standardised(self.passage_meaning)),
        )

    def articles(self) -> dict[int, float]:
        """Returns article rows with their fused scores, each leg counting an article's best passage, best first."""
        return weighted_sum(
            (ARTICLE_WORDS, standardised(self.article_words)),
            (PASSAGE_WORDS, standardised(self._best(self.passage_words))),
            (PASSAGE_MEANING, standardised(self._best(self.passage_meaning))),
        )

    def _best(self, passages: Mapping[int, float]) -> dict[int, float]:
        best: dict[int, float] = {}
        for row, score in passages.items():
            owner = self.owners[row]
            best[owner] = max(score, best.get(owner, score))
        return best
