"""What near-duplicate articles share: word pairs, names and numbers, and a MinHash signature to find them by."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from datasketch import MinHash
    from numpy.typing import NDArray

# numpy and datasketch are imported where they are used: who only reads, as a server that opens its port, does without them.

COMPARED_WORDS = 2
"""Words in the shingles that articles are compared by."""
SOUGHT_WORDS = 3
"""Words in the shingles that candidates are found by."""
MINIMA = 32
"""Permutations of the MinHash signature."""
MIN_WORDS = 20
"""A shorter article is a near-duplicate only of one with the same words: too little is left to compare."""

_CHUNK = 4096
"""Shingles permuted at a time, so that a huge article costs megabytes and not gigabytes."""
_SINGLE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
"""Kana and Han, written without spaces: every character counts as a word."""
_WORD = re.compile(rf"[{_SINGLE}]|[^\W{_SINGLE}]+")
_ACCENT = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True)
class Features:
    """The sets that articles are compared by, each as sorted, distinct, unsigned 32-bit hashes, packed.

    `marks` are the names and numbers, by which reports that fill in the same form differ.
    """

    shingles: bytes
    marks: bytes


@dataclass(frozen=True)
class Fingerprint:
    """`key` is equal for equal words; `minima` has MINIMA numbers of 37 bits, or none below MIN_WORDS."""

    key: int
    features: Features
    minima: tuple[int, ...]


@dataclass(frozen=True)
class Likeness:
    """How much two articles share, each from 0 to 1.

    `resemblance` is the shared part of all their shingles, `containment` that of the smaller set of shingles, `marks`
    that of the smaller set of marks, which has `mark_count` (1 if it has none).
    """

    resemblance: float
    containment: float
    marks: float
    mark_count: int


@dataclass(frozen=True)
class Limits:
    """What near-duplicates have at least; `containment` only where there are fewer than `few_marks` marks to compare."""

    resemblance: float
    marks: float
    few_marks: int
    containment: float


LIMITS = Limits(resemblance=0.3, marks=0.75, few_marks=4, containment=0.7)
"""Chosen by `python -m tests.bench.origins`, on edited copies and false friends made of two collections.

Linked, of 30 articles of 250 to 3,000 words: 98 % of reprints (all that were cut, reordered, re-titled, had notices
added or a word in ten changed; 97 % with a word in five changed; 87 % of those cut, reworded and lengthened at once)
and none of 328 false friends. Of 400 passages, mostly of 50 to 240 words: 94 % of reprints, and 7 % of the pairs that
differ in half of their names and numbers, 3 % where they differ in 70 %, 1 of 1,600 with common notices, none of 1,099
on the same topic or with a common quotation. Of 10.5 million pairs of different articles 75 were linked, all copies.

A resemblance of 0.25 finds 1 % more, but links live reports of two matches, and more stories by way of a digest that
has both. Without marks, half of the false friends are linked. Where marks are few, notices as long as the story would
decide, so there the containment has to exceed their share. A wrong link weighs more than a missed one: wrong links add
up to one large group, whereas a missed reprint is often linked by way of another.
"""


def fingerprint(texts: Sequence[str]) -> Fingerprint:
    """Returns the fingerprint of an article given as its sentences, without title and boilerplate."""
    words: list[str] = []
    marks: set[str] = set()
    for text in texts:
        found = _WORD.findall(_ACCENT.sub("", unicodedata.normalize("NFKD", text)))
        words += [word.casefold() for word in found]
        marks.update(word.casefold() for number, word in enumerate(found) if _is_mark(word, first=number == 0))
    features = Features(_hashes(_shingles(words, COMPARED_WORDS)).tobytes(), _hashes(marks).tobytes())
    return Fingerprint(_key(words), features, _minima(words) if len(words) >= MIN_WORDS else ())


def compare(one: Features, other: Features) -> Likeness:
    """Returns how much two articles share; exact, and the same whichever comes first."""
    shared, few, many = _overlap(one.shingles, other.shingles)
    shared_marks, few_marks, _ = _overlap(one.marks, other.marks)
    return Likeness(
        resemblance=shared / max(1, few + many - shared),
        containment=shared / max(1, few),
        marks=shared_marks / few_marks if few_marks else 1.0,
        mark_count=few_marks,
    )


def near_duplicates(likeness: Likeness, limits: Limits = LIMITS) -> bool:
    """Whether articles that share so much are one witness."""
    tells = likeness.mark_count >= limits.few_marks or likeness.containment >= limits.containment
    return likeness.resemblance >= limits.resemblance and likeness.marks >= limits.marks and tells


def marks_of(features: Features) -> frozenset[int]:
    """Returns the marks as numbers, for `may_be_near_duplicates`."""
    return frozenset(memoryview(features.marks).cast("I"))


def may_be_near_duplicates(marks: frozenset[int], other: Features, limits: Limits = LIMITS) -> bool:
    """Whether two articles share enough marks to be near-duplicates, in a tenth of the time of `compare`.

    Reports that fill in the same form share most of their words: each would be compared with every other.
    """
    theirs = memoryview(other.marks).cast("I")
    return len(marks.intersection(theirs)) >= limits.marks * min(len(marks), len(theirs))


def _is_mark(word: str, *, first: bool) -> bool:
    """Whether a word is a number, or a name: capitalised, though not the first of its sentence."""
    return not word.isalpha() or (word[0].isupper() and not first)


def _hashes(items: Iterable[str]) -> "NDArray[np.uint32]":
    import numpy as np

    return np.unique(np.fromiter((crc32(item.encode("utf-8", "surrogatepass")) for item in items), dtype=np.uint32))


def _key(words: list[str]) -> int:
    digest = blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _shingles(words: list[str], length: int) -> Iterable[str]:
    return map(" ".join, zip(*(words[start:] for start in range(length)), strict=False))


def _minima(words: list[str]) -> tuple[int, ...]:
    """Returns the signature, with the number of its permutation in the upper half of each minimum."""
    sketch = _nothing().copy()
    hashes = _hashes(_shingles(words, SOUGHT_WORDS))
    for start in range(0, len(hashes), _CHUNK):
        sketch.update_batch(hashes[start : start + _CHUNK])
    return tuple(number << 32 | minimum for number, minimum in enumerate(sketch.hashvalues.tolist()))


def _overlap(one: bytes, other: bytes) -> tuple[int, int, int]:
    """Returns how many hashes two sets share, and the sizes of the smaller and the larger."""
    import numpy as np

    left, right = np.frombuffer(one, np.uint32), np.frombuffer(other, np.uint32)
    shared = len(np.intersect1d(left, right, assume_unique=True))
    return shared, min(len(left), len(right)), max(len(left), len(right))


@cache
def _nothing() -> "MinHash":
    from datasketch import MinHash

    return MinHash(num_perm=MINIMA, seed=1, hashfunc=int, scheme="affine32")
