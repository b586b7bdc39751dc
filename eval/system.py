"""Opens what is evaluated: the index of a data set's articles, and the answerer on it. Loads torch and llama.cpp."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.ahead import Ahead
from eval.asking import Answering, Searching
from eval.cache import CachedModel
from eval.clock import Clock
from eval.datasets import Dataset
from eval.environment import ANSWERING_CODE, code_digest, package_versions
from eval.questions import GoldQuestion
from eval.rows import Ask
from index.catalog import SCHEMA_VERSION
from index.embed import Embedder, load_embedder
from index.indexer import PASSAGE_TOKENS, PIPELINE, index_articles
from index.rerank import open_reranker
from index.retrieve import Retriever
from service.answering.answerer import Answerer
from service.answering.open import open_model
from service.answering.prompt import open_prompts
from service.models.resolve import resolve
from service.settings import ANSWERED_BY, ServiceSettings


@dataclass(frozen=True)
class System:
    """What is asked, and what its answers depend on."""

    ask: Ask
    facts: dict[str, object]


def open_retrieval(
    settings: ServiceSettings, dataset: Dataset, questions: Sequence[GoldQuestion], report: Callable[[int], None]
) -> System:
    """Opens the retriever alone, for `questions` in this order; `report` is told how many articles were looked at if they have to be indexed first.

    Raises:
        IndexingError: the embedder is missing, or another process indexes the same articles.
    """
    retriever = _open_retriever(settings, dataset, report)
    facts = {
        "embedder": retriever.embedder.name,
        "settings": settings.model_dump(include={"evidence_sentences", "reranker"}),
    }
    ahead = Ahead(retriever.embedder, [question.searched for question in questions])
    return System(Searching(retriever, settings.evidence_sentences, ahead), {**_common_facts(retriever), **facts})


def open_answering(settings: ServiceSettings, dataset: Dataset, report: Callable[[int], None]) -> System:
    """Opens the whole answerer, with a cache of generations.

    Raises:
        ModelError: the language model is missing or cannot be used.
        IndexingError: as for `open_retrieval`.
    """
    resolve(settings.llm, settings.models_dir)  # a missing model is told before anything slow
    retriever = _open_retriever(settings, dataset, report)
    clock = Clock()
    context = settings.prompt_tokens + settings.answer_tokens
    runtime = (
        f"llama-cpp-python {package_versions()['llama-cpp-python']}, context {context}, weights as stored, asked aside"
    )
    model = CachedModel(open_model(settings), settings.home / "eval" / "generations.sqlite3", runtime, clock)
    facts = {
        "embedder": retriever.embedder.name,
        "model": model.name,
        "model_sha256": model.sha256,
        "prompt_version": open_prompts(settings).version,
        "settings": settings.model_dump(mode="json", include=set(ANSWERED_BY)),
    }
    ask = Answering(retriever, Answerer(retriever, model, settings), model, clock)
    return System(ask, {**_common_facts(retriever), **facts})


def index_folder(home: Path, dataset: Dataset, embedder: Embedder) -> Path:
    """Returns where the index of exactly these articles, this embedder and this indexer is kept."""
    facts = [dataset.articles_digest, embedder.identity, SCHEMA_VERSION, PIPELINE, str(PASSAGE_TOKENS)]
    return home / "eval" / "indexes" / hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


def _open_retriever(settings: ServiceSettings, dataset: Dataset, report: Callable[[int], None]) -> Retriever:
    embedder = load_embedder(settings.embedder)
    folder = index_folder(settings.home, dataset, embedder)
    # The mark is made last: an index whose making was interrupted is completed by indexing again.
    mark = folder / "complete"
    if not mark.exists():
        index_articles(dataset.articles, folder, embedder, report)
        mark.touch()
    return Retriever(folder, embedder, open_reranker(settings.reranker))


def _common_facts(retriever: Retriever) -> dict[str, object]:
    return {"embedder_identity": retriever.embedder.identity, "code": code_digest(ANSWERING_CODE)}
