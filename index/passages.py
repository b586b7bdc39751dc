"""Sentences to passages: runs of whole sentences that fit the embedder's window."""

from collections.abc import Sequence

from index.articles import Passage, Sentence


def split_passages(sentences: Sequence[Sentence], tokens: Sequence[int], max_tokens: int) -> list[Passage]:
    """Packs sentences in order into passages of at most `max_tokens`; a longer sentence stands alone.

    Args:
        sentences: An article's sentences in order.
        tokens: The length of each sentence in the embedder's tokens.
        max_tokens: The longest passage, in tokens.
    """
    bounds = _bounds(tokens, max_tokens)
    return [Passage(a, b, " ".join(s.text for s in sentences[a:b])) for a, b in bounds]


def _bounds(tokens: Sequence[int], max_tokens: int) -> list[tuple[int, int]]:
    bounds: list[tuple[int, int]] = []
    first, used = 0, 0
    for position, length in enumerate(tokens):
        if position > first and used + length > max_tokens:
            bounds.append((first, position))
            first, used = position, 0
        used += length
    if first < len(tokens):
        bounds.append((first, len(tokens)))
    return bounds
