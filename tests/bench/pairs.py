"""Pairs of texts and how alike they are: reprints, false friends, and what is neither."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from random import Random

from index.fingerprint import LIMITS, Likeness, Limits, compare, fingerprint, near_duplicates
from index.origins import SHARED_MINIMA
from tests.bench.edits import REPRINTS, RETELLINGS, Story, Supply, Texts, cut, marks, mingle, notices, reword

COPIED = 0.3
"""The longest run of equal words, as a share of the shorter article, from which two articles of one topic are no rivals."""


@dataclass(frozen=True)
class Trial:
    """A pair and how alike it is; `found` whether their minima make a candidate of it."""

    likeness: Likeness
    found: bool

    def hit(self, limits: Limits = LIMITS) -> bool:
        """Whether the pair is linked."""
        return self.found and near_duplicates(self.likeness, limits)


Trials = dict[str, list[Trial]]


def reprint_trials(sample: Sequence[Story], supply: Supply, random: Random) -> Trials:
    """Returns each story against its edited copies, and two edited copies against each other."""
    trials = {
        kind: [_trial(story.sentences, edit([*story.sentences], random, supply)) for story in sample]
        for kind, edit in REPRINTS.items()
    }
    light = reword(0.1)
    trials["two copies, each 10 % of words"] = [
        _trial(light([*story.sentences], random, supply), light([*story.sentences], random, supply)) for story in sample
    ]
    return trials


def false_friend_trials(sample: Sequence[Story], supply: Supply, random: Random) -> Trials:
    """Returns pairs of different stories that share a form, an outlet's notices or a quotation."""
    marked = [story for story in sample if any(marks(text) for text in story.sentences)]
    trials = {
        kind: [_trial(story.sentences, edit([*story.sentences], random, supply)) for story in marked]
        for kind, edit in RETELLINGS.items()
    }
    for share in (0.3, 0.6, 1, 2):
        trials[f"same notices, {share:.0%} of the shorter"] = list(
            _with_shared(sample, supply, random, share, lambda words: notices(words, random))
        )
    for share in (0.3, 0.6):
        trials[f"same quotation, {share:.0%} of the shorter"] = list(
            _with_shared(sample, supply, random, share, lambda words: _quotation(supply, words, random))
        )
    trials["same topic (most marks in common)"] = list(_rivals(sample, supply.stories))
    return trials


def digest_trials(sample: Sequence[Story], supply: Supply, random: Random) -> Trials:
    """Returns stories against digests that contain them, and copies that have 30 % of a story in common."""
    trials = {
        f"digest of {count} stories": [
            _trial(s.sentences, mingle(count)([*s.sentences], random, supply)) for s in sample
        ]
        for count in (2, 3, 4)
    }
    head, tail = cut(0, 0.7), cut(0.4, 1)
    trials["first 70 % and last 60 %"] = [
        _trial(head([*s.sentences], random, supply), tail([*s.sentences], random, supply)) for s in sample
    ]
    return trials


def longest_run(one: Story, other: Story) -> float:
    """Returns the longest run of equal words as a share of the shorter article."""
    left, right = " ".join(one.sentences).split(), " ".join(other.sentences).split()
    match = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
    return match.size / max(1, min(len(left), len(right)))


def _trial(one: Sequence[str], other: Sequence[str]) -> Trial:
    left, right = fingerprint(one), fingerprint(other)
    found = left.key == right.key or len({*left.minima} & {*right.minima}) >= SHARED_MINIMA
    return Trial(compare(left.features, right.features), found)


def supply_of(stories: Sequence[Story]) -> Supply:
    """Returns what edits draw on."""
    texts = [text for story in stories for text in story.sentences]
    words = [word for text in texts for word in text.split() if word.isalpha()]
    return Supply(words, [mark for text in texts for mark in marks(text)], stories)


def _with_shared(
    sample: Sequence[Story], supply: Supply, random: Random, share: float, make: Callable[[int], Texts]
) -> Iterator[Trial]:
    """Yields pairs of different stories with the same text after each, `share` of the shorter's words long."""
    for story in sample:
        other = random.choice([candidate for candidate in supply.stories if candidate.id != story.id])
        common = make(round(share * min(story.words, other.words)))
        yield _trial([*story.sentences, *common], [*other.sentences, *common])


def _quotation(supply: Supply, words: int, random: Random) -> Texts:
    source = random.choice([story for story in supply.stories if story.words >= words])
    return cut(0, words / source.words)([*source.sentences], random, supply)


def _rivals(sample: Sequence[Story], stories: Sequence[Story]) -> Iterator[Trial]:
    """Yields each story with the one that has most names and numbers in common with it, unless either was copied."""
    holders: dict[str, list[Story]] = {}
    for story in stories:
        for mark in {mark for text in story.sentences for mark in marks(text)}:
            holders.setdefault(mark, []).append(story)
    for story in sample:
        held = {mark for text in story.sentences for mark in marks(text)}
        shared = Counter(other for mark in held for other in holders[mark] if other.id != story.id)
        for rival, count in shared.most_common(1):
            if count >= 3 and longest_run(story, rival) < COPIED:
                yield _trial(story.sentences, rival.sentences)
