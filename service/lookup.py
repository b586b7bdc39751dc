"""Guesses how a text goes on from where its last words stood before; the model then checks the guess in one go."""

from collections.abc import Sequence

GUESSES = {5: 12, 4: 8, 3: 3, 2: 2}
"""How many tokens are guessed, at most, by how many of the last ones agree, most first: who has copied five will copy on. Chosen by the time a batch takes (docs/decisions.md)."""


def lookup(text: Sequence[int]) -> list[int]:
    """Returns the tokens that followed the latest earlier place where the last tokens of `text` stood, as many of them as agree anywhere."""
    for size, most in GUESSES.items():
        last = list(text[-size:])
        for start in range(len(text) - size - 1, -1, -1):
            if text[start] == last[0] and list(text[start : start + size]) == last:
                return list(text[start + size : start + size + most])
    return []
