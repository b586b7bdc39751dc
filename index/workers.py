"""Many texts to vectors by two workers at once, each with half of the threads.

The threads that work on one batch wait for each other after every layer; two batches wait only once, at the end.
"""

import copy
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from itertools import chain

import numpy as np
import numpy.typing as npt
import torch
from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]
MANY = 64
"""Texts from which two workers pay: a batch of sentence-transformers for each."""


class Workers:
    """Embeds documents with one model; one call at a time."""

    def __init__(self, model: SentenceTransformer) -> None:
        self._model = model

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Returns one unit vector a text, shape (len(texts), dimension)."""
        threads = torch.get_num_threads()
        if len(texts) < MANY or threads == 1:
            return _encode(self._model, texts, threads)
        # By length, so that both have as much to do.
        places = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        halves = [places[::2], places[1::2]]
        with ThreadPoolExecutor(len(halves)) as pool:
            parts = pool.map(
                lambda model, half: _encode(model, [texts[place] for place in half], threads // 2),
                (self._model, self._twin),
                halves,
            )
            return np.concatenate(list(parts))[np.argsort(np.concatenate(halves))]

    @cached_property
    def _twin(self) -> SentenceTransformer:
        return twin(self._model)


def twin(model: SentenceTransformer) -> SentenceTransformer:
    """Returns a model with the same weights in memory, and a tokenizer of its own, which two threads cannot share."""
    return copy.deepcopy(model, {id(own): own for own in chain(model.parameters(), model.buffers())})


def _encode(model: SentenceTransformer, texts: Sequence[str], threads: int) -> Vectors:
    with at_most(threads):
        vectors = model.encode_document(list(texts), normalize_embeddings=True, show_progress_bar=False)
    return np.asarray(vectors, dtype=np.float32)


@contextmanager
def at_most(threads: int) -> Iterator[None]:
    """Keeps torch to so many threads in the thread that asks."""
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    try:
        yield
    finally:
        torch.set_num_threads(before)
