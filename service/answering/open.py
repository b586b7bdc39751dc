"""From settings to an answerer: finds the model's file, loads embedder and model, opens the index."""

from index.embed import load_embedder
from index.rerank import open_reranker
from index.retrieve import Retriever
from service.answering.answerer import Answerer
from service.llm import LlamaModel
from service.models.resolve import resolve, sha256_of
from service.settings import PROBE_TOKENS, ServiceSettings


def open_answerer(settings: ServiceSettings) -> Answerer:
    """Opens everything that answering needs; takes seconds.

    Raises:
        ModelError: the model's file is missing or cannot be used.
        IndexingError: the index is missing, damaged, or of another embedder.
    """
    resolve(settings.llm, settings.models_dir)  # a missing model is told before anything slow
    retriever = Retriever(settings.index_dir, load_embedder(settings.embedder), open_reranker(settings.reranker))
    model = open_model(settings)
    return Answerer(retriever, model, settings, model.brake)


def open_model(settings: ServiceSettings) -> LlamaModel:
    """Loads the configured language model with a context that fits a prompt and, behind it, an answer or the probe; raises ModelError."""
    file = resolve(settings.llm, settings.models_dir)
    context = settings.prompt_tokens + max(settings.answer_tokens, PROBE_TOKENS)
    return LlamaModel(file, settings.llm, sha256_of(file), context, settings.threads)
