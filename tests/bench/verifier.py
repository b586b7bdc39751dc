"""How well the check of citations tells true claims from corrupted ones: `python -m tests.bench.verifier ARTICLES [ARTICLES…]`.

Every claim is checked against the one sentence that it was made from, with the article's title for the question. Precision
is the share of accepted claims that are true when true and corrupted ones are equally frequent, recall that of the true ones accepted.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from rich.console import Console
from rich.table import Table

from index.articles import Article, ArticleInfo, Evidence, Sentence
from index.read import read_paths
from service.answering.attribute import attribute
from tests.bench.corruptions import false_claims, sentences, true_claims


@dataclass
class Tally:
    """Claims seen and accepted, by kind."""

    seen: Counter[str] = field(default_factory=Counter)
    accepted: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """Share of the claims accepted."""
        return self.accepted.total() / max(self.seen.total(), 1)


def judge(articles: Sequence[Article], most: int, seed: int = 0) -> tuple[Tally, Tally]:
    """Returns the tallies of true and of corrupted claims of up to `most` sentences."""
    random = Random(seed)  # noqa: S311
    true, false = Tally(), Tally()
    pool = [(article, found) for article in articles if len(found := sentences(article.text)) > 1]
    chosen = [(article, found, n) for article, found in pool for n in range(len(found))]
    for article, found, number in random.sample(chosen, min(most, len(chosen))):
        sentence = found[number]
        evidence = _evidence(article, sentence)
        for kind, claim in true_claims(sentence, random):
            _judge(true, kind, claim, evidence)
        for kind, claim in false_claims(sentence, found[:number] + found[number + 1 :], random):
            _judge(false, kind, claim, evidence)
    return true, false


def _evidence(article: Article, sentence: str) -> Evidence:
    info = ArticleInfo(article.id, article.title, article.source, None, article.published, None, "en", article.id)
    return Evidence(info, Sentence(0, len(sentence), sentence), 1.0)


def _judge(tally: Tally, kind: str, claim: str, evidence: Evidence) -> None:
    tally.seen[kind] += 1
    tally.accepted[kind] += all(item.evidence for item in attribute(claim, evidence.article.title, [evidence]))


def precision(true: Tally, false: Tally) -> float:
    """Share of the accepted that is true, were both equally frequent."""
    return true.share / max(true.share + false.share, 1e-9)


def main() -> None:
    """Prints precision, recall and the shares by kind."""
    console = Console()
    for path in sys.argv[1:]:
        true, false = judge([item for item in read_paths([Path(path)]) if isinstance(item, Article)], 1000)
        table = Table(
            "claims",
            "kind",
            "n",
            "accepted",
            title=f"{path}: precision {precision(true, false):.3f}, recall {true.share:.3f}",
        )
        for name, tally in (("true", true), ("corrupted", false)):
            for kind, seen in sorted(tally.seen.items()):
                table.add_row(name, kind, str(seen), f"{tally.accepted[kind] / seen:.3f}")
        console.print(table)


if __name__ == "__main__":
    main()
