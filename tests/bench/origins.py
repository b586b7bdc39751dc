"""How well near-duplicates are told from false friends, on pairs made of real texts: `python -m tests.bench.origins`.

Arguments are files or folders of articles, eval/gold/articles if there are none. Reprints are edited copies; false
friends are the same form filled in for another event, and different stories with the same notices or quotation. All
pairs of the articles themselves are tried as well; hits are listed with the longest run of words that both have.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random
from statistics import mean, median

from rich.console import Console
from rich.table import Table

from index.articles import Article
from index.fingerprint import LIMITS, Fingerprint, Limits, compare, fingerprint, near_duplicates
from index.origins import SHARED_MINIMA
from index.plaintext import reportable
from index.read import read_paths
from index.sentences import split_sentences
from tests.bench.edits import Story
from tests.bench.pairs import Trials, digest_trials, false_friend_trials, longest_run, reprint_trials, supply_of

SAMPLE = 400
SEED = 7
GRID = tuple(
    Limits(resemblance, share, few, containment)
    for resemblance, share, few, containment in product((0.25, 0.3, 0.4), (0.0, 0.6, 0.75, 0.9), (2, 4), (0.0, 0.7))
    if few == LIMITS.few_marks or containment
)


def main(paths: Sequence[str]) -> None:
    """Prints the tables."""
    console = Console(width=120)
    stories = read([Path(path) for path in paths] or [Path("eval/gold/articles")])
    chosen = [story for story in stories if 40 <= story.words <= 3000]
    random = Random(SEED)  # noqa: S311
    sample = random.sample(chosen, min(SAMPLE, len(chosen)))
    supply = supply_of(chosen)
    console.print(f"{len(stories)} articles, {len(sample)} of them edited")
    reprints, friends = reprint_trials(sample, supply, random), false_friend_trials(sample, supply, random)
    console.print(kinds_table("Reprints: share linked (recall)", reprints))
    console.print(kinds_table("False friends: share linked (errors)", friends))
    console.print(kinds_table("Not counted: either answer can be defended", digest_trials(sample, supply, random)))
    console.print(grid_table(reprints, friends))
    console.print(natural_table(stories))


def read(paths: Sequence[Path]) -> list[Story]:
    """Returns the articles under paths as their reportable sentences."""
    articles = [item for item in read_paths(paths) if isinstance(item, Article)]
    return [
        Story(a.id, tuple(s.text for s in reportable(a.text, split_sentences(a.text, a.language), a.title)))
        for a in articles
    ]


def kinds_table(title: str, trials: Trials) -> Table:
    """Returns the share of pairs that are linked by the chosen limits, for each kind."""
    table = Table("kind", "pairs", "linked", "if all were compared", "resemblance", "marks", title=title)
    for kind, pairs in trials.items():
        compared = mean(replace(pair, found=True).hit() for pair in pairs)
        likeness = [pair.likeness for pair in pairs]
        table.add_row(
            kind,
            str(len(pairs)),
            f"{mean(pair.hit() for pair in pairs):.3f}",
            f"{compared:.3f}",
            f"{median(one.resemblance for one in likeness):.2f}",
            f"{median(one.marks for one in likeness):.2f}",
        )
    return table


def grid_table(reprints: Trials, friends: Trials) -> Table:
    """Returns recall and precision for each choice of limits, kinds weighed alike."""
    table = Table(
        "resemblance", "marks", "few marks", "containment", "recall", "errors", "precision", "F1", title="Grid"
    )
    for limits in GRID:
        recall = mean(mean(pair.hit(limits) for pair in pairs) for pairs in reprints.values())
        errors = mean(mean(pair.hit(limits) for pair in pairs) for pairs in friends.values())
        precision = recall / (recall + errors)
        row = [recall, errors, precision, 2 * precision * recall / (precision + recall)]
        names = [limits.resemblance, limits.marks, limits.few_marks, limits.containment]
        table.add_row(*map(str, names), *(f"{value:.3f}" for value in row), style="bold" if limits == LIMITS else "")
    return table


def natural_table(stories: Sequence[Story]) -> Table:
    """Returns the pairs of different articles that are linked, or nearly so, and not of equal words."""
    prints = [fingerprint(story.sentences) for story in stories]
    pairs = candidates(prints)
    different = [(one, other) for one, other in pairs if prints[one].key != prints[other].key]
    title = f"{len(stories) * (len(stories) - 1) // 2} pairs: {len(pairs)} candidates, {len(pairs) - len(different)} of equal words, and"
    table = Table("article", "article", "resemblance", "marks", "of", "longest run / shorter", "linked", title=title)
    for one, other in different:
        likeness = compare(prints[one].features, prints[other].features)
        if likeness.resemblance >= LIMITS.resemblance - 0.05:
            numbers = [
                likeness.resemblance,
                likeness.marks,
                likeness.mark_count,
                longest_run(stories[one], stories[other]),
            ]
            linked = "yes" if near_duplicates(likeness) else "no"
            table.add_row(stories[one].id, stories[other].id, *(f"{number:.2f}" for number in numbers), linked)
    return table


def candidates(prints: Sequence[Fingerprint]) -> list[tuple[int, int]]:
    """Returns the pairs that share enough minima."""
    holders: dict[int, list[int]] = {}
    shared: Counter[tuple[int, int]] = Counter()
    for number, found in enumerate(prints):
        for minimum in found.minima:
            shared.update((other, number) for other in holders.setdefault(minimum, []))
            holders[minimum].append(number)
    return [pair for pair, count in shared.items() if count >= SHARED_MINIMA]


if __name__ == "__main__":
    main(sys.argv[1:])
