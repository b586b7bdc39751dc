"""Texts to one unit vector a token, through sentence-transformers."""

from collections.abc import Sequence
from threading import Lock

import numpy as np
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Transformer

from index.workers import Vectors

DOCUMENT_PROMPTS = ("document", "passage", "corpus")
"""What sentence-transformers calls the prompt of a document; the first one that a model has."""


class TokenEncoder:
    """The vectors of a text's own tokens; what stands before it, a prompt or a title, lends them its meaning."""

    def __init__(self, model: SentenceTransformer, busy: Lock) -> None:
        """Takes the model, and what is held while it is at work."""
        self._model = model
        self._busy = busy
        self._query = model.prompts.get("query") or ""
        self._document = next((prompt for name in DOCUMENT_PROMPTS if (prompt := model.prompts.get(name))), "")

    def query(self, text: str) -> Vectors:
        """Returns the vectors of the question's tokens, shape (tokens, dimension)."""
        return self._encode([("", text)], self._query)[0]

    def documents(self, texts: Sequence[tuple[str, str]]) -> list[Vectors]:
        """Returns for each pair of what stands before a text, and the text, the vectors of the text's tokens.

        Each has the shape (tokens, dimension); tokens past the model's window are left out, which may leave none.
        """
        return self._encode(texts, self._document)

    def _encode(self, texts: Sequence[tuple[str, str]], prompt: str) -> list[Vectors]:
        if not texts:
            return []
        joined = ["".join(pair) for pair in texts]
        with self._busy:
            rows = self._model.encode(joined, prompt=prompt, output_value="token_embeddings", show_progress_bar=False)
            told = self._model.tokenizer(
                [prompt + text for text in joined],
                truncation=True,
                max_length=self._model.max_seq_length,
                return_offsets_mapping=True,
                return_special_tokens_mask=True,
            )
        begins = [len(prompt) + len(before) for before, _ in texts]
        masks = zip(told["offset_mapping"], told["special_tokens_mask"], begins, strict=True)
        owns = [
            [not special and start >= begin for (start, _), special in zip(offsets, specials, strict=True)]
            for offsets, specials, begin in masks
        ]
        return [_unit(np.asarray(row)[own]) for row, own in zip(rows, owns, strict=True)]


def token_encoder(model: SentenceTransformer, busy: Lock) -> TokenEncoder | None:
    """Returns the encoder of a model's tokens; None for one that is no transformer or does not tell where its tokens stand."""
    known = isinstance(model[0], Transformer) and getattr(model.tokenizer, "is_fast", False)
    return TokenEncoder(model, busy) if known else None


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32)
