"""Questions and tokens asked of one embedder by several threads: its tokenizer pads and cuts as it was told last, so they take turns."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sentence_transformers import SentenceTransformer

from index.embed import Embedder, load_embedder
from index.workers import Vectors


def test_threads_take_turns_at_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    embedder, inside, most = load_embedder(), list[int](), list[int]()
    encode = SentenceTransformer.encode

    def watched(model: SentenceTransformer, *arguments: object, **options: object) -> object:
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.01)
        try:
            return encode(model, *arguments, **options)  # type: ignore[call-overload]
        finally:
            inside.pop()

    monkeypatch.setattr(SentenceTransformer, "encode", watched)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: _asked(embedder, number), range(18)))
    assert len(most) == 18
    assert max(most) == 1


def _asked(embedder: Embedder, number: int) -> Vectors:
    assert embedder.tokens is not None
    if number % 3 == 0:
        return embedder.tokens.query(f"Which ferry sailed to pier {number}?")
    if number % 3 == 1:
        return embedder.encode_query(f"Which ferry sailed to pier {number}?")
    return embedder.encode_documents([f"The ferry sailed to pier {number}."])
