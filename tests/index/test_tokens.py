"""A text's own tokens: no prompt, no title, no special token among them, and none of a model that has none."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from index.embed import Embedder, load_embedder
from index.tokens import TokenEncoder, token_encoder

from .models import WINDOW, bi_encoder


@pytest.fixture(scope="module")
def tokens(embedder: Embedder) -> TokenEncoder:
    assert embedder.tokens is not None
    return embedder.tokens


def test_each_token_has_one_vector_of_unit_length(tokens: TokenEncoder, embedder: Embedder) -> None:
    question = "Who signed the treaty?"
    vectors = tokens.query(question)
    assert vectors.shape == (*embedder.count_tokens([question]), embedder.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_what_stands_before_a_text_gives_meaning_but_no_vectors(tokens: TokenEncoder) -> None:
    alone, behind, other = tokens.documents(
        [
            ("", "The bank closed."),
            ("Flood on the river. ", "The bank closed."),
            ("Run on savings. ", "The bank closed."),
        ]
    )
    assert alone.shape == behind.shape == other.shape
    bank = 1
    assert float(behind[bank] @ other[bank]) < 0.95


def test_texts_come_back_in_their_order_whatever_their_length(tokens: TokenEncoder) -> None:
    texts = [("", "No."), ("A title. ", "The ministry said nothing of it on Monday."), ("", "Yes, so it is.")]
    together = tokens.documents(texts)
    for text, vectors in zip(texts, together, strict=True):
        assert np.allclose(vectors, tokens.documents([text])[0], atol=1e-4)
    assert tokens.documents([]) == []


def test_past_the_window_there_are_no_tokens(tokens: TokenEncoder, embedder: Embedder) -> None:
    cut, none = tokens.documents([("", "ferry " * 400), ("ferry " * 400, "The ferry.")])
    assert len(cut) == embedder.window - 2, "two are special"
    assert none.shape == (0, embedder.dimension)


def test_a_prompt_is_no_part_of_the_question(tmp_path: Path) -> None:
    embedder = load_embedder(str(bi_encoder(tmp_path / "e5")))
    assert embedder.tokens is not None
    asked, told = embedder.tokens.query("北京"), embedder.tokens.documents([("", "北京")])[0]
    assert len(asked) == len(told) == 2
    assert not np.allclose(asked, told, atol=1e-3), "the prefixes make a difference"
    window, prefix = embedder.tokens.documents([("", "a " * 200)])[0], embedder.count_tokens(["passage: "])[0]
    assert len(window) == WINDOW - 2 - prefix, "two are special"


def test_texts_of_unlike_length_are_told_apart_by_a_model_that_pads_in_front(tmp_path: Path) -> None:
    model = SentenceTransformer(str(bi_encoder(tmp_path / "e5")), device="cpu")
    texts = [("T. ", "a b c d e f g"), ("A title. ", "a b"), ("", "c")]
    behind = token_encoder(model)
    model.tokenizer.padding_side = "left"
    before = token_encoder(model)
    assert behind
    assert before
    for one, other in zip(behind.documents(texts), before.documents(texts), strict=True):
        assert one.shape == other.shape
        assert len(one) in {7, 2, 1}


def test_half_precision_is_told_in_whole(tmp_path: Path) -> None:
    model = SentenceTransformer(str(bi_encoder(tmp_path / "e5")), device="cpu").bfloat16()
    tokens = token_encoder(model)
    assert tokens
    assert tokens.query("ab").dtype == np.float32


def test_another_thread_may_use_the_model_meanwhile(embedder: Embedder, tokens: TokenEncoder) -> None:
    texts = [f"The ferry sailed to pier {number}." for number in range(40)]
    alone = [tokens.query(text) for text in texts]
    with ThreadPoolExecutor(2) as pool:
        asked = pool.map(embedder.encode_query, texts)
        told = list(pool.map(tokens.query, texts[:20]))
    assert all(np.allclose(one, other, atol=1e-4) for one, other in zip(told, alone, strict=False))
    assert len(list(asked)) == 40
    assert tokens._model.tokenizer is not embedder._model.tokenizer  # noqa: SLF001 (a race shows once in a thousand times)


def test_a_model_without_tokens_has_no_encoder() -> None:
    words = Tokenizer(WordLevel({"ferry": 0}))
    static = SentenceTransformer(modules=[StaticEmbedding(words, embedding_dim=8)], device="cpu")
    assert token_encoder(static) is None
