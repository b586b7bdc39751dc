"""Tiny models of sentence-transformers' own making: untrained, but loaded, saved and asked as real ones are."""

from pathlib import Path

import torch
from sentence_transformers import CrossEncoder, SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizer

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,?:'äöüßéèñ"
WINDOW = 64
E5_PREFIXES = {"query": "query: ", "document": "passage: "}


def _vocabulary(folder: Path) -> int:
    """Saves a tokenizer of single letters in any script; returns its size."""
    letters = dict.fromkeys(LETTERS + "的北京市长东京都知事今日発表道路新聞")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters)]
    vocabulary = {word: number for number, word in enumerate(words)}
    BertTokenizer(vocab=vocabulary, model_max_length=WINDOW).save_pretrained(folder)
    return len(words)


def _config(words: int) -> BertConfig:
    return BertConfig(
        vocab_size=words,
        max_position_embeddings=WINDOW,
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
    )


def cross_encoder(folder: Path, labels: int = 1) -> Path:
    """Makes a cross-encoder in `folder`."""
    folder.mkdir()
    torch.manual_seed(7)
    config = _config(_vocabulary(folder))
    config.num_labels = labels
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def bi_encoder(folder: Path) -> Path:
    """Makes an embedder in `folder` that wants e5's prefixes before questions and passages."""
    bert = folder.with_name(f"{folder.name}-bert")
    bert.mkdir()
    torch.manual_seed(7)
    BertModel(_config(_vocabulary(bert))).save_pretrained(bert)
    words = Transformer(str(bert), max_seq_length=WINDOW)
    pooling = Pooling(words.get_embedding_dimension(), "mean")
    SentenceTransformer(modules=[words, pooling], prompts=E5_PREFIXES, device="cpu").save(str(folder))
    return folder


def loaded(folder: Path) -> CrossEncoder:
    """Returns the cross-encoder in `folder` as the library loads it."""
    model: CrossEncoder = CrossEncoder(str(folder), device="cpu")
    return model
