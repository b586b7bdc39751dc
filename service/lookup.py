"""Guesses how a text goes on from where its last words stood before; the model then checks the guess in one go."""

from collections.abc import Sequence

GUESS = 2
"""Most tokens guessed at a time; chosen by the time a batch takes (docs/decisions.md)."""
_LONGEST = 3
"""Tokens that must agree before a guess is made, at most; the longest agreement wins."""


def lookup(text: Sequence[int]) -> list[int]:
    """Returns up to `GUESS` tokens that followed the latest earlier place where the last tokens of `text` stood."""
    for size in range(min(_LONGEST, len(text) - 1), 1, -1):
        last = list(text[-size:])
        for start in range(len(text) - size - 1, -1, -1):
            if text[start] == last[0] and list(text[start : start + size]) == last:
                return list(text[start + size : start + size + GUESS])
    return []
