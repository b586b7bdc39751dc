"""The passages' vectors in Chroma; the only module that imports it, and nothing here that the catalog cannot rebuild."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.api.types import Include
from chromadb.config import Settings
from chromadb.errors import ChromaError

from index.errors import IndexDamagedError
from index.workers import Vectors

_COLLECTION = "passages"
_MEND = "Run `byline doctor --rebuild-vectors`, which restores the vectors from the catalog."
_HNSW: CreateHNSWConfiguration = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 400}
"""Chroma's own (16, 100, 100) missed 4 % of the 200 nearest, and cost 1.5 points of hit@1 (docs/decisions.md)."""
FEW = 2_000
"""Keys up to which they are compared one by one: of 100,000 passages 300 take 15 ms, where the graph took 115; 1,600 take 94 and 58,
but only once (docs/performance.md)."""
_TINY = float(np.finfo(np.float32).tiny)
_DISTANCES: Include = ["distances"]
_SAME = 1e-5
"""Cosine distance of a vector from itself, as rounding leaves it."""


class VectorStore:
    """One cosine collection; ids are the catalog's passage keys. Several processes may read, one may write."""

    def __init__(self, folder: Path, *, make: bool = True) -> None:
        """Opens the store; a missing one is made, which a reader must not ask for.

        Raises:
            IndexDamagedError: Chroma cannot open it, or it is missing and not to be made.
        """
        self._few: tuple[Sequence[str], Vectors] | None = None
        if not make and not (folder / "chroma.sqlite3").exists():
            raise IndexDamagedError(f"There are no vectors in {folder}. {_MEND}")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
            self._collection = self._client.get_or_create_collection(
                _COLLECTION, embedding_function=None, configuration={"hnsw": _HNSW}
            )
        except (ChromaError, ValueError, OSError) as error:
            raise IndexDamagedError(f"The vectors in {folder} cannot be opened ({error}). {_MEND}") from error

    def close(self) -> None:
        """Lets go of the files; another store may then be opened on the same folder and sees newer writes."""
        cast("Client", self._client).close()

    def put(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Adds or replaces the vectors of `keys`."""
        self._few = None
        step = self._client.get_max_batch_size()
        for start in range(0, len(keys), step):
            self._collection.upsert(ids=list(keys[start : start + step]), embeddings=vectors[start : start + step])

    def remove(self, keys: Sequence[str]) -> None:
        """Deletes the vectors of `keys`; those that are not there are passed over."""
        self._few = None
        step = self._client.get_max_batch_size()
        for start in range(0, len(keys), step):
            self._collection.delete(ids=list(keys[start : start + step]))

    def nearest(self, vector: Vectors, limit: int, among: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """Returns up to `limit` keys with their cosine similarity, best first; `among` restricts the keys.

        Raises:
            IndexDamagedError: Chroma cannot answer, most often because a key of `among` has no vector.
        """
        if among is not None and len(among) <= FEW:
            return self._compared(vector, limit, among)
        only: dict[str, Any] = {} if among is None else {"ids": list(among)}
        try:
            found = self._collection.query(
                query_embeddings=vector[np.newaxis, :], n_results=limit, include=_DISTANCES, **only
            )
        except ChromaError as error:
            raise IndexDamagedError(f"The vectors cannot be searched ({error}). {_MEND}") from error
        distances = cast("list[list[float]]", found["distances"])
        return [(key, 1.0 - distance) for key, distance in zip(found["ids"][0], distances[0], strict=True)]

    def _compared(self, vector: Vectors, limit: int, among: Sequence[str]) -> list[tuple[str, float]]:
        """Compares each of a few: the graph, told to leave out nearly all, would visit nearly all.

        Their vectors are kept for the next question: filters stay while questions change.
        """
        if not among:
            return []
        if self._few is None or self._few[0] != among:
            rows = self.vectors(among)
            self._few = (among, rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _TINY))
        cosines = self._few[1] @ (vector / max(float(np.linalg.norm(vector)), _TINY))
        best = np.argsort(-cosines, kind="stable")[:limit]
        return [(among[place], float(cosines[place])) for place in best]

    def keys(self) -> set[str]:
        """Returns every key that has a vector.

        Raises:
            IndexDamagedError: Chroma cannot list them.
        """
        try:
            return set(self._collection.get(include=[])["ids"])
        except ChromaError as error:
            raise IndexDamagedError(f"The vectors cannot be listed ({error}). {_MEND}") from error

    def vectors(self, keys: Sequence[str]) -> Vectors:
        """Returns the vectors of `keys`, in their order.

        Raises:
            IndexDamagedError: Chroma cannot read them, or one is missing.
        """
        try:
            found = self._collection.get(ids=list(keys), include=["embeddings"])
        except ChromaError as error:
            raise IndexDamagedError(f"The vectors cannot be read ({error}). {_MEND}") from error
        rows = dict(zip(found["ids"], cast("Vectors", found["embeddings"]), strict=True))
        if len(rows) != len(keys):
            raise IndexDamagedError(f"{len(keys) - len(rows)} vectors cannot be read. {_MEND}")
        return np.asarray([rows[key] for key in keys], dtype=np.float32)

    def unreachable(self, keys: Sequence[str]) -> list[str]:
        """Returns the keys that a search by their own vector does not find: live records that the graph has lost.

        Chroma can lose them after much adding and deleting (its issue 7758). Among equal vectors any may come first.

        Raises:
            IndexDamagedError: Chroma cannot read or search the vectors.
        """
        if not keys:
            return []
        try:
            found = self._collection.query(query_embeddings=self.vectors(keys), n_results=10, include=_DISTANCES)
        except ChromaError as error:
            raise IndexDamagedError(f"The vectors cannot be searched ({error}). {_MEND}") from error
        distances = cast("list[list[float]]", found["distances"])
        return [
            key
            for key, near, far in zip(keys, found["ids"], distances, strict=True)
            if key not in near and far[-1] > _SAME
        ]
