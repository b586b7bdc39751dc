"""What happens to an article on its way into another paper, and what only looks like it: pairs made of real texts."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

_WORD = re.compile(r"\w+")
_FILLER = (
    "This report is part of our daily service for readers in the region.",
    "The editors welcome corrections, which can be sent to the desk by letter or through the form on our pages.",
    "All times are local unless stated otherwise, and all amounts have been converted at the rate of the day.",
    "Our newsroom is funded by its members, who decide every spring how the budget for the year is to be spent.",
    "Readers who hold a yearly pass can open the archive and listen to a spoken version of every text.",
    "Photographs may not be used elsewhere without the written consent of the picture desk.",
    "Opinions in letters are those of their authors, and we shorten them where space demands it.",
    "A weekly digest of the most read stories goes out on Friday afternoons to everyone on the list.",
    "We use small files stored on your device to count visits and to remember which edition you prefer.",
    "If you have seen something that we ought to look into, the tip line is open around the clock.",
    "The puzzle page, the television guide and the tide tables have moved to the back of the paper.",
    "Deliveries are made before seven in the morning on working days and before eight at weekends.",
    "Small advertisements are accepted until noon on the day before they are to appear.",
    "Some of the links above lead to shops that pay us a share when something is bought through them.",
    "The text was checked by two editors before it went out, as our code of practice requires.",
    "Join the discussion below, keep it civil, and flag whatever breaks the rules of the house.",
)


@dataclass(frozen=True)
class Story:
    """An article as its reportable sentences, with its topic, if its collection names one."""

    id: str
    sentences: tuple[str, ...]

    @property
    def words(self) -> int:
        """The number of words separated by white space."""
        return sum(len(sentence.split()) for sentence in self.sentences)


@dataclass(frozen=True)
class Supply:
    """What edits draw on: `words` to put in place of others, `marks` (names, numbers), and other `stories`."""

    words: Sequence[str]
    marks: Sequence[str]
    stories: Sequence[Story]


Texts = list[str]
Edit = Callable[[Texts, Random, Supply], Texts]


def cut(start: float, end: float) -> Edit:
    """Keeps the words from one fraction of the text to another, breaking off within a sentence."""

    def edit(texts: Texts, _: Random, __: Supply) -> Texts:
        total = sum(len(text.split()) for text in texts)
        first, last = round(total * start), round(total * end)
        kept, position = [], 0
        for text in texts:
            words = text.split()
            kept.append(" ".join(words[max(0, first - position) : max(0, last - position)]))
            position += len(words)
        return [text for text in kept if text]

    return edit


def reword(share: float) -> Edit:
    """Replaces (two in three) or deletes (one in three) a share of the words at random; those with digits stay."""

    def word(old: str, random: Random, supply: Supply) -> str:
        if random.random() >= share or any(character.isdigit() for character in old):
            return old
        return "" if random.random() < 1 / 3 else random.choice(supply.words)

    def edit(texts: Texts, random: Random, supply: Supply) -> Texts:
        return [" ".join(word(old, random, supply) for old in text.split()) for text in texts]

    return edit


def reorder(texts: Texts, random: Random, _: Supply) -> Texts:
    """Shuffles the sentences."""
    return random.sample(texts, len(texts))


def append(share: float) -> Edit:
    """Adds an outlet's notices at the end, as many words as `share` of the article's."""
    return lambda texts, random, _: texts + notices(round(share * _count(texts)), random)


def prepend(share: float) -> Edit:
    """Adds an outlet's notices at the beginning."""
    return lambda texts, random, _: notices(round(share * _count(texts)), random) + texts


def retell(share: float) -> Edit:
    """Puts other names and numbers for a share of the distinct ones: the same form filled in for another event."""

    def edit(texts: Texts, random: Random, supply: Supply) -> Texts:
        swaps = {m: random.choice(supply.marks) for text in texts for m in marks(text) if random.random() < share}
        return [_WORD.sub(lambda match: swaps.get(match.group(), match.group()), text) for text in texts]

    return edit


def mingle(count: int) -> Edit:
    """Appends whole other stories: a digest of `count` stories in all."""
    return lambda texts, random, supply: (
        texts + [text for story in random.sample(supply.stories, count - 1) for text in story.sentences]
    )


def chain(*edits: Edit) -> Edit:
    """Does one edit after another."""

    def edit(texts: Texts, random: Random, supply: Supply) -> Texts:
        for step in edits:
            texts = step(texts, random, supply)
        return texts

    return edit


def notices(words: int, random: Random) -> Texts:
    """Returns sentences of house notices of about `words` words, each used again only when all have been."""
    texts: Texts = []
    while words > 0:
        for text in random.sample(_FILLER, len(_FILLER)):
            if words > 0:
                texts.append(text)
                words -= len(text.split())
    return texts


def marks(text: str) -> list[str]:
    """Returns the numbers of a sentence and its capitalised words but the first."""
    found = _WORD.findall(text)
    return [w for number, w in enumerate(found) if any(c.isdigit() for c in w) or (number and w[0].isupper())]


def _count(texts: Texts) -> int:
    return sum(len(text.split()) for text in texts)


REPRINTS: dict[str, Edit] = {
    "re-titled": chain(),
    "first 70 %": cut(0, 0.7),
    "first 50 %": cut(0, 0.5),
    "last 60 %": cut(0.4, 1),
    "middle 50 %": cut(0.25, 0.75),
    "5 % of words": reword(0.05),
    "10 % of words": reword(0.1),
    "20 % of words": reword(0.2),
    "sentences reordered": reorder,
    "notices + 30 % after": append(0.3),
    "notices + 100 % after": append(1),
    "notices + 30 % before": prepend(0.3),
    "reordered, 10 % of words": chain(reorder, reword(0.1)),
    "first 70 %, 5 % of words": chain(cut(0, 0.7), reword(0.05)),
    "first 70 %, notices + 50 %": chain(cut(0, 0.7), append(0.5)),
    "first 50 %, 10 % of words": chain(cut(0, 0.5), reword(0.1)),
    "last 60 %, 10 % of words, notices + 50 %": chain(cut(0.4, 1), reword(0.1), append(0.5)),
}
"""Edits after which an article is still the same witness."""
RETELLINGS: dict[str, Edit] = {
    "half of the names, numbers": retell(0.5),
    "70 % of the names, numbers": retell(0.7),
    "all names and numbers": retell(1),
    "70 % of them, 5 % of words": chain(retell(0.7), reword(0.05)),
}
"""Edits after which an article reports another event in the same form."""
