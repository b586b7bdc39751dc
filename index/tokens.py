"""Texts to one unit vector a token, through sentence-transformers."""

from collections.abc import Sequence

import numpy as np
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Transformer

from index.workers import Vectors, twin

DOCUMENT_PROMPTS = ("document", "passage", "corpus")
"""What sentence-transformers calls the prompt of a document; the first one that a model has."""


class TokenEncoder:
    """The vectors of a text's own tokens; what stands before it, a prompt or a title, lends them its meaning.

    It shares the model's weights and not its tokenizer, so that another thread may go on using the model.
    """

    def __init__(self, model: SentenceTransformer) -> None:
        self._model = twin(model)
        self._query = model.prompts.get("query") or ""
        self._document = next((model.prompts[name] for name in DOCUMENT_PROMPTS if name in model.prompts), "") or ""

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
        rows = self._model.encode(joined, prompt=prompt, output_value="token_embeddings", show_progress_bar=False)
        told = self._model.tokenizer(
            [prompt + text for text in joined],
            truncation=True,
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
        )
        begins = [len(prompt) + len(before) for before, _ in texts]
        masks = zip(told["offset_mapping"], told["special_tokens_mask"], begins, strict=True)
        owns = [
            [not special and end > begin for (_, end), special in zip(offsets, specials, strict=True)]
            for offsets, specials, begin in masks
        ]
        # Some tokenizers pad in front, and what they pad is not cut off.
        return [_unit(np.asarray(row.float())[len(row) - len(own) :][own]) for row, own in zip(rows, owns, strict=True)]


def token_encoder(model: SentenceTransformer) -> TokenEncoder | None:
    """Returns the encoder of a model's tokens; None for one that is no transformer or does not tell where its tokens stand."""
    known = isinstance(model[0], Transformer) and getattr(model.tokenizer, "is_fast", False)
    return TokenEncoder(model) if known else None


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32)
