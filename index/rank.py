"""Three rankings of the candidates for a question, and their fusion into ranked passages and articles.

The words of the question are matched with whole articles and with passages, its meaning with passages. The article tells
what the report is about, the passage where it says what is asked; either alone misses what the other finds.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from index.fuse import best_part, standardised, weighted_sum

ARTICLE_WORDS = 0.06
PASSAGE_WORDS = 0.31
PASSAGE_MEANING = 0.63
"""Weights of the three legs, chosen on four question sets (docs/decisions.md)."""
NAMED = 1.0
"""What an article, or a passage of one, gains whose outlet the question names, in standard deviations of a leg (docs/decisions.md)."""
TIE = 1e-3
"""What tells apart articles that a reranker has not seen."""
SECOND = 0.1
"""What an article's second nearest passage counts beside its nearest."""


@dataclass(frozen=True)
class Candidates:
    """Scores of the candidates, higher is better; `owners` gives the article row of every passage row.

    `article_words` are BM25 scores by article row, `passage_words` BM25 scores and `passage_meaning` cosine
    similarities by passage row. `named` are the article rows of the outlets that the question names.
    """

    article_words: Mapping[int, float]
    passage_words: Mapping[int, float]
    passage_meaning: Mapping[int, float]
    owners: Mapping[int, int]
    named: Collection[int] = ()

    def passages(self) -> dict[int, float]:
        """Returns passage rows with their fused scores, best first."""
        articles = standardised(self.article_words)
        lowest = min(articles.values(), default=0.0)
        return weighted_sum(
            (ARTICLE_WORDS, {row: articles.get(owner, lowest) for row, owner in self.owners.items()}),
            (PASSAGE_WORDS, standardised(self.passage_words)),
            (PASSAGE_MEANING, standardised(self.passage_meaning)),
            (NAMED, {row: float(owner in self.named) for row, owner in self.owners.items()}),
        )

    def articles(self) -> dict[int, float]:
        """Returns article rows with their fused scores, each leg counting an article's best passages, best first."""
        return weighted_sum(
            (ARTICLE_WORDS, standardised(self.article_words)),
            (PASSAGE_WORDS, standardised(self._best(self.passage_words, 0.0))),
            (PASSAGE_MEANING, standardised(self._best(self.passage_meaning, SECOND))),
            (NAMED, {row: float(row in self.named) for row in [*self.article_words, *self.owners.values()]}),
        )

    def _best(self, passages: Mapping[int, float], second: float) -> dict[int, float]:
        """Returns each article's best score, with a share of its second best; one passage alone has the lowest."""
        scores: dict[int, list[float]] = {}
        for row, score in passages.items():
            scores.setdefault(self.owners[row], []).append(score)
        lowest = min(passages.values(), default=0.0)
        ranked = {owner: [*sorted(found, reverse=True), lowest] for owner, found in scores.items()}
        return {owner: (1 - second) * found[0] + second * found[1] for owner, found in ranked.items()}


def ranked_passages(whole: Candidates, parts: Sequence[Candidates]) -> dict[int, float]:
    """Returns passage rows, best first, for a question as a whole and in parts."""
    return best_part(whole.passages(), [part.passages() for part in parts])


def ranked_by_passages(
    passages: Mapping[int, float], candidates: Sequence[Candidates], articles: Mapping[int, float]
) -> dict[int, float]:
    """Returns article rows by their best of some `passages`, best first, the others behind them as in `articles`."""
    owners = {row: owner for found in candidates for row, owner in found.owners.items()}
    best: dict[int, float] = {}
    for row, score in passages.items():
        best[owners[row]] = max(score, best.get(owners[row], score))
    return weighted_sum((1.0, best), (TIE, articles))


def ranked_articles(whole: Candidates, parts: Sequence[Candidates]) -> dict[int, float]:
    """Returns article rows, best first, for a question as a whole and in parts."""
    return best_part(whole.articles(), [part.articles() for part in parts])
