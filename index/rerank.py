"""Passages read together with the question by a cross-encoder: slower than vectors and often truer; off by default."""

import logging
from collections.abc import Mapping, Sequence

import numpy as np
from safetensors import SafetensorError
from sentence_transformers import CrossEncoder

from index.embed import here_or_hub
from index.errors import RerankerMissingError
from index.fuse import standardised


class Reranker:
    """A sentence-transformers cross-encoder."""

    def __init__(self, name: str, model: CrossEncoder) -> None:
        self.name = name
        self._model = model

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Returns one score a text, higher is better; what lies past the model's window is not read."""
        if not texts:
            return []
        found = self._model.predict([(question, text) for text in texts], show_progress_bar=False)
        return [float(score) for score in np.asarray(found)]

    def ranked(self, question: str, texts: Mapping[int, str]) -> dict[int, float]:
        """Returns the rows of `texts` with their standardised scores, best first."""
        scores = standardised(dict(zip(texts, self.scores(question, list(texts.values())), strict=True)))
        return dict(sorted(scores.items(), key=lambda pair: -pair[1]))


def open_reranker(name: str | None) -> Reranker | None:
    """Loads the reranker of that name, if one is named; raises as `load_reranker` does."""
    return load_reranker(name) if name else None


def load_reranker(name: str) -> Reranker:
    """Loads a cross-encoder by sentence-transformers name or path, from this machine if it is here.

    Raises:
        RerankerMissingError: it is neither on this machine nor to be had from the hub, or gives no single score.
    """
    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
    try:
        model: CrossEncoder = here_or_hub(CrossEncoder, name)
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        message = (
            f"The reranker {name!r} cannot be loaded ({' '.join(str(error).split())[:200]}). If it is on the hub, connect "
            "once; or set BYLINE_RERANKER to a folder that holds a cross-encoder, or unset it."
        )
        raise RerankerMissingError(message) from error
    if model.num_labels != 1:
        message = (
            f"The reranker {name!r} gives {model.num_labels} scores a pair, not one. Set BYLINE_RERANKER to another."
        )
        raise RerankerMissingError(message)
    return Reranker(name, model)
